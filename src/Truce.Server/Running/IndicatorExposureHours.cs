using System.Collections.Immutable;
using Truce.Coverage;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Server.Running;

/// <summary>Hours of watch by day and sector, from the rows of watch that the daily report counts by.</summary>
internal sealed class IndicatorExposureHours
{
    private readonly Mission _mission;
    private readonly IndicatorPlaces _places;
    private readonly TimeInterval[] _days;
    private readonly Dictionary<string, List<Observation>[]> _rows = [];

    /// <param name="mission">The mission.</param>
    /// <param name="places">Where a row lies.</param>
    /// <param name="days">Periods of the days, in order.</param>
    /// <param name="rows">Rows of watch, restriction and interference.</param>
    public IndicatorExposureHours(Mission mission, IndicatorPlaces places, TimeInterval[] days, IEnumerable<Observation> rows)
    {
        _mission = mission;
        _places = places;
        _days = days;
        foreach (Observation row in rows.Where(o => o.When is not null))
        {
            if (!_rows.TryGetValue(row.Feed, out List<Observation>[]? byDay)) _rows[row.Feed] = byDay = [.. days.Select(_ => new List<Observation>())];
            for (int d = FirstDay(row.When!.Value); d < days.Length && days[d].Start < row.When!.Value.End; d++) byDay[d].Add(row);
        }

        Keeping = [.. mission.Feeds.Where(f => f.AlwaysWatches || Watches(f.Id).Any()).Select(f => f.Id)];
    }

    /// <summary>Feeds whose hours are known: that record a watch, or always look by the mission's word.</summary>
    public ImmutableSortedSet<string> Keeping { get; }

    /// <summary>Hours of watch on each day in a sector, summed over feeds and their posts; 0 where nobody looked.</summary>
    /// <param name="feeds">Feeds that count.</param>
    /// <param name="sector">Which rows of watch lie in the sector.</param>
    /// <param name="blinded">Whether hours in which the post was jammed or refused are taken off: not where those themselves are counted.</param>
    public double[] Hours(IEnumerable<string> feeds, Func<Observation, bool> sector, bool blinded)
    {
        double[] hours = new double[_days.Length];
        foreach (MissionFeed feed in _mission.Feeds.Where(f => Keeping.Contains(f.Id) && feeds.Contains(f.Id)))
        {
            List<Observation>[]? byDay = _rows.GetValueOrDefault(feed.Id);
            for (int d = 0; d < hours.Length; d++)
            {
                IEnumerable<Observation> rows = (byDay?[d] ?? []).Where(o => o.Class == ObservationClass.Watch ? sector(o) : blinded);
                hours[d] += Within(_days[d], feed.AlwaysWatches, rows);
            }
        }

        return hours;
    }

    /// <summary>Whole hours of each day in which a post did not look, summed over the posts of feeds that keep a watch, and the hours of the day times the posts; from a post's first watch on.</summary>
    /// <remarks>By post and not by feed: while others look, the hours of a feed hide the post that is gone. A feed that always looks by the mission's word loses nothing here.</remarks>
    public (int[] Lost, double[] Hours) Lost(IEnumerable<string> feeds)
    {
        (int[] lost, double[] hours) = (new int[_days.Length], new double[_days.Length]);
        foreach (MissionFeed feed in _mission.Feeds.Where(f => !f.AlwaysWatches && Keeping.Contains(f.Id) && feeds.Contains(f.Id)))
        {
            List<Observation>[] byDay = _rows[feed.Id];
            foreach (string post in Watches(feed.Id).Select(o => o.Source).Distinct(StringComparer.Ordinal))
            {
                bool OfPost(Observation o) => o.Source == post;
                for (int d = Array.FindIndex(byDay, r => r.Any(o => OfPost(o) && o.Class == ObservationClass.Watch)); d < _days.Length; d++)
                {
                    double length = _days[d].Length.TotalHours;
                    lost[d] += (int)Math.Round(length - Math.Min(length, WatchKept.Of(_days[d], always: false, byDay[d].Where(OfPost)).HoursLooked ?? 0));
                    hours[d] += length;
                }
            }
        }

        return (lost, hours);
    }

    /// <summary>Hours of the calendar.</summary>
    public double[] Calendar() => [.. _days.Select(d => d.Length.TotalHours)];

    /// <summary>Whether a row of watch lies where a sector is watched from.</summary>
    public Func<Observation, bool> In(IndicatorSector sector) => o => sector.IsWhole || (_places.Of(o) is { } at && sector.IsWatchedFrom(at));

    private static double Within(TimeInterval day, bool always, IEnumerable<Observation> rows) =>
        WatchKept.Of(day, always, rows).WatchHours ?? 0;

    private IEnumerable<Observation> Watches(string feed) => _rows.TryGetValue(feed, out List<Observation>[]? days)
        ? days.SelectMany(d => d).Where(o => o.Class == ObservationClass.Watch) : [];

    private int FirstDay(TimeInterval when)
    {
        int low = 0, high = _days.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_days[middle].End <= when.Start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
