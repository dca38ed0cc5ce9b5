namespace Truce.Server.Pdf;

/// <summary>What came of printing.</summary>
public abstract record PdfResult
{
    private PdfResult()
    {
    }

    /// <summary>The file is there.</summary>
    /// <param name="Path">Where.</param>
    /// <param name="Bytes">How large.</param>
    public sealed record Printed(string Path, long Bytes) : PdfResult;

    /// <summary>It is not there.</summary>
    /// <param name="Reason">One line for stderr.</param>
    public sealed record Failed(string Reason) : PdfResult;
}

/// <summary>How pages are printed.</summary>
public sealed record ChromiumPdfOptions
{
    /// <summary>Path of the browser; absent: searched.</summary>
    public string? Executable { get; init; }

    /// <summary>Folders to search instead of those of <c>PATH</c>, in its form.</summary>
    public string? SearchPath { get; init; }

    /// <summary>After this the browser is ended.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The path that <c>TRUCE_CHROMIUM</c> names, else searched.</summary>
    public static ChromiumPdfOptions FromEnvironment() => new() { Executable = Environment.GetEnvironmentVariable("TRUCE_CHROMIUM") };
}
