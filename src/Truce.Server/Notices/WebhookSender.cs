using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Posts a signed notice. No redirect is followed, no cookie kept, no proxy asked, and an answer is read up to a bound.</summary>
/// <remarks>docs/formats/notices.md, "Webhook".</remarks>
public sealed class WebhookSender : IDisposable
{
    /// <summary>One attempt at most this long.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Most of an answer that is read, bytes; what follows is not.</summary>
    public const int MostAnswerBytes = 16 * 1024;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <summary>A sender with its own connections.</summary>
    public WebhookSender(TimeSpan timeout, TimeProvider time)
    {
        (_timeout, _time) = (timeout, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = timeout,
            MaxResponseHeadersLength = 16, // KiB
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a name that moved is asked for again
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // ours runs on the clock that was handed in
        };
    }

    /// <summary>Sends one body under the name of its delivery.</summary>
    public async Task<SendOutcome> SendAsync(Uri address, Secret key, string delivery, byte[] body, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return new SendOutcome.Refused("notices go over https only; http is for this machine itself");
        if (key.Length < WebhookSignature.LeastKeyBytes) return new SendOutcome.TryLater($"the key is shorter than {WebhookSignature.LeastKeyBytes} bytes; nothing was sent");
        using var clock = new CancellationTokenSource(_timeout, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, clock.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.DeliveryHeader, delivery);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(key, _time.GetUtcNow(), delivery, body));
        request.Headers.UserAgent.ParseAdd("Truce");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Judge(response, await AnswerAsync(response, limit.Token));
        }
        catch (HttpRequestException e)
        {
            bool neverSent = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
            string why = e.InnerException is SocketException s ? s.SocketErrorCode.ToString() : e.HttpRequestError.ToString();
            return new SendOutcome.TryLater($"no answer: {why}", !neverSent);
        }
        catch (IOException)
        {
            return new SendOutcome.TryLater("the answer broke off", MayHaveArrived: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome.TryLater($"no answer within {_timeout.TotalSeconds:0.#} s", MayHaveArrived: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private SendOutcome Judge(HttpResponseMessage response, string answer)
    {
        int status = (int)response.StatusCode;
        if (status is >= 200 and < 300) return new SendOutcome.Delivered($"{status} {answer}");
        TimeSpan? after = RetryAfter.Read(response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.First() : null, _time.GetUtcNow());
        return status switch
        {
            408 or 429 or >= 500 => new SendOutcome.TryLater($"{status} {answer}", RetryAfter: after),
            >= 300 and < 400 => new SendOutcome.Refused($"{status}: a redirect is not followed; write the address itself into the file of channels"),
            _ => new SendOutcome.Refused($"{status} {answer}"),
        };
    }

    /// <summary>Digest and beginning of the answer, up to the bound.</summary>
    private static async Task<string> AnswerAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        byte[] bytes = new byte[MostAnswerBytes];
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        int read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        string start = new([.. Encoding.UTF8.GetString(bytes, 0, Math.Min(read, 200)).Select(c => char.IsControl(c) ? ' ' : c)]);
        return read == 0 ? "(no body)" : $"{start.Trim()} (sha256 {Hash256.Of(bytes.AsSpan(0, read))}{(read == bytes.Length ? $" of the first {read} bytes" : "")})";
    }
}
