using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Evidence.Audits;
using Truce.Evidence.Bundles;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Notes;
using Truce.Evidence.Trees;

namespace Truce.Verify;

/// <summary>The commands of <c>truce-verify</c>: no network, no database, nothing written.</summary>
public static class Commands
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">See the usage line.</param>
    /// <param name="output">Takes the answer.</param>
    /// <param name="error">Takes one line on bad input, and progress.</param>
    /// <param name="showProgress">Whether <paramref name="error"/> is a terminal.</param>
    /// <returns>0 it holds, 1 it does not, 2 bad input.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, bool showProgress)
    {
        try
        {
            Arguments arguments = Arguments.Parse(args);
            VerifierKey key = Key(arguments);
            Answer answer = arguments.Command switch
            {
                "log" => Log(arguments.Path, key, showProgress ? error : null),
                "checkpoint" => CheckpointFile(arguments.Path, key),
                "proof" => Proof(arguments.Path, arguments.Option("--entry"), key),
                _ => Bundle(arguments, key),
            };
            answer.Write(output, arguments.Json);
            return answer.Ok ? 0 : 1;
        }
        catch (BadInputException e)
        {
            error.WriteLine("truce-verify: " + e.Message.ReplaceLineEndings(" "));
            return 2;
        }
    }

    private static VerifierKey Key(Arguments arguments)
    {
        string text = arguments.Option("--key") ?? throw new BadInputException("--key VKEY is missing: a vkey or a file that holds one");
        if (VerifierKey.TryParse(text, out VerifierKey? key)) return key!;
        if (!File.Exists(text)) throw new BadInputException($"--key is neither a vkey (name+hash+base64) nor a file: {text}");
        return VerifierKey.TryParse(Encoding.UTF8.GetString(Arguments.ReadFile(text)), out key)
            ? key!
            : throw new BadInputException($"{text} does not hold a vkey (name+hash+base64)");
    }

    private static Answer Log(string folder, VerifierKey key, TextWriter? progress)
    {
        bool isStore = File.Exists(Path.Combine(folder, "log", "checkpoint"));
        string log = isStore ? Path.Combine(folder, "log") : folder;
        if (!Directory.Exists(log)) throw new BadInputException($"{folder} is not a folder");
        if (!isStore && !File.Exists(Path.Combine(log, "checkpoint")) && !Directory.Exists(Path.Combine(log, "tile")))
        {
            throw new BadInputException($"{folder} holds neither checkpoint nor tile/, nor a store with log/checkpoint");
        }

        AuditReport report = new();
        long done = 0;
        long shown = 0;
        Checkpoint? checkpoint = LogAudit.Run(log, key, report, progress is null ? null : entries =>
        {
            long now = Interlocked.Add(ref done, entries);
            long before = Interlocked.Read(ref shown);
            if (now - before >= 50_000 && Interlocked.CompareExchange(ref shown, now, before) == before) progress.Write($"\r{now} entries");
        });
        if (shown > 0) progress?.Write("\r\e[K");
        Answer answer = new();
        if (checkpoint is not null) answer.Add(checkpoint);
        if (checkpoint is not null && isStore) StoreAudit.Run(folder, checkpoint, report);
        else answer.NotChecked.Add("records, salts and blobs: this is the public part, commitments only");
        answer.Add(report);
        return answer;
    }

    private static Answer CheckpointFile(string path, VerifierKey key)
    {
        Answer answer = new();
        if (Checkpoint.TryOpen(Arguments.ReadFile(path), key, out Checkpoint? checkpoint, out string error)) answer.Add(checkpoint!);
        else answer.Failures.Add($"{path}: {error}");
        answer.NotChecked.Add("the tree under the checkpoint: only its signature");
        answer.NotChecked.Add("signatures of keys other than the one given");
        return answer;
    }

    private static Answer Proof(string path, string? entryPath, VerifierKey key)
    {
        if (!TlogProof.TryParse(Text(path), out TlogProof? proof, out string error)) throw new BadInputException($"{path}: {error}");
        Answer answer = new();
        answer.Facts.Add(("index", proof!.Index.ToString(CultureInfo.InvariantCulture)));
        if (entryPath is null)
        {
            if (Checkpoint.TryOpen(Encoding.UTF8.GetBytes(proof.Checkpoint), key, out Checkpoint? signed, out error)) answer.Add(signed!);
            else answer.Failures.Add($"{path}: {error}");
            if (signed is not null && proof.Index >= signed.Size) answer.Failures.Add($"{path}: index {proof.Index} is not below the size {signed.Size}");
            answer.NotChecked.Add("which entry stands there: give --entry FILE with the entry's bytes");
            return answer;
        }

        Checkpoint? checkpoint = proof.Verify(TreeHash.Leaf(Arguments.ReadFile(entryPath)), key, out error);
        if (checkpoint is null) answer.Failures.Add($"{path}: {error}");
        else answer.Add(checkpoint);
        answer.NotChecked.Add("the rest of the log");
        return answer;
    }

    private static Answer Bundle(Arguments arguments, VerifierKey key)
    {
        if (!EvidenceBundle.TryParse(Arguments.ReadFile(arguments.Path), out EvidenceBundle? bundle, out string error))
        {
            throw new BadInputException($"{arguments.Path}: {error}");
        }

        Answer answer = new();
        answer.Facts.Add(("origin", bundle!.Origin));
        answer.Counts["records"] = bundle.Items.Length;
        answer.Failures.AddRange(bundle.Verify(key));
        List<(string Place, DsseEnvelope Envelope)> envelopes = [.. bundle.Envelopes.Select((e, i) => ($"envelope {i}", e))];
        foreach (BundleItem item in bundle.Items)
        {
            if (DsseEnvelope.TryParse(item.Opening.Record, out DsseEnvelope? envelope)) envelopes.Add(($"record {item.Index}", envelope!));
        }

        Persons(arguments, envelopes, answer);
        answer.NotChecked.Add("whether the records are true, complete or the latest version");
        answer.NotChecked.Add("the rest of the log: run the log command on a copy of it");
        return answer;
    }

    private static void Persons(Arguments arguments, List<(string Place, DsseEnvelope Envelope)> envelopes, Answer answer)
    {
        string? file = arguments.Option("--persons");
        if (file is null)
        {
            if (envelopes.Count > 0) answer.NotChecked.Add($"who signed the {envelopes.Count} statement(s): give --persons FILE with lines of vkey and person");
            return;
        }

        ImmutableArray<PersonKey> keys = PersonKey.Parse(Text(file), out string error) ?? throw new BadInputException($"{file}: {error}");
        string count = arguments.Option("--threshold") ?? "1";
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int threshold) || threshold < 1)
        {
            throw new BadInputException($"--threshold must be 1 or more, not {count}");
        }

        string? type = arguments.Option("--payload-type");
        if (type is null && envelopes.Count > 0) answer.NotChecked.Add("the statements' payload types: give --payload-type TYPE");
        try
        {
            DssePolicy policy = new(threshold, type is null ? envelopes.Select(e => e.Envelope.PayloadType) : [type], keys);
            foreach ((string place, DsseEnvelope envelope) in envelopes)
            {
                DsseVerdict verdict = policy.Check(envelope);
                answer.Facts.Add(($"signed {place}", string.Join(", ", verdict.Persons)));
                if (!verdict.Accepted) answer.Failures.Add($"{place}: {verdict.Reason}");
            }
        }
        catch (ArgumentException e)
        {
            throw new BadInputException($"{file}: {e.Message}");
        }

        if (envelopes.Count == 0) answer.Failures.Add("there is no signed statement in the bundle");
    }

    private static string Text(string path) => Encoding.UTF8.GetString(Arguments.ReadFile(path));
}
