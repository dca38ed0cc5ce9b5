using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Truce.Server.Tests.Commands;

/// <summary>The program started anew, as people start it: nothing but its exit code and its words.</summary>
internal static class TruceProcess
{
    public static async Task<(int Code, string Out, string Err)> Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string arg in (string[])[Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), .. args]) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    /// <summary>What it said as JSON; it must have ended with this code.</summary>
    public static async Task<JsonObject> Says(int code, params string[] args)
    {
        (int ended, string output, string error) = await Run(args);
        Assert.True(ended == code, $"{string.Join(' ', args)}: {ended}, not {code}; {error}{output}");
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <summary>It must refuse: 2, nothing on its output, one line that says why.</summary>
    public static async Task Refuses(string why, params string[] args)
    {
        (int code, string output, string error) = await Run(args);
        Assert.True((code, output) == (2, ""), $"{string.Join(' ', args)}: {code}; {error}{output}");
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
