using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Tests.Response.Notices;

namespace Truce.Server.Tests.Notices;

/// <summary>Webhooks over a real Kestrel: the sender against servers of every temper, the receiver against senders of every honesty.</summary>
public sealed class WebhookWireTests : IAsyncLifetime
{
    private static readonly Secret Key = Secret.Of("0123456789abcdef0123456789abcdef"), Other = Secret.Of("ffffffffffffffffffffffffffffffff");
    private readonly List<(WebhookReceived Record, byte[] Body)> _sealed = [];
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ShiftedTime _time = new();
    private readonly SteppedTime _clock;
    private WebhookInbox _inbox = WebhookInbox.Empty;
    private readonly WebhookSender _sender;
    private readonly WebhookReceiver _receiver;
    private WebApplication? _app;
    private bool _diskIsFull, _isBusy;
    private int _trapped;

    public WebhookWireTests()
    {
        _clock = new SteppedTime(_time);
        _sender = new WebhookSender(TimeSpan.FromSeconds(2), _time);
        var keys = new Dictionary<string, IReadOnlyList<Secret>> { ["GB"] = [Key], ["FR"] = [Other] };
        _receiver = new WebhookReceiver(keys, Take, _clock, (peer, delivery, answer) => _told.Enqueue($"{peer} {delivery} {answer.Status}"));
    }

