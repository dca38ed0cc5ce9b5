using System.Diagnostics;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Server.Pdf;
using Truce.Testing;
using Truce.Tests.Response.Notices;

namespace Truce.Server.Tests.Notices;

public sealed class FolderAndSecretTests
{
    [Fact]
    public void A_CAP_file_is_written_whole_and_a_repetition_writes_the_same()
    {
        using var folder = new TempFolder();
        Notice notice = NoticeSample.Make();
        var first = Assert.IsType<SendOutcome.Delivered>(FolderSender.Cap(notice, "commission.example", folder.At("cap/x")[..^2]));
        Assert.Equal(first, FolderSender.Cap(notice, "commission.example", folder.At("cap/x")[..^2]));
        string file = Assert.Single(Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories));
        Assert.Contains($"<identifier>{notice.Id}</identifier>", File.ReadAllText(file), StringComparison.Ordinal);
        string blocked = folder.Write("file", "");
        Assert.IsType<SendOutcome.TryLater>(FolderSender.Cap(notice, "commission.example", blocked));
        Assert.IsType<SendOutcome.Refused>(FolderSender.Cap(notice, "the commission", folder.Root));
    }

    [Theory]
    [InlineData("en", "Receipt")]
    [InlineData("uk", "Розписка")]
    public async Task A_letter_is_an_A4_PDF_with_its_hash_and_its_pages_on_every_sheet(string language, string receipt)
    {
        ChromiumPdf? browser = ChromiumPdf.Find(ChromiumPdfOptions.FromEnvironment());
        Assert.SkipWhen(browser is null, ChromiumPdf.MissingMessage);
        using var folder = new TempFolder();
        Notice notice = NoticeSample.Make(language);
        var channel = new NoticeChannel.Letter("GB/letter", "GB", "", ["Ministry of Example", "1 Example Street"]);
        var done = Assert.IsType<SendOutcome.Delivered>(await FolderSender.LetterAsync(notice, channel, folder.Root, browser, TestContext.Current.CancellationToken));
        Assert.EndsWith("to be signed and carried", done.Receipt, StringComparison.Ordinal);
        string pdf = Assert.Single(Directory.GetFiles(folder.Root));
        if (Environment.GetEnvironmentVariable("TRUCE_KEEP_LETTERS") is { Length: > 0 } keep) File.Copy(pdf, Path.Combine(keep, $"letter-{language}.pdf"), overwrite: true);
        string info = await ReadAsync("pdfinfo", pdf), text = await ReadAsync("pdftotext", "-layout", pdf, "-");
        Assert.Contains("(A4)", info, StringComparison.Ordinal);
        int pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.All(text.Split('\f', StringSplitOptions.RemoveEmptyEntries), page =>
        {
            Assert.Contains(notice.Id.ToString(), page, StringComparison.Ordinal);
            Assert.Contains("SIMULATED", page, StringComparison.Ordinal);
        });
        Assert.Contains(NoticeWords.For(language).Message("letter.page").Replace("{0}", "1", StringComparison.Ordinal).Replace("{1}", $"{pages}", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.Contains(receipt, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_browser_a_letter_waits_and_says_what_to_do() => Assert.Equal(ChromiumPdf.MissingMessage,
        Assert.IsType<SendOutcome.TryLater>(await FolderSender.LetterAsync(NoticeSample.Make(), new("GB/letter", "GB", "", []), "nowhere", null, TestContext.Current.CancellationToken)).Reason);

    [Fact]
    public void A_secret_comes_from_a_file_that_its_owner_alone_may_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "modes of files");
        using var folder = new TempFolder();
        string path = folder.Write("key", "0123456789abcdef0123456789abcdef\n");
        SecretReference key = new SecretReference.File("key");
        if (OperatingSystem.IsLinux())
        {
            foreach (UnixFileMode mode in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.GroupWrite })
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
                Assert.Null(SecretStore.Find(key, folder.Root, out string loose));
                Assert.Contains("chmod 600 key", loose, StringComparison.Ordinal);
            }

            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(32, SecretStore.Find(key, folder.Root, out string reason)!.Length);
        Assert.Empty(reason);
        Assert.Null(SecretStore.Find(new SecretReference.File("gone"), folder.Root, out string gone));
        Assert.Contains("gone is not there", gone, StringComparison.Ordinal);
        Assert.Null(SecretStore.Find(new SecretReference.Environment("TRUCE_NO_SUCH_VARIABLE"), folder.Root, out string unset));
        Assert.Contains("TRUCE_NO_SUCH_VARIABLE is not set", unset, StringComparison.Ordinal);
        Assert.NotNull(SecretStore.Find(new SecretReference.Environment("PATH"), folder.Root, out _));
    }

    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text;
    }
}
