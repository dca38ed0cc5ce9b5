using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>A copy of the simulated store in which people confirm findings and act in consultations, each sentence by a process of its own.</summary>
internal sealed class ConsultationStore(SimulatedRun run)
{
    public static readonly string Protocol = Path.Combine(Repository.Root, "missions", "examples", "protocol.example.json");

    public string Folder { get; } = run.CopyStore();

    public string KeyOf(string person) => run.KeyOf(person);

    /// <summary>Ids of findings that nobody has looked at.</summary>
    public async Task<string[]> Waiting()
    {
        (int code, string output, string error) = await TruceProcess.Run("review", "list", "--store", Folder, "--json");
        Assert.True(code == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string)JsonNode.Parse(l)!["id"]!)];
    }

    /// <summary>Two people confirm it.</summary>
    public async Task Confirm(string finding, string one, string another)
    {
        foreach (string person in (string[])[one, another])
        {
            await TruceProcess.Says(0, "review", "confirm", "--store", Folder, "--finding", finding, "--person", person, "--key", KeyOf(person), "--reason", "crater seen", "--rejected", "thunder,exercise", "--json");
        }
    }

    /// <summary>Arguments of what a person does.</summary>
    public string[] By(string person, string what, params string[] more) => ["response", what, "--store", Folder, "--person", person, "--key", KeyOf(person), "--json", .. more];

    public Task<JsonObject> Does(string person, string what, params string[] more) => TruceProcess.Says(0, By(person, what, more));

    public Task<JsonObject> Status(params string[] more) => TruceProcess.Says(0, ["response", "status", "--store", Folder, "--json", .. more]);

    public async Task Adopt() => Assert.Equal(0, (await TruceProcess.Run("response", "adopt", Protocol, "--store", Folder)).Code);

    public static JsonObject Tier(JsonObject consultation, string id) => consultation["tiers"]!.AsArray().Single(t => (string)t!["tier"]! == id)!.AsObject();

    /// <summary>Who of a tier stands how, in the order in which they are asked.</summary>
    public static string Statuses(JsonObject tier) => string.Join(' ', tier["invitees"]!.AsArray().Select(i => $"{i!["invitee"]}:{i["status"]}"));

    public static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
