using System.Collections.Immutable;
using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.Viina;

/// <summary>Rows of the VIINA database of press reports, in both extracts that are handed around: README.md of this folder.</summary>
/// <remarks>The model's flags about who acted (a_ukr, a_rus and their kin) are not attribution and are not read.</remarks>
public static class ViinaDecoder
{
    // About 150 MB of rows. A page whose rows lie on both sides of the bound is read as two.
    private const int MostHeldBack = 200_000;

    /// <summary>Reads a file to its end; never throws on what the bytes are.</summary>
    /// <param name="item">CSV, gzip or plain.</param>
    /// <param name="context">The feed.</param>
    /// <param name="options">What the rows do not say.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, ViinaOptions options, Action<Decoded> take)
    {
        var claims = new PageClaims(options);
        long bytes = TableDecoding.Run<ViinaColumns>(
            item, context, new FeedSink(context, Keep), ViinaColumns.TryFind,
            (in TableRow row, in RawRecord record, ViinaColumns columns, in FeedSink sink) => Row(row, record, columns, context, options, claims, sink),
            needsText: true);
        claims.Release(take);
        return bytes;

        void Keep(Decoded piece)
        {
            claims.Keep(piece);
            if (claims.Count >= MostHeldBack) claims.Release(take);
        }
    }

    private static Refusal Row(
        in TableRow row, in RawRecord record, ViinaColumns columns, FeedContext context, ViinaOptions options, PageClaims claims, in FeedSink sink)
    {
        string key = row.Text(columns.Key);
        if (key.Length == 0) return new("key-missing", "a row without an event id");
        if (!AsciiTime.TryDay(row[columns.Day].Trim((byte)' '), out DateOnly day)) return new("day-not-readable", "date as YYYYMMDD expected");
        Refusal refusal = Place(row, columns, options, out ObservedPlace place);
        if (refusal.IsSome) return refusal;

        string sources = row.Text(columns.Sources), addresses = row.Text(columns.Addresses);
        List<string> canonical = CanonicalUrl.All(addresses);
        string name = row.Text(columns.Place), placeKey = row.Text(columns.PlaceKey);
        claims.About(canonical, day, placeKey.Length > 0 ? placeKey : place is ObservedPlace.Named said ? said.Name : "", name);
        sink.Seen(new()
        {
            Feed = context.Feed,
            SourceKey = key,
            Source = sources.Length > 0 ? sources : "VIINA",
            Means = ObservationMeans.OpenSource,
            Class = AttackTerms.Classify(row.Text(columns.AttackTerms)),
            When = options.Days.Between(day.AddDays(-options.EventMayPrecedeDays), day),
            Clock = ClockTrust.DayOnly,
            Where = place,
            Origin = Origin(canonical, sources),
            Text = row.Text(columns.Text),
            References = [.. CanonicalUrl.Written(addresses)],
            Facts = Facts(row, columns, canonical, day),
            Grade = context.Grade,
            Label = context.Label,
            Simulated = context.Simulated,
            Raw = sink.Reference(record),
        });
        return default;
    }

    /// <summary>The row's own centroid as the one candidate, with a weight below 1: it may be a homonym of the place that is meant.</summary>
    private static Refusal Place(in TableRow row, ViinaColumns columns, ViinaOptions options, out ObservedPlace place)
    {
        string name = row.Text(columns.Place), raion = row.Text(columns.Raion), oblast = row.Text(columns.Oblast);
        string said = name.Length > 0 ? name : raion.Length > 0 ? raion : oblast;
        place = new ObservedPlace.Nowhere(said);
        ReadOnlySpan<byte> longitude = row[columns.Longitude], latitude = row[columns.Latitude];
        if (longitude.IsEmpty && latitude.IsEmpty) return default;
        if (!AsciiNumber.TryDouble(latitude, out double latitudeDeg) || !AsciiNumber.TryDouble(longitude, out double longitudeDeg))
        {
            return new("position-not-a-number", "latitude and longitude in degrees expected, or neither");
        }

        if (latitudeDeg is < -90 or > 90) return new("latitude-out-of-range", $"latitude −90 to 90 expected, got {latitudeDeg}");
        if (longitudeDeg is < -180 or > 180) return new("longitude-out-of-range", $"longitude −180 to 180 expected, got {longitudeDeg}");

        (double sigma, double weight) = name.Length == 0
            ? (raion.Length > 0 ? options.RaionSigmaM : options.OblastSigmaM, options.WiderWeight)
            : IsNamesake(name, oblast) ? (options.NamesakeSigmaM, options.WiderWeight) : (options.SettlementSigmaM, options.SettlementWeight);
        string id = row.Text(columns.PlaceKey);
        place = new ObservedPlace.Named(
            said, [new PlaceCandidate(id.Length > 0 ? $"geonames:{id}" : said, said, new(latitudeDeg, longitudeDeg), sigma, weight)]);
        return default;
    }

    /// <summary>Whether a settlement and its oblast have one name ("Kharkiv, Kharkiv"; "Kyiv, Kiev City").</summary>
    private static bool IsNamesake(string place, string oblast)
    {
        string a = Letters(place), b = Letters(oblast);
        return a.Length > 0 && (a == b || (a == "kyiv" && b.StartsWith("kiev", StringComparison.Ordinal)));
    }

    private static string Letters(string name) => string.Concat(name.ToLowerInvariant().Where(char.IsAsciiLetter));

    /// <summary>
    /// The first canonical address in ordinal order: rows made of one page share it, even when the page was geocoded to several places.
    /// All canonical addresses stand in the fact <c>urls</c>, so that rows which share another one can be joined. Without an address: the outlet.
    /// </summary>
    private static OriginGroup Origin(List<string> canonical, string sources) =>
        canonical.Count > 0 ? OriginGroup.Of(OriginBasis.CanonicalUrl, canonical.Min(StringComparer.Ordinal)!)
        : sources.Length > 0 ? OriginGroup.Of(OriginBasis.Outlet, sources)
        : default;

    private static ImmutableSortedDictionary<string, string> Facts(in TableRow row, ViinaColumns columns, List<string> canonical, DateOnly day)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["reportedOn"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Add(facts, "reports", row.Text(columns.Reports));
        Add(facts, "attackTerms", row.Text(columns.AttackTerms));
        Add(facts, "targetTerms", row.Text(columns.TargetTerms));
        Add(facts, "oblast", row.Text(columns.Oblast));
        Add(facts, "raion", row.Text(columns.Raion));
        Add(facts, "urls", string.Join(' ', canonical));
        return facts.ToImmutable();
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder facts, string name, string value)
    {
        if (value.Length > 0) facts[name] = value;
    }
}
