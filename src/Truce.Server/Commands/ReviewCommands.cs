using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Findings;
using Truce.Measures;
using Truce.Records;
using Truce.Review;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary><c>truce review</c>: claim, confirm, refute, dissent, withdraw; each signed with the person's own key and sealed as a DSSE envelope.</summary>
internal static class ReviewCommands
{
    public static Command Review()
    {
        var review = new Command("review", "People's part: claim, confirm, refute, dissent, withdraw; each statement signed and sealed.") { ReviewListCommand.List(), NewKey() };
        foreach (StatementKind kind in Enum.GetValues<StatementKind>()) review.Add(Say(kind));
        return review;
    }

    private static Command NewKey()
    {
        var person = new Option<string>("--person") { Description = "id of the reviewer in the mission", Required = true };
        var file = new Option<string>("--key") { Description = "file to write the secret key to (mode 0600)", Required = true };
        var command = new Command("key", "Makes a reviewer's key and prints the public part for mission.yaml.") { person, file };
        command.SetAction(parsed => Shared.Guarded("review key", () =>
        {
            using Ed25519Signer signer = KeyFile.OpenOrCreate(parsed.GetValue(file)!, parsed.GetValue(person)!);
            Console.WriteLine(VerifierKey.Of(signer).ToString());
            return 0;
        }));
        return command;
    }

    private static Command Say(StatementKind kind)
    {
        Option<string> store = Shared.Store();
        var finding = new Option<string>("--finding") { Description = "id of the finding, or its first 8 digits or more", Required = true };
        var person = new Option<string>("--person") { Description = "id of the reviewer in the mission", Required = true };
        var key = new Option<string>("--key") { Description = "file with the reviewer's secret key", Required = true };
        var question = new Option<string>("--question") { Description = "occurrence, conformity or attribution", DefaultValueFactory = _ => "occurrence" };
        var reason = new Option<string>("--reason") { Description = "why, in your words", DefaultValueFactory = _ => "" };
        var rejected = new Option<string>("--rejected") { Description = "alternatives considered and rejected, with commas: exercise, demining, thunder, …", DefaultValueFactory = _ => "" };
        var takesBack = new Option<string?>("--takes-back") { Description = "id of the statement taken back (withdraw)" };
        var version = new Option<int?>("--version") { Description = "version you have before you; when there is a newer one nothing is sealed, and the answer is 1" };
        Option<bool> json = Shared.Json();
        string name = kind.ToString().ToLowerInvariant();
        var command = new Command(name, $"Signs and seals a statement: {name}.") { store, finding, person, key, question, reason, rejected, takesBack, version, json };
        command.SetAction(parsed => Shared.Guarded($"review {name}", () =>
        {
            string id = FindingNames.Checked(parsed.GetValue(finding), "--finding", "finding");
            if (!Enum.TryParse(parsed.GetValue(question), ignoreCase: true, out Question asked) || !Enum.IsDefined(asked)) throw new BadInputException($"--question '{parsed.GetValue(question)}' is not known; there are occurrence, conformity, attribution");
            string? taken = kind == StatementKind.Withdraw ? FindingNames.Checked(parsed.GetValue(takesBack), "withdraw needs --takes-back with your statement; it", "statement") : null;
            string[] alternatives = parsed.GetValue(rejected)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var draft = new Draft(kind, asked, id, parsed.GetValue(person)!, parsed.GetValue(reason)!, [.. alternatives], taken, parsed.GetValue(version));
            return Seal(parsed.GetValue(store)!, draft, parsed.GetValue(key)!, parsed.GetValue(json));
        }));
        return command;
    }

    /// <summary>What the person said on the command line.</summary>
    private sealed record Draft(StatementKind Kind, Question Question, string Finding, string Person, string Reason, ImmutableArray<string> Rejected, string? TakesBack, int? Version);

