using System.Collections.Immutable;
using System.Globalization;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>What the mission's own people, cameras and aircraft report. They hear a direction and a distance band; only aircraft give a position.</summary>
internal sealed class Patrols(ImmutableArray<MonitoringPost> posts, ImmutableArray<TimeInterval> blind, SeededRandom random, PatrolWriter writer)
{
    /// <summary>Writes the reports on the events and the notices received.</summary>
    public void Report(IEnumerable<TruthEvent> events, IEnumerable<Notice> notices)
    {
        foreach (TruthEvent e in events) See(e);
        foreach (Notice n in notices) writer.Notice(n);
        foreach (MonitoringPost post in posts) Keep(post);
        writer.Break();
    }

    /// <summary>Each post keeps watch in shifts: patrols by day with full reach, a camera by night with less. One camera is out for a night.</summary>
    private void Keep(MonitoringPost post)
    {
        (double dayFrom, double dayTo) = MonitoringPosts.DayHours;
        for (int day = 0; day < ExerciseDays.Count; day++)
        {
            Look(post, new(ExerciseDays.At(day, dayFrom), ExerciseDays.At(day, dayTo)), "saw", "full");
            if (day == MonitoringPosts.CameraOut.Day && post.ChainageKm is var km && km >= MonitoringPosts.CameraOut.FromKm && km <= MonitoringPosts.CameraOut.ToKm) continue;
            Look(post, new(ExerciseDays.At(day, 0), ExerciseDays.At(day, dayFrom)), "camera", "reduced");
            Look(post, new(ExerciseDays.At(day, dayTo), ExerciseDays.At(day, 24)), "camera", "reduced");
        }
    }

    /// <summary>A shift, less the times in which no post keeps watch.</summary>
    private void Look(MonitoringPost post, TimeInterval shift, string means, string reach)
    {
        DateTimeOffset from = shift.Start;
        foreach (TimeInterval gap in blind.Where(b => b.Start < shift.End && b.End > shift.Start).OrderBy(b => b.Start))
        {
            if (gap.Start > from) writer.Watch(post, new(from, gap.Start), means, reach);
            if (gap.End > from) from = gap.End;
        }

        if (from < shift.End) writer.Watch(post, new(from, shift.End), means, reach);
    }

    private bool Unwatched(TruthEvent e) => blind.Any(b => b.Start <= e.When.Start && e.When.Start < b.End);

    private void See(TruthEvent e)
    {
        if (Unwatched(e)) return;
        switch (e.Class)
        {
            case IncidentClass.Explosion: Hear(e, MonitoringPosts.HeardExplosionM, "explosion"); Fly(e); break;
            case IncidentClass.SmallArmsFire: Hear(e, MonitoringPosts.HeardShotsM, "burstOrShot"); break;
            case IncidentClass.IlluminationFlare: Watch(e, "illuminationFlare"); break;
            case IncidentClass.WeaponPresence: Weapon(e); break;
            case IncidentClass.Flight: At(e, "flight", "camera", posts.MinBy(p => p.Position.DistanceM(e.Place))!.Id, 250); break;
            case IncidentClass.AdvanceOfPositions: At(e, "advanceOfPositions", "uav", Aircraft(e), 60); break;
            case IncidentClass.InterferenceWithMonitoring: Jam(e); break;
            case IncidentClass.RestrictionOfMovement: Stop(e); break;
            default: break;
        }
    }

    private void Hear(TruthEvent e, double reachM, string kind)
    {
        foreach (MonitoringPost post in posts.Where(p => p.Position.DistanceM(e.Place) < reachM))
        {
            if (random.NextUnit() > (e.Part.Length > 0 ? 0.95 : 0.72)) continue;
            (double bearing, double distance) = Scatter.From(post.Position, e.Place);
            bool camera = !IsDay(e) && distance < MonitoringPosts.SeenM;
            double half = camera ? 4 : 12, lean = half * 0.4 * random.NextNormal();
            (double near, double far) = Band(distance * (1 + (0.06 * random.NextNormal())));
            int counted = Math.Max(1, e.Count - random.NextBelow((e.Count / 5) + 1));
            writer.Sector(e, kind, camera ? "camera" : "heard", post, Turn(bearing + lean - half), Turn(bearing + lean + half), near, far, counted,
                e.Count <= 4 ? "exact" : camera ? "atLeast" : "about");
        }
    }

