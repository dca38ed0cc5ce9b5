using System.Security.Cryptography;

namespace Truce.Evidence.Keys;

/// <summary>The kinds of key, numbered as C2SP signed-note numbers signature types.</summary>
public enum KeyKind : byte
{
    /// <summary>Ed25519 (RFC 8032) under the rule of docs/decisions/0010-ed25519-rule.md; for logs, persons and devices.</summary>
    Ed25519 = 1,

    /// <summary>ECDSA on P-256 with SHA-256, signature r || s of 64 bytes (IEEE P1363); for persons and devices, not for checkpoints.</summary>
    EcdsaP256 = 2,
}

/// <summary>A public key that verifies signatures; safe for several threads.</summary>
public sealed class PublicKey
{
    private readonly Ed25519Context? _ed25519;
    private readonly ECDsa? _p256;
    private readonly Lock _gate = new();

    private PublicKey(KeyKind kind, byte[] encoding, Ed25519Context? ed25519, ECDsa? p256) =>
        (Kind, Encoding, _ed25519, _p256) = (kind, encoding, ed25519, p256);

    /// <summary>The algorithm.</summary>
    public KeyKind Kind { get; }

    /// <summary>32 bytes for Ed25519; DER SubjectPublicKeyInfo for P-256.</summary>
    public ReadOnlyMemory<byte> Encoding { get; }

    /// <summary>Takes a key at enrolment; false when its encoding is wrong or the Ed25519 rule refuses it.</summary>
    public static bool TryCreate(KeyKind kind, ReadOnlySpan<byte> encoding, out PublicKey? key)
    {
        key = null;
        switch (kind)
        {
            case KeyKind.Ed25519 when Ed25519Rule.Allows(encoding):
                key = new PublicKey(kind, encoding.ToArray(), Ed25519Context.ForVerifying(encoding), null);
                return true;
            case KeyKind.EcdsaP256:
                ECDsa p256 = ECDsa.Create();
                try
                {
                    p256.ImportSubjectPublicKeyInfo(encoding, out int read);
                    if (read == encoding.Length && IsP256(p256))
                    {
                        key = new PublicKey(kind, encoding.ToArray(), null, p256);
                        return true;
                    }
                }
                catch (CryptographicException)
                {
                    // Not a public key: the answer is false.
                }

                p256.Dispose();
                return false;
            default:
                return false;
        }
    }

    /// <summary>True when the signature over the message is this key's; false for anything else, malformed input included.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 64) return false;
        if (_ed25519 is not null) return Ed25519Rule.Allows(signature[..32]) && _ed25519.Verify(message, signature);
        lock (_gate)
        {
            return _p256!.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private static bool IsP256(ECDsa key) => key.ExportParameters(false).Curve.Oid.Value is "1.2.840.10045.3.1.7";
}
