using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Response.Notices;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>How a post was answered.</summary>
internal sealed record PostAnswer(int Status, string Body, TimeSpan? RetryAfter)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}

/// <summary>The systems of invitees that post to a listener, each with its key.</summary>
internal sealed class PeerDesk(string url) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static Secret KeyOf(string peer) => Secret.Of((peer + "-0123456789abcdef0123456789abcdef")[..32]);

    /// <summary>A file of channels in which each of these is reached by webhook at a port, with keys beside it.</summary>
    public static string Channels(TempFolder files, int port, params string[] peers)
    {
        foreach (string peer in peers)
        {
            string key = files.Write(peer + ".key", Encoding.UTF8.GetString(KeyOf(peer).Bytes));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        string invitees = string.Join(',', peers.Select(p => $$$"""{"id":"{{{p}}}","language":"en","channels":[{"kind":"webhook","url":"http://127.0.0.1:{{{port}}}/in","key":{"file":"{{{p}}}.key"}}]}"""));
        return files.Write("channels.json", $$"""{"schema":"truce-channels-1","house":"SIMULATED Commission","invitees":[{{invitees}}]}""");
    }

    public static string Has(string notice) => $$"""{"schema":"truce-reply-1","kind":"acknowledged","simulated":true,"notice":"{{notice}}"}""";

    public static string Answers(string consultation, string tier, string kind, string text, string more = "") =>
        $$"""{"schema":"truce-reply-1","kind":"answer","simulated":true,"consultation":"{{consultation}}","tier":"{{tier}}","answer":"{{kind}}","text":"{{text}}"{{more}}}""";

    public async Task<PostAnswer> Post(string peer, string delivery, string body, string? signedBy = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/{peer}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add(WebhookSignature.DeliveryHeader, delivery);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(KeyOf(signedBy ?? peer), TimeProvider.System.GetUtcNow(), delivery, bytes));
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A program that listens, started anew, and what it says.</summary>
internal sealed class ListenProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ListenProcess(Process process, Task<string> error, JsonObject first) => (_process, _error, First) = (process, error, first);

    /// <summary>The first line: where it listens and for whom.</summary>
    public JsonObject First { get; }

    public string Url => (string)First["listening"]![0]!;

    public int Id => _process.Id;

    public static async Task<ListenProcess> Start(string store, string channels, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), "response", "listen", "--store", store, "--channels", channels, "--urls", "http://127.0.0.1:0", "--json", .. more]) start.ArgumentList.Add(arg);
        Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string? first = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(first is not null, first is null ? await error : "");
        return new(process, error, JsonNode.Parse(first!)!.AsObject());
    }

    /// <summary>SIGTERM: its exit code, what else it said and its errors.</summary>
    public async Task<(int Code, string Out, string Err)> Stop()
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output, await _error);
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }
}
