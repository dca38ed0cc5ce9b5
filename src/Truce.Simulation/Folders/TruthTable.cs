using System.Globalization;
using System.Text;
using Truce.Observations;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Folders;

/// <summary><c>truth.txt</c>: what truly happened, as a table that a mediator can read without a program. The same events as <c>truth.json</c>.</summary>
internal static class TruthTable
{
    private static readonly CompositeFormat Row = CompositeFormat.Parse("{0,-6} {1,-5} {2,-8} {3,-8} {4,-26} {5,5} {6,-7} {7,9} {8,10} {9,-5} {10}");

    /// <summary>The bytes of the file. Times are local, to the second; an instant has one time.</summary>
    public static byte[] Write(ulong seed, Happening happening)
    {
        var text = new StringBuilder();
        void Line(params ReadOnlySpan<object> cells) => text.Append(string.Format(CultureInfo.InvariantCulture, Row, cells).TrimEnd()).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"# SIMULATED truth, seed {seed}; not a feed. Local time of {ExerciseDays.Zone}. \"acted by\" is known here alone.\n");
        Line("id", "day", "from", "to", "what", "count", "weapon", "latitude", "longitude", "acted", "part of the script");
        foreach (TruthEvent e in happening.Events.OrderBy(e => e.When.Start).ThenBy(e => e.Id, StringComparer.Ordinal))
        {
            Line(
                e.Id,
                ExerciseDays.DayOf(e.When.Start).ToString("MM-dd", CultureInfo.InvariantCulture),
                Local(e.When.Start),
                e.When.End == e.When.Start ? "" : Local(e.When.End),
                ObservationJson.Word(e.Class),
                e.Count,
                e.Weapon ?? "-",
                e.Place.LatitudeDeg.ToString("F4", CultureInfo.InvariantCulture),
                e.Place.LongitudeDeg.ToString("F4", CultureInfo.InvariantCulture),
                e.ActedBy ?? "-",
                e.Part);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Local(DateTimeOffset t) => TimeSpan.FromHours(ExerciseDays.HourOf(t)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
