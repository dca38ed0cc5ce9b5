using System.Diagnostics;
using System.Security.Cryptography;
using Truce.Evidence.Keys;
using Truce.Evidence.Trees;

namespace Truce.Bench.Evidence;

/// <summary>Signatures and node hashes a second, one thread.</summary>
internal static class KeyRates
{
    private const double SecondsEach = 0.3;

    internal static void Run(int runs)
    {
        using Ed25519Signer ed25519 = new("bench", new byte[32]);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using EcdsaP256Signer p256 = new("bench", key.ExportPkcs8PrivateKey());
        byte[] message = new byte[120];
        byte[] signature1 = ed25519.Sign(message), signature2 = p256.Sign(message);
        Digest a = Digest.Of(message), b = Digest.Of(signature1);
        (string Name, Action Work)[] works =
        [
            ("Ed25519 sign", () => ed25519.Sign(message)),
            ("Ed25519 verify, strict", () => ed25519.PublicKey.Verify(message, signature1)),
            ("P-256 sign", () => p256.Sign(message)),
            ("P-256 verify", () => p256.PublicKey.Verify(message, signature2)),
            ("node hash", () => TreeHash.Node(a, b)),
        ];
        Dictionary<string, List<double>> rates = works.ToDictionary(w => w.Name, _ => new List<double>());
        for (int run = 0; run < runs; run++)
        {
            foreach ((string name, Action work) in works) rates[name].Add(Rate(work));
        }

        foreach ((string name, _) in works) Machine.Report(name, "/s", rates[name]);
    }

    private static double Rate(Action work)
    {
        for (int i = 0; i < 100; i++) work();
        Stopwatch watch = Stopwatch.StartNew();
        int done = 0;
        for (; watch.Elapsed.TotalSeconds < SecondsEach; done += 50)
        {
            for (int i = 0; i < 50; i++) work();
        }

        return done / watch.Elapsed.TotalSeconds;
    }
}
