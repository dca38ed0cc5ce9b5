using System.Collections.Immutable;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Incidents;

/// <summary>Rows of incidents that volunteers verified and located from media: README.md of this folder.</summary>
/// <remarks>Rows that say where forces are, fire from or were lost are counted as rejects and their content goes nowhere.</remarks>
public static class IncidentDecoder
{
    private const double MetresPerDegree = 111_320;

    /// <summary>Reads a file to its end; never throws on what the bytes are.</summary>
    /// <param name="item">CSV, gzip or plain.</param>
    /// <param name="context">The feed.</param>
    /// <param name="options">What the rows do not say.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, IncidentOptions options, Action<Decoded> take) =>
        TableDecoding.Run<IncidentColumns>(
            item, context, new FeedSink(context, take), IncidentColumns.TryFind,
            (in TableRow row, in RawRecord record, IncidentColumns columns, in FeedSink sink) => Row(row, record, columns, context, options, sink),
            needsText: true);

    private static Refusal Row(
        in TableRow row, in RawRecord record, IncidentColumns columns, FeedContext context, IncidentOptions options, in FeedSink sink)
    {
        string group = row.Text(columns.Group);
        (GroupUse use, ObservationClass cls) = EventGroups.Of(group);
        if (use == GroupUse.DescribesForces) return new("describes-forces", "a row about where forces are or were lost: sealed and counted, not read");
        if (use == GroupUse.NotKnown) return new("group-unknown", $"no use is written down for the event group '{group}'");

        string key = row.Text(columns.Key);
        if (key.Length == 0) return new("key-missing", "a row without an entry id");
        if (!AsciiTime.TryDay(row[columns.Day].Trim((byte)' '), out DateOnly day)) return new("day-not-readable", "date as YYYY-MM-DD expected");
        Refusal refusal = Place(row, columns, options, out ObservedPlace place);
        if (refusal.IsSome) return refusal;

        string media = row.Text(columns.Media), geolocation = row.Text(columns.Geolocation), weapon = row.Text(columns.Weapon);
        List<string> canonical = CanonicalUrl.All(media);
        sink.Seen(new()
        {
            Feed = context.Feed,
            SourceKey = key,
            Source = options.Source,
            Means = ObservationMeans.VerifiedOpenSource,
            Class = cls,
            When = options.Days.Day(day),
            Clock = ClockTrust.DayOnly,
            Where = place,
            Weapon = weapon.Length > 0 ? new ObservedWeapon(weapon, null, null, null) : null,
            Origin = canonical.Count > 0 ? OriginGroup.Of(OriginBasis.CanonicalUrl, canonical[0]) : OriginGroup.Of(OriginBasis.RecordKey, key),
            Text = Text(row, columns),
            References = [.. CanonicalUrl.Written(media).Union(CanonicalUrl.Written(geolocation))],
            Facts = Facts(row, columns, group, canonical),
            Grade = context.Grade,
            Label = context.Label,
            Simulated = context.Simulated,
            Raw = sink.Reference(record),
        });
        return default;
    }

    /// <summary>The title, unless the description says more than it does.</summary>
    private static string Text(in TableRow row, IncidentColumns columns)
    {
        string title = row.Text(columns.Title), description = row.Text(columns.Description);
        return description.Length == 0 || title.Contains(description, StringComparison.Ordinal) ? title
            : title.Length == 0 || description.Contains(title, StringComparison.Ordinal) ? description
            : title + "\n" + description;
    }

    private static Refusal Place(in TableRow row, IncidentColumns columns, IncidentOptions options, out ObservedPlace place)
    {
        place = new ObservedPlace.Nowhere(row.Text(columns.Town));
        ReadOnlySpan<byte> latitude = row[columns.Latitude].Trim((byte)' '), longitude = row[columns.Longitude].Trim((byte)' ');
        if (latitude.IsEmpty && longitude.IsEmpty) return default;
        if (!AsciiNumber.TryDouble(latitude, out double latitudeDeg) || !AsciiNumber.TryDouble(longitude, out double longitudeDeg))
        {
            return new("position-not-a-number", "lat and lon in degrees expected, or neither");
        }

        if (latitudeDeg is < -90 or > 90) return new("latitude-out-of-range", "latitude −90 to 90 expected");
        if (longitudeDeg is < -180 or > 180) return new("longitude-out-of-range", "longitude −180 to 180 expected");

        double sigma = row.Text(columns.Geolocation).Length > 0 ? options.GeolocatedSigmaM : options.UnlocatedSigmaM;
        double digit = MetresPerDegree * Math.Pow(10, -Math.Min(AsciiNumber.Decimals(latitude), AsciiNumber.Decimals(longitude)));
        double rounding = digit / Math.Sqrt(12); // 1 σ of a uniform error of one last digit
        place = new ObservedPlace.At(new(latitudeDeg, longitudeDeg), Covariance2.Circular(Math.Round(Math.Sqrt((sigma * sigma) + (rounding * rounding)), 1)));
        return default;
    }

    private static ImmutableSortedDictionary<string, string> Facts(in TableRow row, IncidentColumns columns, string group, List<string> canonical)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["group"] = group;
        facts["geolocated"] = row.Text(columns.Geolocation).Length > 0 ? "true" : "false";
        Add(facts, "country", row.Text(columns.Country));
        Add(facts, "province", row.Text(columns.Province));
        Add(facts, "district", row.Text(columns.District));
        Add(facts, "town", row.Text(columns.Town));
        Add(facts, "violenceLevel", row.Text(columns.Violence));
        Add(facts, "urls", string.Join(' ', canonical));
        if (canonical.Count == 0) Add(facts, "media", row.Text(columns.Media));
        return facts.ToImmutable();
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder facts, string name, string value)
    {
        if (value.Length > 0) facts[name] = value;
    }
}
