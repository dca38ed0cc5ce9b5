using System.Collections.Immutable;
using System.Globalization;
using Truce.Evidence.Keys;

namespace Truce.Evidence.Envelopes;

/// <summary>A key and the person who holds it; one person may hold several keys and counts once.</summary>
public sealed record PersonKey(string KeyId, string Person, PublicKey Key)
{
    /// <summary>A person's key under its vkey id.</summary>
    public static PersonKey Of(string person, VerifierKey key) => new(IdOf(key), person, key.Key);

    /// <summary>The key id that envelopes carry: <c>name+hash</c>, the vkey without the key.</summary>
    public static string IdOf(VerifierKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Name}+{key.KeyId:x8}");

    /// <summary>Reads lines of <c>vkey person name</c>; empty lines and those with # first are skipped. Null and a message when one is malformed.</summary>
    public static ImmutableArray<PersonKey>? Parse(string text, out string error)
    {
        ImmutableArray<PersonKey>.Builder keys = ImmutableArray.CreateBuilder<PersonKey>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            string[] parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !VerifierKey.TryParse(parts[0], out VerifierKey? key))
            {
                error = $"line {i + 1} is not a vkey and a person";
                return null;
            }

            keys.Add(Of(parts[1], key!));
        }

        error = "";
        return keys.ToImmutable();
    }
}

/// <summary>What an envelope amounts to under a policy.</summary>
/// <param name="Accepted">Whether enough persons signed.</param>
/// <param name="Persons">Who signed, each once, in order of name.</param>
/// <param name="Reason">Why it is not accepted; empty when it is.</param>
public sealed record DsseVerdict(bool Accepted, ImmutableArray<string> Persons, string Reason);

/// <summary>Which envelopes are accepted: of a known type, signed by at least so many different persons.</summary>
/// <remarks>Signatures of unknown keys and signatures that fail add nothing and spoil nothing; persons are counted, never keys.</remarks>
public sealed class DssePolicy
{
    private readonly ImmutableArray<PersonKey> _keys;
    private readonly ImmutableHashSet<string> _types;
    private readonly int _threshold;

    /// <summary>Sets a policy.</summary>
    /// <param name="threshold">Different persons needed, 1 or more.</param>
    /// <param name="types">The payload types that are accepted.</param>
    /// <param name="keys">The keys that are known; no two may share a key id.</param>
    /// <exception cref="ArgumentException">A threshold below 1, or a key id or key that stands for two persons.</exception>
    public DssePolicy(int threshold, IEnumerable<string> types, IEnumerable<PersonKey> keys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        (_threshold, _types, _keys) = (threshold, [.. types], [.. keys]);
        if (_keys.GroupBy(k => k.KeyId).Any(g => g.Count() > 1)) throw new ArgumentException("a key id is listed twice", nameof(keys));
        if (_keys.GroupBy(k => Convert.ToHexString(k.Key.Encoding.Span)).Any(g => g.Select(k => k.Person).Distinct().Count() > 1))
        {
            throw new ArgumentException("one key is listed for two persons", nameof(keys));
        }
    }

    /// <summary>Verifies the signatures and counts the persons.</summary>
    public DsseVerdict Check(DsseEnvelope envelope)
    {
        if (!_types.Contains(envelope.PayloadType)) return new DsseVerdict(false, [], $"the payload type {envelope.PayloadType} is not accepted");
        byte[] pae = DsseEnvelope.Pae(envelope.PayloadType, envelope.Payload.Span);
        ImmutableArray<string> persons =
        [
            .. envelope.Signatures
                .SelectMany(s => _keys.Where(k => (s.KeyId.Length == 0 || k.KeyId == s.KeyId) && k.Key.Verify(pae, s.Signature.Span)))
                .Select(k => k.Person).Distinct().Order(StringComparer.Ordinal),
        ];
        return persons.Length >= _threshold
            ? new DsseVerdict(true, persons, "")
            : new DsseVerdict(false, persons, $"{persons.Length} of {_threshold} persons signed");
    }
}
