using System.Collections.Immutable;
using System.Text.Json;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Bundles;

/// <summary>A record, what opens its leaf, and its proof.</summary>
public sealed record BundleItem(long Index, Opening Opening, TlogProof Proof);

/// <summary>Records with everything needed to check them offline, as one JSON file. Format: docs/formats/evidence-log.md.</summary>
/// <param name="Origin">The log's name; a claim until the proofs are verified.</param>
/// <param name="Items">One or more records.</param>
/// <param name="Envelopes">Signed statements; the payload of each must be the bytes of one of the records.</param>
public sealed record EvidenceBundle(string Origin, ImmutableArray<BundleItem> Items, ImmutableArray<DsseEnvelope> Envelopes)
{
    private const string Format = "truce-bundle/v1";

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Takes records out of a store.</summary>
    /// <param name="reader">A view of the store; all proofs are under its checkpoint.</param>
    /// <param name="indices">Which records; each once.</param>
    /// <param name="envelopes">Signed statements about them that are not records themselves.</param>
    /// <exception cref="EvidenceDamagedException">A record is damaged or has been erased.</exception>
    public static EvidenceBundle From(EvidenceReader reader, IEnumerable<long> indices, IEnumerable<DsseEnvelope>? envelopes = null) => new(
        reader.Checkpoint.Origin,
        [.. indices.Distinct().Order().Select(i => new BundleItem(
            i,
            reader.ReadOpening(i) ?? throw new EvidenceDamagedException($"record {i} has been erased"),
            reader.ProveInclusion(i)))],
        [.. envelopes ?? []]);

    /// <summary>The bundle as JSON, the same bytes every time.</summary>
    public byte[] Encode()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("origin", Origin);
            json.WriteStartArray("items");
            foreach (BundleItem item in Items)
            {
                json.WriteStartObject();
                json.WriteNumber("index", item.Index);
                json.WriteNumber("type", (byte)item.Opening.Type);
                json.WriteBase64String("salt", item.Opening.Salt.Span);
                json.WriteBase64String("record", item.Opening.Record.Span);
                json.WriteString("proof", item.Proof.Encode());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("envelopes");
            foreach (DsseEnvelope envelope in Envelopes) envelope.Write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads a bundle without verifying it; <paramref name="error"/> says what is wrong when false.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, out EvidenceBundle? bundle, out string error)
    {
        bundle = null;
        const string notJson = "the file is not JSON, or has a member twice";
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_strict);
            return TryRead(document.RootElement, out bundle, out error);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second: text that is not Unicode
        {
            error = notJson;
            return false;
        }
    }

    /// <summary>Verifies every record against its proof and the log's key, and that envelopes speak of records that are here.</summary>
    /// <returns>One line a failure; empty when all of it holds. Signatures of persons are the caller's policy (<see cref="DssePolicy"/>).</returns>
    public IReadOnlyList<string> Verify(VerifierKey key)
    {
        List<string> failures = [];
        if (Origin != key.Name) failures.Add($"the bundle is of {Origin}, the key of {key.Name}");
        foreach (BundleItem item in Items)
        {
            if (item.Proof.Index != item.Index) failures.Add($"record {item.Index}: the proof is for index {item.Proof.Index}");
            if (item.Proof.Verify(TreeHash.Leaf(item.Opening.Leaf.Encode()), key, out string error) is null) failures.Add($"record {item.Index}: {error}");
        }

        for (int i = 0; i < Envelopes.Length; i++)
        {
            ReadOnlyMemory<byte> payload = Envelopes[i].Payload;
            if (!Items.Any(item => item.Opening.Record.Span.SequenceEqual(payload.Span))) failures.Add($"envelope {i}: its payload is no record of this bundle");
        }

        return failures;
    }

    private static bool TryRead(JsonElement root, out EvidenceBundle? bundle, out string error)
    {
        bundle = null;
        error = !HasOnly(root, "format", "origin", "items", "envelopes") ? "the members are not format, origin, items and envelopes"
            : DsseEnvelope.Text(root, "format") != Format ? $"the format is not {Format}"
            : DsseEnvelope.Text(root, "origin") is null ? "the origin is missing"
            : !root.TryGetProperty("items", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0 ? "there are no items"
            : root.GetProperty("envelopes").ValueKind != JsonValueKind.Array ? "envelopes is not a list"
            : "";
        if (error.Length > 0) return false;

        ImmutableArray<BundleItem>.Builder items = ImmutableArray.CreateBuilder<BundleItem>();
        foreach (JsonElement element in root.GetProperty("items").EnumerateArray())
        {
            if (!TryReadItem(element, out BundleItem? item, out error))
            {
                error = $"item {items.Count}: {error}";
                return false;
            }

            items.Add(item!);
        }

        ImmutableArray<DsseEnvelope>.Builder envelopes = ImmutableArray.CreateBuilder<DsseEnvelope>();
        foreach (JsonElement element in root.GetProperty("envelopes").EnumerateArray())
        {
            if (!DsseEnvelope.TryRead(element, out DsseEnvelope? envelope))
            {
                error = $"envelope {envelopes.Count} is malformed";
                return false;
            }

            envelopes.Add(envelope!);
        }

        bundle = new EvidenceBundle(DsseEnvelope.Text(root, "origin")!, items.ToImmutable(), envelopes.ToImmutable());
        return true;
    }

    private static bool TryReadItem(JsonElement element, out BundleItem? item, out string error)
    {
        item = null;
        error = "index, type, salt, record or proof is missing or malformed";
        if (!HasOnly(element, "index", "type", "salt", "record", "proof")) return false;
        (JsonElement number, JsonElement kind) = (element.GetProperty("index"), element.GetProperty("type"));
        if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out long index)) return false;
        if (kind.ValueKind != JsonValueKind.Number || !kind.TryGetByte(out byte type)) return false;
        if (DsseEnvelope.Bytes(element, "salt") is not { Length: Leaf.SaltLength } salt) return false;
        if (DsseEnvelope.Bytes(element, "record") is not { } record || DsseEnvelope.Text(element, "proof") is not { } text) return false;
        if (!TlogProof.TryParse(text, out TlogProof? proof, out error)) return false;
        item = new BundleItem(index, new Opening(salt, (CoarseType)type, record), proof!);
        return true;
    }

    /// <summary>Our own format has no unknown members: nothing in a verified bundle is unexplained, nothing is left out by a misspelling.</summary>
    private static bool HasOnly(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object || element.GetPropertyCount() != names.Length) return false;
        foreach (string name in names)
        {
            if (!element.TryGetProperty(name, out _)) return false;
        }

        return true;
    }
}
