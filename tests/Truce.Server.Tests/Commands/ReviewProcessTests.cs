using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Server.Tests.Running;

namespace Truce.Server.Tests.Commands;

/// <summary>People's part as people do it: the program started anew for every sentence, with keys in files and nothing but its exit code and its words.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ReviewProcessTests(SimulatedRun run)
{
    private static readonly (string Id, string Nation)[] People = [("anna", "N1"), ("bert", "N1"), ("chen", "N2")];

    [Fact]
    public async Task From_a_key_to_a_confirmed_and_a_refuted_finding_and_what_they_teach()
    {
        string folder = Directory.CreateDirectory(run.NewPath("people")).FullName, store = Path.Combine(folder, "store");
        string KeyOf(string person) => Path.Combine(folder, person + ".key");
        async Task<(int Code, string Out, string Err)> Review(string kind, string finding, string person, params string[] more) =>
            await Truce(["review", kind, "--store", store, "--finding", finding, "--person", person, "--key", KeyOf(person), "--json", .. more]);
        async Task<string> Says(string kind, string finding, string person, params string[] more)
        {
            (int code, string output, string error) = await Review(kind, finding, person, more);
            Assert.True(code == 0, $"{kind} of {person}: {code} {error}");
            JsonNode said = JsonNode.Parse(output)!;
            return $"{said["state"]} {said["level"]}";
        }

        var reviewers = new StringBuilder("reviewers:\n");
        foreach ((string id, string nation) in People)
        {
            (int code, string key, string error) = await Truce("review", "key", "--person", id, "--key", KeyOf(id));
            Assert.True(code == 0, error);
            Assert.StartsWith(id + "+", key, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyOf(id)));
            reviewers.Append($"  - {{id: {id}, nation: {nation}, key: \"{key.Trim()}\"}}\n");
        }

        string mission = run.Lay(Path.GetFileName(run.NewPath("with-people")), (path, bytes) => path == "mission.yaml" ? WithReviewers(bytes, reviewers.ToString()) : bytes);
        Assert.Equal(0, (await Truce("run", mission, "--store", store)).Code);

        string[] waiting = [.. (await Truce("review", "list", "--store", store, "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        JsonObject[] findings = [.. waiting.Select(l => JsonNode.Parse(l)!.AsObject()).Where(f => (int)f["level"]! == 1).Take(2)];
        (string first, string second) = (((string)findings[0]["id"]!)[..12], ((string)findings[1]["id"]!)[..12]);

        Assert.Equal("claimed 1", await Says("claim", first, "anna"));
        Assert.Equal("awaitingSecondReviewer 1", await Says("confirm", first, "anna", "--reason", "crater seen", "--rejected", "thunder,exercise"));
        (int refused, _, string why) = await Review("confirm", first, "bert", "--reason", "I agree", "--version", "1");
        Assert.Equal(1, refused); // it has moved on since
        Assert.Contains("look again", why, StringComparison.Ordinal);
        Assert.Equal(2, (await Review("confirm", first, "bert")).Code); // no reason
        Assert.Equal(2, (await Truce("review", "confirm", "--store", store, "--finding", first, "--person", "bert", "--key", KeyOf("anna"), "--reason", "x")).Code);
        Assert.Equal("confirmed 3", await Says("confirm", first, "bert", "--reason", "I agree"));
        Assert.Equal("confirmed 3", await Says("dissent", first, "chen", "--reason", "it was thunder"));

        JsonObject shown = JsonNode.Parse((await Truce("review", "list", "--store", store, "--finding", first, "--json")).Out)!.AsObject();
        string berts = (string)shown["statements"]!.AsArray().Single(s => (string)s!["person"]! == "bert")!["id"]!;
        Assert.Equal(2, (await Review("withdraw", first, "chen", "--reason", "no", "--takes-back", berts)).Code);
        Assert.Equal("awaitingSecondReviewer 1", await Says("withdraw", first, "bert", "--reason", "another crater", "--takes-back", berts[..8]));

        (int nothing, string lesson, _) = await Truce("learn", "--store", store);
        Assert.Equal((0, "nothing to learn: people have closed no finding"), (nothing, lesson.Trim()));
        Assert.Equal("claimed 1", await Says("refute", second, "anna", "--reason", "a quarry"));
        Assert.Equal("refuted 1", await Says("refute", second, "chen", "--reason", "a quarry"));
        Assert.True((bool)JsonNode.Parse((await Truce("learn", "--store", store, "--json")).Out)!["learned"]!);

        Assert.Equal(0, (await Truce("replay", "--store", store)).Code);
        Assert.Empty(SimulatedRun.Audit(store));
    }

    private static byte[] WithReviewers(byte[] mission, string reviewers)
    {
        string text = Encoding.UTF8.GetString(mission);
        return Encoding.UTF8.GetBytes(text[..text.IndexOf("reviewers:", StringComparison.Ordinal)] + reviewers);
    }

    private static async Task<(int Code, string Out, string Err)> Truce(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), .. args]) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
