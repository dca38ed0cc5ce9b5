using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;

namespace Truce.Evidence.Tests.Logs;

/// <summary>Salts from a counter, so that a log of a test has the same bytes every time.</summary>
internal sealed class CountedSalts : ISaltSource
{
    private long _next;

    public void Fill(Span<byte> salt) =>
        SHA256.HashData(Encoding.ASCII.GetBytes("salt " + (_next++).ToString(CultureInfo.InvariantCulture)), salt);
}

internal static class LogKit
{
    internal const string Origin = "truce.example/test";

    internal static Ed25519Signer Signer(string origin = Origin) => new(origin, SHA256.HashData(Encoding.UTF8.GetBytes("test key of " + origin)));

    internal static VerifierKey Key(string origin = Origin)
    {
        using Ed25519Signer signer = Signer(origin);
        return VerifierKey.Of(signer);
    }

    internal static byte[] Record(long i) => Encoding.UTF8.GetBytes($"record {i} " + new string('.', (int)(i % 40)));

    internal static List<SealItem> Items(long from, int count, CoarseType type = CoarseType.Capture) =>
        [.. Enumerable.Range(0, count).Select(i => new SealItem(Record(from + i), type, Simulated: false))];

    internal static EvidenceLogOptions Options(IDisk? disk = null, int publishEvery = 4096, int padTo = 0, bool keep = false) => new()
    {
        Disk = disk ?? new RealDisk(),
        Salts = new CountedSalts(),
        PublishEvery = publishEvery,
        PadTo = padTo,
        KeepPartialTiles = keep,
    };

    /// <summary>A new store in a folder of its own, deleted with the returned value.</summary>
    internal static TemporaryFolder Folder() => new();
}

internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("truce-evidence-").FullName;

    internal string Below(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
