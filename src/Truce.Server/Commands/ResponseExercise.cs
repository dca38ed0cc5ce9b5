using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Response.Exercises;
using Truce.Response.Protocols;
using Truce.Sayings;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Commands;

/// <summary><c>truce response exercise</c>: a protocol driven by a scenario in simulated time, once or many times.</summary>
internal static class ResponseExercise
{
    private const int MostRuns = 10_000_000;

    public static Command Exercise()
    {
        var file = new Argument<string>("PROTOCOL") { Description = "a protocol, or an agreement with a responseProtocol" };
        var scenario = new Option<string>("--scenario") { Description = "a scenario of schema " + ExerciseReader.Schema, Required = true };
        var runs = new Option<int>("--runs") { Description = "how many runs; one is told whole", DefaultValueFactory = _ => 1 };
        var seed = new Option<long>("--seed") { Description = "seed of the sampled answers", DefaultValueFactory = _ => 1 };
        var language = new Option<string>("--language") { Description = $"language of the report: {string.Join(", ", SayingWords.Languages)}", DefaultValueFactory = _ => "en" };
        Option<bool> json = Shared.Json();
        var command = new Command("exercise", "SIMULATED: drives a protocol by a scenario, and says what would have followed.") { file, scenario, runs, seed, language, json };
        command.SetAction(parsed => Shared.Guarded("response exercise", () =>
        {
            int n = parsed.GetValue(runs);
            if (n is < 1 or > MostRuns) throw new BadInputException($"--runs {n} is not from 1 to {MostRuns}");
            if (SayingWords.Find(parsed.GetValue(language)!) is not { } words) throw new BadInputException($"--language '{parsed.GetValue(language)}' is not one of {string.Join(", ", SayingWords.Languages)}");
            if (Read(parsed.GetValue(file)!, parsed.GetValue(scenario)!) is not var (protocol, exercise)) return 2;
            ulong s = unchecked((ulong)parsed.GetValue(seed));
            Print(protocol, exercise, n, s, parsed.GetValue(json), words);
            return 0;
        }));
        return command;
    }

    /// <summary>Plays runs on as many threads as there are processors; the counts are the same on any number of them.</summary>
    public static ExerciseTally Play(Protocol protocol, Exercise exercise, ulong seed, int runs, int threads)
    {
        var whole = new ExerciseTally(protocol, exercise);
        var gate = new Lock();
        const int Block = 64;
        Parallel.For(
            0, (runs + Block - 1) / Block, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ExerciseTally(protocol, exercise),
            (block, _, own) =>
            {
                own.Play(seed, block * Block, Math.Min(runs, (block + 1) * Block));
                return own;
            },
            own =>
            {
                lock (gate) whole.Merge(own);
            });
        return whole;
    }

    /// <summary>The protocol and its scenario; nothing after every mistake was told.</summary>
    private static (Protocol Protocol, Exercise Exercise)? Read(string protocolPath, string scenarioPath)
    {
        ProtocolReading read = ProtocolReader.Read(ResponseCommands.Bytes(protocolPath), protocolPath);
        Tell(read.Remarks);
        if (read.Protocol is not { } protocol) return null;
        ExerciseReading scenario = ExerciseReader.Read(ResponseCommands.Bytes(scenarioPath), scenarioPath, protocol);
        Tell(scenario.Remarks);
        return scenario.Exercise is { } exercise ? (protocol, exercise) : null;
    }

    private static void Tell(ImmutableArray<AgreementError> remarks)
    {
        foreach (AgreementError remark in remarks) Console.Error.WriteLine(remark);
    }

    private static void Print(Protocol protocol, Exercise exercise, int runs, ulong seed, bool json, SayingWords words)
    {
        if (runs == 1)
        {
            ExerciseResult result = ExerciseRun.Play(protocol, exercise, seed, 0);
            if (json) Document(ExerciseJson.Run(protocol, exercise, result, seed));
            else Lines(ExerciseReport.Run(protocol, exercise, result, seed, words));
            return;
        }

        ExerciseTally tally = Play(protocol, exercise, seed, runs, Environment.ProcessorCount);
        if (json) Document(ExerciseJson.Many(protocol, exercise, tally, seed));
        else Lines(ExerciseReport.Many(protocol, exercise, tally, seed, words));
    }

    private static void Document(JsonObject document) => Console.WriteLine(document.ToJsonString(Shared.Compact));

    private static void Lines(ImmutableArray<string> lines)
    {
        foreach (string line in lines) Console.WriteLine(line);
    }
}
