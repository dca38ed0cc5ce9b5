using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Feeds.Arrivals;

/// <summary>The members of one arrival as a file has them, before they are checked.</summary>
internal sealed record ArrivalFields
{
    public string Id { get; init; } = "";
    public string Site { get; init; } = "";
    public string Phase { get; init; } = "";
    public string Time { get; init; } = "";
    public double? SigmaS { get; init; }
    public double? BearingDeg { get; init; }
    public double? BearingSigmaDeg { get; init; }
    public double? SlownessSPerKm { get; init; }
    public double? SlownessSigmaSPerKm { get; init; }
    public double? LatitudeDeg { get; init; }
    public double? LongitudeDeg { get; init; }
    public double? ElevationM { get; init; }
}

/// <summary>Checks rows and gathers arrivals, sites and rejects.</summary>
internal sealed class ArrivalSink
{
    // What is taken where a file gives no error: a careful analyst's pick (0.1 s), the middle of an array's window (5 s), a bearing of a small array (3°).
    private const double PickSigmaS = 0.1, WindowSigmaS = 5, BearingSigmaDeg = 3;
    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0), Latest = Instant.FromUtc(2200, 1, 1, 0, 0);
    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.ExtendedIso;
    private readonly ImmutableArray<Arrival>.Builder _arrivals = ImmutableArray.CreateBuilder<Arrival>();
    private readonly ImmutableArray<ArrivalReject>.Builder _rejects = ImmutableArray.CreateBuilder<ArrivalReject>();
    private readonly Dictionary<string, ListeningSite> _sites = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private int _passed;

    public void PassOver() => _passed++;

    public void Refuse(long row, string reason, string detail) => _rejects.Add(new(row, reason, detail));

    /// <summary>Takes a row, or counts it as a reject with its reason.</summary>
    public void Take(ArrivalFields f, long row)
    {
        bool bearing = f.BearingDeg is not null;
        if (!TryTime(f.Time, out Instant at)) Refuse(row, "no-time", $"'{Cut(f.Time)}' is no time; write ISO 8601 in UTC, or seconds since 1970");
        else if (at < Earliest || at > Latest) Refuse(row, "time-out-of-range", $"'{Cut(f.Time)}' lies outside 1900 to 2200");
        else if (Phases(f.Phase, bearing) is not { } phases) Refuse(row, "unknown-phase", $"'{Cut(f.Phase)}' is no phase known here; write P, S, ground, acoustic, infrasound or air, or nothing");
        else if (Problem(f) is { Length: > 0 } problem) Refuse(row, "number-out-of-range", problem);
        else if (SiteOf(f) is not { } site) Refuse(row, "no-site", "neither a station nor a place");
        else Add(f, row, at, phases, site, bearing);
    }

    public ArrivalsRead Done() => new(_arrivals.ToImmutable(), [.. _sites.Values.OrderBy(s => s.Id, StringComparer.Ordinal)], _rejects.ToImmutable(), _passed);

    private void Add(ArrivalFields f, long row, Instant at, ArrivalPhases phases, string site, bool bearing)
    {
        string id = f.Id.Length > 0 ? f.Id : row.ToString(CultureInfo.InvariantCulture);
        if (!_ids.Add(id))
        {
            Refuse(row, "id-twice", $"the id '{Cut(id)}' was there before");
            return;
        }

        _arrivals.Add(new()
        {
            Id = id,
            Site = site,
            Phases = phases,
            At = at,
            SigmaS = f.SigmaS ?? (bearing ? WindowSigmaS : PickSigmaS),
            BackAzimuthDeg = f.BearingDeg is { } b ? ((b % 360) + 360) % 360 : null,
            BackAzimuthSigmaDeg = bearing ? f.BearingSigmaDeg ?? BearingSigmaDeg : null,
            SlownessSPerKm = f.SlownessSPerKm,
            SlownessSigmaSPerKm = f.SlownessSPerKm is null ? null : f.SlownessSigmaSPerKm,
        });
    }

    private string? SiteOf(ArrivalFields f)
    {
        if (f.LatitudeDeg is not { } lat || f.LongitudeDeg is not { } lon) return f.Site.Length > 0 ? f.Site : null;
        string id = f.Site.Length > 0 ? f.Site : string.Create(CultureInfo.InvariantCulture, $"{lat},{lon}");
        _sites.TryAdd(id, new(id, new(lat, lon), f.ElevationM ?? 0));
        return id;
    }

    private static string Problem(ArrivalFields f)
    {
        if (f.SigmaS is { } s && s is not (> 0 and <= 3600)) return "the error of the time is not above 0 s and at most 3600 s";
        if (f.BearingDeg is { } b && b is not (>= -360 and <= 360)) return "the bearing is not within −360 to 360 degrees";
        if (f.BearingSigmaDeg is { } d && d is not (> 0 and <= 180)) return "the error of the bearing is not above 0 and at most 180 degrees";
        if (f.SlownessSPerKm is { } p && p is not (>= 0 and <= 20)) return "the slowness is not within 0 to 20 s/km";
        if (f.SlownessSigmaSPerKm is { } q && q is not (> 0 and <= 20)) return "the error of the slowness is not above 0 and at most 20 s/km";
        return f.LatitudeDeg is { } lat && f.LongitudeDeg is { } lon && !GeoPoint.IsValid(lat, lon) ? "the place is not within latitude −90 to 90 and longitude −180 to 180" : "";
    }

    // A detection of an array without a phase came through the air: seismic arrays say so. A pick without one came through the ground.
    private static ArrivalPhases? Phases(string phase, bool bearing) => phase.ToUpperInvariant() switch
    {
        "P" or "PG" or "PN" or "PB" => ArrivalPhases.P,
        "S" or "SG" or "SN" or "SB" or "LG" => ArrivalPhases.S,
        "GROUND" or "SEISMIC" => ArrivalPhases.Ground,
        "I" or "INFRASOUND" => ArrivalPhases.Infrasound,
        "A" or "ACOUSTIC" => ArrivalPhases.Acoustic,
        "AIR" => ArrivalPhases.Air,
        "ANY" => ArrivalPhases.Ground | ArrivalPhases.Air,
        "" => bearing ? ArrivalPhases.Infrasound : ArrivalPhases.Ground,
        _ => null,
    };

    private static bool TryTime(string text, out Instant at)
    {
        at = default;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal s))
        {
            if (Math.Abs(s) > 8_000_000_000m) return false;
            at = Instant.FromUnixTimeTicks(0) + Duration.FromNanoseconds((long)Math.Round(s * 1_000_000_000m));
            return true;
        }

        string iso = text.Trim().Replace(' ', 'T');
        if (iso.Length >= 19)
        {
            if (!iso.EndsWith('Z') && !HasOffset(iso)) iso += "Z";
            ParseResult<OffsetDateTime> read = WithOffset.Parse(iso);
            if (read.Success) at = read.Value.ToInstant();
            return read.Success;
        }

        return false;
    }

    private static bool HasOffset(string iso) => iso.Length > 6 && iso[^6] is '+' or '-' && iso[^3] == ':';

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
