using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Truce.Measures;

namespace Truce.Server.Tests.Running;

/// <summary>The system of an invitee over a real Kestrel: it counts what comes, and answers now at once, now late, now that it is busy.</summary>
internal sealed class NoticeDesk : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SeededRandom _random;

    private NoticeDesk(WebApplication app, int seed) => (_app, _random) = (app, new SeededRandom((ulong)seed));

    /// <summary>How often each notice came.</summary>
    public ConcurrentDictionary<string, int> Came { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is of changing temper; else it takes everything.</summary>
    public bool IsMoody { get; set; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<NoticeDesk> Start(int seed)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var desk = new NoticeDesk(app, seed);
        app.MapPost("/in", desk.Take);
        await app.StartAsync();
        return desk;
    }

    public void Clear() => Came.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        JsonNode body = (await JsonNode.ParseAsync(context.Request.Body))!;
        Came.AddOrUpdate((string)body["id"]!, 1, (_, n) => n + 1);
        double mood;
        lock (_random) mood = IsMoody ? _random.NextUnit() : 1;
        if (mood < 0.4) await Task.Delay((int)(mood * 250));
        context.Response.StatusCode = mood is > 0.4 and < 0.6 ? 503 : 200;
    }
}
