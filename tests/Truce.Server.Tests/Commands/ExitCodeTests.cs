using System.Diagnostics;
using Truce.Server.Running;
using Truce.Server.Tests.Running;

namespace Truce.Server.Tests.Commands;

/// <summary>Bad input ends with 2 and one clear line on standard error; nothing is thrown and nothing is half done.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ExitCodeTests(SimulatedRun run)
{
    [Theory]
    [InlineData("run /nowhere/at-all --store STORE", "no mission here")]
    [InlineData("run MISSION", "--store")]
    [InlineData("run MISSION --store STORE --until yesterday", "is not an instant; write for instance")]
    [InlineData("runn MISSION", "runn")]
    [InlineData("incidents --store /nowhere/at-all", "no store there")]
    [InlineData("incidents --store STORE --day 2031-02-30", "is not a day; write for instance")]
    [InlineData("incidents --store STORE --day today", "is not a day; write for instance")]
    [InlineData("incidents --store STORE --as-known noon", "is not an instant; write for instance")]
    [InlineData("report --store /nowhere/at-all --day 2031-03-04 --out OUT", "/nowhere/at-all")]
    [InlineData("report --store STORE --day 2031-03-32 --out OUT", "is not a day")]
    [InlineData("report --store STORE --day 2030-01-01 --out OUT", "is outside the mission")]
    [InlineData("report --store STORE --day 2031-03-04 --out OUT --format docx", "is not known; there are html, pdf, csv, geojson")]
    [InlineData("report --store STORE --day 2031-03-04 --out OUT --lang xx", "is not known; there are")]
    [InlineData("report --store STORE --out OUT", "say which days: --day D for one, or --from D --to D for several")]
    [InlineData("report --store STORE --from 2031-03-04 --out OUT", "say which days")]
    [InlineData("report --store STORE --day 2031-03-04 --from 2031-03-04 --to 2031-03-05 --out OUT", "say which days")]
    [InlineData("report --store STORE --from 2031-03-05 --to 2031-03-04 --out OUT", "lies after --to")]
    [InlineData("report --store STORE --from 2031-03-04 --to 2032-03-04 --out OUT", "--to 2032-03-04 is outside the mission")]
    [InlineData("replay --store /nowhere/at-all", "/nowhere/at-all")]
    [InlineData("replay --store STORE --as-known noon", "is not an instant")]
    [InlineData("terms check /nowhere/agreement.json", "no such file")]
    [InlineData("terms evaluate --agreement /nowhere/a.json --incidents /nowhere/b.json", "no such file")]
    [InlineData("review claim --store STORE --finding abc --person r1 --key K", "64 hex digits")]
    [InlineData("review claim --store /nowhere/at-all --finding 0000000000000000000000000000000000000000000000000000000000000001 --person r1 --key K", "/nowhere/at-all")]
    [InlineData("decode nothing /nowhere/file", "nothing")]
    public void Bad_input_ends_with_two_and_one_line_that_says_what_to_do(string line, string says)
    {
        string nowhere = run.NewPath("nowhere");
        string[] args = [.. line.Replace("/nowhere", nowhere, StringComparison.Ordinal).Split(' ').Select(a => a switch { "STORE" => run.Store, "MISSION" => run.Mission, "OUT" => run.NewPath("out"), _ => a })];
        (int code, string output, string error) = Cli.Run(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(says.Replace("/nowhere", nowhere, StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.StartsWith("truce", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(nowhere), "a command that was refused made a folder");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_gives_one_line()
    {
        string store = run.CopyStore();
        foreach (string file in Directory.GetFiles(store, "truce.db*")) File.Delete(file);
        Directory.CreateDirectory(StoreFolder.DatabaseIn(store)); // a folder where the database should be: the same refusal for root and for others
        (int code, _, string error) = Cli.Run("run", run.Mission, "--store", store);
        Assert.Equal(2, code);
        Assert.Contains("truce.db", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_store_path_that_is_a_file_gives_one_line()
    {
        string store = run.NewPath("file");
        File.WriteAllText(store, "not a folder");
        (int code, _, string error) = Cli.Run("run", run.Mission, "--store", store);
        Assert.Equal(2, code);
        Assert.Contains(Path.GetFileName(store), error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_disk_that_fills_up_gives_one_line_and_the_next_run_goes_on()
    {
        string store = run.NewPath("full");
        // The shell's limit on file size stands for a full disk: a write beyond it fails. SIGXFSZ is ignored, so that it fails as EFBIG.
        string command = $"trap '' XFSZ; ulimit -f 64; exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll")}' run '{run.Mission}' --store '{store}'";
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // the runtime's own files are not what is tested
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // its shared memory file would be over the limit
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string said = await error;
        Assert.True(process.ExitCode == 2, $"ended with {process.ExitCode}: {said}");
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("truce run:", said, StringComparison.Ordinal);
        Assert.Equal((string?)run.Summary["storeHash"], (string?)SimulatedRun.Run(run.Mission, store)["storeHash"]);
        Assert.Empty(SimulatedRun.Audit(store));
    }

    [Fact]
    public void Zero_is_done_and_one_is_no()
    {
        Assert.Equal(0, Cli.Run("replay", "--store", run.CopyStore()).Code);
        string store = run.CopyStore();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={StoreFolder.DatabaseIn(store)};Pooling=False"))
        {
            connection.Open();
            using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DELETE FROM finding";
            command.ExecuteNonQuery();
        }

        (int code, string output, string error) = Cli.Run("replay", "--store", store);
        Assert.Equal((1, ""), (code, error));
        Assert.StartsWith("NOT the same", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sealed_file_whose_bytes_are_gone_gives_one_line()
    {
        string store = run.CopyStore();
        Directory.Delete(Path.Combine(store, "blobs"), recursive: true);
        (int code, _, string error) = Cli.Run("replay", "--store", store);
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }
}
