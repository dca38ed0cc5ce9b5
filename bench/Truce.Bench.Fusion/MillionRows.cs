using System.Buffers.Binary;
using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Bench.Fusion;

/// <summary>The point set of the field notes (fusion and coverage, section 8): 1,200 × 40 km, 24 h, 1 + Poisson(4) detections an incident, 25 % clutter.</summary>
/// <remarks>
/// Sigma of place 100, 300 or 600 m with equal chances (normal), of time 8 s (normal). 60 % of incidents in 40 hot spots of 1 σ = 4 km round centres that are
/// uniform in the strip; the rest and the clutter uniform in the strip; times uniform in the day. The notes leave the size of a hot spot and the spread of clutter
/// open: the size is such that DBSCAN (1.5 km, 30 s) scores what the notes measured for it. Each detection comes from one of 40 sensors of its 10 km square.
/// </remarks>
internal sealed class MillionRows
{
    public const double DepthKm = 40, Hours = 24;
    private const int PerKm = 125, KmPerHotSpot = 30;
    public const int SensorsNear = 40;
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IncidentRates Rates = RatesOf(1);
    private readonly LocalPlane _plane = new(new(48, 32));
    private readonly SeededRandom _random;
    private readonly Dictionary<int, OriginGroup> _sensors = [];

    /// <summary>A world; <paramref name="echoes"/>: mean number of copies of a row by the same origin; <paramref name="stated"/>: P(report | event) that the rows claim, over the true one.</summary>
    public MillionRows(ulong seed, double lengthKm, double hotSpotSigmaKm, double echoes = 0, double stated = 1)
    {
        LengthKm = lengthKm;
        int incidents = (int)(PerKm * lengthKm);
        _random = new(seed);
        Incidents = new (double X, double Y, double T)[incidents];
        var hot = new (double X, double Y)[(int)Math.Ceiling(lengthKm / KmPerHotSpot)];
        for (int i = 0; i < hot.Length; i++) hot[i] = (_random.NextUnit() * LengthKm, _random.NextUnit() * DepthKm);
        var rows = new List<(Detection Detection, int Truth)>();
        for (int i = 0; i < incidents; i++) Incident(i, hot, hotSpotSigmaKm, rows);
        int clutter = rows.Count / 3;
        for (int i = 0; i < clutter; i++)
        {
            int sensor = Sensor(_random.NextUnit() * LengthKm, _random.NextUnit() * DepthKm, out double x, out double y);
            rows.Add((Row(x, y, _random.NextUnit() * Hours * 3600, sensor, _random.NextBelow(3), rows.Count), -1));
        }

        for (int i = 0, n = echoes > 0 ? rows.Count : 0; i < n; i++)
        {
            for (int copy = _random.NextPoisson(echoes); copy > 0; copy--) rows.Add((rows[i].Detection with { Id = IdOf(rows.Count) }, rows[i].Truth));
        }

        for (int i = rows.Count - 1; i > 0; i--)
        {
            int j = _random.NextBelow(i + 1);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }

        Detections = [.. rows.Select(r => r.Detection)];
        Truth = [.. rows.Select(r => r.Truth)];
        ClutterPerKm2Hour = clutter / (LengthKm * DepthKm * Hours);
        RatePerKm2Hour = incidents / (LengthKm * DepthKm * Hours);
        foreach (int i in Enumerable.Range(0, Detections.Length))
        {
            Detections[i] = Detections[i] with { LogClutterPerKm2Hour = Math.Log(ClutterPerKm2Hour / SensorsNear / 3), ReportGivenEvent = stated * Detections[i].ReportGivenEvent };
        }
    }

    /// <summary>Length of the strip, km; 1,200 is the set of the notes, a shorter one has the same density.</summary>
    public double LengthKm { get; }

    public Detection[] Detections { get; }

    /// <summary>Incident of each row; −1 for clutter.</summary>
    public int[] Truth { get; }

    /// <summary>Where (km east and north in the strip) and when (s) each incident was.</summary>
    public (double X, double Y, double T)[] Incidents { get; }

    /// <summary>The rates of this world at a total rate.</summary>
    public static IncidentRates RatesOf(double total)
    {
        double[] shares = new double[IncidentClasses.Count];
        Array.Fill(shares, 0.001 * total);
        shares[(int)IncidentClass.Explosion] = 0.79 * total;
        shares[(int)IncidentClass.SmallArmsFire] = 0.199 * total;
        return new([.. shares]);
    }

