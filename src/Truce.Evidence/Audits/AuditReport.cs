using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Truce.Evidence.Audits;

/// <summary>What an audit looked at, what failed and what it could not look at.</summary>
public sealed class AuditReport
{
    private readonly ConcurrentBag<(string Place, string Text)> _failures = [];
    private readonly ConcurrentBag<string> _unreferenced = [];
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _notChecked = [];

    /// <summary>Whether everything that was looked at holds.</summary>
    public bool Ok => _failures.IsEmpty;

    /// <summary>One line a failure, ordered by the place that it names.</summary>
    public ImmutableArray<string> Failures => [.. _failures.OrderBy(f => f.Place, StringComparer.Ordinal).Select(f => f.Text)];

    /// <summary>Files that the checkpoint does not need: beyond its size, or unfinished. Nothing depends on them.</summary>
    public ImmutableArray<string> Unreferenced => [.. _unreferenced.Order(StringComparer.Ordinal)];

    /// <summary>How many of what was checked.</summary>
    public ImmutableSortedDictionary<string, long> Counts => _counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What a reader might think was checked and was not.</summary>
    public ImmutableArray<string> NotChecked => [.. _notChecked.Order(StringComparer.Ordinal)];

    internal void Fail(string place, string what) => _failures.Add((place, $"{place}: {what}"));

    internal void Skip(string file) => _unreferenced.Add(file);

    internal void Count(string what, long more = 1) => _counts.AddOrUpdate(what, more, (_, old) => old + more);

    internal void DidNot(string what) => _notChecked.Add(what);
}

/// <summary>All processors for a large log, the caller's thread alone for a small one.</summary>
internal static class AuditThreads
{
    private const int Many = 32;

    internal static ParallelOptions For(long files) => new() { MaxDegreeOfParallelism = files < Many ? 1 : Environment.ProcessorCount };
}
