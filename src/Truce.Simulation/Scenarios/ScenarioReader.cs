using System.Collections.Immutable;
using System.Text;
using Truce.Measures;

namespace Truce.Simulation.Scenarios;

/// <summary>Reads a scenario line by line: all mistakes at once, the first of each line. Format: docs/formats/scenario.md.</summary>
internal sealed class ScenarioReader(string path)
{
    private const int MaxLines = 2_000;
    private const int MaxLineLength = 400;
    private const int MaxTitleLength = 80;

    private static readonly ImmutableArray<string> Headers = ["title", "seed", "settlements", "chance", "fires", "rumours", "alarms", "registers"];
    private static readonly ImmutableArray<string> Kinds = [.. Headers, "day", "notice", "blind", "expect"];

    private static readonly ImmutableArray<string> Registers =
        ["notifications", "inventories", "orders", "coordination", "escorts", "operators", "hazards", "responses", "zones", "all"];

    private readonly List<ScenarioProblem> _problems = [];
    private readonly ImmutableArray<ScenarioEvent>.Builder _events = ImmutableArray.CreateBuilder<ScenarioEvent>();
    private readonly ImmutableArray<ScenarioNotice>.Builder _notices = ImmutableArray.CreateBuilder<ScenarioNotice>();
    private readonly ImmutableArray<ScenarioSpan>.Builder _blind = ImmutableArray.CreateBuilder<ScenarioSpan>();
    private readonly ImmutableArray<Expectation>.Builder _expectations = ImmutableArray.CreateBuilder<Expectation>();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private Scenario _read = new() { Text = "" };