    public double RatePerKm2Hour { get; }

    public double ClutterPerKm2Hour { get; }

    public GeoPoint Geo(double x, double y) => _plane.ToGeo((x - (LengthKm / 2)) * 1000, (y - (DepthKm / 2)) * 1000);

    public (double X, double Y) Strip(GeoPoint p)
    {
        (double e, double n) = _plane.ToPlane(p);
        return ((e / 1000) + (LengthKm / 2), (n / 1000) + (DepthKm / 2));
    }

    public static double Seconds(DateTimeOffset t) => (t - Start).TotalSeconds;

    private void Incident(int number, (double X, double Y)[] hot, double hotSigmaKm, List<(Detection Detection, int Truth)> rows)
    {
        double x, y;
        if (_random.NextUnit() < 0.6)
        {
            (double cx, double cy) = hot[_random.NextBelow(hot.Length)];
            (x, y) = (cx + (hotSigmaKm * _random.NextNormal()), cy + (hotSigmaKm * _random.NextNormal()));
        }
        else
        {
            (x, y) = (_random.NextUnit() * LengthKm, _random.NextUnit() * DepthKm);
        }

        double t = _random.NextUnit() * Hours * 3600;
        Incidents[number] = (x, y, t);
        bool burst = _random.NextUnit() < 0.2;
        int n = 1 + _random.NextPoisson(4);
        var sensors = new HashSet<int>();
        for (int k = 0; k < n; k++)
        {
            int sensor = ((int)(x / 10) * 1000) + ((int)(y / 10) * SensorsNear) + 1_000_000;
            int number40 = _random.NextBelow(SensorsNear);
            while (!sensors.Add(number40)) number40 = _random.NextBelow(SensorsNear);
            double sigma = _random.NextBelow(3) switch { 0 => 0.1, 1 => 0.3, _ => 0.6 };
            int said = _random.NextUnit() < 0.85 ? (burst ? 1 : 0) : 2;
            Detection d = Row(x + (sigma * _random.NextNormal()), y + (sigma * _random.NextNormal()), t + (8 * _random.NextNormal()), sensor + number40, said, rows.Count);
            rows.Add((d with { Where = ((PlaceEvidence.Point)d.Where) with { Error = Covariance2.Circular(sigma * 1000) } }, number));
        }
    }

    private Hash256 IdOf(int number)
    {
        Span<byte> name = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(name, _random.NextBits());
        BinaryPrimitives.WriteInt32LittleEndian(name[8..], number);
        return Hash256.Of(name);
    }

    private int Sensor(double x, double y, out double px, out double py)
    {
        (px, py) = (x, y);
        return ((int)(x / 10) * 1000) + ((int)(y / 10) * SensorsNear) + 1_000_000 + _random.NextBelow(SensorsNear);
    }

    private static readonly ImmutableArray<double>[] Rows =
    [
        Rates.Relative(ClassLikelihoods.Of(ObservationClass.Explosion, ObservationMeans.Acoustic)),
        Rates.Relative(ClassLikelihoods.Of(ObservationClass.BurstOrShot, ObservationMeans.Acoustic)),
        Rates.Relative(ClassLikelihoods.Of(ObservationClass.Unknown, ObservationMeans.Acoustic)),
    ];

    /// <summary>What the sources would have learned here: four explosions to one burst, 85 % of them named.</summary>
    private static readonly double[] SaidGivenEvent = [0.68, 0.17, 0.15];

    private Detection Row(double x, double y, double t, int sensor, int said, int number)
    {
        if (!_sensors.TryGetValue(sensor, out OriginGroup origin)) _sensors.Add(sensor, origin = OriginGroup.Of(OriginBasis.Sensor, $"sensor {sensor}"));
        Hash256 id = IdOf(number);
        double sigma = _random.NextBelow(3) switch { 0 => 100, 1 => 300, _ => 600 };
        return new Detection
        {
            Id = id,
            Observation = id,
            Feed = "bench",
            Origin = origin,
            When = TimeInterval.At(Start.AddSeconds(t)),
            ClockSigmaS = 8,
            Where = new PlaceEvidence.Point(Geo(x, y), Covariance2.Circular(sigma)),
            ClassLogLikelihood = Rows[said],
            ReportGivenEvent = 6.0 / SensorsNear * SaidGivenEvent[said],
            Simulated = true,
        };
    }
}
