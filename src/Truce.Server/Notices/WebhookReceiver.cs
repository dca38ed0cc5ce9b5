using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Takes a delivery whose signature is right.</summary>
/// <param name="peer">Whose key signed it.</param>
/// <param name="delivery">The sender's name of it.</param>
/// <param name="body">The body.</param>
/// <param name="ago">How long ago it arrived, at the moment of sealing.</param>
/// <returns>How to answer; nothing while the store is busy and nothing was taken.</returns>
public delegate Task<WebhookAnswer?> TakeDelivery(string peer, string delivery, byte[] body, Func<TimeSpan> ago);

/// <summary>Takes signed answers of invitees' systems: POST to <c>…/PEER</c>. What is taken is sealed before it is answered; a repetition is answered the same and seals nothing.</summary>
/// <remarks>docs/formats/notices.md, "Webhook, receiving".</remarks>
public sealed class WebhookReceiver
{
    /// <summary>Longest body, bytes.</summary>
    public const int MostBytes = ReplyReader.MaxBytes;

    /// <summary>After how long a peer that was turned away is asked to try again.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyDictionary<string, IReadOnlyList<Secret>> _keys;
    private readonly IReadOnlyList<Secret> _nobody;
    private readonly TakeDelivery _take;
    private readonly TimeProvider _time;
    private readonly PeerLimits _limits;
    private readonly TurnedAway _away;
    private readonly Lock _gate = new();
    private readonly Action<string, string, WebhookAnswer>? _told;

    /// <summary>A receiver; throws <see cref="ArgumentException"/> for a key that is too short.</summary>
    /// <param name="keys">Keys by peer; several while one is changed.</param>
    /// <param name="take">Seals and reads what came.</param>
    /// <param name="time">The clock that signatures are judged by.</param>
    /// <param name="told">Hears of each answer to a peer that is known: who, the delivery's name, the answer.</param>
    public WebhookReceiver(IReadOnlyDictionary<string, IReadOnlyList<Secret>> keys, TakeDelivery take, TimeProvider time, Action<string, string, WebhookAnswer>? told = null)
    {
        if (keys.Values.Any(k => k.Count == 0 || k.Any(s => s.Length < WebhookSignature.LeastKeyBytes))) throw new ArgumentException($"every peer has a key of at least {WebhookSignature.LeastKeyBytes} bytes", nameof(keys));
        (_keys, _take, _time, _told) = (keys, take, time, told);
        (_limits, _away) = (new PeerLimits(time), new TurnedAway(time));
        _nobody = [.. Enumerable.Repeat(Secret.Of(new string('0', 64)), keys.Values.Select(k => k.Count).DefaultIfEmpty(1).Max())];
    }

    /// <summary>Requests that were refused because their signature was not right, since the start.</summary>
    public long Strangers { get; private set; }

    /// <summary>Mounts it below a path.</summary>
    public void Map(IEndpointRouteBuilder app, string path) => app.MapPost(path + "/{peer}", (RequestDelegate)(context => AnswerAsync(context, (string)context.Request.RouteValues["peer"]!)));

    private async Task AnswerAsync(HttpContext context, string peer)
    {
        byte[]? body = await BodyAsync(context);
        long arrived = _time.GetTimestamp();
        WebhookAnswer answer = body is null ? WebhookAnswer.Refusal(413, $"at most {MostBytes} bytes") : await JudgeAsync(context, peer, body, arrived);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(CanonicalJson.Write(answer.Body), context.RequestAborted);
    }

    private async Task<WebhookAnswer> JudgeAsync(HttpContext context, string peer, byte[] body, long arrived)
    {
        // An unknown peer costs the same work and gets the same answer as a wrong signature: the list of peers is nobody's business.
        bool known = _keys.TryGetValue(peer, out IReadOnlyList<Secret>? keys);
        string delivery = context.Request.Headers[WebhookSignature.DeliveryHeader].ToString();
        WebhookVerdict verdict = WebhookSignature.Verify(known ? keys! : _nobody, context.Request.Headers[WebhookSignature.Header], delivery, body, _time.GetUtcNow(), WebhookSignature.Window);
        if (!known && verdict != WebhookVerdict.Malformed) verdict = WebhookVerdict.Wrong;
        WebhookAnswer answer;
        lock (_gate)
        {
            if (verdict != WebhookVerdict.Right)
            {
                Strangers++;
                return WebhookAnswer.Refusal(verdict);
            }

            if (_limits.Take(peer, body.Length) is { } wait) return Later(context, peer, delivery, 429, "too much from this peer; nothing was taken", wait);
        }

        WebhookAnswer? taken = await _take(peer, delivery, body, () => Since(peer, delivery, body, arrived));
        lock (_gate)
        {
            if (taken is null)
            {
                _away.Note(peer, delivery, body, arrived);
                return Later(context, peer, delivery, 503, "another program is at work in this store; nothing was taken. Send the same again: the time of the first time counts", TryAgain);
            }

            _away.Forget(peer, delivery);
            answer = taken;
        }

        _told?.Invoke(peer, delivery, answer);
        return answer;
    }

    private TimeSpan Since(string peer, string delivery, byte[] body, long arrived)
    {
        lock (_gate) return _time.GetElapsedTime(_away.First(peer, delivery, body) ?? arrived);
    }

    private WebhookAnswer Later(HttpContext context, string peer, string delivery, int status, string why, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        WebhookAnswer answer = WebhookAnswer.Refusal(status, why);
        _told?.Invoke(peer, delivery, answer);
        return answer;
    }

    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes) return null;
        byte[] bytes = new byte[MostBytes + 1];
        int read = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        return read > MostBytes ? null : bytes[..read];
    }
}
