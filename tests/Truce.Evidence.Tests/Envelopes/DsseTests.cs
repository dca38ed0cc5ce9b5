using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;

namespace Truce.Evidence.Tests.Envelopes;

public sealed class DsseTests
{
    private const string Type = "application/vnd.truce.finding+json";

    [Fact]
    public void The_7_four_eyes_vectors_are_judged_as_published()
    {
        JsonElement file = Vectors.Json(Vectors.Folder("dsse/truce-four-eyes-vectors.json"));
        int total = 0;
        foreach (JsonElement v in file.GetProperty("vectors").EnumerateArray())
        {
            string id = v.GetProperty("id").GetString()!;
            List<PersonKey> keys = [];
            foreach (JsonElement trusted in v.GetProperty("trusted").EnumerateArray())
            {
                string name = trusted.GetString()!;
                using Ed25519Signer signer = new(name, Convert.FromHexString(file.GetProperty("keys").GetProperty(name).GetProperty("seed").GetString()!));
                keys.Add(new PersonKey(name, "person " + name, signer.PublicKey));
            }

            Assert.True(DsseEnvelope.TryParse(Encoding.UTF8.GetBytes(v.GetProperty("envelope").GetRawText()), out DsseEnvelope? envelope), id);
            if (v.TryGetProperty("pae", out JsonElement pae) && id is not ("payload-tampered" or "type-swapped"))
            {
                Assert.Equal(pae.GetString(), Convert.ToHexStringLower(DsseEnvelope.Pae(envelope!.PayloadType, envelope.Payload.Span)));
            }

            DssePolicy policy = new(v.GetProperty("threshold").GetInt32(), [Type, envelope!.PayloadType], keys);
            Assert.True(policy.Check(envelope).Accepted == (v.GetProperty("expect").GetString() == "accept"), id);
            total++;
        }

        Assert.Equal(7, total);
    }

    [Fact]
    public void The_example_of_the_DSSE_protocol_gives_its_published_encoding() =>
        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(DsseEnvelope.Pae("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void One_person_with_two_keys_counts_once_and_kinds_of_key_may_mix()
    {
        using Ed25519Signer a = new("a", new byte[32]);
        using Ed25519Signer spare = new("a2", [.. Enumerable.Repeat((byte)1, 32)]);
        using ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using EcdsaP256Signer b = new("b", p256.ExportPkcs8PrivateKey());
        DssePolicy policy = new(2, [Type],
        [
            PersonKey.Of("Ann", VerifierKey.Of(a)), PersonKey.Of("Ann", VerifierKey.Of(spare)), PersonKey.Of("Bo", VerifierKey.Of(b)),
        ]);
        DsseVerdict alone = policy.Check(DsseEnvelope.Sign(Type, "x"u8, a, spare));
        Assert.False(alone.Accepted);
        Assert.Equal(["Ann"], alone.Persons);
        DsseVerdict both = policy.Check(DsseEnvelope.Sign(Type, "x"u8, a, b));
        Assert.True(both.Accepted);
        Assert.Equal(["Ann", "Bo"], both.Persons);
        Assert.False(policy.Check(DsseEnvelope.Sign("application/other", "x"u8, a, b)).Accepted);
        Assert.Throws<ArgumentException>(() => new DssePolicy(1, [Type], [PersonKey.Of("Ann", VerifierKey.Of(a)), new PersonKey("z", "Bo", a.PublicKey)]));
    }

    [Fact]
    public void An_envelope_round_trips_through_JSON_and_broken_JSON_is_refused_not_thrown()
    {
        using Ed25519Signer a = new("a", new byte[32]);
        byte[] json = DsseEnvelope.Sign(Type, "x"u8, a).Encode();
        Assert.True(DsseEnvelope.TryParse(json, out DsseEnvelope? again));
        Assert.Equal(json, again!.Encode());
        Random random = new(7);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] changed = [.. json];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            bool read = DsseEnvelope.TryParse(changed.AsMemory(0, random.Next(4) == 0 ? random.Next(changed.Length) : changed.Length), out DsseEnvelope? odd);
            Assert.Equal(read, odd is not null);
        }

        Assert.False(DsseEnvelope.TryParse("{\"payload\":\"\",\"payload\":\"\",\"payloadType\":\"t\",\"signatures\":[]}"u8.ToArray(), out _));
    }
}
