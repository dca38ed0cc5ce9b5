using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Detections.Health;
using Truce.Detections.Stations;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>One channel of the network: triggers as arrivals as soon as their onset is read, health, amplitudes.</summary>
internal sealed class ChannelPost
{
    private readonly ChannelWatch? _watch;
    private readonly HealthWatch _health;
    private readonly List<StationTrigger> _closed = [];
    private readonly List<OpenedTrigger> _opened = [];
    private readonly double _triggerSigmaS;

    /// <param name="sensor">Where it is and what its samples mean.</param>
    /// <param name="site">The site it stands for.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    /// <param name="options">How it is listened to.</param>
    /// <param name="triggers">Whether it is listened to for triggers: not a horizontal sensor beside a vertical one.</param>
    public ChannelPost(SensorChannel sensor, ListeningSite site, double sampleRateHz, NetworkOptions options, bool triggers)
    {
        (Sensor, Site) = (sensor, site);
        bool sound = sensor.Channel.IsPressure;
        StationOptions of = sound ? options.Sound : options.Ground;
        if (triggers && of.Problem(sampleRateHz).Length == 0) _watch = new(sensor.Channel, sampleRateHz, of) { Opened = _opened };
        _health = new(sensor.Channel, options.Health with { SampleRateHz = sensor.SampleRateHz ?? sampleRateHz });
        Peaks = new(sound ? of.Bands[0] : options.DiscriminantBand, sampleRateHz);
        _triggerSigmaS = of.StaS / 2; // where no onset could be read, the trigger itself, late by up to the short window
    }

    public SensorChannel Sensor { get; }

    public ListeningSite Site { get; }

    public PeakRing Peaks { get; }

    /// <summary>End of the newest sample.</summary>
    public Instant? Head { get; private set; }

    public void Take(WaveformSegment s, Action<Arrival> tell, List<ChannelHealth> health)
    {
        _health.Take(s, health);
        Peaks.Take(s);
        if (Head is null || s.End > Head) Head = s.End;
        _watch?.Take(s, _closed);
        Tell(tell);
    }

    /// <summary>Tells what is the matter with the channel up to now, so that its hours are not told as good ones.</summary>
    public void TellHealth(List<ChannelHealth> health) => _health.TellOpen(health);

    public void Finish(Action<Arrival> tell, List<ChannelHealth> health)
    {
        _health.Finish(health);
        _watch?.Finish(_closed);
        Tell(tell);
    }

    private void Tell(Action<Arrival> tell)
    {
        foreach (OpenedTrigger t in _opened)
        {
            tell(new()
            {
                Id = $"{Sensor.Channel}@{InstantPattern.ExtendedIso.Format(t.On)}",
                Site = Site.Id,
                Phases = Sensor.Channel.IsPressure ? ArrivalPhases.Air : ArrivalPhases.Ground,
                At = t.Onset?.At ?? t.On,
                SigmaS = Math.Max(1e-3, t.Onset?.SigmaS ?? _triggerSigmaS),
            });
        }

        _opened.Clear();
        _closed.Clear();
    }
}
