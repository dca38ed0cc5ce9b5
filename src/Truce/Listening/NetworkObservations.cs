using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Detections.Health;
using Truce.Fusion.Character;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>Puts what a network heard, and when it listened, into the words of observations.</summary>
/// <param name="Feed">Id of the feed.</param>
/// <param name="Source">Name of the network.</param>
/// <param name="Label">Who may see it.</param>
/// <param name="Simulated">Whether the sensors are simulated.</param>
public sealed record NetworkObservations(string Feed, string Source, Label Label, bool Simulated)
{
    /// <summary>Fact that says how far a watch reached: <c>full</c> when absent, <c>reduced</c>, <c>none</c>.</summary>
    public const string Reach = "reach";

    private const double OriginSigmas = 2;
    private static readonly ImmutableArray<HealthKind> Deaf = [HealthKind.Dead, HealthKind.ClockImplausible, HealthKind.NotNumbers, HealthKind.WrongRate];

    /// <summary>An event. Its class is an explosion only where the signals are like one with <see cref="CharacterReader.NamedFrom"/>, a quarry's included; else not known.</summary>
    /// <param name="e">The event.</param>
    /// <param name="telling">Which telling of it this is, from 1: each takes the one before back. A key of its own for each, since what takes a key back takes back whatever bears it, later tellings too.</param>
    /// <param name="raw">Where the bytes of its first arrival lie.</param>
    /// <param name="references">Where those of all of them lie.</param>
    public Observation Of(HeardEvent e, int telling, RawReference raw, IEnumerable<string> references)
    {
        double blast = e.Character.Probability[(int)Likeness.Explosion] + e.Character.Probability[(int)Likeness.Quarry];
        Duration about = Duration.FromSeconds(Math.Min(3600, OriginSigmas * e.Located.OriginSigmaS));
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (telling > 1) facts["withdraws"] = KeyOf(e.Id, telling - 1);
        facts["version"] = e.Version.ToString(CultureInfo.InvariantCulture);
        facts["likeness"] = CharacterReading.Word(e.Character.Named);
        facts["likenessProbability"] = string.Join(' ', Likenesses.All.Select(l => $"{CharacterReading.Word(l)}={Number(e.Character.Probability[(int)l], 3)}"));
        facts["reasons"] = string.Join("; ", e.Character.Reasons.Select(r => r.Reason.English));
        facts["originTime"] = InstantPattern.ExtendedIso.Format(Milli(e.Located.Origin));
        facts["originSigmaS"] = Number(e.Located.OriginSigmaS, 2);
        facts["region90Km2"] = Number(e.Located.Region(0.9).AreaKm2, 3);
        facts["depthKm"] = e.Located.Depth.Assumed ? "surface assumed" : $"{Number(e.Located.Depth.LowKm, 1)} to {Number(e.Located.Depth.HighKm, 1)} (90 %)";
        facts["scoreNats"] = Number(e.ScoreNats, 2);
        facts["arrivals"] = string.Join("; ", e.Arrivals.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal).Select(a => $"{a.Site} {Phase(a.Phases)} {InstantPattern.ExtendedIso.Format(Milli(a.At))} ±{Number(a.SigmaS, 3)} s"));
        if (e.Size is { } size) facts["sizeProxyKgTnt"] = $"{OneDigit(size.LowKg)} to {OneDigit(size.HighKg)} (proxy)";
        return new()
        {
            Feed = Feed,
            SourceKey = KeyOf(e.Id, telling),
            Source = Source,
            Means = e.Arrivals.Any(a => (a.Phases & ArrivalPhases.Ground) != 0) ? ObservationMeans.Seismic : ObservationMeans.Acoustic,
            Class = blast >= CharacterReader.NamedFrom ? ObservationClass.Explosion : ObservationClass.Unknown,
            When = new(Utc(e.Located.Origin - about), Utc(e.Located.Origin + about)),
            Clock = ClockTrust.Gnss,
            Where = new ObservedPlace.At(Rounded(e.Located.Mean), Rounded(e.Located.Covariance)),
            Confidence = Math.Round(1 / (1 + Math.Exp(-e.ScoreNats)), 4),
            Origin = OriginGroup.Of(OriginBasis.Sensor, Source),
            References = [.. references.Order(StringComparer.Ordinal)],
            Facts = facts.ToImmutable(),
            Label = Label,
            Simulated = Simulated,
            Raw = raw,
        };
    }

    /// <summary>Key by which a telling of an event is known at the source.</summary>
    public static string KeyOf(Hash256 id, int telling) => string.Create(CultureInfo.InvariantCulture, $"event:{id.ToString()[..16]}/{telling}");

    /// <summary>When a channel listened, cut where its reach changed: rows of watch, deaf stretches among them, so that silence can be told from blindness.</summary>
    public IEnumerable<Observation> Hours(ChannelId channel, Interval span, IReadOnlyCollection<ChannelHealth> health, RawReference raw)
    {
        ChannelHealth[] mine = [.. health.Where(h => h.Channel == channel && h.Kind != HealthKind.Gap && h.From < span.End && h.To > span.Start)];
        Instant[] cuts = [.. mine.SelectMany(h => new[] { h.From, h.To }).Append(span.Start).Append(span.End).Where(c => c >= span.Start && c <= span.End).Distinct().Order()];
        for (int i = 0; i + 1 < cuts.Length; i++)
        {
            (Instant from, Instant to) = (cuts[i], cuts[i + 1]);
            HealthKind[] kinds = [.. mine.Where(h => h.From < to && h.To > from).Select(h => h.Kind).Distinct().Order()];
            DateTimeOffset start = Utc(from), end = Utc(to);
            if (end <= start) continue;
            var facts = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
            if (kinds.Length > 0) facts = facts.Add(Reach, kinds.Any(k => Deaf.Contains(k)) ? "none" : "reduced").Add("health", string.Join(' ', kinds.Select(k => ObservationJson.Word(k))));
            yield return new()
            {
                Feed = Feed,
                Source = channel.ToString(),
                Means = channel.IsPressure ? ObservationMeans.Acoustic : ObservationMeans.Seismic,
                Class = ObservationClass.Watch,
                When = new(start, end),
                Clock = ClockTrust.Gnss,
                Where = new ObservedPlace.Nowhere(""),
                Origin = OriginGroup.Of(OriginBasis.Sensor, channel.ToString()),
                Facts = facts,
                Label = Label,
                Simulated = Simulated,
                Raw = raw,
            };
        }
    }

    private static string Phase(ArrivalPhases phases) => phases is ArrivalPhases.P or ArrivalPhases.S ? phases.ToString() : phases.ToString().ToLowerInvariant();

    private static Instant Milli(Instant at) => Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private static DateTimeOffset Utc(Instant at) => Milli(at).ToDateTimeOffset();

    private static string Number(double value, int decimals) => Math.Round(value, decimals).ToString(CultureInfo.InvariantCulture);

    private static string OneDigit(double kg)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(kg)));
        return Number(Math.Round(kg / unit) * unit, 4) + " kg";
    }

    private static GeoPoint Rounded(GeoPoint p) => new(Math.Round(p.LatitudeDeg, 5), Math.Round(p.LongitudeDeg, 5));

    private static Covariance2 Rounded(Covariance2 c) => new(Math.Round(c.EastEastM2, 1), Math.Round(c.EastNorthM2, 1), Math.Round(c.NorthNorthM2, 1));
}
