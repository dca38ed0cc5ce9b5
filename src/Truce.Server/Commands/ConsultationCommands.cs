using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Review;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary>What people do in a consultation, each act signed with the person's own key and sealed: open, decline, release, answer, escalate, …</summary>
internal static class ConsultationCommands
{
    public static IEnumerable<Command> All() =>
    [
        Adopt(), Open(), Decline(),
        Act("release", "Releases what a tier sends; above the protocol's limit two different people must.", [Tier], (p, c) => new ConsultationEvent.Released(p.GetValue(Tier)!, c.Person.Id) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("answer", "Records what somebody who was asked answered.", [Tier, Guarantor, Kind, Words, Instrument, Reference], Answer),
        Act("receipt", "Records that somebody acknowledged a notice.", [Tier, Guarantor, Channel], (p, c) => new ConsultationEvent.Receipt(p.GetValue(Tier)!, Commitments.Countries.Normal(p.GetValue(Guarantor)!), p.GetValue(Channel)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("course", "Records whether it goes on, as people see it.", [Continues, Words], (p, c) => new ConsultationEvent.Course(p.GetValue(Continues), p.GetValue(Words)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("escalate", "Takes the consultation to a further tier.", [Tier, Ground, From], Escalate),
        Act("due", "Lists a promise of the ledger that falls due by this consultation.", [Commitment, Guarantor, Tier, DueAt], (p, c) => new ConsultationEvent.PromiseDue(
            p.GetValue(Commitment)!, Commitments.Countries.Normal(p.GetValue(Guarantor)!), p.GetValue(Tier)!, Shared.Instant(p.GetValue(DueAt), "--due")) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("remedy", "Records what was done to put it right.", [Words], (p, c) => new ConsultationEvent.Remedy(p.GetValue(Words)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("outcome", "Records what the consultation came to.", [Words], (p, c) => new ConsultationEvent.Outcome(p.GetValue(Words)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("stand-down", "Ends the consultation.", [Ground, Words], (p, c) => new ConsultationEvent.StoodDown(One<StandDownGround>(p.GetValue(Ground)!, ConsultationWords.StandDowns, "--ground"), p.GetValue(Words)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
        Act("time", "Records that one of the four times became known.", [Which, TimeAt], (p, c) => new ConsultationEvent.TimeKnown(
            (DeadlineStart)(1 + Index(p.GetValue(Which)!, ProtocolWords.Clocks, "--which")), Shared.Instant(p.GetValue(TimeAt), "--time")!.Value) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }),
    ];

    private static Option<string> Tier { get; } = Needed("--tier", "id of the tier in the protocol");
    private static Option<string> Guarantor { get; } = Needed("--guarantor", "who, as the protocol names them");
    private static Option<string> Kind { get; } = Needed("--kind", "accept, partial, refuse or more-time");
    private static Option<string> Words { get; } = Needed("--text", "in words");
    private static Option<string> Instrument { get; } = new("--instrument") { Description = "by which instrument: note, letter, call, …", DefaultValueFactory = _ => "" };
    private static Option<string> Reference { get; } = new("--reference") { Description = "number of the answer", DefaultValueFactory = _ => "" };
    private static Option<string> Channel { get; } = Needed("--channel", "smtp, webhook, cap or letter");
    private static Option<bool> Continues { get; } = new("--continues") { Description = "whether it goes on: true or false", Required = true };
    private static Option<string> Ground { get; } = Needed("--ground", "on which ground");
    private static Option<string> From { get; } = new("--from") { Description = "tier that leads there", DefaultValueFactory = _ => "" };
    private static Option<string> Commitment { get; } = Needed("--commitment", "id of the promise in the ledger: pack/id");
    private static Option<string?> DueAt { get; } = new("--due") { Description = "when it is due" };
    private static Option<string> Which { get; } = Needed("--which", "occurred, detected, determined or notified");
    private static Option<string> TimeAt { get; } = Needed("--time", "the time, for instance 2030-03-05T10:00:00Z");

    /// <summary>Where a person acts: the consultation, the person, when it happened and when it became known.</summary>
    internal sealed record Scene(OpenMission Open, Hash256 Id, MissionReviewer Person, DateTimeOffset At, DateTimeOffset Now, ConsultationState State);

    internal static Option<string> Needed(string name, string description) => new(name) { Description = description, Required = true };

    private static Option<string> Person() => Needed("--person", "id of the reviewer in the mission");

    private static Option<string> Key() => Needed("--key", "file with the reviewer's secret key");

    private static Option<string?> AtOption() => new("--at") { Description = "when it happened; now without it" };

    private static ConsultationEvent Answer(ParseResult p, Scene c)
    {
        string who = Commitments.Countries.Normal(p.GetValue(Guarantor)!), tier = p.GetValue(Tier)!;
        string[] asked = [.. c.State.Tiers.Where(t => t.Tier.Id == tier).SelectMany(t => t.Invitees).Select(i => i.Invitee)];
        if (!asked.Contains(who)) throw new BadInputException($"'{who}' is not asked on tier {tier}; asked are: {string.Join(", ", asked)}");
        AnswerKind kind = One<AnswerKind>(p.GetValue(Kind)!, ProtocolWords.Answers, "--kind");
        return new ConsultationEvent.Answered(tier, who, kind, p.GetValue(Words)!, p.GetValue(Instrument)!, p.GetValue(Reference)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id };
    }

    private static ConsultationEvent Escalate(ParseResult p, Scene c) => new ConsultationEvent.Escalated(
        p.GetValue(Tier)!, One<EscalationGround>(p.GetValue(Ground)!, ConsultationWords.Escalations, "--ground"), p.GetValue(From)!)
    { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id };

    private static int Index(string word, IReadOnlyList<string> words, string option)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (string.Equals(words[i], word, StringComparison.OrdinalIgnoreCase)) return i;
        }

        throw new BadInputException($"{option} '{word}' is not known; there are {string.Join(", ", words)}");
    }

    private static T One<T>(string word, IReadOnlyList<string> words, string option) where T : struct, Enum => Enum.GetValues<T>()[Index(word, words, option)];

    private static Command Adopt()
    {
        var file = new Argument<string>("PROTOCOL") { Description = "a protocol, or an agreement with a responseProtocol" };
        Option<string> store = Shared.Store();
        var command = new Command("adopt", "Seals a protocol: consultations that are opened from now on follow it.") { file, store };
        command.SetAction(parsed => Shared.Guarded("response adopt", () =>
        {
            string path = parsed.GetValue(file)!;
            byte[] bytes = ResponseCommands.Bytes(path);
            ProtocolReading reading = ProtocolReader.Read(bytes, path);
            if (reading.Protocol is not { } protocol) throw new BadInputException($"not adopted: {string.Join(Environment.NewLine, reading.Errors)}");
            using OpenMission open = OpenMission.Open(parsed.GetValue(store)!, Progress.OnTerminal(TimeProvider.System));
            ResponseBook book = Book(open);
            if (book.Protocols.Any(p => p.Id == protocol.Id && p.Version == protocol.Version)) throw new BadInputException($"version {protocol.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "without a number"} of {protocol.Id} is adopted already; give the new text a new version");
            long entry = ResponseBook.Adopt(open.Store, open.World.Mission, Path.GetFileName(path), bytes, open.Now(TimeProvider.System));
            open.Store.Log.Publish();
            Console.WriteLine($"adopted {protocol.Id} version {protocol.Version} as entry {entry}");
            return 0;
        }));
        return command;
    }

    private static Command Open()
    {
        Option<string> store = Shared.Store(), finding = Needed("--finding", "id of the confirmed finding, or its first 8 digits or more"), person = Person(), key = Key();
        var tier = new Option<string?>("--tier") { Description = "tier to open on; the first whose trigger the finding meets without it" };
        Option<string?> at = AtOption();
        Option<bool> json = Shared.Json();
        var command = new Command("open", "Opens a consultation on a finding that two people confirmed.") { store, finding, tier, person, key, at, json };
        command.SetAction(parsed => Shared.Guarded("response open", () => OnFinding(parsed.GetValue(store)!, parsed.GetValue(finding)!, parsed.GetValue(person)!, parsed.GetValue(key)!, parsed.GetValue(at), parsed.GetValue(json), (confirmed, times, protocol, scene, simulated) =>
        {
            Finding f = confirmed.Finding;
            string[] meets = [.. Opening.Triggered(protocol, f.Level, f.Severity).Select(t => t.Id)];
            string on = parsed.GetValue(tier) ?? meets.FirstOrDefault() ?? throw new BadInputException(
                $"the finding (level {(int)f.Level}, severity '{f.Severity}') meets no trigger of {protocol.Id} by itself; name the tier that people decided on with --tier, or decline it: truce response decline");
            if (protocol.Find(on) is null) throw new BadInputException($"the protocol {protocol.Id} has no tier '{on}'; there are {string.Join(", ", protocol.Tiers.Select(t => t.Id))}");
            return Opening.Open(confirmed, times, protocol, on, scene.At, scene.By, simulated) with { Known = scene.Now };
        })));
        return command;
    }

    private static Command Decline()
    {
        Option<string> store = Shared.Store(), finding = Needed("--finding", "id of the confirmed finding, or its first 8 digits or more"), person = Person(), key = Key(), reason = Needed("--reason", "why no consultation is opened");
        Option<string?> at = AtOption();
        Option<bool> json = Shared.Json();
        var command = new Command("decline", "Says that a confirmed finding opens no consultation, and why.") { store, finding, person, key, reason, at, json };
        command.SetAction(parsed => Shared.Guarded("response decline", () => OnFinding(parsed.GetValue(store)!, parsed.GetValue(finding)!, parsed.GetValue(person)!, parsed.GetValue(key)!, parsed.GetValue(at), parsed.GetValue(json),
            (confirmed, _, protocol, scene, simulated) => Opening.Decline(confirmed, protocol, parsed.GetValue(reason)!, scene.At, scene.By, simulated) with { Known = scene.Now })));
        return command;
    }

    private static int OnFinding(
        string storePath, string begins, string personId, string keyPath, string? atText, bool json,
        Func<ConfirmedFinding, FourTimes, Protocol, (DateTimeOffset At, DateTimeOffset Now, string By), bool, ConsultationEvent> act)
    {
        using OpenMission open = OpenMission.Open(storePath, Progress.OnTerminal(TimeProvider.System));
        MissionReviewer person = PersonOf(open, personId);
        FindingRow row = FindingNames.Finding(open.Store.Database.Read, FindingNames.Checked(begins, "--finding", "finding"));
        var walker = new Walker(open.Store, open.World, Progress.OnTerminal(TimeProvider.System));
        walker.TakeUp([.. SealedLog.Records(open.Store.Log.Read())]);
        Finding finding = walker.Engine.Watch.Findings.First(f => f.Id == row.Id);
        ConfirmedFinding confirmed = walker.Engine.Watch.Confirmed(finding) ?? throw new BadInputException(
            $"finding {row.Id.Short} is not confirmed, and only a confirmed one opens a consultation; it still takes: {string.Join("; ", walker.Engine.Watch.StillNeeded(finding))}");
        ResponseBook book = Book(open);
        (DateTimeOffset now, DateTimeOffset at) = Times(open, book, atText);
        Protocol protocol = book.At(at) ?? throw new BadInputException($"no protocol holds on {at:u}; adopt one: truce response adopt PROTOCOL --store {storePath}");
        Hash256 id = ConsultationEvent.ConsultationOf(row.Id, protocol.Id);
        if (book.Events.TryGetValue(id, out List<ConsultationEvent>? before) && before.OfType<ConsultationEvent.Opened>().Any()) throw new BadInputException($"consultation {id.Short} on this finding is open already; see: truce response status --store {storePath}");
        FourTimes times = ConsultationTimes.Of(open.Store.Database.Read, confirmed);
        ConsultationEvent said = act(confirmed, times, protocol, (at, now, person.Id), open.World.Mission.Simulated);
        return Seal(open, [said], keyPath, person, json);
    }

    private static Command Act(string name, string description, Option[] options, Func<ParseResult, Scene, ConsultationEvent> make) => Acts(name, description, options, isTimed: true, (p, c) => [make(p, c)]);

    /// <summary>A command by which a person says one thing or several together, the first of which is what it is about.</summary>
    internal static Command Acts(string name, string description, Option[] options, bool isTimed, Func<ParseResult, Scene, IReadOnlyList<ConsultationEvent>> make)
    {
        Option<string> store = Shared.Store(), consultation = Needed("--consultation", "id of the consultation, or its first 8 digits or more"), person = Person(), key = Key();
        Option<string?> at = AtOption();
        Option<bool> json = Shared.Json();
        var command = new Command(name, description) { store, consultation, person, key, json };
        if (isTimed) command.Add(at);
        foreach (Option option in options) command.Add(option);
        command.SetAction(parsed => Shared.Guarded($"response {name}", () =>
        {
            using OpenMission open = OpenMission.Open(parsed.GetValue(store)!, Progress.OnTerminal(TimeProvider.System));
            MissionReviewer who = PersonOf(open, parsed.GetValue(person)!);
            ResponseBook book = Book(open);
            (DateTimeOffset now, DateTimeOffset happened) = Times(open, book, isTimed ? parsed.GetValue(at) : null);
            Hash256 id = Named(book, parsed.GetValue(consultation)!);
            ConsultationState state = book.State(id, now, basis: Basis(open)) ?? throw new BadInputException($"the protocol of consultation {id.Short} is not in the log any more");
            if (parsed.CommandResult.GetResult(Tier) is not null && parsed.GetValue(Tier) is { } tier && state.Protocol.Find(tier) is null) throw new BadInputException($"--tier '{tier}' is none of {state.Protocol.Id}; there are {string.Join(", ", state.Protocol.Tiers.Select(t => t.Id))}");
            IReadOnlyList<ConsultationEvent> said = make(parsed, new(open, id, who, happened, now, state));
            return Seal(open, [.. said.Select(s => open.World.Mission.Simulated ? s with { Simulated = true } : s)], parsed.GetValue(key)!, who, parsed.GetValue(json));
        }));
        return command;
    }

    internal static ResponseBook Book(OpenMission open) => ResponseBook.Read(open.Store.Log.Read(), open.Store.Path, open.World.Mission, open.World.Agreement);

    /// <summary>How the finding of an opening stood and stands, out of the store.</summary>
    internal static Func<ConsultationEvent.Opened, DateTimeOffset?, ConsultationBasis?> Basis(OpenMission open) => (opened, known) => ConsultationFindings.Of(open.Store.Database.Read, opened, known);

    internal static Hash256 Named(ResponseBook book, string begins)
    {
        Hash256[] found = [.. book.Events.Keys.Where(k => begins.Length >= 8 && k.ToString().StartsWith(begins, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 1) return found[0];
        throw new BadInputException(found.Length == 0
            ? $"--consultation '{begins}': none begins so (8 digits or more); there are {(book.Events.Count == 0 ? "none yet: truce response open" : string.Join(", ", book.Events.Keys.Take(20).Select(k => k.Short)))}"
            : $"--consultation '{begins}' begins several; write more digits");
    }

    private static MissionReviewer PersonOf(OpenMission open, string id) => open.World.Mission.Reviewers.FirstOrDefault(r => r.Id == id)
        ?? throw new BadInputException($"'{id}' is no reviewer of this mission; there are: {string.Join(", ", open.World.Mission.Reviewers.Select(r => r.Id))}");

    // What happens later than now has not happened.
    private static (DateTimeOffset Now, DateTimeOffset At) Times(OpenMission open, ResponseBook book, string? at)
    {
        DateTimeOffset now = open.Now(TimeProvider.System, book.Latest), happened = Shared.Instant(at, "--at") ?? now;
        if (happened <= now) return (now, happened);
        return open.World.Mission.Simulated ? (happened, happened) : throw new BadInputException($"--at {happened:u} lies in the future");
    }

    private static int Seal(OpenMission open, IReadOnlyList<ConsultationEvent> said, string keyPath, MissionReviewer person, bool json)
    {
        if (!File.Exists(keyPath)) throw new BadInputException($"{keyPath}: no such key; make one with: truce review key --person {person.Id} --key {keyPath}");
        using Ed25519Signer signer = KeyFile.OpenOrCreate(keyPath, person.Id);
        // The promises that fall due by an opening or a tier are sealed with it, in one group: there is no moment at which one could be lost.
        DsseEnvelope[] all = [.. said.Concat(Due(open, said[0])).Select(e => DsseEnvelope.Sign(ConsultationIntake.PayloadType, CanonicalJson.Write(ConsultationJson.Write(e)), signer))];
        foreach (DsseEnvelope envelope in all)
        {
            if (ConsultationIntake.Verify(envelope, open.World.Mission, out string why) is null) throw new BadInputException($"not sealed: {why}");
        }

        long entry = open.Store.Log.Append([.. all.Select(e => new Truce.Evidence.Logs.SealItem(CanonicalJson.Write(JsonNode.Parse(e.Encode())), CoarseType.Statement, open.World.Mission.Simulated))])[0].Index;
        open.Store.Log.Publish();
        ConsultationEvent first = said[0];
        ConsultationState state = Book(open).State(first.Consultation, first.Known > first.At ? first.Known : first.At, basis: Basis(open))!;
        if (json) Console.WriteLine(ResponseWriting.State(state, first.Consultation, entry).ToJsonString(Shared.Compact));
        else ResponseText.Print(state, first.Consultation, entry);
        return 0;
    }

    private static IEnumerable<ConsultationEvent> Due(OpenMission open, ConsultationEvent said) => said switch
    {
        ConsultationEvent.Opened opened => PromisesDue.By(LedgerStore.Read(open.Store.Path, open.Store.Log.Read()).AsKnown(), opened),
        ConsultationEvent.Escalated escalated => PromisesDue.By(LedgerStore.Read(open.Store.Path, open.Store.Log.Read()).AsKnown(), escalated),
        _ => [],
    };
}
