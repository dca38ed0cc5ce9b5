using System.Collections.Immutable;
using System.Text;
using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Fusion;

/// <summary>Small worlds for fusion tests; every one says its seed.</summary>
internal static class World
{
    public static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly GeoPoint Middle = new(10, 20);
    public static readonly ImmutableArray<double> Flat = [.. Enumerable.Repeat(0.0, IncidentClasses.Count)];

    public static Hash256 IdOf(string name) => Hash256.Of(Encoding.UTF8.GetBytes(name));

    public static GeoPoint Place(double eastM, double northM) => new LocalPlane(Middle).ToGeo(eastM, northM);

    public static Detection Report(
        string name, double eastM, double northM, double minutes, string? origin = null, double sigmaM = 300, double sigmaS = 60, double logClutter = -11.7)
    {
        return new Detection
        {
            Id = IdOf(name),
            Observation = IdOf(name + "/observation"),
            Feed = "test",
            Origin = OriginGroup.Of(OriginBasis.Sensor, origin ?? name),
            When = TimeInterval.At(Noon.AddMinutes(minutes)),
            ClockSigmaS = sigmaS,
            Where = new PlaceEvidence.Point(Place(eastM, northM), Covariance2.Circular(sigmaM)),
            ClassLogLikelihood = Flat,
            ReportGivenEvent = 0.5,
            LogClutterPerKm2Hour = logClutter,
            Simulated = true,
        };
    }

    /// <summary>Reports of all shapes, many of them close together: day-long pixels, mixtures, sectors, echoes, unknown origins.</summary>
    public static List<Detection> Mixed(ulong seed, int count)
    {
        var random = new SeededRandom(seed);
        var list = new List<Detection>();
        for (int i = 0; i < count; i++)
        {
            Detection d = Report($"{seed}/{i}", (random.NextUnit() * 50_000) - 25_000, (random.NextUnit() * 50_000) - 25_000, random.NextUnit() * 600, $"o{random.NextBelow(12)}");
            GeoPoint at = ((PlaceEvidence.Point)d.Where).Position;
            int shape = random.NextBelow(6);
            if (shape == 1) d = d with { Where = new PlaceEvidence.Pixel(at, 400, 400, 150), When = new(Noon.AddHours(-12), Noon.AddHours(12)) };
            if (shape == 2)
            {
                GeoPoint other = Place((random.NextUnit() * 50_000) - 25_000, 0);
                d = d with { Where = new PlaceEvidence.Mixture([new("a", "a", at, 2000, 0.6), new("b", "b", other, 1500, 0.3)]), When = new(Noon, Noon.AddHours(10)) };
            }

            if (shape == 3) d = d with { Where = new PlaceEvidence.Sector(at, 30, 20, 80, 1000, 4000), ClockSigmaS = 120 };
            if (shape == 4) d = d with { Origin = new(IdOf($"{i}"), OriginBasis.Unknown) };
            list.Add(d);
        }

        return list;
    }

    public static ContextFactor Alarm(string name, GeoPoint centre, double radiusM, double startMinutes, double minutes, double nats)
    {
        double[] ratio = new double[IncidentClasses.Count];
        ratio[(int)IncidentClass.Explosion] = nats;
        ratio[(int)IncidentClass.Flight] = nats;
        return new ContextFactor
        {
            Id = IdOf(name),
            Origin = OriginGroup.Of(OriginBasis.Sensor, name),
            When = new(Noon.AddMinutes(startMinutes), Noon.AddMinutes(startMinutes + minutes)),
            Centre = centre,
            RadiusM = radiusM,
            LogRatio = [.. ratio],
            Kind = "alarm",
        };
    }

    public static FusionState Solved(IEnumerable<Detection> detections, FusionOptions? options = null, IEnumerable<ContextFactor>? contexts = null)
    {
        var state = new FusionState(options ?? new());
        foreach (Detection d in detections) state.Add(d);
        foreach (ContextFactor f in contexts ?? []) state.AddContext(f);
        state.Resolve();
        return state;
    }

    public static void Shuffle<T>(IList<T> list, SeededRandom random)
    {
        for (int i = list.Count - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    public static void AssertSame(ImmutableArray<Hypothesis> expected, ImmutableArray<Hypothesis> actual, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {expected.Length} hypotheses expected, {actual.Length} found");
        for (int i = 0; i < expected.Length; i++) Assert.True(expected[i].SameAs(actual[i]), $"{what}: hypothesis {expected[i].Id.Short} differs");
    }
}
