using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Takes signed answers of invitees' systems: POST to <c>…/PEER</c>. What is taken is sealed before it is answered; a repetition is answered the same and seals nothing.</summary>
/// <remarks>docs/formats/notices.md, "Webhook, receiving".</remarks>
public sealed class WebhookReceiver
{
    /// <summary>Longest body, bytes.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<Secret>> _keys;
    private readonly Action<JsonObject, ReadOnlyMemory<byte>> _seal;
    private readonly TimeProvider _time;
    private readonly Secret _nobody = Secret.Of(new string('0', 64));
    private readonly Lock _gate = new();
    private WebhookInbox _inbox;

    /// <summary>A receiver; throws <see cref="ArgumentException"/> for a key that is too short.</summary>
    /// <param name="keys">Keys by peer; several while one is changed.</param>
    /// <param name="inbox">What was taken before, folded from the log.</param>
    /// <param name="seal">Puts the record and the body on the disk; when it returns they are there.</param>
    /// <param name="time">The clock.</param>
    public WebhookReceiver(IReadOnlyDictionary<string, IReadOnlyList<Secret>> keys, WebhookInbox inbox, Action<JsonObject, ReadOnlyMemory<byte>> seal, TimeProvider time)
    {
        if (keys.Values.Any(k => k.Count == 0 || k.Any(s => s.Length < WebhookSignature.LeastKeyBytes))) throw new ArgumentException($"every peer has a key of at least {WebhookSignature.LeastKeyBytes} bytes", nameof(keys));
        (_keys, _inbox, _seal, _time) = (keys, inbox, seal, time);
    }

    /// <summary>What was taken so far.</summary>
    public WebhookInbox Inbox
    {
        get
        {
            lock (_gate) return _inbox;
        }
    }

    /// <summary>Mounts it below a path.</summary>
    public void Map(IEndpointRouteBuilder app, string path) => app.MapPost(path + "/{peer}", (RequestDelegate)(context => AnswerAsync(context, (string)context.Request.RouteValues["peer"]!)));

    private async Task AnswerAsync(HttpContext context, string peer)
    {
        byte[]? body = await BodyAsync(context);
        WebhookAnswer answer = body is null ? new(413, new JsonObject { ["error"] = $"at most {MostBytes} bytes" }) : Take(context, peer, body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(CanonicalJson.Write(answer.Body), context.RequestAborted);
    }

    private WebhookAnswer Take(HttpContext context, string peer, byte[] body)
    {
        // An unknown peer costs the same work and gets the same answer as a wrong signature: the list of peers is nobody's business.
        bool known = _keys.TryGetValue(peer, out IReadOnlyList<Secret>? keys);
        WebhookVerdict verdict = WebhookSignature.Verify(keys ?? [_nobody], context.Request.Headers[WebhookSignature.Header], body, _time.GetUtcNow(), WebhookSignature.Window);
        if (!known) verdict = WebhookVerdict.Wrong;
        if (verdict != WebhookVerdict.Right) return WebhookInbox.Refused(verdict);
        lock (_gate)
        {
            (WebhookAnswer answer, WebhookReceived? toSeal) = _inbox.Take(peer, context.Request.Headers[WebhookSignature.DeliveryHeader].ToString(), body, _time.GetUtcNow());
            if (toSeal is null) return answer;
            _seal(toSeal.ToJson(), body);
            _inbox = _inbox.Apply(toSeal);
            return answer;
        }
    }

    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes) return null;
        byte[] bytes = new byte[MostBytes + 1];
        int read = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        return read > MostBytes ? null : bytes[..read];
    }
}
