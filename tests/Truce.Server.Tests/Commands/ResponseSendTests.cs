using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Truce.Response.Notices;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>Notices from the command to the wire: a folder of CAP files and a webhook of a real server, once up and once down.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ResponseSendTests(SimulatedRun run)
{
    private readonly List<JsonObject> _came = [];

    [Fact]
    public async Task What_is_queued_leaves_once_and_the_consultation_knows_it()
    {
        using var files = new TempFolder();
        int port = FreePort();
        string channels = Channels(files, port);
        ConsultationStore store = await Opened();
        await using (await Server(port))
        {
            JsonObject sent = await Send(0, store, channels);
            Assert.Equal((2, 2), ((int)sent["queued"]!, (int)sent["attempts"]!));
            Assert.Equal("ALDER/cap:delivered:1 BIRCH/webhook:delivered:1", Deliveries(sent));
            string file = Assert.Single(Directory.GetFiles(Path.Combine(files.Root, "cap")));
            Assert.Contains("SIMULATED", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            JsonObject came = Assert.Single(_came);
            Assert.Equal((string)came["id"]!, Notice.Read(came["notice"]!.AsObject()).Id.ToString());

            JsonObject again = await Send(0, store, channels);
            Assert.Equal((0, 0), ((int)again["queued"]!, (int)again["attempts"]!));
            Assert.Single(_came);

            JsonObject open = (await store.Status())["consultations"]![0]!.AsObject();
            Assert.Equal("ALDER:asked BIRCH:asked", ConsultationStore.Statuses(ConsultationStore.Tier(open, "R1")));
            Assert.True(ConsultationStore.Instant(open["times"]!["notified"]) >= ConsultationStore.Instant(open["opened"]));
            Assert.Empty(open["remarks"]!.AsArray());

            // Above the level of machines nothing leaves before two people released it.
            await store.Does("r1", "escalate", "--consultation", (string)open["consultation"]!, "--tier", "R2", "--ground", "continues", "--from", "R1");
            await store.Does("r1", "release", "--consultation", (string)open["consultation"]!, "--tier", "R2");
            Assert.Equal(0, (int)(await Send(0, store, channels))["queued"]!);
            await store.Does("r3", "release", "--consultation", (string)open["consultation"]!, "--tier", "R2");
            JsonObject released = await Send(1, store, channels); // three of the five have no channel, and that is said
            Assert.Equal((2, 3), ((int)released["queued"]!, released["notQueued"]!.AsArray().Count));
            Assert.Equal("escalated", (string)_came[^1]["notice"]!["kind"]!);
        }

        Assert.Equal(0, (await TruceProcess.Run("replay", "--store", store.Folder)).Code);
        Assert.Empty(SimulatedRun.Audit(store.Folder));
    }

    [Fact]
    public async Task A_webhook_that_is_down_waits_and_is_seen_and_gets_it_when_it_is_up()
    {
        using var files = new TempFolder();
        int port = FreePort();
        string channels = Channels(files, port);
        ConsultationStore store = await Opened();
        JsonObject down = await Send(1, store, channels);
        Assert.Equal("ALDER/cap:delivered:1 BIRCH/webhook:waiting:1", Deliveries(down));
        JsonObject waits = down["deliveries"]!.AsArray().Single(d => (string)d!["channel"]! == "BIRCH/webhook")!.AsObject();
        Assert.StartsWith("no answer", (string)waits["reason"]!, StringComparison.Ordinal);
        DateTimeOffset next = ConsultationStore.Instant(waits["next"]);
        Assert.Equal("ALDER:asked BIRCH:notAsked", ConsultationStore.Statuses(ConsultationStore.Tier((await store.Status())["consultations"]![0]!.AsObject(), "R1")));

        await using (await Server(port))
        {
            JsonObject early = await Send(1, store, channels); // its next try is not due, and a try before would be a flood
            Assert.Equal((0, 0), ((int)early["queued"]!, (int)early["attempts"]!));
            JsonObject up = await Send(0, store, channels, "--at", ConsultationStore.At(next));
            Assert.Equal("ALDER/cap:delivered:1 BIRCH/webhook:delivered:2", Deliveries(up));
            Assert.Single(_came);
        }

        JsonObject status = (await store.Status())["consultations"]![0]!.AsObject();
        JsonObject birch = ConsultationStore.Tier(status, "R1")["invitees"]!.AsArray().Single(i => (string)i!["invitee"]! == "BIRCH")!.AsObject();
        Assert.Equal("asked", (string)birch["status"]!);
        Assert.True(ConsultationStore.Instant(birch["asked"]) >= next);
        Assert.True(ConsultationStore.Instant(status["times"]!["notified"]) < next); // the first that left counts
        Assert.Null(birch["failed"]);
    }

    /// <summary>A store with a consultation on the first tier, which a machine may send.</summary>
    private async Task<ConsultationStore> Opened()
    {
        var store = new ConsultationStore(run);
        string finding = (await store.Waiting())[0];
        await store.Confirm(finding, "r1", "r3");
        await store.Adopt();
        await store.Does("r1", "open", "--finding", finding, "--tier", "R1");
        return store;
    }

    private static Task<JsonObject> Send(int code, ConsultationStore store, string channels, params string[] more) =>
        TruceProcess.Says(code, ["response", "send", "--store", store.Folder, "--channels", channels, "--json", .. more]);

    private static string Deliveries(JsonObject sent) => string.Join(' ', sent["deliveries"]!.AsArray().Select(d => $"{d!["channel"]}:{d["stage"]}:{d["attempts"]}").Order(StringComparer.Ordinal));

    private static string Channels(TempFolder files, int port)
    {
        string key = files.Write("birch.key", "0123456789abcdef0123456789abcdef");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return files.Write("channels.json", $$$"""
            {"schema":"truce-channels-1","house":"SIMULATED Commission","capSender":"commission.example","invitees":[
              {"id":"ALDER","language":"en","channels":[{"kind":"cap","folder":"cap"}]},
              {"id":"BIRCH","language":"fr","channels":[{"kind":"webhook","url":"http://127.0.0.1:{{{port}}}/in","key":{"file":"birch.key"}}]}]}
            """);
    }

    private async Task<WebApplication> Server(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        WebApplication app = builder.Build();
        app.MapPost("/in", async context =>
        {
            JsonNode? body = await JsonNode.ParseAsync(context.Request.Body);
            lock (_came) _came.Add(body!.AsObject());
            await context.Response.WriteAsync("taken");
        });
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
