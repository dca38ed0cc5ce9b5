using System.Globalization;

namespace Truce.Feeds.Text;

/// <summary>Reads the options of a feed from the mission's words; collects every mistake with what to write instead.</summary>
public sealed class FeedOptionReader(IReadOnlyDictionary<string, string> given)
{
    private readonly List<string> _known = [];
    private readonly List<string> _problems = [];

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double fallback, double least, double most)
    {
        _known.Add(name);
        if (!given.TryGetValue(name, out string? text)) return fallback;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most) return value;
        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: a number from {least} to {most} expected, got '{text}'"));
        return fallback;
    }

    /// <summary>A word.</summary>
    public string Word(string name, string fallback)
    {
        _known.Add(name);
        return given.TryGetValue(name, out string? text) && text.Length > 0 ? text : fallback;
    }

    /// <summary>Days of a zone.</summary>
    public LocalDays Days(string name, string fallback)
    {
        string zone = Word(name, fallback);
        if (LocalDays.TryOf(zone, out LocalDays days)) return days;
        _problems.Add($"{name}: a tz database name such as Europe/Kyiv expected, got '{zone}'");
        return LocalDays.Of(fallback);
    }

    /// <summary>Every mistake, unknown options included; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        foreach (string name in given.Keys.Order(StringComparer.Ordinal))
        {
            if (!_known.Contains(name)) _problems.Add($"{name}: no such option; there are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }

        return _problems;
    }
}
