using System.Collections.Immutable;

namespace Truce.Response.Protocols;

/// <summary>The versions of one protocol, and which one holds at an instant.</summary>
/// <remarks>A consultation keeps the version under which it was opened to its end.</remarks>
public sealed class ProtocolVersions
{
    private ProtocolVersions(ImmutableArray<Protocol> versions) => Versions = versions;

    /// <summary>The versions, by number.</summary>
    public ImmutableArray<Protocol> Versions { get; }

    /// <summary>Gathers versions; nothing, with the reason, when they are of several protocols, share a number, or have none.</summary>
    public static ProtocolVersions? TryGather(IEnumerable<Protocol> versions, out string fault)
    {
        ImmutableArray<Protocol> sorted = [.. versions.OrderBy(v => v.Version ?? 0)];
        fault = "";
        if (sorted.IsEmpty) fault = "there is no version";
        else if (sorted.Select(v => v.Id).Distinct(StringComparer.Ordinal).Count() > 1) fault = "versions of several protocols: " + string.Join(", ", sorted.Select(v => v.Id).Distinct(StringComparer.Ordinal));
        else if (sorted.Any(v => v.Version is null)) fault = $"a version of {sorted[0].Id} has no number";
        else if (sorted.GroupBy(v => v.Version).FirstOrDefault(g => g.Count() > 1) is { } twice) fault = $"version {twice.Key} of {sorted[0].Id} stands twice";
        return fault.Length == 0 ? new(sorted) : null;
    }

    /// <summary>The version that holds at an instant: of those whose time it is, the one with the greatest number; nothing when it is no version's time.</summary>
    public Protocol? At(DateTimeOffset instant) =>
        Versions.LastOrDefault(v => (v.ValidFrom is null || v.ValidFrom <= instant) && (v.ValidTo is null || instant < v.ValidTo));

    /// <summary>The version of that number, or nothing.</summary>
    public Protocol? Find(int version) => Versions.FirstOrDefault(v => v.Version == version);
}
