using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>All phases: the ground by layers, the air by celerities.</summary>
/// <param name="options">What is expected of both.</param>
public sealed class GroundAndAirTravelTimes(TravelTimeOptions options) : TravelTimes
{
    private readonly LayeredTravelTimes _ground = new(options);
    private readonly CelerityTravelTimes _air = new(options);

    /// <inheritdoc/>
    public override ErrorModel Errors => _air.Errors;

    /// <inheritdoc/>
    public override bool NeedsAzimuth => _air.NeedsAzimuth;

    /// <inheritdoc/>
    public override double ReachKm(ArrivalPhases phase) => Of(phase).ReachKm(phase);

    /// <inheritdoc/>
    public override double TimeS(ArrivalPhases phase, double distanceKm, double depthKm) => Of(phase).TimeS(phase, distanceKm, depthKm);

    /// <inheritdoc/>
    public override (double EarliestS, double LatestS) WindowS(ArrivalPhases phase, double distanceKm, double depthKm) => Of(phase).WindowS(phase, distanceKm, depthKm);

    /// <inheritdoc/>
    public override double LogDensity(ArrivalPhases phase, double distanceKm, double depthKm, double observedS, double pickSigmaS) =>
        Of(phase).LogDensity(phase, distanceKm, depthKm, observedS, pickSigmaS);

    /// <inheritdoc/>
    public override int Ways(ArrivalPhases phase, double distanceKm, double depthKm, double azimuthDeg, Span<TravelWay> ways) => Of(phase).Ways(phase, distanceKm, depthKm, azimuthDeg, ways);

    /// <inheritdoc/>
    internal override PhaseSlice Slice(ArrivalPhases phase, double depthKm) => Of(phase).Slice(phase, depthKm);

    private TravelTimes Of(ArrivalPhases phase) => (phase & ArrivalPhases.Ground) != 0 ? _ground : _air;
}
