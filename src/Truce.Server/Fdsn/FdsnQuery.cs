using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Observations.Waveforms;

namespace Truce.Server.Fdsn;

/// <summary>A request that cannot be answered as it stands.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="message">What to write instead.</param>
internal sealed class FdsnRefusal(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;
}

/// <summary>One line of a request: codes as lists of patterns, and a window.</summary>
/// <param name="Network">Patterns of the network code.</param>
/// <param name="Station">Of the station code.</param>
/// <param name="Location">Of the location code; empty text for the empty code.</param>
/// <param name="Channel">Of the channel code.</param>
/// <param name="Start">First instant.</param>
/// <param name="End">Last instant.</param>
internal sealed record FdsnLine(string[] Network, string[] Station, string[] Location, string[] Channel, Instant Start, Instant End)
{
    /// <summary>Whether a channel is meant.</summary>
    public bool Matches(ChannelId id) => Any(Network, id.Network) && Any(Station, id.Station) && Any(Location, id.Location) && Any(Channel, id.Channel);

    private static bool Any(string[] patterns, string code) => patterns.Any(p => CodePattern.Matches(p, code));
}

/// <summary>A request of either service, read and checked. Parameters: FDSN Web Services 1.2, tables of fdsnws-dataselect and fdsnws-station.</summary>
internal sealed record FdsnQuery
{
    private const int MostLines = 10_000;
    private const int LongestCodes = 1_000;

    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["network"] = "net",
        ["station"] = "sta",
        ["location"] = "loc",
        ["channel"] = "cha",
        ["starttime"] = "start",
        ["endtime"] = "end",
        ["minlatitude"] = "minlat",
        ["maxlatitude"] = "maxlat",
        ["minlongitude"] = "minlon",
        ["maxlongitude"] = "maxlon",
    };

    /// <summary>Lines.</summary>
    public required FdsnLine[] Lines { get; init; }

    /// <summary>Status for no data: 204 or 404.</summary>
    public int NoData { get; init; } = 204;

    /// <summary><c>miniseed</c>, <c>xml</c> or <c>text</c>.</summary>
    public required string Format { get; init; }

    /// <summary><c>network</c>, <c>station</c> or <c>channel</c>.</summary>
    public string Level { get; init; } = "station";

    /// <summary>Bounds of latitude and longitude, degrees.</summary>
    public (double South, double North, double West, double East) Box { get; init; } = (-90, 90, -180, 180);

    /// <summary>Reads a request; throws <see cref="FdsnRefusal"/>.</summary>
    /// <param name="dataselect">Which service.</param>
    /// <param name="given">Parameters of the address, or of the head of a POST.</param>
    /// <param name="lines">Lines of a POST; <c>null</c> with GET.</param>
    public static FdsnQuery Read(bool dataselect, IEnumerable<KeyValuePair<string, string>> given, IReadOnlyList<string>? lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in given)
        {
            string key = Short.GetValueOrDefault(name.ToLowerInvariant(), name.ToLowerInvariant());
            if (!Known(dataselect, key, value)) throw Bad($"parameter '{Shown(name)}' with value '{Shown(value)}' is not supported");
            if (!values.TryAdd(key, value)) throw Bad($"parameter '{Shown(name)}' is given twice");
        }

        string Of(string key, string otherwise) => values.GetValueOrDefault(key) is { Length: > 0 } v ? v : otherwise;
        string format = Of("format", dataselect ? "miniseed" : "xml").ToLowerInvariant(), level = Of("level", "station").ToLowerInvariant();
        if (!(dataselect ? format is "miniseed" : format is "xml" or "text")) throw Bad($"format '{Shown(format)}': {(dataselect ? "miniseed" : "xml or text")} expected");
        if (level is not ("network" or "station" or "channel")) throw Bad($"level '{Shown(level)}': network, station or channel expected");
        FdsnLine[] read = lines is null
            ? [Line(Of("net", "*"), Of("sta", "*"), Of("loc", "*"), Of("cha", "*"), Of("start", ""), Of("end", ""), dataselect)]
            : [.. lines.Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(w => w.Length == 6
                ? Line(w[0], w[1], w[2], w[3], w[4], w[5], dataselect) : throw Bad("each line needs six words: NET STA LOC CHA START END"))];
        if (read.Length is 0 or > MostLines) throw read.Length == 0 ? Bad("no line of selection") : new FdsnRefusal(413, $"more than {MostLines} lines");
        return new()
        {
            Lines = read,
            Format = format,
            Level = level,
            NoData = Of("nodata", "204") switch { "204" => 204, "404" => 404, var other => throw Bad($"nodata '{Shown(other)}': 204 or 404 expected") },
            Box = (Degrees(Of("minlat", "-90"), 90), Degrees(Of("maxlat", "90"), 90), Degrees(Of("minlon", "-180"), 180), Degrees(Of("maxlon", "180"), 180)),
        };
    }

    /// <summary>What a person may be shown of what was sent.</summary>
    public static string Shown(string text) => new([.. text.Take(100).Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    // Parameters that change nothing here are taken when they ask for what is done anyway.
    private static bool Known(bool dataselect, string key, string value) => key switch
    {
        "net" or "sta" or "loc" or "cha" or "start" or "end" or "format" or "nodata" => true,
        "quality" => dataselect && value is "B" or "M" or "*",
        "minimumlength" => dataselect && value is "0" or "0.0",
        "longestonly" => dataselect && value.Equals("false", StringComparison.OrdinalIgnoreCase),
        "level" or "minlat" or "maxlat" or "minlon" or "maxlon" => !dataselect,
        "includerestricted" => !dataselect,
        "includeavailability" or "matchtimeseries" => !dataselect && value.Equals("false", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static FdsnLine Line(string net, string sta, string loc, string cha, string start, string end, bool dataselect)
    {
        if (dataselect && (start.Length == 0 || end.Length == 0)) throw Bad("starttime and endtime are needed");
        Instant from = Time(start, Instant.MinValue), to = Time(end, Instant.MaxValue);
        if (to <= from) throw Bad("endtime must be after starttime");
        return new(Codes(net), Codes(sta), [.. Codes(loc).Select(c => c is "--" ? "" : c)], Codes(cha), from, to);
    }

    private static string[] Codes(string text)
    {
        bool fits = text.Length <= LongestCodes && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '?' or ',' or '-' or '_');
        return fits ? text.Split(',') : throw Bad($"codes of letters, digits, *, ?, - and commas expected, got '{Shown(text)}'");
    }

    private static Instant Time(string text, Instant otherwise)
    {
        if (text is "" or "*") return otherwise;
        string full = text.TrimEnd('Z');
        if (LocalDatePattern.Iso.Parse(full) is { Success: true } day) return day.Value.AtMidnight().InUtc().ToInstant();
        return LocalDateTimePattern.ExtendedIso.Parse(full) is { Success: true } at
            ? at.Value.InUtc().ToInstant()
            : throw Bad($"time '{Shown(text)}': YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS[.ffffff] expected");
    }

    private static double Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double deg) && Math.Abs(deg) <= most
            ? deg
            : throw Bad($"'{Shown(text)}': degrees from -{most} to {most} expected");

    private static FdsnRefusal Bad(string message) => new(400, message);
}
