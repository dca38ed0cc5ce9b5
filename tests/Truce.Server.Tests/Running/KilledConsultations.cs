using System.Diagnostics;
using System.Text.Json.Nodes;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;

namespace Truce.Server.Tests.Running;

/// <summary>A store with open consultations, the acts that people will do in it, and programs that are killed while they do them.</summary>
internal sealed class KilledConsultations
{
    private static readonly string[] Everybody = ["ALDER", "BIRCH", "CEDAR", "ELM", "HAZEL"];
    private readonly SimulatedRun _run;
    private readonly string _files;
    private readonly int _port;
    private readonly DateTimeOffset _begin;
    private readonly List<string[]> _acts = [];
    private string _channels = "";
    private DateTimeOffset _sendAt;
    private int _next;

    private KilledConsultations(SimulatedRun run, string files, int port, string folder, JsonArray consultations, DateTimeOffset begin)
    {
        (_run, _files, _port, Folder, Consultations, _begin, _sendAt) = (run, files, port, folder, consultations, begin, begin);
        foreach (string consultation in consultations.Select(c => (string)c!)) AddActs(consultation);
    }

    public string Folder { get; }

    public string CapFolder => Path.Combine(Folder + ".out", "cap");

    /// <summary>Ids of the consultations.</summary>
    public JsonArray Consultations { get; }

    /// <summary>Tiers that are reached in the end.</summary>
    public List<string> Tiers { get; } = ["R1", "R2"];

    /// <summary>Programs that were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Programs that ended before their kill.</summary>
    public int Ended { get; private set; }

    public static string[] Asked(string tier) => tier switch { "R1" => Everybody[..2], "R2" => Everybody, _ => [] };

