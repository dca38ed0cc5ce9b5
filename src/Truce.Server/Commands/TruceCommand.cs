using System.CommandLine;

namespace Truce.Server.Commands;

/// <summary>The program <c>truce</c>: every command and its exit code. 0 done, 1 the answer is "no", 2 bad input with one clear line on stderr.</summary>
internal static class TruceCommand
{
    public static int Invoke(string[] args)
    {
        var root = new RootCommand("Truce: monitoring and verification of a ceasefire, and the promises made around it.")
        {
            ServeCommands.Demo(),
            ExerciseCommand.Exercise(),
            RunCommands.Run(),
            ServeCommands.Serve(),
            RunCommands.Incidents(),
            ReportCommands.Report(),
            ReviewCommands.Review(),
            LearnCommands.Learn(),
            ReplayCommands.Replay(),
            DecodeCommands.Decode(),
            DetectCommands.Detect(),
            CoverageCommands.Coverage(),
            LocateCommands.Associate(),
            LocateCommands.Locate(),
            SeedLinkCommands.SeedLink(),
            FdsnCommands.Fdsn(),
            WaveformCommands.Waveform(),
            TermsCommands.Terms(),
            ScoreCommands.Score(),
            new Command("response", "The answers to what was found.") { IndicatorsCommand.Indicators() },
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"truce: {string.Join("; ", parsed.Errors.Select(e => e.Message))}. See: truce {string.Join(' ', args.Take(1))} --help");
            return 2;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
