using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Server.Fdsn;

/// <summary>What the services answer from.</summary>
/// <param name="Archive">Records.</param>
/// <param name="Stations">Channels and their places.</param>
/// <param name="Time">The clock of answers.</param>
/// <param name="MostBytes">Bytes of waveforms in one answer; more is 413.</param>
internal sealed record FdsnHoldings(IFdsnArchive Archive, IReadOnlyList<SensorChannel> Stations, TimeProvider Time, long MostBytes = 1L << 30);

/// <summary>Read-only services in the form of FDSN Web Services 1.2: dataselect and station of what a folder holds. Answers: docs/formats/fdsn.md.</summary>
internal static class FdsnEndpoints
{
    /// <summary>Version that both services say.</summary>
    public const string Version = "1.1.1";

    private const int LongestPost = 1 << 20;
    private const string Dataselect = "/fdsnws/dataselect/1/";
    private const string Station = "/fdsnws/station/1/";

    /// <summary>Adds the routes. Who may ask is for the application around to say.</summary>
    public static void Map(WebApplication app, FdsnHoldings holdings)
    {
        foreach (string service in (string[])[Dataselect, Station])
        {
            bool dataselect = service == Dataselect;
            app.MapGet(service + "version", (HttpContext http) => SayAsync(http, 200, "text/plain", Version + "\n"));
            app.MapGet(service + "application.wadl", (HttpContext http) => SayAsync(http, 200, "application/xml", FdsnWadl.Of(dataselect, $"{http.Request.Scheme}://{http.Request.Host}{service}")));
            app.MapMethods(service + "query", ["GET", "POST"], (HttpContext http) => AnswerAsync(http, dataselect, holdings));
        }
    }

    private static async Task AnswerAsync(HttpContext http, bool dataselect, FdsnHoldings holdings)
    {
        try
        {
            FdsnQuery query = await ReadAsync(http, dataselect);
            if (dataselect) await WaveformsAsync(http, query, holdings);
            else await StationsAsync(http, query, holdings);
        }
        catch (FdsnRefusal refusal)
        {
            await RefuseAsync(http, refusal, holdings.Time);
        }
    }

    private static async Task<FdsnQuery> ReadAsync(HttpContext http, bool dataselect)
    {
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return FdsnQuery.Read(dataselect, http.Request.Query.SelectMany(q => q.Value.Select(v => new KeyValuePair<string, string>(q.Key, v ?? ""))), null);
        }

        byte[] body = new byte[LongestPost + 1];
        int length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length > LongestPost) throw new FdsnRefusal(413, $"a body of more than {LongestPost} bytes");
        string[] lines = [.. Encoding.Latin1.GetString(body, 0, length).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
        return FdsnQuery.Read(
            dataselect,
            lines.TakeWhile(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l.Split('=', 2)).Select(p => new KeyValuePair<string, string>(p[0].Trim(), p[1].Trim())),
            [.. lines.SkipWhile(l => l.Contains('=', StringComparison.Ordinal))]);
    }

    private static async Task WaveformsAsync(HttpContext http, FdsnQuery query, FdsnHoldings holdings)
    {
        var records = new List<HeldRecord>();
        var seen = new HashSet<(int, long)>();
        long bytes = 0;
        foreach (HeldRecord record in holdings.Archive.Select(query.Lines))
        {
            if (!seen.Add((record.File, record.Offset))) continue;
            bytes += record.Length;
            if (bytes > holdings.MostBytes) throw new FdsnRefusal(413, $"more than {holdings.MostBytes} bytes; ask for less");
            records.Add(record);
        }

        if (records.Count == 0) throw new FdsnRefusal(query.NoData, "no data match the request");
        http.Response.ContentType = "application/vnd.fdsn.mseed";
        http.Response.ContentLength = bytes;
        foreach (HeldRecord record in records.OrderBy(r => r.Channel, ChannelId.ByText).ThenBy(r => r.Start).ThenBy(r => r.File).ThenBy(r => r.Offset)) await holdings.Archive.CopyAsync(record, http.Response.Body, http.RequestAborted);
    }

    private static async Task StationsAsync(HttpContext http, FdsnQuery query, FdsnHoldings holdings)
    {
        SensorChannel[] channels =
        [
            .. holdings.Stations
                .Where(c => query.Lines.Any(l => l.Matches(c.Channel) && c.From < l.End && c.To > l.Start))
                .Where(c => c.Position.LatitudeDeg >= query.Box.South && c.Position.LatitudeDeg <= query.Box.North
                    && c.Position.LongitudeDeg >= query.Box.West && c.Position.LongitudeDeg <= query.Box.East)
                .OrderBy(c => c.Channel, ChannelId.ByText).ThenBy(c => c.From),
        ];
        if (channels.Length == 0) throw new FdsnRefusal(query.NoData, "no data match the request");
        if (query.Format == "text") await SayAsync(http, 200, "text/plain", FdsnStations.Text(channels, query.Level));
        else await SayAsync(http, 200, "application/xml", Encoding.UTF8.GetString(FdsnStations.Xml(channels, query.Level, Instant.FromDateTimeOffset(holdings.Time.GetUtcNow()))));
    }

    // The form of errors: FDSN Web Services 1.2, "Error messages".
    private static Task RefuseAsync(HttpContext http, FdsnRefusal refusal, TimeProvider time)
    {
        http.Response.StatusCode = refusal.Status;
        if (refusal.Status == 204) return Task.CompletedTask;
        string name = refusal.Status switch { 400 => "Bad Request", 404 => "Not Found", 413 => "Request Entity Too Large", _ => "Error" };
        string service = http.Request.Path.Value is { } path ? path[..(path.LastIndexOf('/') + 1)] : "/";
        return SayAsync(http, refusal.Status, "text/plain", string.Create(CultureInfo.InvariantCulture,
            $"Error {refusal.Status}: {name}\n\n{refusal.Message}\n\nUsage details are available from {service}application.wadl\n\nRequest:\n{FdsnQuery.Shown(http.Request.Path + http.Request.QueryString)}\n\nRequest Submitted:\n{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.ffffff}\n\nService version:\n{Version}\n"));
    }

    private static Task SayAsync(HttpContext http, int status, string type, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = type + "; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
