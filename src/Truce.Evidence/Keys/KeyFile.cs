using System.Globalization;
using System.Security.Cryptography;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Keys;

/// <summary>A log's or person's Ed25519 key in a file that only its owner can read (mode 0600).</summary>
/// <remarks>The text is Go's note signer key: <c>PRIVATE+KEY+name+hash+base64(0x01 || seed)</c>, one line.</remarks>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Prefix = "PRIVATE+KEY+";

    /// <summary>Makes a key and writes it; refuses to replace a file.</summary>
    /// <param name="path">Where; its folder must exist.</param>
    /// <param name="name">The key's name.</param>
    /// <param name="seed">32 secret random bytes, drawn by the caller.</param>
    /// <exception cref="IOException">The file exists or cannot be written.</exception>
    public static Ed25519Signer Create(string path, string name, ReadOnlySpan<byte> seed)
    {
        if (File.Exists(path)) throw new IOException($"{path} exists: a key is never replaced");
        Ed25519Signer signer = new(name, seed);
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        string unfinished = path + ".unfinished"; // a process killed here leaves no half key under the key's own name
        using (FileStream file = new(unfinished, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(Format(signer, seed) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
        return signer;
    }

    /// <summary>Opens the key, or makes one with a fresh random seed when there is none.</summary>
    /// <exception cref="EvidenceDamagedException">The file is malformed, readable by others, or for another name.</exception>
    public static Ed25519Signer OpenOrCreate(string path, string name)
    {
        if (!File.Exists(path)) return Create(path, name, RandomNumberGenerator.GetBytes(32));
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new EvidenceDamagedException($"{path} can be read by others: set its mode to 0600 and think whether the key has leaked");
        }

        if (!TryParse(File.ReadAllText(path), out Ed25519Signer? signer)) throw new EvidenceDamagedException($"{path} is not a signer key");
        if (signer!.Name == name) return signer;
        string found = signer.Name;
        signer.Dispose();
        throw new EvidenceDamagedException($"{path} is the key of {found}, not of {name}");
    }

    /// <summary>The signer key text; secret.</summary>
    public static string Format(Ed25519Signer signer, ReadOnlySpan<byte> seed) =>
        $"{Prefix}{signer.Name}+{VerifierKey.Of(signer).KeyId:x8}+{Convert.ToBase64String([(byte)KeyKind.Ed25519, .. seed])}";

    /// <summary>Reads a signer key text; false when it is malformed or its hash does not fit.</summary>
    public static bool TryParse(string text, out Ed25519Signer? signer)
    {
        signer = null;
        text = text.Trim();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        string[] parts = text[Prefix.Length..].Split('+', 3);
        if (parts.Length != 3 || !VerifierKey.IsName(parts[0]) || parts[1].Length != 8) return false;
        if (!uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id)) return false;
        if (!StrictBase64.TryDecode(parts[2], out byte[] bytes) || bytes.Length != 33 || bytes[0] != (byte)KeyKind.Ed25519) return false;
        Ed25519Signer candidate = new(parts[0], bytes.AsSpan(1));
        if (VerifierKey.Of(candidate).KeyId == id)
        {
            signer = candidate;
            return true;
        }

        candidate.Dispose();
        return false;
    }
}