    /// <summary>The scenario, or every line that cannot be read.</summary>
    public (Scenario? Scenario, ImmutableArray<ScenarioProblem> Problems) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Scenario.MaxBytes) return (null, [new(path, 1, 1, $"a scenario has at most {Scenario.MaxBytes} bytes; leave out what its expectations do not need")]);
        if (Decode(bytes) is not { } text) return (null, [.. _problems]);
        string[] lines = text.Split('\n');
        if (lines.Length > MaxLines) return (null, [new(path, MaxLines + 1, 1, $"a scenario has at most {MaxLines} lines; make two of it")]);
        for (int i = 0; i < lines.Length; i++) ReadLine(i + 1, lines[i]);
        CheckNames();
        return _problems.Count > 0
            ? (null, [.. _problems.OrderBy(p => p.Line).ThenBy(p => p.Column)])
            : (_read with
            {
                Text = text,
                Events = _events.ToImmutable(),
                Notices = _notices.ToImmutable(),
                Blind = _blind.ToImmutable(),
                Expectations = _expectations.ToImmutable(),
            }, []);
    }

    /// <summary>The text with <c>\n</c> for line ends; nothing when bytes are not UTF-8, and then the problem says where.</summary>
    private string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        for (int at = 0, line = 1, column = 1; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                _problems.Add(new(path, line, column, "these bytes are not UTF-8; save the file as UTF-8 text"));
                return null;
            }

            at += length;
            column += rune.Utf16SequenceLength;
            if (rune.Value == '\n') (line, column) = (line + 1, 1);
        }

        return Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private void ReadLine(int number, string text)
    {
        int control = text.AsSpan().IndexOfAnyInRange('\0', '\u001F') is var at && at >= 0 && text[at] == '\t' ? NextControl(text) : at;
        if (text.Length > MaxLineLength) _problems.Add(new(path, number, MaxLineLength + 1, $"a line has at most {MaxLineLength} characters; put comments on lines of their own"));
        else if (control >= 0) _problems.Add(new(path, number, control + 1, "a control character; write plain text"));
        else ReadWords(new(path, number, text, _problems));
    }

    private static int NextControl(string text) => text.AsSpan().IndexOfAny([.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (char)c)]);

    private void ReadWords(LineWords words)
    {
        if (!words.More) return;
        string kind = words.OneOf(Kinds, "the kind of a line");
        if (Headers.Contains(kind))
        {
            if (!_said.Add(kind)) words.FailBefore($"'{kind}' stands in an earlier line too; write it once");
            ReadHeader(words, kind);
            return;
        }

        switch (kind)
        {
            case "day": Keep(words, _events, EventWords.ReadEvent(words)); break;
            case "notice": Keep(words, _notices, EventWords.ReadNotice(words)); break;
            case "blind": Keep(words, _blind, EventWords.ReadBlind(words)); break;
            case "expect" when ExpectationWords.Read(words) is { } expectation: _expectations.Add(expectation); break;
            default: break;
        }
    }

    private void Keep<T>(LineWords words, ImmutableArray<T>.Builder list, T item)
    {
        if (words.Failed) return;
        string? name = item switch { ScenarioEvent e => e.Part, ScenarioNotice n => "N-" + n.Name, _ => null };
        if (name is not null && !_said.Add("as " + name)) words.FailBefore($"the name '{name}' stands in an earlier line too; give each its own");
        else list.Add(item);
    }

    private void ReadHeader(LineWords words, string kind)
    {
        WorldOptions o = _read.Options;
        switch (kind)
        {
            case "title": ReadTitle(words); return;
            case "registers": ReadRegisters(words); return;
            case "seed": _read = _read with { Seed = (ulong)words.Whole("a seed", 0, int.MaxValue) }; break;
            case "settlements": o = o with { Settlements = words.Whole("a number of settlements", 30, 96) }; break;
            case "chance": o = o with { Intensity = words.Number("a factor on what chance adds", 0, 20) }; break;
            case "fires": o = o with { AgriculturalFiresPerDay = words.Number("a mean number of field fires a day", 0, 500) }; break;
            case "rumours": o = o with { RumoursPerDay = words.Number("a mean number of rumours a day", 0, 20) }; break;
            default: o = o with { AlarmsPerDay = words.Number("a mean number of alarms a day", 0, 50) }; break;
        }

        _read = _read with { Options = o };
        words.End($"{kind} 5");
    }

    private void ReadTitle(LineWords words)
    {
        string title = words.Said["title".Length..].Trim();
        if (title.Length is 0 or > MaxTitleLength || title.Any(c => c is '"' or '\\' || char.IsControl(c))) words.Fail($"a title has 1 to {MaxTitleLength} characters and no quotation marks or backslashes");
        else _read = _read with { Title = title };
    }

    private void ReadRegisters(LineWords words)
    {
        var registers = ImmutableArray.CreateBuilder<string>();
        do registers.Add(words.OneOf(Registers, "a register that is complete"));
        while (words.More);
        _read = _read with { Options = _read.Options with { CompleteRegisters = registers.ToImmutable() } };
    }

    /// <summary>An expectation for a part that nobody plays is a mistake, and not an expectation that never fails.</summary>
    private void CheckNames()
    {
        string[] parts = [.. _events.Select(e => e.Part)];
        foreach (Expectation e in _expectations)
        {
            foreach (string name in Named(e).Where(n => !parts.Contains(n)))
            {
                string nearest = parts.Length > 0 ? $"; did you mean '{EditDistance.Nearest(name, parts)}'?" : "; write a line: day 1  09:24  explosion  at village near  as " + name;
                _problems.Add(new(path, e.Line, 1, $"no event is played as '{name}'{nearest}"));
            }
        }
    }

    private static IEnumerable<string> Named(Expectation e) => e switch
    {
        Expectation.Incidents i => Part(i.Of),
        Expectation.Findings f => Part(f.Of),
        Expectation.Readings r => Part(r.Of),
        Expectation.Corrections c => Part(c.Of),
        Expectation.Alike a => [a.One, a.Other],
        _ => [],
    };

    private static IEnumerable<string> Part(IncidentChoice of) => of.Part is { } part ? [part] : [];
}