    private void Watch(TruthEvent e, string kind)
    {
        foreach (MonitoringPost post in posts.Where(p => p.Position.DistanceM(e.Place) < 2 * MonitoringPosts.SeenM))
        {
            (double bearing, double distance) = Scatter.From(post.Position, e.Place);
            (double near, double far) = Band(distance);
            writer.Sector(e, kind, "camera", post, Turn(bearing - 4), Turn(bearing + 4), near, far, e.Count, "exact");
        }
    }

    /// <summary>An aircraft of the mission goes to look by day; it sees smoke and craters.</summary>
    private void Fly(TruthEvent e)
    {
        bool covered = posts.Any(p => p.Position.DistanceM(e.Place) < 25_000) || e.Telling.Overflown;
        double chance = e.Part.Length > 0 ? 0.9 : 0.25;
        double km = ContactLine.ChainageKm(e.Place);
        covered &= km < ContactLine.BlindSector.FromKm || km > ContactLine.BlindSector.ToKm;
        if (!IsDay(e) || !covered || random.NextUnit() > chance) return;
        writer.Point(e, "explosion", "uav", Aircraft(e), Scatter.About(random, e.Place, 90), 90, e.When, e.Count, "atLeast");
    }

    private void Weapon(TruthEvent e)
    {
        double sigmaM = e.Telling.StatedErrorM ?? 60;
        // A report whose error the scenario states says exactly where the weapon stood, so that its reading against a limit can be checked by hand.
        for (int i = 0; i < e.Telling.Aircraft; i++)
        {
            GeoPoint p = e.Telling.StatedErrorM is null ? Scatter.About(random, e.Place, sigmaM / 3) : e.Place;
            writer.Point(e, "weaponPresence", "uav", Aircraft(e, i), p, sigmaM, e.When, e.Count, "exact");
        }
    }

    private void At(TruthEvent e, string kind, string means, string source, double sigmaM) =>
        writer.Point(e, kind, means, source, Scatter.About(random, e.Place, sigmaM / 2), sigmaM, e.When, e.Count, "exact");

    private void Jam(TruthEvent e) =>
        writer.Point(e, "interferenceWithMonitoring", "uav", Aircraft(e), Scatter.About(random, e.Place, 150), 300, e.When, 1, "exact");

    private void Stop(TruthEvent e) =>
        writer.Point(e, "restrictionOfMovement", "saw", Patrol(e), e.Place, 30, e.When, 1, "exact");

    private static bool IsDay(TruthEvent e) =>
        ExerciseDays.HourOf(e.When.Start) is double h && h >= MonitoringPosts.DayHours.From && h < MonitoringPosts.DayHours.To;

    private static string Aircraft(TruthEvent e, int next = 0) => string.Create(CultureInfo.InvariantCulture, $"SIMULATED Aircraft {1 + (((e.When.Start.Hour % 3) + next) % 6)}");

    private static string Patrol(TruthEvent e) => string.Create(CultureInfo.InvariantCulture, $"SIMULATED Patrol {1 + (e.When.Start.Hour % 5)}");

    private static double Turn(double degrees) => Math.Round((degrees + 360) % 360);

    /// <summary>The distance bands of patrols' tables, metres.</summary>
    private static (double NearM, double FarM) Band(double distanceM) => distanceM switch
    {
        < 1_000 => (0, 1_000),
        < 3_000 => (1_000, 3_000),
        < 5_000 => (2_500, 5_000),
        < 8_000 => (4_500, 8_000),
        _ => (7_000, 12_000),
    };
}
