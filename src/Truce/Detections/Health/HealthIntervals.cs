using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Health;

/// <summary>Joins what is the matter in one stretch and the next: one open interval a kind.</summary>
internal sealed class HealthIntervals(ChannelId channel)
{
    private readonly ChannelHealth?[] _open = new ChannelHealth?[Enum.GetValues<HealthKind>().Length];

    public void Add(HealthKind kind, Instant from, Instant to, double figure, List<ChannelHealth> output)
    {
        ref ChannelHealth? open = ref _open[(int)kind];
        if (open is not null && Joins(open, kind, from, to, figure))
        {
            open = open with { From = Instant.Min(open.From, from), To = Instant.Max(open.To, to), Figure = Together(kind, open.Figure, figure) };
            return;
        }

        if (open is not null) output.Add(open);
        open = new(channel, kind, from, to, figure);
    }

    public void Finish(List<ChannelHealth> output)
    {
        for (int i = 0; i < _open.Length; i++)
        {
            if (_open[i] is { } open) output.Add(open);
            _open[i] = null;
        }
    }

    private static bool Joins(ChannelHealth open, HealthKind kind, Instant from, Instant to, double figure) =>
        kind is not (HealthKind.ClockStepped or HealthKind.Gap) && from <= open.To && to >= open.From && (kind != HealthKind.WrongRate || open.Figure == figure);

    private static double Together(HealthKind kind, double a, double b) => kind switch
    {
        HealthKind.Clipped or HealthKind.Spiky or HealthKind.NotNumbers or HealthKind.ClockUnsure => a + b,
        HealthKind.ClockImplausible => Math.Abs(a) > Math.Abs(b) ? a : b,
        _ => Math.Max(a, b),
    };
}
