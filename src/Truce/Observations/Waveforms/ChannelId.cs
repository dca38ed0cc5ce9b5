using System.Text;

namespace Truce.Observations.Waveforms;

/// <summary>A stream of samples by its FDSN source identifier (FDSN Source Identifiers 1.0): network, station, location, and band, source and subsource codes.</summary>
/// <remarks>Equality is by code, case counts. Codes hold ASCII letters, digits and hyphens; location and subsource may be empty.</remarks>
public sealed record ChannelId
{
    /// <summary>Longest text form that is read; the specification's own codes are far shorter.</summary>
    public const int LongestText = 96;

    private const string Prefix = "FDSN:";

    private ChannelId(string network, string station, string location, string band, string source, string subsource)
    {
        Network = network;
        Station = station;
        Location = location;
        Band = band;
        Source = source;
        Subsource = subsource;
    }

    /// <summary>Network code, 1 to 8 characters in the specification; empty in records that give none.</summary>
    public string Network { get; }

    /// <summary>Station code.</summary>
    public string Station { get; }

    /// <summary>Location code: one element or one sensor of the station; often empty.</summary>
    public string Location { get; }

    /// <summary>Band code: the general rate and response, for instance <c>H</c>.</summary>
    public string Band { get; }

    /// <summary>Source code: the kind of instrument, for instance <c>H</c> (high gain seismometer), <c>D</c> (pressure).</summary>
    public string Source { get; }

    /// <summary>Subsource code: the component, for instance <c>Z</c>, or <c>F</c> for infrasound.</summary>
    public string Subsource { get; }

    /// <summary>Channel code of SEED where all three codes have one character; otherwise band, source and subsource joined by underscores.</summary>
    public string Channel => Band.Length <= 1 && Source.Length <= 1 && Subsource.Length <= 1 ? Band + Source + Subsource : $"{Band}_{Source}_{Subsource}";

    /// <summary>Whether it records sound of the air: SEED instrument code D (pressure) (SEED 2.4, appendix A).</summary>
    public bool IsPressure => Source == "D";

    /// <summary>From codes of SEED (network, station, location, channel of three characters); <c>null</c> with what is wrong otherwise.</summary>
    public static ChannelId? FromSeed(string network, string station, string location, string channel, out string problem)
    {
        problem = "";
        string[] codes = channel.Length == 3 ? [network, station, location, channel[..1], channel[1..2], channel[2..]] : [network, station, location, "", channel, ""];
        foreach (string code in codes)
        {
            if (!IsCode(code)) problem = "code with characters that are neither letters, digits nor hyphens";
        }

        return problem.Length == 0 ? new(codes[0], codes[1], codes[2], codes[3], codes[4], codes[5]) : null;
    }

    /// <summary>Reads <c>FDSN:NET_STA_LOC_B_S_SS</c>; false with what is wrong otherwise.</summary>
    public static bool TryParse(string text, out ChannelId? id, out string problem)
    {
        id = null;
        problem = "";
        string[] parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('_') : [];
        if (text.Length > LongestText) problem = $"longer than {LongestText} characters";
        else if (parts.Length != 6) problem = "not of the form FDSN:NET_STA_LOC_B_S_SS";
        else if (parts.Any(p => !IsCode(p))) problem = "code with characters that are neither letters, digits nor hyphens";
        else id = new(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        return id is not null;
    }

    /// <summary><c>FDSN:NET_STA_LOC_B_S_SS</c>.</summary>
    public override string ToString() =>
        new StringBuilder(Prefix).AppendJoin('_', Network, Station, Location, Band, Source, Subsource).ToString();

    /// <summary>The order in which channels stand wherever order matters: by text form, ordinal.</summary>
    public static IComparer<ChannelId> ByText { get; } = Comparer<ChannelId>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static bool IsCode(string code) => code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