    /// <summary>Confirms findings and opens a consultation on each, in this process.</summary>
    public static KilledConsultations Prepared(SimulatedRun run, string files, int port, int findings)
    {
        string folder = run.CopyStore();
        string[] ids = [.. Said("review", "list", "--store", folder, "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(findings).Select(l => (string)JsonNode.Parse(l)!["id"]!)];
        Said("response", "adopt", ConsultationStore.Protocol, "--store", folder);
        var consultations = new JsonArray();
        DateTimeOffset begin = default;
        foreach (string id in ids)
        {
            foreach (string person in (string[])["r1", "r3"]) Said("review", "confirm", "--store", folder, "--finding", id, "--person", person, "--key", run.KeyOf(person), "--reason", "seen", "--rejected", "thunder,exercise");
            JsonNode opened = JsonNode.Parse(Said("response", "open", "--store", folder, "--finding", id, "--tier", "R1", "--person", "r1", "--key", run.KeyOf("r1"), "--json"))!;
            consultations.Add((string)opened["consultation"]!);
            begin = ConsultationStore.Instant(opened["opened"]);
        }

        return new(run, files, port, folder, consultations, begin);
    }

    /// <summary>The same again, on a copy.</summary>
    public KilledConsultations Copy(string name)
    {
        string folder = _run.CopyStore(Folder), output = Directory.CreateDirectory(folder + ".out").FullName, key = Path.Combine(output, name + ".key");
        File.WriteAllText(key, "0123456789abcdef0123456789abcdef");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string invitees = string.Join(',', Everybody.Select(id => $$$"""{"id":"{{{id}}}","language":"en","channels":[{"kind":"cap","folder":"cap"},{"kind":"webhook","url":"http://127.0.0.1:{{{_port}}}/in","key":{"file":"{{{name}}}.key"}}]}"""));
        string channels = Path.Combine(output, "channels.json");
        File.WriteAllText(channels, $$"""{"schema":"truce-channels-1","house":"SIMULATED Commission","capSender":"commission.example","invitees":[{{invitees}}]}""");
        return new(_run, _files, _port, folder, (JsonArray)Consultations.DeepClone(), _begin) { _channels = channels };
    }

    /// <summary>Programs that were killed after they had sealed something.</summary>
    public int KilledLate { get; private set; }

    /// <summary>How long a program usually takes on this machine, as it is now.</summary>
    public double UsualMs { get; set; } = 1000;

    /// <summary>One program, killed at a random moment: the next act of people, or the sending. An act that was not acknowledged is done again.</summary>
    /// <remarks>Most of a program's time goes before it seals anything; so two kills of three come in the moments after its first seal, the others anywhere.</remarks>
    public async Task Step(SeededRandom random)
    {
        bool acts = _next < _acts.Count && random.NextUnit() < 0.4, seals = random.NextUnit() < 0.67;
        double share = random.NextUnit(), afterMs = seals ? share * (acts ? 60 : 250) : UsualMs * (0.2 + share);
        long sealedBytes = SealedBytes(), began = Stopwatch.GetTimestamp();
        int? code = await Start(acts ? Act(_acts[_next]) : Send(random.NextUnit() < 0.5 ? "--stay" : "--json"), seals ? sealedBytes : null, TimeSpan.FromMilliseconds(afterMs));
        if (code is null)
        {
            Killed++;
            if (SealedBytes() != sealedBytes) KilledLate++;
            return;
        }

        Ended++;
        UsualMs = (0.7 * UsualMs) + (0.3 * Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (acts && code == 0) _next++;
    }

    private long SealedBytes() => new DirectoryInfo(Path.Combine(Folder, "journal")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    /// <summary>Does the rest undisturbed, sends until nothing waits, and says how all stand at fixed instants.</summary>
    public async Task<string[]> Finish()
    {
        for (; _next < _acts.Count; _next++) Said(Act(_acts[_next]));
        JsonObject sent;
        int tries = 0;
        do
        {
            sent = JsonNode.Parse((await Task.Run(() => Cli.Run(Send("--json")), TestContext.Current.CancellationToken)).Out)!.AsObject();
        }
        while (sent["deliveries"]!.AsArray().Any(d => (string)d!["stage"]! != "delivered") && ++tries < 5);

        var lines = new List<string>();
        foreach (int hours in (int[])[12, 25, 49, 90])
        {
            JsonNode status = JsonNode.Parse(Said("response", "status", "--store", Folder, "--now", ConsultationStore.At(_begin.AddHours(hours)), "--json"))!;
            Assert.Empty(status["refused"]!.AsArray());
            lines.AddRange(status["consultations"]!.AsArray().SelectMany(c => c!["tiers"]!.AsArray().Select(t => $"{hours} h {((string)c["consultation"]!)[..8]} {t!["tier"]} {t["standing"]} due {t["due"]} by {t["releasedBy"]!.ToJsonString()} {Standing(t)}")));
        }

        return [.. lines];
    }

    /// <summary>The outbox out of the log.</summary>
    public Outbox Outbox()
    {
        Assert.True(KeyFile.TryParse(File.ReadAllText(Path.Combine(Folder, "log.key")), out Ed25519Signer? signer));
        using (signer) return Response.Notices.Outbox.Of(ResponseRecords.Of(EvidenceReader.Open(Folder, VerifierKey.Of(signer!))).Where(r => r.Type == ResponseRecords.Step).Select(r => OutboxEvent.Read(r.Json)));
    }

    // Whether a notice has left by then depends on the kills; answers and deadlines do not.
    private static string Standing(JsonNode tier) => string.Join(' ', tier["invitees"]!.AsArray().Select(i => $"{i!["invitee"]}:{((string)i["status"]! is "asked" or "notAsked" ? "open" : i["status"])}"));

    // One answer in time and one late on the first tier, then the second, whose answers come before, and after, its end.
    private void AddActs(string consultation)
    {
        void Add(double hours, string person, params string[] what) => _acts.Add([ConsultationStore.At(_begin.AddHours(hours)), person, what[0], "--consultation", consultation, .. what[1..]]);
        void Answer(double hours, string person, string tier, string who, string kind) => Add(hours, person, "answer", "--tier", tier, "--guarantor", who, "--kind", kind, "--text", "as agreed", "--reference", $"{tier}-{who}");
        Answer(2, "r1", "R1", "ALDER", "accept");
        Add(3, "r2", "escalate", "--tier", "R2", "--ground", "continues", "--from", "R1");
        Add(4, "r1", "release", "--tier", "R2");
        Add(5, "r3", "release", "--tier", "R2");
        Answer(6, "r3", "R2", "BIRCH", "accept");
        Answer(30, "r2", "R1", "BIRCH", "refuse");
        Answer(60, "r1", "R2", "ELM", "partial");
    }

    private string[] Act(string[] act) => ["response", act[2], "--store", Folder, "--person", act[1], "--key", _run.KeyOf(act[1]), "--at", act[0], "--json", .. act[3..]];

    // Each sending begins when the attempts of the one before have lapsed.
    private string[] Send(string how)
    {
        if (_next > 0 && ConsultationStore.Instant(_acts[_next - 1][0]) is { } last && last > _sendAt) _sendAt = last;
        _sendAt = _sendAt.AddHours(1.1);
        return ["response", "send", "--store", Folder, "--channels", _channels, "--at", ConsultationStore.At(_sendAt), how];
    }

    private static string Said(params string[] args)
    {
        (int code, string output, string error) = Cli.Run(args);
        Assert.True(code == 0, $"{string.Join(' ', args)}: {code} {error}");
        return output;
    }

    /// <summary>Its exit code; nothing when it was killed, so long after its start or, with <paramref name="sealedBytes"/>, after the first moment at which more is sealed.</summary>
    private async Task<int?> Start(string[] args, long? sealedBytes, TimeSpan killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), .. args]) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        for (int waits = 0; sealedBytes is { } before && waits < 10_000 && SealedBytes() == before && !process.WaitForExit(1); waits++)
        {
        }

        bool ended = process.WaitForExit(killAfter);
        if (!ended) process.Kill(); // SIGKILL
        await Task.WhenAll(error, output);
        await process.WaitForExitAsync();
        Assert.True(!ended || process.ExitCode is 0 or 1, $"{string.Join(' ', args)}: {process.ExitCode} {await error}");
        return ended ? process.ExitCode : null;
    }
}
