using System.Diagnostics;
using System.Text;

namespace Truce.Server.Pdf;

/// <summary>Prints a self-contained HTML page to PDF with a Chromium that is already on the machine. Nothing is fetched and nothing is kept.</summary>
/// <remarks>docs/decisions/0070-pdf-through-chromium.md says why a browser prints, and why its sandbox is only left off for root.</remarks>
public sealed class ChromiumPdf
{
    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "chrome.exe", "msedge.exe"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly string _executable;
    private readonly ChromiumPdfOptions _options;

    private ChromiumPdf(string executable, ChromiumPdfOptions options) => (_executable, _options) = (executable, options);

    /// <summary>Full path of the browser that prints.</summary>
    public string Executable => _executable;

    /// <summary>What a person is told when no browser is found: what is missing and what to do instead.</summary>
    public static string MissingMessage =>
        "PDF needs Chromium and none was found: install the package 'chromium', or set TRUCE_CHROMIUM to its path, or ask for html, csv and geojson only.";

    /// <summary>The browser of this machine; absent when there is none (say <see cref="MissingMessage"/>).</summary>
    public static ChromiumPdf? Find(ChromiumPdfOptions options)
    {
        if (options.Executable is { Length: > 0 } set) return File.Exists(set) ? new(set, options) : null;
        string[] folders = (options.SearchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string? found = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Concat(options.SearchPath is null ? Places : [])
            .FirstOrDefault(File.Exists);
        return found is null ? null : new(found, options);
    }

    /// <summary>Prints the page; the file is replaced only when the browser finished and left a PDF.</summary>
    public async Task<PdfResult> PrintAsync(string html, string pdfPath, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("truce-pdf-").FullName;
        try
        {
            string page = Path.Combine(folder, "page.html"), output = Path.Combine(folder, "page.pdf");
            await File.WriteAllTextAsync(page, html, new UTF8Encoding(false), cancellation);
            PdfResult result = await RunAsync(page, output, Path.Combine(folder, "profile"), cancellation);
            if (result is PdfResult.Printed) File.Move(output, pdfPath, overwrite: true);
            return result is PdfResult.Printed p ? p with { Path = pdfPath } : result;
        }
        finally
        {
            Delete(folder);
        }
    }

    /// <summary>The arguments, in order; <paramref name="root"/> adds <c>--no-sandbox</c>, which Chromium demands of root and nobody else gets.</summary>
    public static IReadOnlyList<string> Arguments(string page, string output, string profile, bool root) =>
    [
        "--headless=new",
        .. root ? ["--no-sandbox"] : Array.Empty<string>(),
        $"--user-data-dir={profile}",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--disable-domain-reliability",
        "--no-first-run",
        "--no-default-browser-check",
        "--metrics-recording-only",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=127.0.0.1:9",
        "--no-pdf-header-footer",
        $"--print-to-pdf={output}",
        new Uri(page).AbsoluteUri,
    ];

    private async Task<PdfResult> RunAsync(string page, string output, string profile, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(_executable) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, CreateNoWindow = true };
        foreach (string argument in Arguments(page, output, profile, Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())) start.ArgumentList.Add(argument);
        using Process? process = Process.Start(start);
        if (process is null) return new PdfResult.Failed($"{_executable} did not start");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.Timeout);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token), said = process.StandardOutput.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PdfResult.Failed($"{_executable} did not finish in {_options.Timeout.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0 || !IsPdf(output))
        {
            string last = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it said nothing";
            return new PdfResult.Failed($"{_executable} ended with {process.ExitCode} and left no PDF: {last}");
        }

        await said;
        return new PdfResult.Printed(output, new FileInfo(output).Length);
    }

    private static bool IsPdf(string path)
    {
        if (!File.Exists(path)) return false;
        using FileStream file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[5];
        return file.ReadAtLeast(head, 5, throwOnEndOfStream: false) == 5 && head.SequenceEqual("%PDF-"u8);
    }

    /// <summary>A profile that a dying browser still holds is left to the system's own clean-up of temporary folders.</summary>
    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
