using System.Diagnostics;
using System.Text.Json.Nodes;
using Truce.Server.Tests.Commands;

namespace Truce.Server.Tests.Running;

/// <summary>What a peer posts until it is answered.</summary>
internal sealed record KilledPost(string Peer, string Delivery, string Body);

/// <summary>One act of people, or a post, in the order in which they are done.</summary>
/// <param name="Kind">What is lost when it is lost.</param>
/// <param name="At">When it happened; empty: now.</param>
/// <param name="Person">Who signs it; empty where the arguments say all.</param>
/// <param name="What">Arguments of the command.</param>
/// <param name="Post">What is posted instead of a command; absent for a command.</param>
internal sealed record KilledAct(string Kind, string At, string Person, string[] What, KilledPost? Post)
{
    public static KilledAct Of(string kind, params string[] what) => new(kind, "", "", what, null);
}

/// <summary>A listener that is killed while a peer posts to it. The peer keeps on trying until it is answered or the listener is gone.</summary>
internal static class KilledListener
{
    /// <summary>The answer; nothing when it was killed before the peer had one.</summary>
    /// <param name="args">Arguments of the listener.</param>
    /// <param name="post">What is posted.</param>
    /// <param name="isBefore">Whether the moment after which it is killed is still to come.</param>
    /// <param name="killAfter">How long after that moment.</param>
    public static async Task<string?> Post(string[] args, KilledPost post, Func<bool> isBefore, TimeSpan killAfter)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), .. args]) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string?> peer = Peer(process, post);
        for (int waits = 0; waits < 10_000 && isBefore() && !process.WaitForExit(1); waits++)
        {
        }

        bool ended = process.WaitForExit(killAfter);
        if (!ended) process.Kill(); // SIGKILL
        string? answer = await peer;
        await process.WaitForExitAsync();
        Assert.False(ended, $"{string.Join(' ', args)}: {process.ExitCode} {await error}");
        return answer;
    }

    private static async Task<string?> Peer(Process process, KilledPost post)
    {
        if (await process.StandardOutput.ReadLineAsync() is not { } first) return null;
        _ = process.StandardOutput.ReadToEndAsync(); // so that it never waits for a reader
        using var desk = new PeerDesk((string)JsonNode.Parse(first)!["listening"]![0]!);
        while (!process.HasExited)
        {
            try
            {
                PostAnswer answer = await desk.Post(post.Peer, post.Delivery, post.Body);
                if (answer.Status == 200) return answer.Body;
                Assert.True(answer.Status is 503 or 429, $"{answer.Status} {answer.Body}");
            }
            catch (HttpRequestException)
            {
                // It died before it answered: whether the post was taken is what the test asks.
            }

            await Task.Delay(20);
        }

        return null;
    }
}
