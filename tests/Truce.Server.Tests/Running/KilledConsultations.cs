using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Protocols;
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
    private readonly List<KilledAct> _acts = [];
    private readonly string[] _others;
    private string _channels = "";
    private DateTimeOffset _sendAt;
    private int _next;

    private KilledConsultations(SimulatedRun run, string files, int port, string folder, JsonArray consultations, string[] others, DateTimeOffset begin)
    {
        (_run, _files, _port, Folder, Consultations, _others, _begin, _sendAt) = (run, files, port, folder, consultations, others, begin, begin);
        _acts.Add(KilledAct.Of("import", "commitments", "import", Write("promise.json", Promise), "--store", Folder));
        for (int i = 0; i < consultations.Count; i++) AddActs((string)consultations[i]!, others[i], i);
    }

    public string Folder { get; }

    public string CapFolder => Path.Combine(Folder + ".out", "cap");

    /// <summary>Ids of the consultations.</summary>
    public JsonArray Consultations { get; }

    /// <summary>Tiers that are reached in the end.</summary>
    public List<string> Tiers { get; } = ["R1", "R2"];

    /// <summary>What peers were told by a listener, byte for byte.</summary>
    public Dictionary<(string Peer, string Delivery), string> Answered { get; } = [];

    /// <summary>Programs that were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>The same by what they did.</summary>
    public SortedDictionary<string, int> KilledBy { get; } = new(StringComparer.Ordinal);

    /// <summary>Programs that ended before their kill.</summary>
    public int Ended { get; private set; }

    public static string[] Asked(string tier) => tier switch { "R1" => Everybody[..2], "R2" => Everybody, _ => [] };

    /// <summary>Confirms findings and opens a consultation on each, in this process.</summary>
    public static KilledConsultations Prepared(SimulatedRun run, string files, int port, int findings)
    {
        string folder = run.CopyStore();
        string[] all = [.. Said("review", "list", "--store", folder, "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string)JsonNode.Parse(l)!["id"]!)], ids = all[..findings];
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

        return new(run, files, port, folder, consultations, all[findings..(2 * findings)], begin);
    }

    /// <summary>The same again, on a copy; without acts of some kinds, for a test of the test.</summary>
    public KilledConsultations Copy(string name, params string[] lost)
    {
        string folder = _run.CopyStore(Folder), output = Directory.CreateDirectory(folder + ".out").FullName;
        foreach (string id in Everybody)
        {
            string key = Path.Combine(output, id + ".key");
            File.WriteAllBytes(key, PeerDesk.KeyOf(id).Bytes.ToArray());
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string invitees = string.Join(',', Everybody.Select(id => $$$"""{"id":"{{{id}}}","language":"en","channels":[{"kind":"cap","folder":"cap"},{"kind":"webhook","url":"http://127.0.0.1:{{{_port}}}/in","key":{"file":"{{{id}}}.key"}}]}"""));
        string channels = Path.Combine(output, $"{name}.json");
        File.WriteAllText(channels, $$"""{"schema":"truce-channels-1","house":"SIMULATED Commission","capSender":"commission.example","invitees":[{{invitees}}]}""");
        var copy = new KilledConsultations(_run, _files, _port, folder, (JsonArray)Consultations.DeepClone(), _others, _begin) { _channels = channels };
        copy._acts.RemoveAll(a => lost.Contains(a.Kind));
        return copy;
    }

    /// <summary>Programs that were killed after they had sealed something.</summary>
    public int KilledLate { get; private set; }

    /// <summary>How long a program usually takes on this machine, as it is now.</summary>
    public double UsualMs { get; set; } = 1000;

    /// <summary>One program, killed at a random moment: the next act of people, the listener to which a peer posts, or the sending. An act that was not acknowledged is done again.</summary>
    /// <remarks>Most of a program's time goes before it seals anything; so two kills of three come in the moments after its first seal, the others anywhere.</remarks>
    public async Task Step(SeededRandom random)
    {
        bool acts = _next < _acts.Count && random.NextUnit() < 0.5, seals = random.NextUnit() < 0.67;
        await Attempt(acts, seals, random);
    }

    /// <summary>Does people's acts in their order until one of each kind that is no plain word in a consultation was killed just after its program had sealed something, whatever chance does later.</summary>
    public async Task KillEach(SeededRandom random)
    {
        int last = _acts.FindIndex(a => a.What.Contains("enter"));
        for (var killed = new HashSet<string>(); _next <= last;)
        {
            KilledAct act = _acts[_next];
            if (act.Kind is "import" or "confirm" or "adopt" or "post" && killed.Add(act.Kind + act.Post?.Delivery)) await Attempt(acts: true, seals: true, random);
            else Do(act);
        }
    }

    private async Task Attempt(bool acts, bool seals, SeededRandom random)
    {
        double share = random.NextUnit(), afterMs = seals ? share * (acts ? 60 : 250) : UsualMs * (0.2 + share);
        long sealedBytes = SealedBytes(), began = Stopwatch.GetTimestamp();
        TimeSpan killAfter = TimeSpan.FromMilliseconds(afterMs);
        if (acts && _acts[_next].Post is { } post)
        {
            string? answer = await KilledListener.Post(Listen(_acts[_next]), post, () => seals && SealedBytes() == sealedBytes, killAfter);
            if (answer is not null) Heard(post, answer);
            Count("listen", sealedBytes);
            return;
        }

        int? code = await Start(acts ? Args(_acts[_next]) : Send(random.NextUnit() < 0.5 ? "--stay" : "--json"), seals ? sealedBytes : null, killAfter);
        if (code is null)
        {
            Count(!acts ? "send" : _acts[_next].Kind == "post" ? "enter" : _acts[_next].Kind, sealedBytes);
            return;
        }

        Ended++;
        UsualMs = (0.7 * UsualMs) + (0.3 * Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        if (acts && code == 0) _next++;
    }

    private void Count(string kind, long sealedBytes)
    {
        Killed++;
        KilledBy[kind] = KilledBy.GetValueOrDefault(kind) + 1;
        if (SealedBytes() != sealedBytes) KilledLate++;
    }

    private void Heard(KilledPost post, string answer)
    {
        Answered[(post.Peer, post.Delivery)] = answer;
        _next++;
    }

    private long SealedBytes() => new DirectoryInfo(Path.Combine(Folder, "journal")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    /// <summary>Does the rest undisturbed, sends until nothing waits, and says how all stand at fixed instants.</summary>
    public async Task<string[]> Finish()
    {
        while (_next < _acts.Count) Do(_acts[_next]);
        foreach (KilledPost post in _acts.Select(a => a.Post).OfType<KilledPost>()) Assert.Equal(Answered[(post.Peer, post.Delivery)], Take(post)); // and once more, for ever the same
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

        lines.AddRange(Held());
        return [.. lines];
    }

    /// <summary>What else the store holds of people's acts: findings that were confirmed, protocols, promises that fell due, answers that came in.</summary>
    private IEnumerable<string> Held()
    {
        JsonNode status = JsonNode.Parse(Said("response", "status", "--store", Folder, "--json"))!;
        foreach (JsonNode? u in status["undecided"]!.AsArray()) yield return $"confirm: {u!["finding"]} level {u["level"]}";
        foreach (Protocol p in Book().Protocols) yield return $"adopt: {p.Id} version {p.Version}";
        foreach (JsonNode? c in status["consultations"]!.AsArray())
        {
            foreach (JsonNode? p in c!["promises"]!.AsArray()) yield return $"import: {p!["commitment"]} due by {p["tier"]} of {((string)c["consultation"]!)[..8]}";
            foreach (JsonNode? a in c["cameIn"]!.AsArray()) yield return $"post: {a!["delivery"]} of {a["guarantor"]} {a["kind"]} entered by {a["entered"]?["by"]}";
        }
    }

    /// <summary>What the log holds of the response.</summary>
    public ResponseBook Book()
    {
        using OpenMission open = OpenMission.Open(Folder, Progress.Silent(TimeProvider.System));
        return Server.Commands.ConsultationCommands.Book(open);
    }

    // Whether a notice has left by then depends on the kills; answers and deadlines do not.
    private static string Standing(JsonNode tier) => string.Join(' ', tier["invitees"]!.AsArray().Select(i => $"{i!["invitee"]}:{((string)i["status"]! is "asked" or "notAsked" ? "open" : i["status"])}"));

    // One answer in time and one late on the first tier, then the second, whose answers come before, and after, its end. Between them what else people do; and one that comes by webhook asks for
    // time: it must be there and be entered, and changes no standing, because when it comes depends on the kills.
    private void AddActs(string consultation, string other, int number)
    {
        void Add(double hours, string person, params string[] what) => _acts.Add(new(what[0], At(hours), person, ["response", what[0], "--consultation", consultation, .. what[1..]], null));
        void Answer(double hours, string person, string tier, string who, string kind) => Add(hours, person, "answer", "--tier", tier, "--guarantor", who, "--kind", kind, "--text", "as agreed", "--reference", $"{tier}-{who}");
        void Confirm(string person) => _acts.Add(KilledAct.Of("confirm", "review", "confirm", "--store", Folder, "--finding", other, "--person", person, "--key", _run.KeyOf(person), "--reason", "seen", "--rejected", "thunder"));
        Answer(2, "r1", "R1", "ALDER", "accept");
        Confirm("r1");
        Add(3, "r2", "escalate", "--tier", "R2", "--ground", "continues", "--from", "R1");
        _acts.Add(new("post", At(3), "", [], new("HAZEL", $"hazel-{number}", PeerDesk.Answers(consultation, "R2", "more-time", "not before Monday"))));
        _acts.Add(KilledAct.Of("adopt", "response", "adopt", Write($"later-{number}.json", Later(number)), "--store", Folder));
        Add(4, "r1", "release", "--tier", "R2");
        Add(5, "r3", "release", "--tier", "R2");
        _acts.Add(new("post", "", "r1", ["response", "enter", "--consultation", consultation, "--received", $"hazel-{number}"], null));
        Answer(6, "r3", "R2", "BIRCH", "accept");
        Confirm("r3");
        Answer(30, "r2", "R1", "BIRCH", "refuse");
        Answer(60, "r1", "R2", "ELM", "partial");
    }

    private const string Promise = """{"simulated":true,"id":"exercise","commitments":[{"id":"C1","guarantor":"ALDER","pillar":"P4","text":"consult and act","quantity":{"value":1,"unit":"mission"},"dueEvent":"tier R2","dueDays":2}]}""";

    private static string Later(int number) => File.ReadAllText(ConsultationStore.Protocol)
        .Replace("EX-RESPONSE", $"EX-LATER-{number}", StringComparison.Ordinal).Replace("2030-03-01", "2040-03-01", StringComparison.Ordinal);

    private string At(double hours) => ConsultationStore.At(_begin.AddHours(hours));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_files, name);
        if (!File.Exists(path)) File.WriteAllText(path, text);
        return path;
    }

    private string[] Args(KilledAct act) => act.Person.Length == 0 ? act.What
        : [.. act.What, "--store", Folder, "--person", act.Person, "--key", _run.KeyOf(act.Person), "--json", .. act.At.Length > 0 ? (string[])["--at", act.At] : []];

    private string[] Listen(KilledAct act) => ["response", "listen", "--store", Folder, "--channels", _channels, "--urls", "http://127.0.0.1:0", "--at", act.At, "--json"];

    private void Do(KilledAct act)
    {
        if (act.Post is { } post)
        {
            Heard(post, Take(post));
            return;
        }

        (int code, string output, string error) = Cli.Run(Args(act));
        Assert.True(code == 0 || IsDone(act, error), $"{string.Join(' ', Args(act))}: {code} {error}{output}");
        _next++;
    }

    // Killed after it had sealed and before it said so: whoever does it again is told that it is done.
    private static bool IsDone(KilledAct act, string error) =>
        (act.Kind == "adopt" && error.Contains("is adopted already", StringComparison.Ordinal)) || (act.What.Contains("enter") && error.Contains("has entered it already", StringComparison.Ordinal));

    /// <summary>The post without a wire, straight into the store.</summary>
    private string Take(KilledPost post)
    {
        var inbox = new ResponseInbox(Folder, ResponseListener.OpenedEachTime(Folder), () =>
        {
            using OpenMission open = OpenMission.Open(Folder, Progress.Silent(TimeProvider.System));
            return (open.World.Mission, open.World.Agreement);
        }, TimeProvider.System);
        return Encoding.UTF8.GetString(CanonicalJson.Write(inbox.TryTake(post.Peer, post.Delivery, Encoding.UTF8.GetBytes(post.Body), TimeSpan.Zero)!.Body));
    }

    // Each sending begins when the attempts of the one before have lapsed.
    private string[] Send(string how)
    {
        if (_acts.Take(_next).LastOrDefault(a => a.At.Length > 0) is { } act && ConsultationStore.Instant(act.At) is { } last && last > _sendAt) _sendAt = last;
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
        if (ended && process.ExitCode == 2 && _next < _acts.Count && IsDone(_acts[_next], await error)) return 0;
        Assert.True(!ended || process.ExitCode is 0 or 1, $"{string.Join(' ', args)}: {process.ExitCode} {await error}");
        return ended ? process.ExitCode : null;
    }
}
