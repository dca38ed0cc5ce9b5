using System.Diagnostics;
using System.Globalization;
using Truce.Measures;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>A run that is killed anywhere and started again ends with the store of a run that was left alone.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class KilledRunTests(SimulatedRun run)
{
    /// <summary>Kills in this run; <c>TRUCE_KILLS=100</c> for the long test.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TRUCE_KILLS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public void Killed_at_random_moments_it_ends_with_the_store_of_an_undisturbed_run()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        long began = Stopwatch.GetTimestamp();
        Assert.True(Start(run.NewPath("undisturbed"), out string said, null), said);
        double wholeMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        int killed = 0, stores = 0, early = 0;
        string store = run.NewPath("killed");
        while (killed < Kills)
        {
            // From before the first file is sealed to shortly before the end.
            var after = TimeSpan.FromMilliseconds(wholeMs * (0.1 + (0.9 * random.NextUnit())));
            if (!Start(store, out said, after))
            {
                Assert.True(said.Length == 0, $"seed {seed}, after {killed} kills: {said}");
                killed++;
                continue;
            }

            early++;
            AssertWhole(store, seed);
            stores++;
            store = run.NewPath("killed");
        }

        Assert.True(Start(store, out said, null), $"seed {seed}: {said}");
        AssertWhole(store, seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"{killed} kills, {stores + 1} stores, {early} runs that ended before their kill, {wholeMs:F0} ms a run");
    }

    private void AssertWhole(string store, int seed)
    {
        (string state, string history) = SimulatedRun.Hashes(store);
        Assert.True((string?)run.Summary["storeHash"] == state, $"seed {seed}: store hash {state}");
        Assert.True((string?)run.Summary["historyHash"] == history, $"seed {seed}: history hash {history}");
        IReadOnlyList<string> failures = SimulatedRun.Audit(store);
        Assert.True(failures.Count == 0, $"seed {seed}: {string.Join("; ", failures)}");
    }

    /// <summary>Runs the program as a process of its own. True when it ended with 0; false when it was killed (and said nothing) or failed (and said why).</summary>
    private bool Start(string store, out string said, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), "run", run.Mission, "--store", store]) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        bool ended = process.WaitForExit(killAfter ?? TimeSpan.FromMinutes(3));
        if (!ended) process.Kill();
        process.WaitForExit();
        Task.WaitAll(error, output);
        said = ended ? error.Result : "";
        return ended && process.ExitCode == 0;
    }
}
