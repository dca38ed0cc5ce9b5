using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Reports.Waveforms;

/// <summary>What a picture of recordings shows.</summary>
public sealed record PictureInput
{
    /// <summary>The channels; those with a distance stand first, nearest on top, the others after them in the order given.</summary>
    public required ImmutableArray<PictureChannel> Channels { get; init; }

    /// <summary>Where the picture begins.</summary>
    public required Instant From { get; init; }

    /// <summary>Where it ends; later than that.</summary>
    public required Instant To { get; init; }

    /// <summary>Picks and predicted arrivals.</summary>
    public ImmutableArray<PictureMark> Marks { get; init; } = [];

    /// <summary>Stretches that the quality control took out; those that the recorder itself calls clipped are found in the segments.</summary>
    public ImmutableArray<PictureSpan> Spans { get; init; } = [];

    /// <summary>Heading; empty for the one that says what the picture shows.</summary>
    public string Title { get; init; } = "";

    /// <summary>Channels that belong here and are not given: the picture says how many.</summary>
    public int MoreChannels { get; init; }

    /// <summary>Whether the data are simulated: then the picture says so, all its life.</summary>
    public bool Simulated { get; init; }
}

/// <summary>One channel of a picture.</summary>
public sealed record PictureChannel
{
    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Its samples, in any order.</summary>
    public required ImmutableArray<WaveformSegment> Segments { get; init; }

    /// <summary>Distance from the source that is supposed, kilometres; absent when there is none.</summary>
    public double? DistanceKm { get; init; }

    /// <summary>Counts for one unit; absent: the samples are drawn as counts.</summary>
    public double? CountsPerUnit { get; init; }

    /// <summary>The unit for the reader, for instance <c>m/s</c> or <c>Pa</c>; empty with counts.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The name that stands over the trace: network, station, location and channel joined by points; without a point in front where the record gives no network.</summary>
    public string Name => string.Join('.', Channel.Network, Channel.Station, Channel.Location, Channel.Channel.Trim('_')).TrimStart('.');
}

/// <summary>An instant that is drawn as a line with the band of its error.</summary>
public sealed record PictureMark
{
    /// <summary>On which channel; absent: on all.</summary>
    public ChannelId? Channel { get; init; }

    /// <summary>What arrived, for instance <c>P</c>; may be empty. <c>ground</c>, <c>air</c>, <c>acoustic</c> and <c>infrasound</c> are put into the reader's language.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Whether several sensors together gave it: then the instant is that of their middle, and not of the channel it is drawn on.</summary>
    public bool OfArray { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>1 σ of it, seconds, 0 or more; absent when not known.</summary>
    public double? SigmaS { get; init; }

    /// <summary>Whether it was computed from a place and a velocity, and not seen in the data.</summary>
    public bool Predicted { get; init; }
}

/// <summary>A stretch that is hatched.</summary>
/// <param name="Channel">On which channel; absent: on all.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Label">What is the matter, in the reader's language.</param>
public sealed record PictureSpan(ChannelId? Channel, Instant From, Instant To, string Label);

/// <summary>Where the colours come from.</summary>
public enum PictureTheme
{
    /// <summary>The picture carries a style sheet that follows the reader's choice of light and dark, and prints light.</summary>
    Auto,

    /// <summary>Light, without any style sheet.</summary>
    Light,

    /// <summary>Dark, without any style sheet.</summary>
    Dark,

    /// <summary>The page's own style sheet: the variables and classes of the report. For pictures that stand in the page.</summary>
    Page,
}

/// <summary>How a picture is drawn.</summary>
public sealed record PictureOptions
{
    /// <summary>Language of the words, ISO 639-1: one of <see cref="Catalogue.Languages"/>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Colours.</summary>
    public PictureTheme Theme { get; init; } = PictureTheme.Auto;

    /// <summary>A filtered trace beneath the recorded one; absent: none.</summary>
    public FilterBand? Band { get; init; }

    /// <summary>Whether power over time and frequency stands beneath.</summary>
    public bool Spectrogram { get; init; } = true;

    /// <summary>Upper end of the spectrogram, hertz; absent: half the sample rate.</summary>
    public double? HighestHz { get; init; }

    /// <summary>Begins every id in the picture: letters, digits and hyphens; pictures of one page have different ones.</summary>
    public string IdPrefix { get; init; } = "wf";

    /// <summary>Most channels that are drawn; of the others the picture says how many.</summary>
    public int MostChannels { get; init; } = 24;
}
