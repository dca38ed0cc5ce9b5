using System.Security.Cryptography;

namespace Truce.Evidence.Keys;

/// <summary>One libcrypto key with contexts that are made once and used for every operation.</summary>
/// <remarks>
/// Making a context costs about as much as a signature. A prepared template is copied into a working context for each
/// call, which every OpenSSL 3 allows; using one context twice without that is refused by later versions.
/// </remarks>
internal sealed class Ed25519Context : IDisposable
{
    private readonly Lock _gate = new();
    private readonly bool _signs;
    private nint _key, _template, _work;

    private Ed25519Context(nint key, bool signs)
    {
        _signs = signs;
        _key = key;
        _template = LibCrypto.NewContext();
        _work = LibCrypto.NewContext();
        int ok = key == 0 || _template == 0 || _work == 0 ? 0
            : signs ? LibCrypto.SignInit(_template, 0, 0, 0, key)
            : LibCrypto.VerifyInit(_template, 0, 0, 0, key);
        if (ok == 1) return;
        Dispose();
        throw new CryptographicException("libcrypto refuses this Ed25519 key or lacks Ed25519.");
    }

    ~Ed25519Context() => Free();

    internal static Ed25519Context ForSigning(ReadOnlySpan<byte> seed) =>
        new(LibCrypto.NewPrivateKey(LibCrypto.Ed25519Type, 0, seed, (nuint)seed.Length), signs: true);

    internal static Ed25519Context ForVerifying(ReadOnlySpan<byte> publicKey) =>
        new(LibCrypto.NewPublicKey(LibCrypto.Ed25519Type, 0, publicKey, (nuint)publicKey.Length), signs: false);

    internal byte[] PublicKey()
    {
        byte[] output = new byte[32];
        nuint length = 32;
        return LibCrypto.GetPublicKey(_key, output, ref length) == 1 && length == 32
            ? output
            : throw new CryptographicException("libcrypto gives no public key.");
    }

    internal byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[64];
        nuint length = 64;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_key == 0 || !_signs, this);
            if (LibCrypto.CopyContext(_work, _template) == 1
                && LibCrypto.Sign(_work, signature, ref length, message, (nuint)message.Length) == 1
                && length == 64) return signature;
        }

        throw new CryptographicException("libcrypto failed to sign.");
    }

    internal bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_key == 0 || _signs, this);
            if (LibCrypto.CopyContext(_work, _template) != 1) throw new CryptographicException("libcrypto cannot copy a context.");
            bool ok = LibCrypto.Verify(_work, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
            if (!ok) LibCrypto.ClearErrors();
            return ok;
        }
    }

    public void Dispose()
    {
        lock (_gate) Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_work != 0) LibCrypto.FreeContext(_work);
        if (_template != 0) LibCrypto.FreeContext(_template);
        if (_key != 0) LibCrypto.FreeKey(_key);
        _key = _template = _work = 0;
    }
}
