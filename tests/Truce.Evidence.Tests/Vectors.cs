using System.Security.Cryptography;
using System.Text.Json;
using Truce.Evidence.Trees;
using Truce.Testing;

namespace Truce.Evidence.Tests;

/// <summary>Reads the shared vectors.</summary>
internal static class Vectors
{
    internal static string Folder(string relative) => SharedData.Path("evidence/" + relative);

    internal static JsonElement Json(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    internal static IEnumerable<(string Name, JsonElement Vector)> MerkleFiles(string kind) =>
        Directory.EnumerateFiles(Folder("merkle-testdata/testdata/" + kind), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(f => (Path.GetRelativePath(Folder("merkle-testdata"), f), Json(f)));

    /// <summary>A hash of 32 bytes; another text ("don't care") becomes a digest of its own, and no text becomes one that fits nothing.</summary>
    internal static Digest Hash(JsonElement vector, string name)
    {
        byte[] bytes = Convert.FromBase64String(vector.GetProperty(name).GetString() ?? "");
        return bytes.Length == 32 ? new Digest(bytes)
            : bytes.Length > 0 ? new Digest(SHA256.HashData(bytes))
            : new Digest(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>The proof, or null when one of its hashes is not 32 bytes: no reader of ours lets such a proof in.</summary>
    internal static List<Digest>? Proof(JsonElement vector)
    {
        if (vector.GetProperty("proof").ValueKind == JsonValueKind.Null) return [];
        List<byte[]> hashes = [.. vector.GetProperty("proof").EnumerateArray().Select(h => Convert.FromBase64String(h.GetString() ?? ""))];
        return hashes.All(h => h.Length == 32) ? [.. hashes.Select(h => new Digest(h))] : null;
    }

    internal static long Number(JsonElement vector, string name) =>
        vector.GetProperty(name).TryGetInt64(out long value) ? value : -1; // beyond 2^63: no tree of ours
}
