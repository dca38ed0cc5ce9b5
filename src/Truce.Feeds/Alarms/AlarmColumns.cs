using Truce.Feeds.Text;

namespace Truce.Feeds.Alarms;

/// <summary>Where the columns of an alarm file stand; −1 for one that it lacks.</summary>
internal sealed class AlarmColumns
{
    public int Oblast { get; private init; }
    public int Raion { get; private init; }
    public int Hromada { get; private init; }
    public int Level { get; private init; }
    public int Started { get; private init; }
    public int Finished { get; private init; }
    public int Source { get; private init; }
    public int Naive { get; private init; }

    /// <summary>Whether this is the volunteer set: it has a region and says whether the end was assumed.</summary>
    public bool IsVolunteer { get; private init; }

    /// <summary>The columns of a header, or null when it is not one of an alarm file.</summary>
    public static AlarmColumns? TryFind(string[] header)
    {
        int region = ColumnNames.Find(header, "region"), oblast = ColumnNames.Find(header, "oblast");
        int started = ColumnNames.Find(header, "started_at"), finished = ColumnNames.Find(header, "finished_at");
        if ((region < 0 && oblast < 0) || started < 0 || finished < 0) return null;
        return new()
        {
            Oblast = oblast >= 0 ? oblast : region,
            Raion = ColumnNames.Find(header, "raion"),
            Hromada = ColumnNames.Find(header, "hromada"),
            Level = ColumnNames.Find(header, "level"),
            Started = started,
            Finished = finished,
            Source = ColumnNames.Find(header, "source"),
            Naive = ColumnNames.Find(header, "naive"),
            IsVolunteer = oblast < 0,
        };
    }
}
