namespace Truce.Detections.Health;

/// <summary>What one window of samples shows: range, flat tops, spikes.</summary>
internal sealed class HealthWindow(HealthOptions options)
{
    // A smooth signal stands still at its top too, but comes there in small steps.
    private const double HardStep = 0.01;

    private readonly SpikeFinder _spikes = new(options.SpikeRatio);
    private double _high = double.NegativeInfinity;
    private double _low = double.PositiveInfinity;
    private int _flatHigh;
    private int _flatLow;
    private double _last = double.NaN;
    private double _step;
    private int _same;

    public long Samples { get; private set; }

    public int Spikes { get; private set; }

    public long NotNumbers { get; set; }

    /// <summary>A top that is flat for longer is no clipped wave but a channel that stands still.</summary>
    public int LongestFlat { get; set; } = int.MaxValue;

    /// <summary>How many samples in a row had the last one's value, in this window and before.</summary>
    public int Same => _same;

    /// <summary>The last sample; NaN behind a break.</summary>
    public double Last => _last;

    public double Range => Samples > 0 ? _high - _low : double.NaN;

    public int Flat => Math.Max(_flatHigh, _flatLow);

    /// <summary>A break: what comes is no neighbour of what was.</summary>
    public void Break()
    {
        (_last, _same, _step) = (double.NaN, 0, 0);
        _spikes.Reset();
    }

    /// <summary>The next window; neighbours stay neighbours.</summary>
    public void Clear()
    {
        (Samples, Spikes, NotNumbers, _flatHigh, _flatLow) = (0, 0, 0, 0, 0);
        (_high, _low) = (double.NegativeInfinity, double.PositiveInfinity);
    }

    public void Take(double x)
    {
        Samples++;
        if (x > _high) (_high, _flatHigh) = (x, 0);
        if (x < _low) (_low, _flatLow) = (x, 0);
        if (x == _last)
        {
            if (_same < int.MaxValue) _same++;
            if (_same == LongestFlat + 1L) (_flatHigh, _flatLow) = (x == _high ? Math.Max(0, _flatHigh - LongestFlat) : _flatHigh, x == _low ? Math.Max(0, _flatLow - LongestFlat) : _flatLow);
        }
        else
        {
            (_step, _same, _last) = (Math.Abs(x - _last), 1, x);
        }

        if (_same >= options.FlatSamples && _same <= LongestFlat && _step > HardStep * (_high - _low) && _step > options.DeadCounts)
        {
            int more = _same == options.FlatSamples ? _same : 1;
            if (x == _high) _flatHigh += more;
            if (x == _low) _flatLow += more;
        }

        if (_spikes.Next(x)) Spikes++;
    }
}
