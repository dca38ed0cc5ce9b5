using System.Collections.Immutable;
using System.Globalization;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Ucdp;

/// <summary>Rows of the UCDP Georeferenced Event Dataset, one lethal event each: README.md of this folder.</summary>
/// <remarks>
/// The sides of the dyad say who fights whom, not who did what: their names, and deaths apart by side, are not read into anything. A row with the two
/// sides exchanged gives the same observation.
/// </remarks>
public static class UcdpDecoder
{
    private const double MetresPerDegree = 111_320;
    private const int LongestDays = 366;

    /// <summary>Fewest days that a row of each precision can span (codebook: 1 the day, 2 two to six days, 3 a week, 4 more than a week to a month, 5 more than a month to a year).</summary>
    private static readonly int[] FewestDays = [0, 1, 2, 7, 8, 32];

    private static readonly string[] Violence = ["", "stateBased", "nonState", "oneSided"];

    /// <summary>Reads a file to its end; never throws on what the bytes are.</summary>
    /// <param name="item">CSV, gzip or plain.</param>
    /// <param name="context">The feed.</param>
    /// <param name="options">What the rows do not say.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, UcdpOptions options, Action<Decoded> take) =>
        TableDecoding.Run<UcdpColumns>(
            item, context, new FeedSink(context, take), UcdpColumns.TryFind,
            (in TableRow row, in RawRecord record, UcdpColumns columns, in FeedSink sink) => Row(row, record, columns, context, options, sink),
            needsText: true);

    private static Refusal Row(
        in TableRow row, in RawRecord record, UcdpColumns columns, FeedContext context, UcdpOptions options, in FeedSink sink)
    {
        string key = row.Text(columns.Key);
        if (key.Length == 0) return new("key-missing", "a row without an event id");
        if (!Code(row[columns.Violence], 3, out int violence)) return new("violence-unknown", "type_of_violence 1 (state-based), 2 (non-state) or 3 (one-sided) expected");
        Refusal refusal = Time(row, columns, options, out Dated dated);
        if (refusal.IsSome) return refusal;
        refusal = Place(row, columns, options, out ObservedPlace place, out int placePrecision);
        if (refusal.IsSome) return refusal;
        refusal = Deaths(row, columns, out Toll toll);
        if (refusal.IsSome) return refusal;

        string saidBy = row.Text(columns.SaidBy);
        sink.Seen(new()
        {
            Feed = context.Feed,
            SourceKey = key,
            Source = options.Source,
            Means = ObservationMeans.VerifiedOpenSource,
            Class = ObservationClass.LethalEvent,
            When = dated.When,
            Clock = ClockTrust.DayOnly,
            Where = place,
            Count = toll.Count,
            Origin = UcdpOrigin.Of(saidBy),
            Facts = Facts(row, columns, violence, dated, placePrecision, toll, saidBy),
            Grade = context.Grade,
            Label = context.Label,
            Simulated = context.Simulated,
            Raw = sink.Reference(record),
        });
        return default;
    }

    /// <summary>From the start of the first possible day to the end of the last; wider when the stated precision is coarser than those days.</summary>
    private static Refusal Time(in TableRow row, UcdpColumns columns, UcdpOptions options, out Dated dated)
    {
        dated = default;
        if (!Day(row[columns.First], out DateOnly first) || !Day(row[columns.Last], out DateOnly last)) return new("day-not-readable", "date_start and date_end as YYYY-MM-DD expected");
        if (last < first) return new("end-before-start", "date_end lies before date_start");
        if (last.DayNumber - first.DayNumber > LongestDays) return new("interval-too-long", $"an event of more than {LongestDays} days tells nothing of when; UCDP codes at most a year");
        if (!Code(row[columns.DatePrecision], 5, out int precision)) return new("date-precision-unknown", "date_prec 1 to 5 expected");

        // "Some week" with fewer than seven days given: any week that holds those days may be meant.
        int shortBy = Math.Max(0, FewestDays[precision] - (last.DayNumber - first.DayNumber + 1));
        dated = new(options.Days.Between(first.AddDays(-shortBy), last.AddDays(shortBy)), first, last, precision, shortBy > 0);
        return default;
    }

    private static Refusal Place(in TableRow row, UcdpColumns columns, UcdpOptions options, out ObservedPlace place, out int precision)
    {
        string said = row.Text(columns.Place);
        place = new ObservedPlace.Nowhere(said.Length > 0 ? said : row.Text(columns.Country));
        if (!Code(row[columns.PlacePrecision], 7, out precision)) return new("place-precision-unknown", "where_prec 1 to 7 expected");
        ReadOnlySpan<byte> latitude = row[columns.Latitude].Trim((byte)' '), longitude = row[columns.Longitude].Trim((byte)' ');
        if (latitude.IsEmpty && longitude.IsEmpty) return default;
        if (!AsciiNumber.TryDouble(latitude, out double latitudeDeg) || !AsciiNumber.TryDouble(longitude, out double longitudeDeg))
        {
            return new("position-not-a-number", "latitude and longitude in degrees expected, or neither");
        }

        if (latitudeDeg is < -90 or > 90) return new("latitude-out-of-range", "latitude −90 to 90 expected");
        if (longitudeDeg is < -180 or > 180) return new("longitude-out-of-range", "longitude −180 to 180 expected");
        if (precision == 6) return default; // somewhere in the country: the centre of a country is no place of an event

        double digit = MetresPerDegree * Math.Pow(10, -Math.Min(AsciiNumber.Decimals(latitude), AsciiNumber.Decimals(longitude)));
        double rounding = precision == 1 ? Math.Min(digit / Math.Sqrt(12), options.NearSigmaM) : 0; // "48" may be exactly 48°: never worse than "near"
        double sigma = SigmaM(options, precision);
        place = new ObservedPlace.At(new(latitudeDeg, longitudeDeg), Covariance2.Circular(Math.Round(Math.Sqrt((sigma * sigma) + (rounding * rounding)), 1)));
        return default;
    }

