using Truce.Detections.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>How often each site tells of what belongs to no event, learned while listening: what is forgotten without an event is clutter.</summary>
internal sealed class ClutterRates
{
    private const double GuessS = 600; // before anything is known: one in ten minutes; our choice
    private readonly Dictionary<(int Site, ArrivalPhases Phases), int> _all = [], _clutter = [];
    private readonly Dictionary<(int Site, int Phase), int> _ofPhase = [];

    /// <summary>How long the network has listened, seconds.</summary>
    internal double ListenedS { get; set; }

    /// <summary>Arrivals told so far.</summary>
    internal long Told { get; private set; }

    internal void Tell(int site, ArrivalPhases phases)
    {
        Told++;
        _all[(site, phases)] = _all.GetValueOrDefault((site, phases)) + 1;
        for (int p = 0; p < Readings.Phases; p++)
        {
            if ((phases & Readings.PhaseOf(p)) != 0) _ofPhase[(site, p)] = _ofPhase.GetValueOrDefault((site, p)) + 1;
        }
    }

    internal void TellClutter(int site, ArrivalPhases phases) => _clutter[(site, phases)] = _clutter.GetValueOrDefault((site, phases)) + 1;

    /// <summary>Logarithm of: probability of this label given the phase, over the density of clutter in time (and in bearing, a radian).</summary>
    internal float LogOverClutter(int site, ArrivalPhases phases, int phase, bool bears)
    {
        double label = (_all.GetValueOrDefault((site, phases)) + 1.0) / (_ofPhase.GetValueOrDefault((site, phase)) + 1.0);
        double rate = (_clutter.GetValueOrDefault((site, phases)) + 1) / (ListenedS + GuessS);
        return (float)(Math.Log(Math.Min(1, label) / rate) + (bears ? Math.Log(2 * Math.PI) : 0));
    }
}
