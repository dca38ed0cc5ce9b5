using System.CommandLine;
using System.Text;
using Truce.Response.Indicators;
using Truce.Sayings;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce response indicators</c>: the regrouping warning, a board and not a number.</summary>
internal static class IndicatorsCommand
{
    public static Command Indicators()
    {
        Option<string> store = Shared.Store();
        Option<string?> asKnown = Shared.AsKnown();
        var from = new Option<string?>("--from") { Description = "first local day that is read; the mission's when absent" };
        var to = new Option<string?>("--to") { Description = "last local day; the last that was settled when absent" };
        var definitions = new Option<string?>("--definitions") { Description = "a file of definitions for a trial (docs/formats/indicators.md), sealed nowhere; the mission's own when absent, and the standard ones where it has none" };
        var svg = new Option<string?>("--svg") { Description = "also draw the board into this file" };
        var lang = new Option<string>("--lang") { Description = string.Join(", ", SayingWords.Languages), DefaultValueFactory = _ => "en" };
        Option<bool> json = Shared.Json();
        var command = new Command("indicators", "Prints which indicators of regrouping have risen or fallen against their own past, and which are not known.") { store, asKnown, from, to, definitions, svg, lang, json };
        command.SetAction(parsed => Shared.Guarded("response indicators", () =>
        {
            SayingWords words = SayingWords.Find(parsed.GetValue(lang)!)
                ?? throw new BadInputException($"--lang '{parsed.GetValue(lang)}' is not known; write one of: {string.Join(", ", SayingWords.Languages)}");
            DateOnly? first = Shared.Day(parsed.GetValue(from), "--from"), last = Shared.Day(parsed.GetValue(to), "--to");
            if (first > last) throw new BadInputException($"--from {first:yyyy-MM-dd} lies after --to {last:yyyy-MM-dd}");
            using OpenMission open = OpenMission.Open(parsed.GetValue(store)!, Progress.OnTerminal(TimeProvider.System));
            IndicatorDefinitions by = IndicatorDefinitions.Of(open.World, open.Store.Log.Read(), parsed.GetValue(definitions));
            IndicatorBoard board = IndicatorBoards.Make(open.Store.Database.Read, open.World, by, Shared.Instant(parsed.GetValue(asKnown), "--as-known"), first, last);
            if (parsed.GetValue(svg) is { } file) File.WriteAllText(file, IndicatorBoardSvg.Draw(board, words), new UTF8Encoding(false));
            if (parsed.GetValue(json)) Console.WriteLine(IndicatorBoardJson.Write(board, words).ToJsonString(Shared.Compact));
            else Print(board, words);
            return 0;
        }));
        return command;
    }

    private static void Print(IndicatorBoard board, SayingWords words)
    {
        if (board.Simulated) Console.WriteLine(IndicatorWords.Simulated(words));
        Console.WriteLine($"{words.Say(IndicatorWords.Title)}: {board.Mission}, {board.Through:yyyy-MM-dd}");
        foreach (Saying promise in IndicatorWords.Promise(board)) Console.WriteLine(words.Say(promise));
        foreach (Saying note in board.Notes) Console.WriteLine(words.Say(note));
        foreach (IGrouping<string, IndicatorRow> group in board.Rows.GroupBy(r => r.Definition.Id))
        {
            IndicatorDefinition definition = group.First().Definition;
            Console.WriteLine();
            Console.WriteLine(definition.Name.GetValueOrDefault(words.Language) ?? definition.Name["en"]);
            foreach (IndicatorRow row in group) Print(row, words);
        }
    }

    private static void Print(IndicatorRow row, SayingWords words)
    {
        Console.WriteLine($"  {IndicatorWords.Sector(row.Series, words),-28} {words.Say(IndicatorWords.State(row.State))} ({words.Say(IndicatorWords.Exposure(row))})");
        if (row is { On: null, Baseline: { } past }) Console.WriteLine($"    {words.Say(IndicatorWords.Ordinary(past))}");
        if (row.On is not { } on) return;
        Console.WriteLine($"    {words.Say(IndicatorWords.Change(on))}");
        foreach (IndicatorEvidence e in on.Evidence.Take(5)) Console.WriteLine($"      {e.Kind} {e.Id}");
        if (on.Evidence.Length > 5) Console.WriteLine($"      … {on.Evidence.Length - 5} (--json)");
        foreach (Saying doubt in row.Doubts) Console.WriteLine($"    ! {words.Say(doubt)}");
    }
}
