using System.Globalization;
using System.Net;
using System.Text;
using Truce.Measures;

namespace Truce.Feeds.FdsnWs;

/// <summary>Fetches from FDSN web services (dataselect 1, station 1): bytes as they come, in bounded attempts. It decodes nothing.</summary>
/// <remarks>Statuses and bounds: docs/formats/fdsn.md.</remarks>
/// <param name="http">Its own timeout should be infinite: the options bound each attempt.</param>
/// <param name="options">Bounds.</param>
/// <param name="time">The clock of all waits.</param>
public sealed class FdsnClient(HttpClient http, FdsnOptions options, TimeProvider time)
{
    private const int LongestWords = 2000;

    private readonly SeededRandom _chance = new(options.Seed);

    /// <summary>Fetches into a file. The file appears whole or not at all: bytes gather in <c>PATH.part</c>, which goes when the fetch fails. Throws what the disk throws.</summary>
    public async Task<FdsnResult> FetchAsync(FdsnRequest request, string path, CancellationToken stop)
    {
        string part = path + ".part";
        try
        {
            FdsnResult result;
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                result = await FetchAsync(request, file, stop);
                file.Flush(flushToDisk: true);
            }

            if (result is FdsnResult.Done) File.Move(part, path, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Fetches into a stream that can seek: a failed attempt is taken back to where the stream stood.</summary>
    /// <param name="request">What; throws <see cref="ArgumentException"/> when it is no request.</param>
    /// <param name="to">Gets the bytes.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/>.</param>
    public async Task<FdsnResult> FetchAsync(FdsnRequest request, Stream to, CancellationToken stop)
    {
        if (request.Selections.IsDefaultOrEmpty) throw new ArgumentException("at least one selection expected", nameof(request));
        if (request.Selections.Select(s => s.Problem()).FirstOrDefault(p => p.Length > 0) is { } problem) throw new ArgumentException(problem, nameof(request));
        long from = to.Position;
        for (int attempt = 1; ; attempt++)
        {
            (FdsnResult? result, string failure, TimeSpan? wish) = await AttemptAsync(request, to, attempt, stop);
            if (result is FdsnResult.Done) return result;
            to.Position = from;
            to.SetLength(from);
            if (result is not null) return result;
            TimeSpan wait = wish ?? BackOff(attempt);
            if (attempt >= options.Attempts) return new FdsnResult.GaveUp(failure, attempt);
            if (wait > options.LongestBackOff) return new FdsnResult.GaveUp($"{failure}; it asks to wait {wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s", attempt);
            await Task.Delay(wait, time, stop);
        }
    }

    private async Task<(FdsnResult? Result, string Failure, TimeSpan? Wish)> AttemptAsync(FdsnRequest request, Stream to, int attempt, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            using HttpRequestMessage message = request.Message();
            using HttpResponseMessage answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(answer, to, attempt, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no whole answer within {options.AttemptTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s", null);
        }
        catch (HttpIOException e) when (e.HttpRequestError == HttpRequestError.ResponseEnded)
        {
            return (null, "the answer was cut off", null);
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message, null);
        }
    }

    private async Task<(FdsnResult? Result, string Failure, TimeSpan? Wish)> ReadAsync(HttpResponseMessage answer, Stream to, int attempt, CancellationToken stop)
    {
        int status = (int)answer.StatusCode;
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                return await CopyAsync(answer, to, attempt, stop);
            case HttpStatusCode.NoContent or HttpStatusCode.NotFound when answer.StatusCode == HttpStatusCode.NoContent || AsksFor404(answer):
                return (new FdsnResult.NoData(attempt), "", null);
            case HttpStatusCode.RequestEntityTooLarge:
                return (new FdsnResult.TooMuch("the service: " + await WordsAsync(answer, stop), attempt), "", null);
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout:
            case >= HttpStatusCode.InternalServerError and not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported):
                return (null, $"status {status}", Wish(answer));
            default:
                return (new FdsnResult.Refused(status, await WordsAsync(answer, stop), attempt), "", null);
        }
    }

    private async Task<(FdsnResult? Result, string Failure, TimeSpan? Wish)> CopyAsync(HttpResponseMessage answer, Stream to, int attempt, CancellationToken stop)
    {
        long? announced = answer.Content.Headers.ContentLength;
        var tooMuch = new FdsnResult.TooMuch($"more than {options.MostBytes} bytes", attempt);
        if (announced > options.MostBytes) return (tooMuch, "", null);
        await using Stream from = await answer.Content.ReadAsStreamAsync(stop);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (true)
        {
            int n;
            try
            {
                n = await from.ReadAsync(buffer, stop);
            }
            catch (IOException e)
            {
                return (null, $"the answer was cut off after {total} bytes: {e.Message}", null);
            }

            if (n == 0) break;
            total += n;
            if (total > options.MostBytes) return (tooMuch, "", null);
            await to.WriteAsync(buffer.AsMemory(0, n), stop);
        }

        if (announced is { } whole && total != whole) return (null, $"the answer was cut off after {total} of {whole} bytes", null);
        return (new FdsnResult.Done(total, answer.Content.Headers.ContentType?.ToString() ?? "", attempt), "", null);
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        byte[] buffer = new byte[LongestWords];
        try
        {
            await using Stream words = await answer.Content.ReadAsStreamAsync(stop);
            int n = await words.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
            return new([.. Encoding.UTF8.GetString(buffer, 0, n).Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private TimeSpan? Wish(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private TimeSpan BackOff(int attempt)
    {
        double seconds = Math.Min(options.LongestBackOff.TotalSeconds / 1.5, options.FirstBackOff.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        return TimeSpan.FromSeconds(seconds * (0.5 + _chance.NextUnit()));
    }

    private static bool AsksFor404(HttpResponseMessage answer) =>
        answer.RequestMessage?.RequestUri?.Query.Contains("nodata=404", StringComparison.Ordinal) == true;
}
