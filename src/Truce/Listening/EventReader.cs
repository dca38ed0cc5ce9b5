using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Character;
using Truce.Measures;

namespace Truce.Listening;

/// <summary>Reads what an event is like and how big it may have been from the amplitudes and the silence of the network.</summary>
internal sealed class EventReader(NetworkOptions options, NetworkLayout layout, TravelTimes times)
{
    private const double LeastSMinusPS = 3; // below, seconds of P and of S run into one another
    private const double PeakS = 10;
    private const double OpensHour = 7, ClosesHour = 19;
    private const int ShortPeriodHz = 5; // about the middle of what local events shake at

    public HeardEvent Read(
        Hash256 id, int version, LocatedEvent located, double scoreNats, ImmutableArray<Arrival> members, ChannelPost[] posts, IReadOnlyDictionary<string, (double SwingDeg, Instant At)> swing)
    {
        double[] ratios = [.. PAndS(located, members, posts)];
        var features = new EventFeatures
        {
            Ground = Heard(located, members, posts, ArrivalPhases.Ground, pressure: false, options.SilentGroundKm),
            Air = Heard(located, members, posts, ArrivalPhases.Air, pressure: true, options.SilentAirKm),
            LogPOverS = ratios.Length == 0 ? null : ratios[ratios.Length / 2],
            POverSStations = ratios.Length,
            DepthKm = located.Depth.Assumed ? null : (located.Depth.LowKm, located.Depth.HighKm),
            BearingSwingDeg = members.Where(m => swing.ContainsKey(m.Id)).Select(m => (double?)swing[m.Id].SwingDeg).Max(),
            InQuarry = options.Quarries is { } quarries ? quarries.Select(q => Inside(located, q)).Append(0).Max() : null,
            WorkingHours = options.Zone is { } zone ? Working(located.Origin.InZone(zone)) : null,
        };
        return new()
        {
            Id = id,
            Version = version,
            Located = located,
            ScoreNats = scoreNats,
            Character = CharacterReader.Read(features),
            Size = Size(located, members, posts),
            Arrivals = members,
        };
    }

    // Silence speaks only where a sensor within reach recorded the time at which the wave would have come.
    private static Hearing Heard(LocatedEvent e, ImmutableArray<Arrival> members, ChannelPost[] posts, ArrivalPhases phases, bool pressure, double reachKm)
    {
        if (members.Any(m => (m.Phases & phases) != 0)) return Hearing.Heard;
        bool listened = posts.Any(p => p.Sensor.Channel.IsPressure == pressure && Geodesic.Inverse(e.Mean, p.Site.Position).DistanceM <= reachKm * 1000
            && p.Peaks.Greatest(e.Origin, e.Origin + Duration.FromSeconds(pressure ? reachKm / 0.3 : reachKm / 3)) is not null);
        return listened ? Hearing.NotHeard : Hearing.NotListened;
    }

    // From P to just before S, and as long from S on; the vertical sensor of each station whose P was taken.
    private IEnumerable<double> PAndS(LocatedEvent e, ImmutableArray<Arrival> members, ChannelPost[] posts)
    {
        return members.Where(m => m.Phases == ArrivalPhases.P).Select(m => Ratio(e, m, posts)).OfType<double>().Order();
    }

    private double? Ratio(LocatedEvent e, Arrival p, ChannelPost[] posts)
    {
        if (posts.FirstOrDefault(c => c.Site.Id == p.Site && c.Sensor.Channel.Subsource == "Z") is not { } post) return null;
        double km = Geodesic.Inverse(e.Mean, post.Site.Position).DistanceM / 1000, depth = e.Depth.Assumed ? 0 : e.Depth.MeanKm;
        double gapS = times.TimeS(ArrivalPhases.S, km, depth) - times.TimeS(ArrivalPhases.P, km, depth);
        if (!(gapS >= LeastSMinusPS)) return null;
        double? inP = post.Peaks.Greatest(p.At, p.At + Duration.FromSeconds((0.8 * gapS) - 1)), inS = post.Peaks.Greatest(p.At + Duration.FromSeconds(gapS), p.At + Duration.FromSeconds(1.8 * gapS));
        return inP > 0 && inS > 0 ? Math.Log10(inP.Value / inS.Value) : null;
    }

    // The middle of what calibrated sensors say; ranges of the air before those of the ground, since a blast on the ground is heard rather than felt.
    private SizeProxy? Size(LocatedEvent e, ImmutableArray<Arrival> members, ChannelPost[] posts)
    {
        var air = new List<SizeProxy>();
        var magnitudes = new List<double>();
        foreach (ChannelPost post in posts)
        {
            if (post.Sensor.Sensitivity is not > 0 || members.FirstOrDefault(m => m.Site == layout.Sites[post.Sensor.Channel].Id) is not { } heard) continue;
            if (post.Peaks.Greatest(heard.At, heard.At + Duration.FromSeconds(PeakS)) is not (> 0 and var peak)) continue;
            double metres = Geodesic.Inverse(e.Mean, post.Site.Position).DistanceM, value = peak / post.Sensor.Sensitivity.Value;
            if (post.Sensor.Channel.IsPressure && (heard.Phases & ArrivalPhases.Air) != 0 && SizeProxy.FromAir(value, Math.Max(1, metres)) is { } size) air.Add(size);
            if (post.Sensor.Unit.Equals("M/S", StringComparison.OrdinalIgnoreCase) && (heard.Phases & ArrivalPhases.Ground) != 0 && metres > 10_000)
            {
                magnitudes.Add(SizeProxy.LocalMagnitude(value / (2 * Math.PI * ShortPeriodHz) * 1e9, metres / 1000));
            }
        }

        if (air.Count > 0) return air.OrderBy(s => s.LowKg).ElementAt(air.Count / 2);
        return magnitudes.Count > 0 ? SizeProxy.FromGround(magnitudes.Order().ElementAt(magnitudes.Count / 2)) : null;
    }

    private static bool Working(ZonedDateTime local) =>
        local.DayOfWeek is not IsoDayOfWeek.Sunday && local.TimeOfDay.TickOfDay / (double)NodaConstants.TicksPerHour is >= OpensHour and < ClosesHour;

    // The share of a Gaussian about the mean that lies in the circle, by rings and spokes.
    private static double Inside(LocatedEvent e, KnownQuarry q)
    {
        const int Rings = 12, Spokes = 24;
        if (!e.Covariance.IsUsable) return 0;
        (double east, double north) = new LocalPlane(e.Mean).ToPlane(q.Position);
        double det = e.Covariance.DeterminantM4, sum = 0;
        for (int r = 0; r < Rings; r++)
        {
            double radius = (r + 0.5) / Rings * q.RadiusM, area = Math.PI * q.RadiusM * q.RadiusM * ((2 * r) + 1) / (Rings * Rings * Spokes);
            for (int s = 0; s < Spokes; s++)
            {
                double a = 2 * Math.PI * s / Spokes, x = east + (radius * Math.Cos(a)), y = north + (radius * Math.Sin(a));
                double square = ((e.Covariance.NorthNorthM2 * x * x) - (2 * e.Covariance.EastNorthM2 * x * y) + (e.Covariance.EastEastM2 * y * y)) / det;
                sum += area * Math.Exp(-square / 2) / (2 * Math.PI * Math.Sqrt(det));
            }
        }

        return Math.Min(1, sum);
    }
}
