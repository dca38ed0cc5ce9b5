using System.Collections.Immutable;

namespace Truce.Fusion.Arrivals;

/// <summary>Speeds of the ground at one depth.</summary>
/// <param name="DepthKm">Below the surface, 0 or more.</param>
/// <param name="VpKmPerS">Speed of compressional waves, above 0.</param>
/// <param name="VsKmPerS">Speed of shear waves, above 0 and below <paramref name="VpKmPerS"/>.</param>
public readonly record struct VelocityNode(double DepthKm, double VpKmPerS, double VsKmPerS);

/// <summary>A model of the ground in one dimension: nodes from the surface down, linear between them; two nodes of one depth are a discontinuity; below the last node nothing changes.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Source">Where the numbers are from.</param>
/// <param name="Nodes">At least one; the first at depth 0; depths never fall and no depth stands more than twice.</param>
public sealed record VelocityModel(string Name, string Source, ImmutableArray<VelocityNode> Nodes)
{
    /// <summary>The upper 410 km of iasp91.</summary>
    /// <remarks>Kennett and Engdahl 1991, Geophys. J. Int. 105, table 2: the radial polynomials evaluated at the nodes.</remarks>
    public static VelocityModel Iasp91 { get; } = new("iasp91", "Kennett and Engdahl 1991, Geophys. J. Int. 105, 429-465",
    [
        new(0, 5.8, 3.36), new(20, 5.8, 3.36), new(20, 6.5, 3.75), new(35, 6.5, 3.75),
        new(35, 8.04, 4.47), new(77.5, 8.045, 4.485), new(120, 8.05, 4.5), new(165, 8.175, 4.509), new(210, 8.3, 4.518),
        new(210, 8.3, 4.522), new(410, 9.03, 4.87),
    ]);

    /// <summary>The upper 410 km of ak135.</summary>
    /// <remarks>Kennett, Engdahl and Buland 1995, Geophys. J. Int. 122, 108-124, table 3.</remarks>
    public static VelocityModel Ak135 { get; } = new("ak135", "Kennett, Engdahl and Buland 1995, Geophys. J. Int. 122, 108-124",
    [
        new(0, 5.8, 3.46), new(20, 5.8, 3.46), new(20, 6.5, 3.85), new(35, 6.5, 3.85),
        new(35, 8.04, 4.48), new(77.5, 8.045, 4.49), new(120, 8.05, 4.5), new(165, 8.175, 4.509), new(210, 8.3, 4.518),
        new(210, 8.3, 4.523), new(260, 8.4825, 4.609), new(310, 8.665, 4.696), new(360, 8.8475, 4.783), new(410, 9.03, 4.87),
    ]);

    /// <summary>One material all the way down.</summary>
    public static VelocityModel Homogeneous(string name, string source, double vpKmPerS, double vsKmPerS) => new(name, source, [new(0, vpKmPerS, vsKmPerS)]);

    /// <summary>Why the nodes are no model, or null.</summary>
    public string? Fault()
    {
        if (Nodes.IsDefaultOrEmpty) return "no nodes";
        if (Nodes[0].DepthKm != 0) return "the first node must be at depth 0";
        for (int i = 0; i < Nodes.Length; i++)
        {
            VelocityNode n = Nodes[i];
            if (!(double.IsFinite(n.DepthKm) && double.IsFinite(n.VpKmPerS) && n.VsKmPerS > 0 && n.VpKmPerS > n.VsKmPerS)) return $"node {i + 1}: speeds must be vp > vs > 0";
            if (i > 0 && n.DepthKm < Nodes[i - 1].DepthKm) return $"node {i + 1}: depths must not fall";
            if (i > 1 && n.DepthKm == Nodes[i - 2].DepthKm) return $"node {i + 1}: a depth may stand twice, not three times";
        }

        return null;
    }

    /// <summary>The same model with all speeds multiplied: what a model that is wrong by a share looks like.</summary>
    public VelocityModel Scaled(double factorVp, double factorVs) =>
        this with { Name = $"{Name} x {factorVp:f3}/{factorVs:f3}", Nodes = [.. Nodes.Select(n => new VelocityNode(n.DepthKm, n.VpKmPerS * factorVp, n.VsKmPerS * factorVs))] };
}
