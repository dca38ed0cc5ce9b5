using System.Security.Cryptography;

namespace Truce.Evidence.Keys;

/// <summary>Signs under a name: a key in a file, in memory or in a hardware token.</summary>
public interface ISigner
{
    /// <summary>The key's name, without white space or plus; for a log, its origin.</summary>
    string Name { get; }

    /// <summary>The key that verifies what this signer signs.</summary>
    PublicKey PublicKey { get; }

    /// <summary>A 64-byte signature over the message.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}

/// <summary>Ed25519 with a 32-byte seed (RFC 8032), through libcrypto.</summary>
public sealed class Ed25519Signer : ISigner, IDisposable
{
    private readonly Ed25519Context _context;

    /// <summary>Takes a seed of 32 secret bytes.</summary>
    /// <exception cref="ArgumentException">The seed is not 32 bytes long.</exception>
    public Ed25519Signer(string name, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != 32) throw new ArgumentException("An Ed25519 seed has 32 bytes.", nameof(seed));
        Name = name;
        _context = Ed25519Context.ForSigning(seed);
        PublicKey = PublicKey.TryCreate(KeyKind.Ed25519, _context.PublicKey(), out PublicKey? key)
            ? key!
            : throw new CryptographicException("libcrypto made a public key that the rule refuses.");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) => _context.Sign(message);

    /// <summary>Frees the native key.</summary>
    public void Dispose() => _context.Dispose();
}

/// <summary>ECDSA P-256, in the box: for persons and devices whose hardware has no Ed25519.</summary>
public sealed class EcdsaP256Signer : ISigner, IDisposable
{
    private readonly ECDsa _key;

    /// <summary>Takes a PKCS #8 private key.</summary>
    /// <exception cref="CryptographicException">Not a P-256 private key.</exception>
    public EcdsaP256Signer(string name, ReadOnlySpan<byte> pkcs8)
    {
        Name = name;
        _key = ECDsa.Create();
        _key.ImportPkcs8PrivateKey(pkcs8, out _);
        PublicKey = PublicKey.TryCreate(KeyKind.EcdsaP256, _key.ExportSubjectPublicKeyInfo(), out PublicKey? key)
            ? key!
            : throw new CryptographicException("The key is not on P-256.");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        _key.SignData(message.ToArray(), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Frees the key.</summary>
    public void Dispose() => _key.Dispose();
}
