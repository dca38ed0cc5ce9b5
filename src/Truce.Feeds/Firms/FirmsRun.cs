using System.Globalization;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Firms;

/// <summary>One walk through one download: reads rows and remembers what many rows share, so that a row costs two small objects.</summary>
internal sealed class FirmsRun(FeedContext context, FirmsOptions options)
{
    private const int CacheEntries = 4096;
    private const int WordsChars = 160;
    private const double LargestPixelKm = 20;
    private const double LargestPowerMw = 1_000_000;

    private readonly Dictionary<string, FirmsSensor> _sensors = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, int HalfDay), OriginGroup> _origins = [];
    private readonly string _merged = $"{context.Feed}/{FirmsSensor.MergedSource}";
    private readonly TimeSpan _halfWidth = TimeSpan.FromMinutes(options.OverpassMinutes);

    /// <summary>Reads one row.</summary>
    public Refusal Row(in TableRow row, in RawRecord record, FirmsColumns columns, in FeedSink sink)
    {
        Refusal refusal = FirmsDecoder.Place(row, columns, out double latitude, out double longitude);
        if (refusal.IsSome) return refusal;
        if (!AsciiTime.TryDay(row[columns.Day], out DateOnly day)) return new("day-not-readable", "a UTC day as YYYY-MM-DD expected");

        FirmsSensor? sensor = Sensor(row, columns);
        if (sensor is null) return new("word-too-long", "satellite, instrument, confidence, version, daynight and type hold more than FIRMS ever writes");
        if (sensor.Refusal.IsSome) return sensor.Refusal;

        refusal = When(row, columns, day, out TimeInterval when, out ClockTrust clock);
        if (refusal.IsSome) return refusal;
        refusal = Pixel(row, columns, sensor, out double alongM, out double acrossM);
        if (refusal.IsSome) return refusal;
        refusal = Power(row, columns, out double? power);
        if (refusal.IsSome) return refusal;

        sink.Seen(new()
        {
            Feed = context.Feed,
            Source = sensor.Source,
            Means = ObservationMeans.SatelliteThermal,
            Class = ObservationClass.Fire,
            When = when,
            Clock = clock,
            Where = new ObservedPlace.Footprint(new(latitude, longitude), alongM, acrossM, sensor.SigmaM),
            Confidence = sensor.Confidence,
            Strength = power,
            Origin = Origin(sensor, when, clock, longitude),
            Facts = sensor.Facts,
            Grade = context.Grade,
            Label = context.Label,
            Simulated = context.Simulated,
            Raw = sink.Reference(record),
        });
        return default;
    }

    private FirmsSensor? Sensor(in TableRow row, FirmsColumns columns)
    {
        Span<char> words = stackalloc char[WordsChars];
        int used = 0;
        if (!Append(words, ref used, row[columns.Satellite]) || !Append(words, ref used, row[columns.Instrument])
            || !Append(words, ref used, row[columns.Confidence]) || !Append(words, ref used, row[columns.Version])
            || !Append(words, ref used, row[columns.DayNight]) || !Append(words, ref used, row[columns.Type]))
        {
            return null;
        }

        Dictionary<string, FirmsSensor>.AlternateLookup<ReadOnlySpan<char>> lookup = _sensors.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(words[..used], out FirmsSensor? sensor)) return sensor;
        if (_sensors.Count >= CacheEntries) _sensors.Clear();
        string key = new(words[..used]);
        sensor = FirmsSensor.Read(key.Split('\n'), columns.Implied, options);
        _sensors[key] = sensor;
        return sensor;
    }

    private static bool Append(Span<char> words, ref int used, ReadOnlySpan<byte> field)
    {
        field = field.Trim((byte)' ');
        if (used + field.Length + 1 > words.Length) return false;
        foreach (byte b in field) words[used++] = b == '\n' ? ' ' : (char)b;
        words[used++] = '\n';
        return true;
    }

    /// <summary>The overpass give or take some minutes; the whole UTC day when the row has no time.</summary>
    private Refusal When(in TableRow row, FirmsColumns columns, DateOnly day, out TimeInterval when, out ClockTrust clock)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        ReadOnlySpan<byte> field = row[columns.Time].Trim((byte)' ');
        if (field.IsEmpty)
        {
            when = new(midnight, midnight.AddDays(1).AddMilliseconds(-1));
            clock = ClockTrust.DayOnly;
            return default;
        }

        clock = ClockTrust.Gnss;
        bool ok = AsciiTime.TryTimeOfDay(field, out TimeSpan time);
        when = new(midnight + time - _halfWidth, midnight + time + _halfWidth);
        return ok ? default : new("time-not-readable", "acq_time as HHMM, HH:MM or HH:MM:SS expected");
    }

    private static Refusal Pixel(in TableRow row, FirmsColumns columns, FirmsSensor sensor, out double alongM, out double acrossM)
    {
        alongM = acrossM = sensor.PixelM;
        ReadOnlySpan<byte> scan = row[columns.Scan], track = row[columns.Track];
        if (sensor.Instrument == FirmsInstrument.Landsat || scan.IsEmpty || track.IsEmpty) return default;
        if (!AsciiNumber.TryDouble(scan, out double scanKm) || !AsciiNumber.TryDouble(track, out double trackKm))
        {
            return new("pixel-not-a-number", "scan and track in kilometres expected");
        }

        if (scanKm is <= 0 or > LargestPixelKm || trackKm is <= 0 or > LargestPixelKm)
        {
            return new("pixel-out-of-range", $"scan and track over 0 and at most {LargestPixelKm} km expected, got {scanKm} and {trackKm}");
        }

        (alongM, acrossM) = (Math.Round(scanKm * 1000), Math.Round(trackKm * 1000));
        return default;
    }

    private static Refusal Power(in TableRow row, FirmsColumns columns, out double? power)
    {
        power = null;
        ReadOnlySpan<byte> field = row[columns.Power];
        if (field.IsEmpty || field.SequenceEqual("NA"u8)) return default;
        if (!AsciiNumber.TryDouble(field, out double megawatts)) return new("power-not-a-number", "frp in megawatts expected");
        if (megawatts is < 0 or > LargestPowerMw) return new("power-out-of-range", $"frp 0 to {LargestPowerMw} MW expected, got {megawatts}");
        power = megawatts;
        return default;
    }

    /// <summary>
    /// One sensor on one pass is one voice. A pass is the satellite's day or night half of the local solar day: half-days start at 06 and 18 h
    /// of solar time, hours away from any pass of these sun-synchronous orbits, so that no pass is ever cut in two. Two passes 100 minutes
    /// apart count as one: docs/decisions/0031-one-pass-is-one-voice.md. Merged rows: one voice a UTC day and feed.
    /// </summary>
    private OriginGroup Origin(FirmsSensor sensor, TimeInterval when, ClockTrust clock, double longitudeDeg)
    {
        bool known = !sensor.IsMerged && clock != ClockTrust.DayOnly;
        double solarHours = (when.Middle - DateTimeOffset.UnixEpoch).TotalHours + (known ? longitudeDeg / 15 : 0);
        int half = known ? (int)Math.Floor((solarHours - 6) / 12) : (int)Math.Floor(solarHours / 24);
        string source = known ? sensor.Source : _merged;
        if (_origins.TryGetValue((source, half), out OriginGroup origin)) return origin;
        if (_origins.Count >= CacheEntries) _origins.Clear();
        string name = string.Create(CultureInfo.InvariantCulture, $"firms {source} {(known ? "half" : "day")} {half}");
        return _origins[(source, half)] = OriginGroup.Of(OriginBasis.Sensor, name);
    }
}
