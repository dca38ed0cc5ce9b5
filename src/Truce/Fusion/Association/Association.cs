using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>One run over arrivals that are all there.</summary>
internal sealed class Association
{
    private const float ClearNats = 5; // first the events that are clear, so that little is laid to clutter that is not; our choice
    private readonly Readings _readings;
    private readonly SearchGround _ground;
    private readonly EventFit _fit;
    private readonly EventSearch _search;
    private readonly List<Draft> _drafts = [];

    internal Association(Readings readings, ListeningSite[] sites, TravelTimes times, AssociationOptions options)
    {
        _readings = readings;
        _ground = new(sites, times, options, [.. readings.OfChannel.Select(c => c.Length > 0)], UsualSigmaS(readings));
        _fit = new(_ground, readings) { EventsPerS = readings.KeptCount / readings.DurationS / Math.Max(2, readings.OfChannel.Count(c => c.Length > 0) / 4.0) };
        _search = new(_ground, readings, _fit);
    }

    /// <summary>Clear events first; settle; then the weaker ones among what was left, with clutter as it turned out to be.</summary>
    internal void Run()
    {
        Settlement settlement = new(_readings, _fit, _ground.LongestS, _ground.Options.LeastScoreNats);
        double first = _readings.TimeS[0] - _ground.LongestS, last = _readings.TimeS[^1];
        _search.Run(_drafts, ClearNats, first, last);
        settlement.Run(_drafts);
        _readings.LearnClutter();
        _search.Run(_drafts, 0, first, last);
        settlement.Run(_drafts);
    }

    internal AssociationResult Result(Instant start)
    {
        Reasons reasons = new(_readings, _fit, _drafts, _search.Weak, _ground.LongestS);
        ImmutableArray<AssociatedEvent> events =
        [
            .. _drafts.OrderBy(d => d.TimeS).ThenBy(d => d.Cell).ThenBy(d => d.East).ThenBy(d => d.North).Select(d => Event(d, _fit, _readings, _ground.Space, start)),
        ];
        return new(events, [.. _readings.Order.Where(i => !_readings.Taken[i]).Select(i => new LeftArrival(_readings.Arrivals[i].Id, _readings.Refused[i] ?? reasons.Of(i)))]);
    }

    /// <summary>A draft as others read it.</summary>
    internal static AssociatedEvent Event(Draft d, EventFit fit, Readings readings, SearchSpace space, Instant start) => new()
    {
        Members = [.. d.Members.OrderBy(r => r).Select(r => Member(d, r, fit, readings))],
        Position = space.ToGeo(d.Cell, d.East, d.North),
        DepthKm = d.Depth,
        At = start + Duration.FromSeconds(d.TimeS),
        ScoreNats = d.Score,
    };

    private static EventMember Member(Draft draft, int r, EventFit fit, Readings readings)
    {
        double residual = fit.Residual(draft, r, out TravelTable table);
        double? off = float.IsNaN(readings.BearingRad[r]) ? null : fit.BearingOff(draft, r) * 180 / Math.PI;
        return new(readings.Arrivals[readings.Arrival[r]].Id, table.Phase, residual, off);
    }

    private static double[] UsualSigmaS(Readings readings)
    {
        double[] usual = new double[Readings.Phases];
        for (int p = 0; p < usual.Length; p++)
        {
            float[] sigmas = [.. Enumerable.Range(0, readings.Count).Where(r => readings.Phase[r] == p).Select(r => readings.SigmaS[r]).Order()];
            if (sigmas.Length > 0) usual[p] = sigmas[sigmas.Length / 2];
        }

        return usual;
    }
}
