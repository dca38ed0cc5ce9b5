using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Truce.Evidence;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Listens for what invitees' systems post, on this machine only: what stands before it (a proxy with TLS) is the house's own.</summary>
internal sealed class ResponseListener : IAsyncDisposable
{
    /// <summary>Below which path peers post.</summary>
    public const string Path = "/in";

    /// <summary>How long a delivery waits for a store that another program holds before it is turned away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostConnections = 100;

    private readonly WebApplication _app;
    private readonly SemaphoreSlim _turn;

    private ResponseListener(WebApplication app, SemaphoreSlim turn) => (_app, _turn) = (app, turn);

    /// <summary>Where it listens, with the path.</summary>
    public IEnumerable<string> Urls => _app.Urls.Select(u => u.TrimEnd('/') + Path);

    /// <summary>Begins to listen; throws <see cref="BadInputException"/> for an address that is not this machine's.</summary>
    /// <param name="inbox">Where deliveries go; one at a time.</param>
    /// <param name="keys">Keys by peer.</param>
    /// <param name="urls">Addresses, with semicolons between them.</param>
    /// <param name="told">Hears of each answer to a known peer, as one line of JSON.</param>
    /// <param name="stop">Ends the start.</param>
    public static async Task<ResponseListener> StartAsync(ResponseInbox inbox, IReadOnlyDictionary<string, IReadOnlyList<Secret>> keys, string urls, Action<JsonObject> told, CancellationToken stop)
    {
        foreach (string url in urls.Split(';')) Near(url);
        var turn = new SemaphoreSlim(1);
        var receiver = new WebhookReceiver(keys, (peer, delivery, body, ago) => TakeAsync(inbox, turn, peer, delivery, body, ago), TimeProvider.System, (peer, delivery, answer) => told(new JsonObject
        {
            ["peer"] = peer,
            ["delivery"] = delivery,
            ["status"] = answer.Status,
            [answer.Status == 200 ? "taken" : "error"] = answer.Body.TextOrNull(answer.Status == 200 ? "taken" : "error") ?? "",
        }));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http1);
            (kestrel.Limits.MaxConcurrentConnections, kestrel.Limits.MaxRequestHeadersTotalSize, kestrel.Limits.RequestHeadersTimeout) = (MostConnections, 16 * 1024, TimeSpan.FromSeconds(10));
            kestrel.Limits.MaxRequestBodySize = WebhookReceiver.MostBytes + 1; // one more, so that the receiver itself says what the bound is
        });
        WebApplication app = builder.Build();
        receiver.Map(app, Path);
        app.MapFallback("{**path}", (HttpContext http) => Results.NotFound());
        await app.StartAsync(stop).ConfigureAwait(false);
        return new(app, turn);
    }

    /// <summary>A store that is opened for each delivery and let go after it, so that people can act in it meanwhile.</summary>
    public static Func<Action<EvidenceLog, BlobStore>, bool> OpenedEachTime(string store) => work =>
    {
        string key = System.IO.Path.Combine(store, "log.key");
        if (!File.Exists(key) || !KeyFile.TryParse(File.ReadAllText(key), out Ed25519Signer? signer)) throw new StoreException($"{store}: no store there (log.key is missing or damaged)");
        using (signer)
        {
            try
            {
                using EvidenceLog log = EvidenceLog.Open(store, signer!.Name, signer);
                work(log, new BlobStore(System.IO.Path.Combine(store, "blobs")));
                return true;
            }
            catch (EvidenceBusyException)
            {
                return false;
            }
        }
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false); // answers what it has begun
        await _app.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private static async Task<WebhookAnswer?> TakeAsync(ResponseInbox inbox, SemaphoreSlim turn, string peer, string delivery, byte[] body, Func<TimeSpan> ago)
    {
        long began = TimeProvider.System.GetTimestamp();
        if (!await turn.WaitAsync(Patience).ConfigureAwait(false)) return null;
        try
        {
            while (true)
            {
                if (inbox.TryTake(peer, delivery, body, ago()) is { } answer) return answer;
                if (TimeProvider.System.GetElapsedTime(began) > Patience) return null;
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static void Near(string url)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttp) throw new BadInputException($"'{url}' is no address to listen on; write for instance http://127.0.0.1:8090");
        if (uri.AbsolutePath != "/" || uri.Query.Length > 0) throw new BadInputException($"'{url}' has a path; peers post below {Path}, and a proxy may give it another name");
        if (!uri.IsLoopback || (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out _) && uri.Host != "localhost"))
        {
            throw new BadInputException($"'{url}' is not this machine's own address; answers of invitees do not go over a network in the open: listen on http://127.0.0.1:PORT and put a proxy with TLS before it");
        }
    }
}
