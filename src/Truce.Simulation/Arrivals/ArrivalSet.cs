using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Arrivals;

/// <summary>SIMULATED arrivals with the truth behind them.</summary>
/// <param name="Sites">Who listened.</param>
/// <param name="Arrivals">What was heard, in order of time.</param>
/// <param name="Events">What happened.</param>
/// <param name="EventOf">Index into <see cref="Events"/> of each arrival, in the order of <see cref="Arrivals"/>; −1 for clutter.</param>
public sealed record ArrivalSet(
    ImmutableArray<ListeningSite> Sites, ImmutableArray<Arrival> Arrivals, ImmutableArray<PlantedEvent> Events, ImmutableArray<int> EventOf);

/// <summary>A SIMULATED event.</summary>
/// <param name="Position">Where it was.</param>
/// <param name="DepthKm">Depth, kilometres.</param>
/// <param name="At">When it was.</param>
public sealed record PlantedEvent(GeoPoint Position, double DepthKm, Instant At);
