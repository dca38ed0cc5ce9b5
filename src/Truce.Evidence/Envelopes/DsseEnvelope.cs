using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Truce.Evidence.Keys;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Envelopes;

/// <summary>One signature of an envelope; the key id is an unauthenticated hint.</summary>
public sealed record DsseSignature(string KeyId, ReadOnlyMemory<byte> Signature);

/// <summary>A signed statement: type, payload bytes, signatures (DSSE v1, secure-systems-lab/dsse protocol.md and envelope.md).</summary>
public sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, ImmutableArray<DsseSignature> Signatures)
{
    private const int MaxSignatures = 64; // our bound

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The bytes that are signed: <c>DSSEv1 SP len(type) SP type SP len(payload) SP payload</c>, lengths in bytes, decimal.</summary>
    public static byte[] Pae(string payloadType, ReadOnlySpan<byte> payload)
    {
        byte[] type = Encoding.UTF8.GetBytes(payloadType);
        string head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type.Length} ");
        string middle = string.Create(CultureInfo.InvariantCulture, $" {payload.Length} ");
        return [.. Encoding.ASCII.GetBytes(head), .. type, .. Encoding.ASCII.GetBytes(middle), .. payload];
    }

    /// <summary>Signs a payload with each of the signers; the key id is the key's vkey id, <c>name+hash</c>.</summary>
    public static DsseEnvelope Sign(string payloadType, ReadOnlySpan<byte> payload, params ReadOnlySpan<ISigner> signers)
    {
        byte[] pae = Pae(payloadType, payload);
        ImmutableArray<DsseSignature>.Builder signatures = ImmutableArray.CreateBuilder<DsseSignature>(signers.Length);
        foreach (ISigner signer in signers) signatures.Add(new DsseSignature(PersonKey.IdOf(VerifierKey.Of(signer)), signer.Sign(pae)));
        return new DsseEnvelope(payloadType, payload.ToArray(), signatures.MoveToImmutable());
    }

    /// <summary>The envelope as JSON, the same bytes every time.</summary>
    public byte[] Encode()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes)) Write(json);
        return bytes.ToArray();
    }

    /// <summary>Reads an envelope; false when it is not one. Duplicate members are refused, unknown ones ignored.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, out DsseEnvelope? envelope)
    {
        envelope = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_strict);
            return TryRead(document.RootElement, out envelope);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the second: text that is not Unicode
        {
            return false;
        }
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("payloadType", PayloadType);
        json.WriteBase64String("payload", Payload.Span);
        json.WriteStartArray("signatures");
        foreach (DsseSignature signature in Signatures)
        {
            json.WriteStartObject();
            json.WriteString("keyid", signature.KeyId);
            json.WriteBase64String("sig", signature.Signature.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static bool TryRead(JsonElement element, out DsseEnvelope? envelope)
    {
        envelope = null;
        if (Text(element, "payloadType") is not { } type || Bytes(element, "payload") is not { } payload) return false;
        if (!element.TryGetProperty("signatures", out JsonElement list) || list.ValueKind != JsonValueKind.Array) return false;
        if (list.GetArrayLength() > MaxSignatures) return false;
        ImmutableArray<DsseSignature>.Builder signatures = ImmutableArray.CreateBuilder<DsseSignature>();
        foreach (JsonElement one in list.EnumerateArray())
        {
            if (Bytes(one, "sig") is not { } signature) return false;
            signatures.Add(new DsseSignature(Text(one, "keyid") ?? "", signature));
        }

        envelope = new DsseEnvelope(type, payload, signatures.ToImmutable());
        return true;
    }

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    internal static byte[]? Bytes(JsonElement element, string name)
    {
        if (Text(element, name) is not { } text) return null;
        return StrictBase64.TryDecode(text.Replace('-', '+').Replace('_', '/'), out byte[] bytes) ? bytes : null; // DSSE allows either alphabet
    }
}