    private static int Seal(string storePath, Draft draft, string keyPath, bool json)
    {
        using OpenMission open = OpenMission.Open(storePath, Progress.OnTerminal(TimeProvider.System));
        Mission mission = open.World.Mission;
        MissionReviewer person = mission.Reviewers.FirstOrDefault(r => r.Id == draft.Person)
            ?? throw new BadInputException($"'{draft.Person}' is no reviewer of this mission; there are: {string.Join(", ", mission.Reviewers.Select(r => r.Id))}");
        FindingRow held = FindingNames.Finding(open.Store.Database.Read, draft.Finding);
        if (draft.Version is { } seen && seen != held.Version)
        {
            Console.Error.WriteLine($"truce review: not sealed: you had version {seen} before you and there is version {held.Version}; look again: truce review list --store {storePath} --finding {held.Id.Short}");
            return 1;
        }

        Hash256? takesBack = draft.TakesBack is { } back ? OwnStatement(open.Store.Database.Read, back, held.Id, person) : null;
        if (!File.Exists(keyPath)) throw new BadInputException($"{keyPath}: no such key; make one with: truce review key --person {draft.Person} --key {keyPath}");
        using Ed25519Signer signer = KeyFile.OpenOrCreate(keyPath, draft.Person);
        var statement = new Statement
        {
            Id = default,
            Kind = draft.Kind,
            Question = draft.Question,
            Finding = held.Id,
            FindingVersion = held.Version,
            Person = person.Id,
            Nation = person.Nation,
            Reason = draft.Reason,
            AlternativesRejected = draft.Rejected,
            TakesBack = takesBack,
            At = open.Now(TimeProvider.System),
        };
        byte[] payload = CanonicalJson.Write(FindingRecords.Payload(statement));
        DsseEnvelope envelope = DsseEnvelope.Sign(StatementIntake.PayloadType, payload, signer);
        if (StatementIntake.Verify(envelope, mission, out string why) is not { } signed) throw new BadInputException($"not sealed: {why}");

        byte[] record = CanonicalJson.Write(JsonNode.Parse(envelope.Encode()));
        long index = open.Store.Log.Append([new(record, CoarseType.Statement, mission.Simulated)])[0].Index;
        var walker = new Walker(open.Store, open.World, Progress.OnTerminal(TimeProvider.System));
        walker.TakeUp([.. SealedLog.Records(open.Store.Log.Read())]);
        open.Store.Log.Publish();
        Report(walker.Engine.Watch, signed, index, json);
        return 0;
    }

    /// <summary>Only one's own statement on that finding can be taken back; anything else would be sealed and have no effect.</summary>
    private static Hash256 OwnStatement(StoreReader read, string begins, Hash256 finding, MissionReviewer person)
    {
        StatementRow row = FindingNames.Statement(read, begins);
        bool own = row.Finding == finding && DsseEnvelope.TryParse(System.Text.Encoding.UTF8.GetBytes(row.Json), out DsseEnvelope? envelope)
            && (string?)JsonNode.Parse(envelope!.Payload.Span)?["person"] == person.Id;
        return own ? row.Id : throw new BadInputException($"statement {row.Id.Short} is not one of {person.Id} on this finding; nobody takes back what another said");
    }

    private static void Report(Watch watch, Statement signed, long index, bool json)
    {
        Finding now = watch.Findings.First(f => f.Id == signed.Finding);
        IReadOnlyList<string> needed = watch.StillNeeded(now);
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                ["statement"] = signed.Id.ToString(),
                ["entry"] = index,
                ["finding"] = now.Id.ToString(),
                ["version"] = now.Version,
                ["state"] = Observations.ObservationJson.Word(now.State),
                ["level"] = (int)now.Level,
                ["needed"] = new JsonArray([.. needed.Select(n => (JsonNode)n)]),
            }.ToJsonString(Shared.Compact));
            return;
        }

        Console.WriteLine($"sealed as entry {index}: statement {signed.Id}");
        Console.WriteLine($"finding {now.Id.Short} is now {Observations.ObservationJson.Word(now.State)}, level {(int)now.Level}");
        if (needed.Count > 0) Console.WriteLine($"for level {(now.Level < Level.Confirmed ? 3 : 4)} it still takes: {string.Join("; ", needed)}");
    }
}