    private static double SigmaM(UcdpOptions options, int precision) => precision switch
    {
        1 => options.ExactSigmaM,
        2 => options.NearSigmaM,
        3 => options.SecondOrderSigmaM,
        4 => options.FirstOrderSigmaM,
        5 => options.RegionSigmaM,
        _ => options.WatersSigmaM,
    };

    /// <summary>Low, best and high. They are a count only where they are one number; otherwise the count is "at least the least of them".</summary>
    private static Refusal Deaths(in TableRow row, UcdpColumns columns, out Toll toll)
    {
        toll = default;
        if (!Number(row[columns.Low], out int low) || !Number(row[columns.Best], out int best) || !Number(row[columns.High], out int high))
        {
            return new("deaths-not-a-number", "best, high and low as whole numbers of 0 or more expected");
        }

        int least = Math.Min(low, Math.Min(best, high));
        bool exact = low == high && best == low;
        toll = new(new(least, exact ? CountExactness.Exact : CountExactness.AtLeast), low, best, high, low <= best && best <= high);
        return default;
    }

    private static ImmutableSortedDictionary<string, string> Facts(
        in TableRow row, UcdpColumns columns, int violence, in Dated dated, int placePrecision, in Toll toll, string saidBy)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["violence"] = Violence[violence];
        facts["firstDay"] = dated.First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        facts["lastDay"] = dated.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        facts["datePrecision"] = Text(dated.Precision);
        if (dated.Widened) facts["intervalWidened"] = "true";
        facts["placePrecision"] = Text(placePrecision);
        facts["deathsLow"] = Text(toll.Low);
        facts["deathsBest"] = Text(toll.Best);
        facts["deathsHigh"] = Text(toll.High);
        if (!toll.InOrder) facts["deathsDisagree"] = "true";

        // One number for both sides of the dyad: which of them lost whom is nobody's responsibility for anything.
        if (Number(row[columns.DeathsA], out int a) && Number(row[columns.DeathsB], out int b)) facts["deathsOfFighters"] = Text(a + b);
        if (Number(row[columns.DeathsCivilian], out int civilian)) facts["deathsOfCivilians"] = Text(civilian);
        if (Number(row[columns.DeathsUnknown], out int unknown)) facts["deathsOfUnknownStatus"] = Text(unknown);
        if (Code(row[columns.Clarity], 2, out int clarity)) facts["clarity"] = clarity == 1 ? "event" : "summary";
        if (Number(row[columns.Sources], out int sources)) facts["sources"] = Text(sources);
        Add(facts, "saidBy", OneLine(saidBy));
        Add(facts, "publishers", Distinct(row.Text(columns.Publishers)));
        Add(facts, "publishedOn", Distinct(row.Text(columns.Published)));
        Add(facts, "place", row.Text(columns.Place));
        Add(facts, "placeDescription", OneLine(row.Text(columns.PlaceWords)));
        Add(facts, "oblast", row.Text(columns.FirstOrder));
        Add(facts, "raion", row.Text(columns.SecondOrder));
        string status = row.Text(columns.CodeStatus);
        if (!status.Equals("clear", StringComparison.OrdinalIgnoreCase)) Add(facts, "codeStatus", status);
        return facts.ToImmutable();
    }

    /// <summary>A day; a time of day after it (newer editions write 00:00:00.000) says nothing and is left out.</summary>
    private static bool Day(ReadOnlySpan<byte> field, out DateOnly day)
    {
        field = field.Trim((byte)' ');
        return AsciiTime.TryDay(field.Length > 10 && (field[10] is (byte)' ' or (byte)'T') ? field[..10] : field, out day);
    }

    private static bool Code(ReadOnlySpan<byte> field, int most, out int code) => Number(field, out code) && code >= 1 && code <= most;

    private static bool Number(ReadOnlySpan<byte> field, out int value)
    {
        field = field.Trim((byte)' ');
        return AsciiNumber.TryDigits(field.EndsWith(".0"u8) ? field[..^2] : field, out value);
    }

    private static string Distinct(string list) =>
        string.Join("; ", list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal));

    private static string OneLine(string text) =>
        string.Join("; ", text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Add(ImmutableSortedDictionary<string, string>.Builder facts, string name, string value)
    {
        if (value.Length > 0) facts[name] = value;
    }

    private readonly record struct Dated(TimeInterval When, DateOnly First, DateOnly Last, int Precision, bool Widened);

    private readonly record struct Toll(Count Count, int Low, int Best, int High, bool InOrder);
}
