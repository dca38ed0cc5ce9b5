namespace Truce.Fusion.Arrivals;

/// <summary>What is expected of the ground and of the air, and how well it is known.</summary>
public sealed record TravelTimeOptions
{
    /// <summary>Speeds of the ground.</summary>
    public VelocityModel Ground { get; init; } = VelocityModel.Iasp91;

    /// <summary>Whether the earth is round: slabs and speeds are flattened (Müller 1971, J. Geophys. 37, 9-28). Off for analytic checks.</summary>
    public bool RoundEarth { get; init; } = true;

    /// <summary>Deepest source, km.</summary>
    public double DeepestKm { get; init; } = 60;

    /// <summary>1 σ of the common error of the speed of P, a share. A bound of 5 % that may be met on either side has this root mean square at most; we take four fifths of it.</summary>
    public double SpeedSigmaShare { get; init; } = 0.04;

    /// <summary>1 σ of the further common error of the speed of S, a share: vp/vs of the crust scatters by 0.05 about 1.74 to 1.78 (Christensen 1996, J. Geophys. Res. 101, 3139-3156).</summary>
    public double RatioSigmaShare { get; init; } = 0.03;

    /// <summary>Scatter of single paths, seconds: what is left at no distance (site, onset against model).</summary>
    public double PathFloorS { get; init; } = 0.02;

    /// <summary>Scatter of single paths as a share of the travel time; 1 % is 1 s at 700 km, as regional Pn residuals have (Myers et al. 2010, Geophys. J. Int. 180, 1271-1286). We chose the form.</summary>
    public double PathShare { get; init; } = 0.01;

    /// <summary>Degrees of freedom of Student's t for arrival times. 4: kurtosis infinite, variance finite; residuals of bulletins have tails between Laplace and Cauchy (Buland 1986, Bull. Seismol. Soc. Am. 76, 1249-1259). We chose the number.</summary>
    public double Degrees { get; init; } = 4;

    /// <summary>Temperature of the lowest air, °C; null where not supplied: 10 °C is taken then.</summary>
    public double? TemperatureC { get; init; }

    /// <summary>Wind of the lowest air towards the east, m/s; null where not supplied.</summary>
    public double? WindEastMPerS { get; init; }

    /// <summary>Wind of the lowest air towards the north, m/s; null where not supplied.</summary>
    public double? WindNorthMPerS { get; init; }

    /// <summary>1 σ of the common error of the speed of sound, a share: 15 K of unknown temperature are 2.6 %; with the temperature supplied a third of this is taken.</summary>
    public double SoundSigmaShare { get; init; } = 0.026;

    /// <summary>1 σ of each part of the wind of the lowest air, m/s, where none is supplied.</summary>
    public double WindSigmaMPerS { get; init; } = 5;

    /// <summary>Share of the wind's variance that all paths of an event have in common, 0 to below 1: the correlation of winds a few kilometres apart. The rest is the scatter of single paths. Of a supplied wind a quarter
    /// of the common σ stays unknown. We chose the number.</summary>
    public double WindSharedShare { get; init; } = 0.8;

    /// <summary>Audible sound is not followed beyond this distance, km.</summary>
    public double FarthestSoundKm { get; init; } = 60;

    /// <summary>Infrasound is not followed beyond this distance, km.</summary>
    public double FarthestInfrasoundKm { get; init; } = 2000;

    /// <summary>Waves of the ground are not followed beyond this distance, km.</summary>
    public double FarthestGroundKm { get; init; } = 1100;

    /// <summary>What to write instead, or null where the options can be used.</summary>
    public string? Fault()
    {
        if (Ground.Fault() is string fault) return $"Ground: {fault}";
        if (!(DeepestKm > 0)) return "DeepestKm must be above 0";
        if (!(SpeedSigmaShare > 0 && RatioSigmaShare > 0 && SoundSigmaShare > 0)) return "the common errors of speed must be above 0; write 1e-6 for none";
        if (!(PathFloorS >= 0 && PathShare >= 0)) return "the scatter of paths must be 0 or more";
        if (!(WindSigmaMPerS >= 0 && WindSharedShare is >= 0 and < 1)) return "the wind's sigma must be 0 or more and its shared part 0 to below 1";
        if (!(Degrees > 2)) return "Degrees must be above 2, or the variance is infinite";
        return WindEastMPerS is null == WindNorthMPerS is null ? null : "supply both parts of the wind or none";
    }
}
