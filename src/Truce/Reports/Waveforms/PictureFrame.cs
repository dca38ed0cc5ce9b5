using NodaTime;

namespace Truce.Reports.Waveforms;

/// <summary>Where things stand in a picture, in its own units: one is a pixel where the picture is a thousand wide.</summary>
internal sealed record PictureFrame(Instant From, Instant To, Catalogue Words)
{
    internal const double Width = 1000, Left = 86, Right = 62;
    internal const double RawHeight = 84, FilteredHeight = 62, SpectrumHeight = 84;
    internal const double Strip = 17; // a line of words over a panel
    internal const double Lane = 16; // a line of labels of picks
    internal const double Between = 20;

    /// <summary>Width of the panels.</summary>
    internal const double Plot = Width - Left - Right;

    /// <summary>Columns of a trace: one for each unit.</summary>
    internal const int Columns = (int)Plot;

    internal double SpanS => (To - From).TotalSeconds;

    /// <summary>x of an instant; may lie outside the panel.</summary>
    internal double X(Instant at) => Left + ((at - From).TotalSeconds / SpanS * Plot);

    /// <summary>x of an instant, at the edge of the panel when it lies outside.</summary>
    internal double Inside(Instant at) => Math.Clamp(X(at), Left, Left + Plot);
}
