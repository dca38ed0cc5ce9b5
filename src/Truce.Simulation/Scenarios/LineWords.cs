using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;

namespace Truce.Simulation.Scenarios;

/// <summary>The words of one line, taken from left to right. The first mistake ends the reading of its line: what is taken after it is a default that nobody uses.</summary>
/// <remarks>Words are parted by blanks; a comma at the end of a word is a pause and no more. A word that begins with <c>#</c> begins a comment.</remarks>
internal sealed class LineWords
{
    private readonly string _file;
    private readonly int _line;
    private readonly List<ScenarioProblem> _problems;
    private readonly ImmutableArray<(string Text, int Column)> _words;
    private readonly int _end;
    private int _at;

    public LineWords(string file, int line, string text, List<ScenarioProblem> problems)
    {
        _file = file;
        _line = line;
        _problems = problems;
        var words = ImmutableArray.CreateBuilder<(string, int)>();
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] is ' ' or '\t')
            {
                i++;
                continue;
            }

            if (text[i] == '#') break;
            int from = i;
            while (i < text.Length && text[i] is not (' ' or '\t')) i++;
            string word = text[from..i].TrimEnd(',');
            if (word.Length > 0) words.Add((word, from + 1));
        }

        _words = words.ToImmutable();
        Said = text[..i].Trim();
        _end = text[..i].TrimEnd().Length + 1;
    }

    /// <summary>The line without its comment and without blanks around it.</summary>
    public string Said { get; }

    /// <summary>Line, from 1.</summary>
    public int Line => _line;

    /// <summary>Whether a mistake was found.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether a word is left and no mistake was found.</summary>
    public bool More => !Failed && _at < _words.Length;

    /// <summary>A word ahead; empty beyond the end.</summary>
    public string Peek(int ahead = 0) => _at + ahead < _words.Length ? _words[_at + ahead].Text : "";

    /// <summary>Takes a word if it is the next one.</summary>
    public bool Take(string word)
    {
        if (Failed || Peek() != word) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a word that must come next.</summary>
    public void Must(string word, string example)
    {
        if (!Take(word)) Fail($"{Found()}; write {example}");
    }

    /// <summary>Takes the next word, whatever it is.</summary>
    public string Any(string what)
    {
        if (More) return _words[_at++].Text;
        Fail($"{what} is missing at the end of the line");
        return "";
    }

    /// <summary>One of the words given; a word that is not among them is a mistake that names the nearest.</summary>
    public string OneOf(IReadOnlyCollection<string> words, string what)
    {
        if (More && words.Contains(Peek())) return _words[_at++].Text;
        string nearest = More ? $"; did you mean '{EditDistance.Nearest(Peek(), words)}'?" : ".";
        Fail($"{Found()} where {what} belongs{nearest} There are {string.Join(", ", words)}");
        return "";
    }

    /// <summary>A name of small letters, digits, points and hyphens, at most 40.</summary>
    public string Name(string example)
    {
        if (More && Peek() is { Length: <= 40 } name && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
        {
            _at++;
            return name;
        }

        Fail($"{Found()} where a name belongs; write 1 to 40 small letters, digits, points and hyphens, such as {example}");
        return "";
    }

    /// <summary>A number in bounds.</summary>
    public double Number(string what, double least, double most)
    {
        if (More && IsNumber(Peek(), out double n) && n >= least && n <= most)
        {
            _at++;
            return n;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"{Found()} where {what} belongs; write a number from {least} to {most}"));
        return least;
    }

    /// <summary>A whole number in bounds.</summary>
    public int Whole(string what, int least, int most)
    {
        if (More && int.TryParse(Peek(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= least && n <= most)
        {
            _at++;
            return n;
        }

        Fail(string.Create(CultureInfo.InvariantCulture, $"{Found()} where {what} belongs; write a whole number from {least} to {most}"));
        return least;
    }

    /// <summary>A time of day, <c>09:24</c> or <c>09:24:30</c>; <c>24:00</c> where the end of a day may stand.</summary>
    public TimeSpan Clock(bool endOfDay = false)
    {
        if (endOfDay && Take("24:00")) return TimeSpan.FromHours(24);
        if (More && TimeSpan.TryParseExact(Peek(), [@"hh\:mm", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out TimeSpan time))
        {
            _at++;
            return time;
        }

        Fail($"{Found()} where a time of day belongs; write it with two digits each, such as 09:24 or 09:24:30");
        return default;
    }

    /// <summary>A length of time: numbers with their units, <c>1 h 20 min</c>.</summary>
    public TimeSpan Duration(string what, TimeSpan most)
    {
        TimeSpan sum = default;
        int from = _at;
        do
        {
            double n = Number(what, 0, 100_000);
            sum += OneOf(Units, $"a unit of {what}") switch { "d" => TimeSpan.FromDays(n), "h" => TimeSpan.FromHours(n), "min" => TimeSpan.FromMinutes(n), _ => TimeSpan.FromSeconds(n) };
        }
        while (More && sum <= most && StartsDuration());
        if (!Failed && sum > most)
        {
            _at = from;
            Fail(string.Create(CultureInfo.InvariantCulture, $"{what} is too long; write at most {most.TotalHours} h"));
        }

        return TimeSpan.FromSeconds(Math.Round(sum.TotalSeconds));
    }

    /// <summary>A distance with its unit, in metres.</summary>
    public double DistanceM(string what, double mostM)
    {
        int from = _at;
        double n = Number(what, 0, mostM);
        double metres = OneOf(["m", "km"], $"a unit of {what}") == "km" ? n * 1000 : n;
        if (Failed || metres <= mostM) return metres;
        _at = from;
        Fail(string.Create(CultureInfo.InvariantCulture, $"{what} is too large; write at most {mostM} m"));
        return 0;
    }

    /// <summary>Whether a number with a unit of time comes next.</summary>
    public bool StartsDuration() => IsNumber(Peek(), out _) && Units.Contains(Peek(1));

    /// <summary>Notes a mistake at the next word, or at the end of the line.</summary>
    public void Fail(string message) => FailAt(_at, message);

    /// <summary>Notes a mistake at the word before the next one.</summary>
    public void FailBefore(string message) => FailAt(_at - 1, message);

    /// <summary>Notes what is left over.</summary>
    public void End(string example)
    {
        if (More) Fail($"{Found()} is left over; a line of this kind reads: {example}");
    }

    private static readonly ImmutableArray<string> Units = ["d", "h", "min", "s"];

    private static bool IsNumber(string word, out double n) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out n) && double.IsFinite(n);

    private string Found() => _at < _words.Length ? $"'{Cut(_words[_at].Text)}'" : "the end of the line";

    private static string Cut(string word) => word.Length <= 40 ? word : word[..40] + "…";

    private void FailAt(int word, string message)
    {
        if (Failed) return;
        Failed = true;
        _problems.Add(new(_file, _line, word >= 0 && word < _words.Length ? _words[word].Column : _end, message));
    }
}
