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
        var review = new Command("review", "People's part: claim, confirm, refute, dissent, withdraw; each statement signed and sealed.") { NewKey() };
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
        var finding = new Option<string>("--finding") { Description = "id of the finding", Required = true };
        var person = new Option<string>("--person") { Description = "id of the reviewer in the mission", Required = true };
        var key = new Option<string>("--key") { Description = "file with the reviewer's secret key", Required = true };
        var question = new Option<string>("--question") { Description = "occurrence, conformity or attribution", DefaultValueFactory = _ => "occurrence" };
        var reason = new Option<string>("--reason") { Description = "why, in your words", DefaultValueFactory = _ => "" };
        var rejected = new Option<string>("--rejected") { Description = "alternatives considered and rejected, with commas: exercise, demining, thunder, …", DefaultValueFactory = _ => "" };
        var takesBack = new Option<string?>("--takes-back") { Description = "id of the statement taken back (withdraw)" };
        Option<bool> json = Shared.Json();
        string name = kind.ToString().ToLowerInvariant();
        var command = new Command(name, $"Signs and seals a statement: {name}.") { store, finding, person, key, question, reason, rejected, takesBack, json };
        command.SetAction(parsed => Shared.Guarded($"review {name}", () =>
        {
            if (!Hash256.TryParse(parsed.GetValue(finding), out Hash256 id)) throw new BadInputException("--finding must be the 64 hex digits of a finding (see truce incidents, or the report)");
            if (!Enum.TryParse(parsed.GetValue(question), ignoreCase: true, out Question asked) || !Enum.IsDefined(asked)) throw new BadInputException($"--question '{parsed.GetValue(question)}' is not known; there are occurrence, conformity, attribution");
            Hash256? taken = null;
            if (kind == StatementKind.Withdraw) taken = Hash256.TryParse(parsed.GetValue(takesBack), out Hash256 t) ? t : throw new BadInputException("withdraw needs --takes-back with the id of your statement");
            string[] alternatives = parsed.GetValue(rejected)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var draft = new Draft(kind, asked, id, parsed.GetValue(person)!, parsed.GetValue(reason)!, [.. alternatives], taken);
            return Seal(parsed.GetValue(store)!, draft, parsed.GetValue(key)!, parsed.GetValue(json));
        }));
        return command;
    }

    /// <summary>What the person said on the command line.</summary>
    private sealed record Draft(StatementKind Kind, Question Question, Hash256 Finding, string Person, string Reason, ImmutableArray<string> Rejected, Hash256? TakesBack);

    private static int Seal(string storePath, Draft draft, string keyPath, bool json)
    {
        using OpenMission open = OpenMission.Open(storePath, Progress.OnTerminal(TimeProvider.System));
        Mission mission = open.World.Mission;
        MissionReviewer person = mission.Reviewers.FirstOrDefault(r => r.Id == draft.Person)
            ?? throw new BadInputException($"'{draft.Person}' is no reviewer of this mission; there are: {string.Join(", ", mission.Reviewers.Select(r => r.Id))}");
        FindingRow held = open.Store.Database.Read.Findings().FirstOrDefault(f => f.Id == draft.Finding) ?? throw new BadInputException($"no finding {draft.Finding}");
        if (!File.Exists(keyPath)) throw new BadInputException($"{keyPath}: no such key; make one with: truce review key --person {draft.Person} --key {keyPath}");
        using Ed25519Signer signer = KeyFile.OpenOrCreate(keyPath, draft.Person);
        var statement = new Statement
        {
            Id = default,
            Kind = draft.Kind,
            Question = draft.Question,
            Finding = draft.Finding,
            FindingVersion = held.Version,
            Person = person.Id,
            Nation = person.Nation,
            Reason = draft.Reason,
            AlternativesRejected = draft.Rejected,
            TakesBack = draft.TakesBack,
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
        Finding now = walker.Engine.Watch.Findings.First(f => f.Id == draft.Finding);
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
            }.ToJsonString(Shared.Compact));
        }
        else
        {
            Console.WriteLine($"sealed as entry {index}: statement {signed.Id}");
            Console.WriteLine($"finding {now.Id.Short} is now {Observations.ObservationJson.Word(now.State)}, level {(int)now.Level}");
        }

        return 0;
    }
}
