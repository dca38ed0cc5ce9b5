using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Truce.Server.Consoles;

/// <summary>The page's own files, carried inside the program. Only these names exist: a path is looked up, never opened.</summary>
public sealed class ConsoleAssets
{
    private const string Prefix = "console/";

    private readonly FrozenDictionary<string, ConsoleAsset> _files;

    private ConsoleAssets(FrozenDictionary<string, ConsoleAsset> files) => _files = files;

    /// <summary>The files of this program.</summary>
    public static ConsoleAssets Own { get; } = Read(typeof(ConsoleAssets).Assembly);

    /// <summary>Names, with forward slashes, in ordinal order.</summary>
    public IEnumerable<string> Names => _files.Keys.Order(StringComparer.Ordinal);

    /// <summary>A file by its exact name; <c>null</c> when there is none.</summary>
    public ConsoleAsset? Find(string name) => _files.GetValueOrDefault(name);

    private static ConsoleAssets Read(Assembly assembly)
    {
        var files = new Dictionary<string, ConsoleAsset>(StringComparer.Ordinal);
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            string name = resource.Replace('\\', '/');
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";
            files[name[Prefix.Length..]] = new(bytes, TypeOf(name), tag);
        }

        return new(files.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".geojson" => "application/geo+json",
        ".txt" => "text/plain; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}

/// <summary>A file of the page.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Tag">Its entity tag, quoted: the start of its SHA-256.</param>
public sealed record ConsoleAsset(byte[] Bytes, string ContentType, string Tag);
