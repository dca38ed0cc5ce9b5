using System.Collections.Immutable;

namespace Truce.Response.Indicators;

/// <summary>A light of one row.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Lit">First day of the period that lit it.</param>
/// <param name="Confirmed">First day of the period that confirmed it last.</param>
/// <param name="Out">First day of the period in which it went out; absent while it is on.</param>
/// <param name="Baseline">What it is held against: the past as it stood when it lit.</param>
/// <param name="Change">When it began and how large it is.</param>
/// <param name="Evidence">What was counted since it began, in order of time and id.</param>
public sealed record IndicatorLight(
    ChangeDirection Direction, DateOnly Lit, DateOnly Confirmed, DateOnly? Out, RateBaseline Baseline, ChangeEstimate Change, ImmutableArray<IndicatorEvidence> Evidence);

/// <summary>Walks one row from its first period to its last. No period is seen before it is its turn: the board of a day is the board that stood on that day.</summary>
internal sealed class RowWatch
{
    private readonly WatchOptions _options;
    private readonly (DateOnly First, DateOnly Last)? _stated;
    private readonly ChangeDetector[] _detectors;
    private readonly RowPast _past;
    private readonly double _seasonAllowance;
    private readonly List<IndicatorLight> _lights = [];
    private RateBaseline? _frozen;
    private int _litAt, _litFrom, _confirmedAt;
    private ChangeDirection _direction;
    private bool _on;

    /// <param name="alphaPerPeriod">False lights a watched period that this row may show, both directions together.</param>
    /// <param name="options">How it is watched.</param>
    /// <param name="seasonAllowance">Factor by which a season may move the rate while less than a year is held, at least 1.</param>
    /// <param name="stated">First and last day of a stated baseline; absent: its own moving past.</param>
    public RowWatch(double alphaPerPeriod, WatchOptions options, double seasonAllowance, (DateOnly First, DateOnly Last)? stated)
    {
        _options = options;
        _past = new(options);
        _seasonAllowance = seasonAllowance;
        _stated = stated;
        _detectors = [new(ChangeDirection.Rise, alphaPerPeriod / 2, options.LeastPeriods), new(ChangeDirection.Fall, alphaPerPeriod / 2, options.LeastPeriods)];
    }

    private IReadOnlyList<IndicatorPeriod> Watched => _past.Periods;

    /// <summary>The past that the next period is held against; absent while there is too little.</summary>
    public RateBaseline? Baseline { get; private set; }

    /// <summary>Whether a light is on.</summary>
    public bool IsOn => _on;

    /// <summary>Lights so far, oldest first; the last one is on when <see cref="IsOn"/>.</summary>
    public ImmutableArray<IndicatorLight> Lights => _on ? [.. _lights, Current(null)] : [.. _lights];

    /// <summary>Lights that came on so far.</summary>
    public int Lit { get; private set; }

    /// <summary>Takes the next period.</summary>
    public void Step(IndicatorPeriod period)
    {
        if (!period.IsWatched) return;
        _past.Add(period);
        int at = Watched.Count - 1;
        if (_on && (at - _confirmedAt >= _options.Hold || (_stated is null && at - _litAt >= _options.MostLit))) GoOut(period.First);
        Baseline = _frozen ?? Past(period.First);
        if (Baseline is not { } baseline) return;
        bool rise = _detectors[0].Step(period.Count, period.ExposureHours!.Value, baseline);
        bool fall = _detectors[1].Step(period.Count, period.ExposureHours!.Value, baseline);
        if (rise) Light(ChangeDirection.Rise, at, baseline);
        else if (fall) Light(ChangeDirection.Fall, at, baseline);
    }

    private void Light(ChangeDirection direction, int at, RateBaseline baseline)
    {
        if (_on && _direction != direction) GoOut(Watched[at].First);
        if (!_on)
        {
            Lit++;
            (_on, _direction, _litAt, _frozen) = (true, direction, at, baseline);
            _litFrom = Math.Max(FirstAfterBaseline(), at - _options.LookBack + 1);
        }

        _confirmedAt = at;
    }

    private int FirstAfterBaseline() => _stated is { } s ? Watched.TakeWhile(p => p.First <= s.Last).Count() : _options.LeastBaseline;

    private void GoOut(DateOnly on)
    {
        _lights.Add(Current(on));
        (_on, _frozen) = (false, null);
    }

    private IndicatorLight Current(DateOnly? gone)
    {
        int last = gone is null ? Watched.Count - 1 : _confirmedAt;
        ChangeEstimate change = ChangeEstimate.Of(Watched, Math.Min(_litFrom, _litAt), _litAt, last, _frozen!, _direction);
        return new(_direction, Watched[_litAt].First, Watched[_confirmedAt].First, gone, _frozen!, change,
            [.. Watched.Take(last + 1).Where(p => p.First >= change.Began).SelectMany(p => p.Evidence)]);
    }

    /// <summary>The stated days, once they are over; else the newest of the past but for the guard.</summary>
    private RateBaseline? Past(DateOnly now)
    {
        IReadOnlyList<IndicatorPeriod> all = _past.Periods;
        (int from, int to) = (0, 0);
        if (_stated is { } s)
        {
            if (now <= s.Last) return null;
            while (from < all.Count && all[from].First < s.First) from++;
            for (to = from; to < all.Count && all[to].First <= s.Last; to++)
            {
            }
        }
        else
        {
            to = Math.Max(0, all.Count - 1 - _options.Guard);
            from = Math.Max(0, to - _options.MostBaseline);
        }

        return to - from < _options.LeastBaseline ? null : _past.Baseline(from, to, _seasonAllowance);
    }
}
