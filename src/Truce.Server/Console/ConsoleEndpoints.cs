using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Truce.Measures;

namespace Truce.Server.Consoles;

/// <summary>The page and the read-only interface behind it. It answers this machine only; who may see what comes with identity, later.</summary>
public static class ConsoleEndpoints
{
    /// <summary>Nothing but the page's own files runs, is styled or is asked (CSP Level 3).</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A printed report carries its own style; no script runs in it and it asks for nothing.</summary>
    public const string ReportSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private const string Json = "application/json";
    private const int LongestId = 128;

    private static readonly string[] Formats = ["html", "pdf", "csv", "geojson"];

    /// <summary>Adds the page's routes to an application. Call it once, before the application starts.</summary>
    public static void Map(WebApplication app, ConsoleData data)
    {
        MapFrame(app);
        app.MapGet("/", (HttpContext http) => Asset(http, "index.html"));
        app.MapGet("/api/mission", (HttpContext http) => Send(http, data.Mission()));
        app.MapGet("/api/days", (HttpContext http) => Send(http, data.Days()));
        app.MapGet("/api/incidents", (HttpContext http, string? day) => OfDay(http, day, data.Incidents));
        app.MapGet("/api/incidents/{id}", (HttpContext http, string id, string? lang) => Send(http, IsId(id) ? data.Incident(id, IsLanguage(lang) ? lang! : "en") : null));
        app.MapGet("/api/findings", (HttpContext http, string? day) => OfDay(http, day, data.Findings));
        app.MapGet("/api/observations/{id}", (HttpContext http, string id) => Send(http, IsId(id) ? data.Observation(id) : null));
        app.MapGet("/api/observations/{id}/recordings", (HttpContext http, string id, string? lang, string? theme) => Recordings(http, data, id, lang, theme));
        app.MapGet("/api/hearing", (HttpContext http, string? day) => OfDay(http, day, data.Hearing));
        app.MapGet("/api/line", (HttpContext http, string? day) => OfDay(http, day, data.Line));
        app.MapGet("/api/outlines", (HttpContext http) => Send(http, data.Outlines()));
        app.MapGet("/api/places", (HttpContext http) => Send(http, data.Places()));
        GroundEndpoints.Map(app, data.Ground);
        app.MapGet("/api/log", (HttpContext http) => Send(http, data.Log()));
        app.MapGet("/api/proof/{kind}/{id}", (HttpContext http, string kind, string id) => Proof(http, data, kind, id));
        app.MapGet("/report/{name}", (HttpContext http, string name, string? lang) => Report(http, data, name, lang));
    }

    /// <summary>Adds what every page of this machine stands in: the guard, the program's own files, one answer for what is not there.</summary>
    internal static void MapFrame(WebApplication app)
    {
        app.Use(Guard);
        app.MapGet("/app/{**name}", (HttpContext http, string? name) => Asset(http, name ?? ""));
        app.MapFallback("{**path}", (HttpContext http) => NotFound(http));
    }

    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()";
        // A name that resolves to this machine must not let another site's page read ours: the Host header has to be a loopback one, too.
        bool near = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && IsLoopbackName(http.Request.Host.Host);
        return near ? next(http) : Say(http, StatusCodes.Status403Forbidden, "this page answers its own machine only");
    }

    private static bool IsLoopbackName(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static Task Asset(HttpContext http, string name) =>
        ConsoleAssets.Own.Find(name) is { } file ? Send(http, file.Bytes, file.ContentType, file.Tag) : NotFound(http);

    private static Task OfDay(HttpContext http, string? day, Func<DateOnly, JsonNode?> answer) =>
        TryDay(day, out DateOnly d) ? Send(http, answer(d))
        : Say(http, StatusCodes.Status400BadRequest, "write ?day=YYYY-MM-DD");

    private static Task Proof(HttpContext http, ConsoleData data, string kind, string id)
    {
        string? text = IsId(kind) && IsId(id) ? data.Proof(kind, id) : null;
        return text is null ? NotFound(http) : Send(http, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", null);
    }

    // Opened on its own, a picture carries its style and the image of its spectrogram, as a report does, and runs nothing.
    private static Task Recordings(HttpContext http, ConsoleData data, string id, string? lang, string? theme)
    {
        ConsoleFile? file = IsId(id) ? data.Recordings(id, IsLanguage(lang) ? lang! : "en", theme is "light" or "dark" ? theme : "auto") : null;
        if (file is null) return NotFound(http);
        http.Response.Headers.ContentSecurityPolicy = ReportSecurityPolicy;
        return Send(http, file.Bytes, file.ContentType, null);
    }

    private static Task Report(HttpContext http, ConsoleData data, string name, string? lang)
    {
        string[] parts = name.Split('.');
        string language = lang ?? "en";
        bool asked = parts.Length == 2 && TryDay(parts[0], out _) && Formats.Contains(parts[1], StringComparer.Ordinal)
            && IsLanguage(language);
        ConsoleFile? file = asked && TryDay(parts[0], out DateOnly day) ? data.Report(day, parts[1], language) : null;
        if (file is null) return NotFound(http);
        http.Response.Headers.ContentSecurityPolicy = ReportSecurityPolicy;
        return Send(http, file.Bytes, file.ContentType, null);
    }

    internal static Task Send(HttpContext http, JsonNode? node) =>
        node is null ? NotFound(http) : Send(http, Encoding.UTF8.GetBytes(node.ToJsonString()), Json, null);

    internal static async Task Send(HttpContext http, byte[] bytes, string type, string? tag)
    {
        tag ??= $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        if (http.Request.Headers.IfNoneMatch.Any(v => v is not null && v.Split(',').Any(t => t.Trim() == tag)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    internal static Task NotFound(HttpContext http) => Say(http, StatusCodes.Status404NotFound, "there is nothing of that name");

    /// <summary>Every refusal has one shape, whatever was asked, and never repeats what was asked.</summary>
    private static Task Say(HttpContext http, int status, string error)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Json;
        return http.Response.Body.WriteAsync(CanonicalJson.Write(new JsonObject { ["error"] = error, ["status"] = status })).AsTask();
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.') && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsLanguage(string? text) => text is { Length: 2 or 3 } && text.All(char.IsAsciiLetterLower);

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
