using Truce.Server.Pdf;

namespace Truce.Server.Tests.Pdf;

public sealed class ChromiumPdfTests
{
    private const string Page = "<!doctype html><html lang=\"en\"><title>SIMULATED</title><p>SIMULATED page</p></html>";

    [Fact]
    public void Without_a_browser_there_is_none_and_the_message_says_what_to_do()
    {
        string empty = Directory.CreateTempSubdirectory("truce-test-").FullName;
        Assert.Null(ChromiumPdf.Find(new ChromiumPdfOptions { SearchPath = empty }));
        Assert.Null(ChromiumPdf.Find(new ChromiumPdfOptions { Executable = Path.Combine(empty, "nothing") }));
        Assert.Contains("TRUCE_CHROMIUM", ChromiumPdf.MissingMessage, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ChromiumPdf.MissingMessage);
        Directory.Delete(empty);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_sandbox_is_left_off_for_root_only(bool root) =>
        Assert.Equal(root, ChromiumPdf.Arguments("/tmp/a.html", "/tmp/a.pdf", "/tmp/p", root).Contains("--no-sandbox"));

    [Fact]
    public async Task A_browser_that_fails_is_reported_in_one_line_and_leaves_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /bin/false");
        string folder = Directory.CreateTempSubdirectory("truce-test-").FullName, pdf = Path.Combine(folder, "a.pdf");
        ChromiumPdf broken = ChromiumPdf.Find(new ChromiumPdfOptions { Executable = "/bin/false" })!;
        var failed = Assert.IsType<PdfResult.Failed>(await broken.PrintAsync(Page, pdf, TestContext.Current.CancellationToken));
        Assert.Contains("left no PDF", failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failed.Reason);
        Assert.False(File.Exists(pdf));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_browser_that_hangs_is_ended_in_time()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell");
        string folder = Directory.CreateTempSubdirectory("truce-test-").FullName, script = Path.Combine(folder, "hang");
        await File.WriteAllTextAsync(script, "#!/bin/sh\nexec sleep 60\n", TestContext.Current.CancellationToken);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ChromiumPdf hanging = ChromiumPdf.Find(new ChromiumPdfOptions { Executable = script, Timeout = TimeSpan.FromMilliseconds(300) })!;
        var failed = Assert.IsType<PdfResult.Failed>(await hanging.PrintAsync(Page, Path.Combine(folder, "a.pdf"), TestContext.Current.CancellationToken));
        Assert.Contains("did not finish", failed.Reason, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_page_becomes_a_PDF()
    {
        ChromiumPdf? chromium = ChromiumPdf.Find(ChromiumPdfOptions.FromEnvironment());
        Assert.SkipWhen(chromium is null, ChromiumPdf.MissingMessage);
        string folder = Directory.CreateTempSubdirectory("truce-test-").FullName, pdf = Path.Combine(folder, "a.pdf");
        var printed = Assert.IsType<PdfResult.Printed>(await chromium!.PrintAsync(Page, pdf, TestContext.Current.CancellationToken));
        Assert.True(printed.Bytes > 1000);
        Assert.StartsWith("%PDF-", System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(pdf, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
