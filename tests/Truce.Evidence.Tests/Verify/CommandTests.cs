using System.Text.Json;
using Truce.Evidence.Bundles;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Tests.Logs;
using Truce.Verify;

namespace Truce.Evidence.Tests.Verify;

public sealed class CommandTests
{
    private const string Type = "application/vnd.truce.finding+json";

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = Commands.Run(args, output, error, showProgress: false);
        return (code, output.ToString(), error.ToString());
    }

    private static void Build(TemporaryFolder folder, int records)
    {
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options());
        log.Append(LogKit.Items(0, records));
        log.Publish();
        File.WriteAllText(folder.Below("proof"), log.ProveInclusion(1).Encode());
        File.WriteAllBytes(folder.Below("entry"), log.Read().ReadLeaf(1).Encode());
    }

    [Fact]
    public void Each_command_answers_0_on_good_input_1_on_bad_evidence_and_says_what_it_did_not_check()
    {
        using TemporaryFolder folder = LogKit.Folder();
        Build(folder, 300);
        string key = LogKit.Key().ToString(), other = LogKit.Key("truce.example/other").ToString();
        string[][] commands =
        [
            ["log", folder.Path], ["log", folder.Below("log")], ["checkpoint", folder.Below("log", "checkpoint")],
            ["proof", folder.Below("proof")], ["proof", folder.Below("proof"), "--entry", folder.Below("entry")],
        ];
        foreach (string[] command in commands)
        {
            (int code, string output, string error) = Run([.. command, "--key", key]);
            Assert.Equal((0, ""), (code, error));
            Assert.EndsWith("OK\n", output, StringComparison.Ordinal);
            Assert.Contains("not checked:", output, StringComparison.Ordinal);
            Assert.Equal(1, Run([.. command, "--key", other]).Code);
            using JsonDocument json = JsonDocument.Parse(Run([.. command, "--key", key, "--json"]).Output);
            Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
            Assert.NotEqual(0, json.RootElement.GetProperty("notChecked").GetArrayLength());
        }

        Assert.Contains("records opened: 300", Run("log", folder.Path, "--key", key).Output, StringComparison.Ordinal);
        Assert.Equal(1, Run("proof", folder.Below("proof"), "--entry", folder.Below("log", "checkpoint"), "--key", key).Code);
    }

    [Fact]
    public void Bad_input_is_answered_with_2_and_one_line()
    {
        using TemporaryFolder folder = LogKit.Folder();
        Build(folder, 3);
        string key = LogKit.Key().ToString();
        foreach (string[] args in new string[][]
        {
            [], ["log"], ["frob", "x", "--key", key], ["log", folder.Path], ["log", folder.Path, "--key", "nonsense"], ["log", folder.Path, "--key"],
            ["log", folder.Below("nowhere"), "--key", key], ["checkpoint", folder.Below("nowhere"), "--key", key], ["log", folder.Path, "--key", key, "--what"],
            ["proof", folder.Below("entry"), "--key", key], ["bundle", folder.Below("proof"), "--key", key], ["log", folder.Below("openings"), "--key", key],
        })
        {
            (int code, string output, string error) = Run(args);
            Assert.Equal((2, ""), (code, output));
            Assert.Equal(1, error.Count(c => c == '\n'));
        }
    }

    [Fact]
    public void A_bundle_verifies_offline_with_its_signers_and_no_changed_field_does()
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = LogKit.Signer(), ann = LogKit.Signer("ann"), bo = LogKit.Signer("bo");
        byte[] finding = "{\"finding\":\"F1\"}"u8.ToArray();
        DsseEnvelope envelope = DsseEnvelope.Sign(Type, finding, ann, bo);
        EvidenceBundle bundle;
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options()))
        {
            log.Append([.. LogKit.Items(0, 9), new SealItem(finding, CoarseType.Finding, false), new SealItem(envelope.Encode(), CoarseType.Statement, false)]);
            bundle = EvidenceBundle.From(log.Read(), [9, 10], [envelope]);
        }

        string file = folder.Below("finding.json"), persons = folder.Below("persons");
        File.WriteAllBytes(file, bundle.Encode());
        File.WriteAllText(persons, $"# keys\n{VerifierKey.Of(ann)} Ann A., Norway\n{VerifierKey.Of(bo)} Bo B., Ireland\n");
        string[] args = ["bundle", file, "--key", LogKit.Key().ToString(), "--persons", persons, "--threshold", "2", "--payload-type", Type];
        (int code, string output, _) = Run(args);
        Assert.Equal(0, code);
        Assert.Contains("Ann A., Norway, Bo B., Ireland", output, StringComparison.Ordinal);
        Assert.Contains("not checked: who signed", Run([.. args[..4]]).Output, StringComparison.Ordinal);
        args[7] = "3";
        Assert.Equal(1, Run(args).Code);
        args[7] = "2";

        byte[] good = bundle.Encode();
        Assert.True(good.Length < 64 * 1024);
        Assert.True(EvidenceBundle.TryParse(good, out EvidenceBundle? again, out _));
        Assert.Equal(good, again!.Encode());
        Random random = new(5);
        for (int i = 0; i < 600; i++)
        {
            byte[] bad = [.. good];
            int at = random.Next(bad.Length);
            bad[at] = (byte)(bad[at] ^ (1 << random.Next(7)));
            File.WriteAllBytes(file, bad);
            bool same = EvidenceBundle.TryParse(bad, out EvidenceBundle? read, out _) && WithoutHints(read!).AsSpan().SequenceEqual(WithoutHints(bundle));
            Assert.True(same || Run(args).Code != 0, $"change {i} at byte {at}");
        }
    }

    /// <summary>Key ids are unauthenticated hints: without one, every known key is tried.</summary>
    private static byte[] WithoutHints(EvidenceBundle bundle) =>
        (bundle with { Envelopes = [.. bundle.Envelopes.Select(e => e with { Signatures = [.. e.Signatures.Select(s => s with { KeyId = "" })] })] }).Encode();
}
