using NodaTime;

namespace Truce.Detections.Stations;

/// <summary>The instants of a stretch's samples: where the clock was told anew, and the rate between.</summary>
internal sealed class LaneClock(double sampleRateHz)
{
    private readonly List<(long Index, Instant At)> _anchors = [];
    private long _count;

    /// <summary>Samples of the stretch so far.</summary>
    public long Count => _count;

    /// <summary>Takes samples; a fresh stretch forgets the one before.</summary>
    public void Take(in CleanPiece piece, int count, bool first)
    {
        if (first && piece.Fresh)
        {
            _anchors.Clear();
            _count = 0;
        }

        if (first && piece.Anchor is { } at) _anchors.Add((_count, at));
        _count += count;
    }

    /// <summary>Forgets what lies before a sample.</summary>
    public void Forget(long before)
    {
        int last = _anchors.FindLastIndex(a => a.Index <= before);
        if (last > 0) _anchors.RemoveRange(0, last);
    }

    /// <summary>Instant of a sample.</summary>
    public Instant Of(long index)
    {
        int i = _anchors.Count - 1;
        while (i > 0 && _anchors[i].Index > index) i--;
        return _anchors[i].At + Duration.FromNanoseconds(Math.Round((index - _anchors[i].Index) / sampleRateHz * 1e9));
    }
}
