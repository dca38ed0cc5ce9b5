using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Reports.Waveforms;

/// <summary>The recordings that a located event of a listening network rests on, read from sealed records.</summary>
public sealed record EventRecordings
{
    /// <summary>Most channels that a report or the page draws of one event.</summary>
    public const int MostChannels = 6;

    /// <summary>The observation that located the event.</summary>
    public required Hash256 Observation { get; init; }

    /// <summary>The incident it was taken into; absent when it belongs to none.</summary>
    public Hash256? Incident { get; init; }

    /// <summary>Name of the network.</summary>
    public string Source { get; init; } = "";

    /// <summary>Channels, picks and span.</summary>
    public required PictureInput Picture { get; init; }

    /// <summary>The same in parts of so many channels, nearest first, for paper, which breaks; all parts have one time axis, and the last says how many channels are not given.</summary>
    /// <param name="most">Channels in a part, 1 or more.</param>
    public ImmutableArray<PictureInput> Parts(int most)
    {
        PictureChannel[][] parts = [.. Picture.Channels.OrderBy(c => c.DistanceKm ?? double.PositiveInfinity).Chunk(most)];
        return [.. parts.Select((p, i) => Picture with { Channels = [.. p], MoreChannels = i == parts.Length - 1 ? Picture.MoreChannels : 0 })];
    }

    /// <summary>The same with distances no finer than places are.</summary>
    /// <param name="stepDeg">Degrees to which places are rounded; 0 for not.</param>
    public EventRecordings Coarser(double stepDeg)
    {
        double stepKm = stepDeg * 111;
        if (stepKm < 0.5) return this;
        return this with { Picture = Picture with { Channels = [.. Picture.Channels.Select(c => c with { DistanceKm = c.DistanceKm is { } km ? Math.Round(km / stepKm) * stepKm : null })] } };
    }
}