    // A store in memory, as strict as the one on the disk: sealed, then read, then answered.
    private Task<WebhookAnswer?> Take(string peer, string delivery, byte[] body, Func<TimeSpan> ago)
    {
        lock (_sealed)
        {
            if (_isBusy) return Task.FromResult<WebhookAnswer?>(null);
            if (_diskIsFull) throw new IOException("disk full");
            if (_inbox.Before(peer, delivery, Hash256.Of(body)) is { } before) return Task.FromResult<WebhookAnswer?>(before);
            DateTimeOffset now = _clock.GetUtcNow();
            var received = new WebhookReceived(now - ago(), now, peer, delivery, Hash256.Of(body), body.Length);
            _sealed.Add((received, body));
            var read = new WebhookRead(now, peer, delivery, new(200, new JsonObject { ["delivery"] = delivery, ["n"] = _sealed.Count }));
            _inbox = _inbox.Apply(received).Apply(read);
            return Task.FromResult<WebhookAnswer?>(read.Answer);
        }
    }

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _receiver.Map(_app, "/in");
        _app.MapPost("/say/{status:int}", async context =>
        {
            context.Response.StatusCode = int.Parse((string)context.Request.RouteValues["status"]!, System.Globalization.CultureInfo.InvariantCulture);
            if (context.Request.Query["after"].ToString() is { Length: > 0 } after) context.Response.Headers.RetryAfter = after;
            if (context.Response.StatusCode is >= 300 and < 400) context.Response.Headers.Location = "/trap?token=secret";
            else if (context.Response.StatusCode != 204) await context.Response.WriteAsync("because\r\nof this");
        });
        _app.Map("/trap", () => Interlocked.Increment(ref _trapped));
        _app.MapPost("/flood", async context =>
        {
            byte[] piece = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            for (int i = 0; i < 1600; i++) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });
        _app.MapPost("/hang", async context => await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        _app.MapPost("/cut", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("half");
            context.Abort();
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    [Fact]
    public async Task What_we_send_we_take_seal_and_can_name_again()
    {
        Notice notice = NoticeSample.Make("uk");
        SendOutcome outcome = await _sender.SendAsync(At("/in/GB"), Key, notice.Id.ToString(), NoticeSender.Body(notice), Stop);
        Assert.Contains(notice.Id.ToString(), Assert.IsType<SendOutcome.Delivered>(outcome).Receipt, StringComparison.Ordinal);
        (WebhookReceived record, byte[] body) = Assert.Single(_sealed);
        Assert.Equal(notice.Id, Notice.Read((JsonObject)JsonNode.Parse(body)!["notice"]!).Id);
        Assert.Equal(notice.Id.ToString(), record.Delivery);
    }

    [Fact]
    public async Task A_repetition_is_answered_the_same_byte_for_byte_and_seals_nothing()
    {
        SendOutcome first = await SendAsync("/in/GB"), again = await SendAsync("/in/GB");
        Assert.Equal(Assert.IsType<SendOutcome.Delivered>(first), Assert.IsType<SendOutcome.Delivered>(again));
        Assert.Single(_sealed);
        Assert.StartsWith("409", Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/GB", body: "{\"another\":1}")).Reason, StringComparison.Ordinal);
        SendOutcome[] many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync("/in/GB", delivery: "at-once")));
        Assert.Single(many.Distinct());
        Assert.Equal(2, _sealed.Count);
    }

    [Fact]
    public async Task A_wrong_key_an_unknown_peer_and_a_wrong_clock_seal_nothing_and_tell_little()
    {
        string wrong = Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/GB", key: Other)).Reason;
        Assert.Equal(wrong, Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/PL", key: Other)).Reason);
        Assert.StartsWith("401", wrong, StringComparison.Ordinal);
        foreach (int minutes in new[] { -6, 6 })
        {
            _time.Shift = TimeSpan.FromMinutes(minutes);
            Assert.Contains("too far from this clock", Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/GB")).Reason, StringComparison.Ordinal);
        }

        _time.Shift = TimeSpan.FromMinutes(4);
        Assert.Empty(_sealed);
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB"));
    }

    [Fact]
    public async Task What_could_not_be_sealed_is_not_taken()
    {
        _diskIsFull = true;
        Assert.StartsWith("500", Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB")).Reason, StringComparison.Ordinal);
        Assert.Empty(_sealed);
        _diskIsFull = false;
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB"));
        Assert.Single(_sealed);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        Assert.StartsWith("413", Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/GB", body: new string('x', WebhookReceiver.MostBytes + 1))).Reason, StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB", body: new string('x', WebhookReceiver.MostBytes)));
    }

    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(204, "Delivered")]
    [InlineData(302, "Refused")]
    [InlineData(307, "Refused")]
    [InlineData(400, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(408, "TryLater")]
    [InlineData(410, "Refused")]
    [InlineData(429, "TryLater")]
    [InlineData(500, "TryLater")]
    [InlineData(503, "TryLater")]
    public async Task Each_status_means_what_the_document_says(int status, string expected)
    {
        SendOutcome outcome = await SendAsync($"/say/{status}");
        Assert.Equal(expected, outcome.GetType().Name);
        Assert.DoesNotContain("\n", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _trapped);
    }

    [Fact]
    public async Task What_the_other_end_asks_to_wait_is_heard()
    {
        Assert.Equal(TimeSpan.FromSeconds(77), Assert.IsType<SendOutcome.TryLater>(await SendAsync("/say/429?after=77")).RetryAfter);
        Assert.Null(Assert.IsType<SendOutcome.TryLater>(await SendAsync("/say/503")).RetryAfter);
    }

    [Fact]
    public async Task An_endless_answer_is_read_to_its_bound_and_a_broken_or_late_one_leaves_doubt()
    {
        Assert.Contains("of the first 16384 bytes", Assert.IsType<SendOutcome.Delivered>(await SendAsync("/flood")).Receipt, StringComparison.Ordinal);
        Assert.True(Assert.IsType<SendOutcome.TryLater>(await SendAsync("/cut")).MayHaveArrived);
        Assert.True(Assert.IsType<SendOutcome.TryLater>(await SendAsync("/hang")).MayHaveArrived);
    }

    [Fact]
    public async Task A_server_that_is_not_there_leaves_no_doubt_and_plain_http_goes_nowhere_else()
    {
        string reason = Assert.IsType<SendOutcome.TryLater>(await _sender.SendAsync(new("http://127.0.0.1:1/in?token=secret"), Key, "d", "{}"u8.ToArray(), Stop)).Reason;
        Assert.Equal("no answer: ConnectionRefused", reason);
        Assert.False(((SendOutcome.TryLater)await _sender.SendAsync(new("http://127.0.0.1:1/"), Key, "d", "{}"u8.ToArray(), Stop)).MayHaveArrived);
        Assert.IsType<SendOutcome.Refused>(await _sender.SendAsync(new("http://192.0.2.1/in"), Key, "d", "{}"u8.ToArray(), Stop));
        Assert.Contains("shorter than 32", Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB", key: Secret.Of("short"))).Reason, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new WebhookReceiver(new Dictionary<string, IReadOnlyList<Secret>> { ["GB"] = [Secret.Of("short")] }, Take, _time));
    }

    [Fact]
    public async Task A_body_without_a_signature_is_refused()
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.PostAsync(At("/in/GB"), new StringContent("{}"), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(_sealed);
    }

    [Fact]
    public async Task Who_overhears_cannot_send_it_again_under_another_name()
    {
        string signature = WebhookSignature.Sign(Key, _clock.GetUtcNow(), "delivery-1", "{}"u8);
        using var http = new HttpClient();
        foreach ((string delivery, HttpStatusCode expected) in ((string, HttpStatusCode)[])[("delivery-2", HttpStatusCode.Unauthorized), ("delivery-1", HttpStatusCode.OK), ("delivery-1", HttpStatusCode.OK)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, At("/in/GB")) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            request.Headers.Add(WebhookSignature.Header, signature);
            request.Headers.Add(WebhookSignature.DeliveryHeader, delivery);
            using HttpResponseMessage response = await http.SendAsync(request, Stop);
            Assert.Equal(expected, response.StatusCode);
        }

        Assert.Equal("delivery-1", Assert.Single(_sealed).Record.Delivery);
        Assert.Equal(["GB delivery-1 200", "GB delivery-1 200"], _told);
        Assert.Equal(1, _receiver.Strangers);
    }

    [Fact]
    public async Task A_peer_that_runs_wild_is_told_to_wait_and_others_are_not()
    {
        for (int i = 0; i < PeerLimits.MostAMinute; i++) Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB", delivery: $"d-{i}"));
        SendOutcome.TryLater later = Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB", delivery: "d-last"));
        Assert.StartsWith("429", later.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), later.RetryAfter);
        Assert.Equal(PeerLimits.MostAMinute, _sealed.Count);
        Assert.IsType<SendOutcome.Refused>(await SendAsync("/in/GB", key: Other, delivery: "forged")); // who has no key uses up nothing of the peer's
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/FR", key: Other));
        _clock.Step(TimeSpan.FromSeconds(2));
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB", delivery: "d-last"));
    }

    [Fact]
    public void Bytes_of_a_peer_are_bounded_by_the_hour()
    {
        var limits = new PeerLimits(_clock);
        int taken = 0;
        for (int minute = 0; minute < 60; minute++)
        {
            while (limits.Take("GB", WebhookReceiver.MostBytes) is null) taken++;
            _clock.Step(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(taken, 2L * PeerLimits.MostBytesAnHour / WebhookReceiver.MostBytes - 2, 2L * PeerLimits.MostBytesAnHour / WebhookReceiver.MostBytes); // what was there at first, and an hour's
        Assert.True(limits.Take("GB", WebhookReceiver.MostBytes) > TimeSpan.Zero);
        Assert.Null(limits.Take("FR", WebhookReceiver.MostBytes));
    }

    [Fact]
    public async Task Who_was_turned_away_because_the_store_was_busy_is_as_early_as_the_first_try()
    {
        _isBusy = true;
        SendOutcome.TryLater busy = Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB"));
        Assert.StartsWith("503", busy.Reason, StringComparison.Ordinal);
        Assert.Equal(WebhookReceiver.TryAgain, busy.RetryAfter);
        DateTimeOffset first = _clock.GetUtcNow();
        _clock.Step(TimeSpan.FromMinutes(10));
        Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB"));
        Assert.IsType<SendOutcome.TryLater>(await SendAsync("/in/GB", delivery: "too-late"));
        _clock.Step(TimeSpan.FromMinutes(10));
        _isBusy = false;
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB", body: "{\"another\":1}", delivery: "other"));
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB"));
        _clock.Step(TimeSpan.FromMinutes(10));
        Assert.IsType<SendOutcome.Delivered>(await SendAsync("/in/GB", delivery: "too-late")); // it paused for longer than the receiver remembers
        Assert.Equal([("other", TimeSpan.FromMinutes(20)), ("delivery-1", TimeSpan.Zero), ("too-late", TimeSpan.FromMinutes(30))], _sealed.Select(s => (s.Record.Delivery, Rounded(s.Record.At - first))));
        Assert.Equal(TimeSpan.FromMinutes(20), Rounded(_sealed[1].Record.TakenAt - first));
    }

    private static TimeSpan Rounded(TimeSpan t) => TimeSpan.FromMinutes(Math.Round(t.TotalMinutes));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri At(string path) => new(_app!.Urls.Single() + path);

    // The sender's clock goes with the receiver's, whatever the test does to that.
    private Task<SendOutcome> SendAsync(string path, Secret? key = null, string delivery = "delivery-1", string body = "{}") =>
        _sender.SendAsync(At(path), key ?? Key, delivery, Encoding.UTF8.GetBytes(body), Stop);

    /// <summary>The machine's clock, shifted.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }

    /// <summary>A clock that stands still until it is stepped, and takes the sender's with it.</summary>
    private sealed class SteppedTime(ShiftedTime sender) : TimeProvider
    {
        private readonly DateTimeOffset _begins = System.GetUtcNow();
        private TimeSpan _gone;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan by)
        {
            _gone += by;
            sender.Shift += by;
        }

        public override long GetTimestamp() => _gone.Ticks;

        public override DateTimeOffset GetUtcNow() => _begins + _gone;
    }
}
