using Truce.Feeds.Text;

namespace Truce.Feeds.Alarms;

/// <summary>What the rows of an alarm file do not say.</summary>
public sealed record AlarmOptions
{
    /// <summary>How long an alarm without an end is taken to last until its end is told. Chosen by us.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Reads the options of a mission; the list of mistakes is empty when all is well.</summary>
    public static AlarmOptions Read(IReadOnlyDictionary<string, string> given, out IReadOnlyList<string> problems)
    {
        var reader = new FeedOptionReader(given);
        var options = new AlarmOptions { OpenFor = TimeSpan.FromHours(reader.Number("openForHours", 12, 0.01, 240)) };
        problems = reader.Problems();
        return options;
    }
}
