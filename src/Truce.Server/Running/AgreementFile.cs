using System.Collections.Immutable;
using System.Text.Json;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>An agreement and the geometry files beside it.</summary>
internal static class AgreementFile
{
    /// <summary>Reads and validates; geometry references are files relative to the agreement's folder and may not leave it.</summary>
    public static AgreementReading Read(string path) =>
        AgreementReader.Read(File.ReadAllBytes(path), Path.GetFileName(path), reference => Geometry(path, reference));

    /// <summary>The geometry of a reference; absent when there is no such file in the agreement's folder.</summary>
    public static ReadOnlyMemory<byte>? Geometry(string agreementPath, string reference)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(agreementPath))!;
        string full = Path.GetFullPath(Path.Combine(folder, reference));
        bool inside = full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        // Not "? bytes : null": a null array would become an empty memory that is there.
        if (!inside || !File.Exists(full) || new FileInfo(full).Length > AgreementReader.MaxBytes) return null;
        return File.ReadAllBytes(full);
    }

    /// <summary>Every geometry file that the agreement refers to and that is there, in ordinal order: what must be sealed with it.</summary>
    public static ImmutableArray<string> GeometryPaths(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Collect(document.RootElement, reference =>
        {
            string full = Path.GetFullPath(Path.Combine(folder, reference));
            if (Geometry(path, reference) is not null) found.Add(full);
        });
        return [.. found];
    }

    private static void Collect(JsonElement element, Action<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject()) Collect(member.Value, found);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray()) Collect(item, found);
                break;
            case JsonValueKind.String when element.GetString() is { } text && text.EndsWith("json", StringComparison.Ordinal):
                found(text);
                break;
        }
    }
}
