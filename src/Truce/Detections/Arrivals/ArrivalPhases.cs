namespace Truce.Detections.Arrivals;

/// <summary>By which ways the wave of an arrival may have come; several where the detector cannot tell.</summary>
/// <remarks>P and S as in the IASPEI standard phase list (Storchak et al. 2003); waves of the air are I (infrasound) and the audible rest.</remarks>
[Flags]
public enum ArrivalPhases
{
    /// <summary>None: no arrival has this.</summary>
    None = 0,

    /// <summary>The first compressional wave through the ground.</summary>
    P = 1,

    /// <summary>The first shear wave through the ground.</summary>
    S = 2,

    /// <summary>Audible sound that came straight through the lowest air: tens of kilometres at most.</summary>
    Acoustic = 4,

    /// <summary>Infrasound, through any of the ducts of the atmosphere: celerity 0.22 to 0.36 km/s.</summary>
    Infrasound = 8,

    /// <summary>Any wave of the ground: what a single trigger says when nothing tells P from S.</summary>
    Ground = P | S,

    /// <summary>Any wave of the air.</summary>
    Air = Acoustic | Infrasound,
}
