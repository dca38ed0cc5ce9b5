using System.Text;
using System.Text.Json;
using Truce.Evidence.Keys;

namespace Truce.Evidence.Tests.Keys;

public sealed class Ed25519VectorTests
{
    private static readonly string[] s_refused = ["non_canonical_A", "non_canonical_R", "low_order_A", "low_order_R", "low_order_residue"];

    private static bool Verify(string key, byte[] message, string signature) =>
        PublicKey.TryCreate(KeyKind.Ed25519, Convert.FromHexString(key), out PublicKey? publicKey)
        && publicKey!.Verify(message, Convert.FromHexString(signature));

    [Fact]
    public void The_914_CCTV_vectors_are_judged_by_their_flags_under_the_strict_rule()
    {
        int accepted = 0, total = 0;
        List<string> wrong = [];
        foreach (JsonElement v in Vectors.Json(Vectors.Folder("cctv/ed25519/ed25519vectors.json")).EnumerateArray())
        {
            JsonElement flags = v.GetProperty("flags");
            string[] names = flags.ValueKind == JsonValueKind.Null ? [] : [.. flags.EnumerateArray().Select(f => f.GetString()!)];
            bool expected = !names.Intersect(s_refused).Any();
            bool actual = Verify(v.GetProperty("key").GetString()!, Encoding.UTF8.GetBytes(v.GetProperty("msg").GetString()!), v.GetProperty("sig").GetString()!);
            if (actual != expected) wrong.Add($"{v.GetProperty("number")}: {string.Join(' ', names)}");
            total++;
            if (actual) accepted++;
        }

        Assert.Empty(wrong);
        Assert.Equal((914, 43), (total, accepted));
    }

    [Fact]
    public void All_151_Wycheproof_vectors_are_judged_as_published()
    {
        int total = 0;
        List<string> wrong = [];
        foreach (JsonElement group in Vectors.Json(Vectors.Folder("wycheproof/testvectors_v1/ed25519_test.json")).GetProperty("testGroups").EnumerateArray())
        {
            string key = group.GetProperty("publicKey").GetProperty("pk").GetString()!;
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                bool actual = Verify(key, Convert.FromHexString(test.GetProperty("msg").GetString()!), test.GetProperty("sig").GetString()!);
                if (actual != (test.GetProperty("result").GetString() == "valid")) wrong.Add($"{test.GetProperty("tcId")} {test.GetProperty("comment")}");
                total++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(151, total);
    }

    [Fact]
    public void All_262_Wycheproof_vectors_of_P256_are_judged_as_published()
    {
        int total = 0;
        List<string> wrong = [];
        string file = Vectors.Folder("wycheproof/testvectors_v1/ecdsa_secp256r1_sha256_p1363_test.json");
        foreach (JsonElement group in Vectors.Json(file).GetProperty("testGroups").EnumerateArray())
        {
            Assert.True(PublicKey.TryCreate(KeyKind.EcdsaP256, Convert.FromHexString(group.GetProperty("publicKeyDer").GetString()!), out PublicKey? key));
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                bool actual = key!.Verify(Convert.FromHexString(test.GetProperty("msg").GetString()!), Convert.FromHexString(test.GetProperty("sig").GetString()!));
                if (actual != (test.GetProperty("result").GetString() == "valid")) wrong.Add($"{test.GetProperty("tcId")} {test.GetProperty("comment")}");
                total++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(262, total);
    }

    [Fact]
    public void The_signer_makes_the_signature_of_RFC_8032_test_2()
    {
        using Ed25519Signer signer = new("t", Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        Assert.Equal("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", Convert.ToHexStringLower(signer.PublicKey.Encoding.Span));
        Assert.Equal(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            Convert.ToHexStringLower(signer.Sign([0x72])));
    }

    [Fact]
    public void Without_the_byte_checks_the_library_alone_would_accept_what_the_rule_refuses()
    {
        // The planted fault: the rule's own half left out. The vectors must notice.
        int passedLibrary = 0;
        foreach (JsonElement v in Vectors.Json(Vectors.Folder("cctv/ed25519/ed25519vectors.json")).EnumerateArray())
        {
            byte[] key = Convert.FromHexString(v.GetProperty("key").GetString()!);
            using Ed25519Context context = Ed25519Context.ForVerifying(key);
            byte[] message = Encoding.UTF8.GetBytes(v.GetProperty("msg").GetString()!);
            if (context.Verify(message, Convert.FromHexString(v.GetProperty("sig").GetString()!))) passedLibrary++;
        }

        Assert.True(passedLibrary > 43, $"libcrypto alone accepts {passedLibrary}");
    }
}
