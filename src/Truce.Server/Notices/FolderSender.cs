using Truce.Measures;
using Truce.Response.Notices;
using Truce.Server.Pdf;

namespace Truce.Server.Notices;

/// <summary>Puts a notice into a folder: a CAP file for another system, a letter for people to carry. The name is made of the notice's id, so that a repetition writes the same file.</summary>
public static class FolderSender
{
    /// <summary>Writes the CAP file.</summary>
    public static SendOutcome Cap(Notice notice, string sender, string folder)
    {
        if (!CapText.TryWrite([notice], sender, out byte[] xml, out string reason)) return new SendOutcome.Refused(reason);
        try
        {
            Directory.CreateDirectory(folder);
            string name = $"notice-{notice.Id}.cap.xml", path = Path.Combine(folder, name), part = path + ".part";
            using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                file.Write(xml);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            return new SendOutcome.Delivered($"file {name}, sha256 {Hash256.Of(xml)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome.TryLater($"the folder {Path.GetFileName(folder)}: {e.GetType().Name}");
        }
    }

    /// <summary>Prints the letter.</summary>
    public static async Task<SendOutcome> LetterAsync(Notice notice, NoticeChannel.Letter channel, string folder, ChromiumPdf? browser, CancellationToken cancellation)
    {
        if (browser is null) return new SendOutcome.TryLater(ChromiumPdf.MissingMessage);
        try
        {
            Directory.CreateDirectory(folder);
            string name = $"notice-{notice.Id}.pdf", path = Path.Combine(folder, name);
            PdfResult printed = await browser.PrintAsync(NoticeLetter.Html(notice, channel.Address), path, cancellation);
            if (printed is PdfResult.Failed failed) return new SendOutcome.TryLater(failed.Reason.ReplaceLineEndings(" "));
            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            return new SendOutcome.Delivered($"file {name}, sha256 {Hash256.Of(await File.ReadAllBytesAsync(path, cancellation))}; to be signed and carried");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome.TryLater($"the folder {Path.GetFileName(folder)}: {e.GetType().Name}");
        }
    }
}
