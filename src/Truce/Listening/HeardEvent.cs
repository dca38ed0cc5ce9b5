using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Detections.Health;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Character;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>An event that a network heard: where and when, what it is like, and from what. A machine's reading; people decide.</summary>
public sealed record HeardEvent
{
    /// <summary>Names the event through all its versions: hash of the arrivals of the first one.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>From 1; another one when arrivals came or went.</summary>
    public required int Version { get; init; }

    /// <summary>Where and when.</summary>
    public required LocatedEvent Located { get; init; }

    /// <summary>Log-odds that there was an event against clutter, nats.</summary>
    public required double ScoreNats { get; init; }

    /// <summary>What it is like.</summary>
    public required CharacterReading Character { get; init; }

    /// <summary>How much TNT would have sounded like it; absent when no calibrated sensor heard it.</summary>
    public SizeProxy? Size { get; init; }

    /// <summary>The arrivals, each with the phase it was taken for.</summary>
    public required ImmutableArray<Arrival> Arrivals { get; init; }

    /// <summary>Whether everything that could belong to it has arrived: nothing will change it but late data.</summary>
    public bool Settled { get; init; }
}

/// <summary>What follows from listening up to an instant.</summary>
/// <param name="Events">New events and new versions, in order of origin time.</param>
/// <param name="Withdrawn">Events that later arrivals explain otherwise.</param>
/// <param name="Health">What was the matter with channels.</param>
/// <param name="Faults">Elements that do not fit their arrays.</param>
/// <param name="Heard">By channel, stretches in which samples came.</param>
public sealed record NetworkOutput(
    ImmutableArray<HeardEvent> Events, ImmutableArray<Hash256> Withdrawn, ImmutableArray<ChannelHealth> Health,
    ImmutableArray<(ChannelId Channel, ElementFault Fault)> Faults, ImmutableArray<(ChannelId Channel, Interval Span)> Heard);
