using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Keys;
using Truce.Server.Running;
using Truce.Simulation.Folders;

namespace Truce.Server.Commands;

/// <summary>What SIMULATED people do in <c>truce demo</c>: two reviewers confirm a finding, open a consultation on it, and lead it. Every act is a command that anybody can type, and is said before it is done.</summary>
/// <remarks>The exercise has no people of its own; without these the pages of the response would stand empty. Their keys are made for the demo and lie beside its mission.</remarks>
internal sealed class DemoPeople
{
    private static readonly (string Id, string Nation)[] Reviewers = [("sim-one", "SIMULATED Neutral N1"), ("sim-two", "SIMULATED Neutral N2")];

    private static readonly (string Id, string Language)[] Invitees = [("ALDER", "en"), ("BIRCH", "fr"), ("CEDAR", "en"), ("ELM", "uk"), ("HAZEL", "ru")];

    private readonly string _store, _mission, _folder;

    private DemoPeople(string folder, string mission, string store) => (_folder, _mission, _store) = (folder, mission, store);

    /// <summary>Adds the two people and the guarantors' files to a mission folder that was just laid.</summary>
    /// <param name="folder">Folder of the demo; the keys lie in it.</param>
    /// <param name="mission">The mission folder.</param>
    /// <param name="store">Where its store will be.</param>
    public static DemoPeople Lay(string folder, string mission, string store)
    {
        var people = new DemoPeople(folder, mission, store);
        foreach ((string path, byte[] bytes) in GuarantorFiles.All)
        {
            string full = Path.Combine(mission, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
        }

        var lines = new StringBuilder("reviewers:\n");
        foreach ((string id, string nation) in Reviewers)
        {
            using Ed25519Signer signer = KeyFile.OpenOrCreate(people.KeyOf(id), id);
            lines.Append(CultureInfo.InvariantCulture, $"  - {{id: {id}, nation: {nation}, key: \"{VerifierKey.Of(signer)}\"}}\n");
        }

        string channels = string.Join(",\n    ", Invitees.Select(i => $$"""{"id": "{{i.Id}}", "language": "{{i.Language}}", "channels": [{"kind": "letter", "folder": "notices", "address": ["SIMULATED ministry", "{{i.Id}}"]}, {"kind": "cap", "folder": "notices"}]}"""));
        File.WriteAllText(people.Channels, $$"""
            {
              "schema": "truce-channels-1", "house": "SIMULATED Special Commission", "capSender": "commission.example",
              "invitees": [
                {{channels}}
              ]
            }

            """);
        File.AppendAllText(Path.Combine(mission, "mission.yaml"), lines.ToString());
        return people;
    }

    /// <summary>Runs the mission and does what the people do; throws <see cref="BadInputException"/> with what a command said when one does not do as it should.</summary>
    public void Act()
    {
        Say("run", _mission, "--store", _store, "--json");
        Say("commitments", "import", Path.Combine(_mission, "guarantors", "ledger.json"), "--store", _store);
        Say("response", "adopt", Path.Combine(_mission, "guarantors", "protocol.json"), "--store", _store);
        string[] findings = [.. Say("review", "list", "--store", _store, "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(l => (string)JsonNode.Parse(l)!["id"]!)];
        if (findings.Length == 0) return; // a scenario may have nothing to confirm
        foreach (string finding in findings) Confirm(finding);

        // On the first they consult; the second waits for a decision, and everybody sees that it does.
        JsonNode opened = JsonNode.Parse(Say("response", "open", "--store", _store, "--finding", findings[0], "--person", Reviewers[0].Id, "--key", KeyOf(Reviewers[0].Id), "--tier", "R1", "--json"))!;
        Lead((string)opened["consultation"]!, DateTimeOffset.Parse((string)opened["opened"]!, CultureInfo.InvariantCulture));
    }

    private void Confirm(string finding)
    {
        foreach ((string id, _) in Reviewers) Say("review", "confirm", "--store", _store, "--finding", finding, "--person", id, "--key", KeyOf(id), "--reason", "SIMULATED: seen by two sources", "--rejected", "exercise,thunder", "--json");
    }

    // One guarantor of the first tier answers, the other is silent; so the second tier is reached, where some accept, one refuses, and one is silent.
    private void Lead(string consultation, DateTimeOffset opened)
    {
        void Does(int person, double hours, string what, params string[] more) => Say(
            ["response", what, "--store", _store, "--consultation", consultation, "--person", Reviewers[person].Id, "--key", KeyOf(Reviewers[person].Id), "--at", At(hours), "--json", .. more]);
        void Answers(double hours, string tier, string who, string kind, string text) => Does(0, hours, "answer", "--tier", tier, "--guarantor", who, "--kind", kind, "--text", "SIMULATED: " + text, "--instrument", "note verbale", "--reference", $"{tier}-{who}");
        string At(double hours) => opened.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

        void Sends(double hours) => Say("response", "send", "--store", _store, "--channels", Channels, "--at", At(hours), "--json");

        Sends(0.5);
        Does(0, 4, "receipt", "--tier", "R1", "--guarantor", "ALDER", "--channel", "letter");
        Answers(5, "R1", "ALDER", "accept", "the warning was given in the capital");
        Does(1, 25, "escalate", "--tier", "R2", "--ground", "no-answer", "--from", "R1");
        Does(0, 25.5, "release", "--tier", "R2");
        Does(1, 26, "release", "--tier", "R2");
        Sends(26.1);
        Answers(31, "R2", "ALDER", "accept", "our own sensors saw the same; a summary is attached");
        Answers(40, "R2", "ELM", "partial", "images yes, people no");
        Answers(47, "R2", "HAZEL", "refuse", "no measures without a vote of the Council");
        Does(0, 48, "course", "--continues", "true", "--text", "SIMULATED: a second explosion was reported");
    }

    private string Channels => Path.Combine(_folder, "channels.json");

    private string KeyOf(string person) => Path.Combine(_folder, person + ".key");

    private static string Say(params string[] args)
    {
        Console.Error.WriteLine($"SIMULATED people: truce {string.Join(' ', args.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a))}");
        TextWriter output = Console.Out;
        using var said = new StringWriter();
        try
        {
            Console.SetOut(said);
            int code = TruceCommand.Invoke(args);
            return code == 0 ? said.ToString() : throw new BadInputException($"the exercise's own command ended with {code}: truce {string.Join(' ', args)}");
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
