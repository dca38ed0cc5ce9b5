using System.Collections.Immutable;
using System.Globalization;
using Truce.Fusion.Arrivals;

namespace Truce.Feeds.VelocityModels;

/// <summary>What came of reading a model: the model, or the line and what is wrong there.</summary>
/// <param name="Model">The model; null when there is a mistake.</param>
/// <param name="Line">Line of the mistake, from 1; 0 where it is the file as a whole.</param>
/// <param name="Mistake">What is wrong and what to write instead; null when there is a model.</param>
public sealed record VelocityModelReading(VelocityModel? Model, int Line, string? Mistake);

/// <summary>Reads one-dimensional velocity models.</summary>
/// <remarks>Format: docs/formats/velocity-model.md. Nothing is guessed: one wrong line refuses the file, since a model with a missing layer is another model.</remarks>
public static class VelocityModelReader
{
    /// <summary>The header line.</summary>
    public const string Header = "depth_km,vp_km_s,vs_km_s";

    /// <summary>Most nodes in a file.</summary>
    public const int MostNodes = 1000;

    /// <summary>Reads the text of a file.</summary>
    public static VelocityModelReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = "", source = "";
        var nodes = ImmutableArray.CreateBuilder<VelocityNode>();
        bool header = false;
        int number = 0;
        foreach (string raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            string line = raw.Trim();
            if (line.StartsWith('#'))
            {
                if (line.StartsWith("# name:", StringComparison.Ordinal)) name = line[7..].Trim();
                if (line.StartsWith("# source:", StringComparison.Ordinal)) source = line[9..].Trim();
                continue;
            }

            if (line.Length == 0) continue;
            if (!header)
            {
                if (line != Header) return new(null, number, $"expected the header {Header}");
                header = true;
                continue;
            }

            if (nodes.Count == MostNodes) return new(null, number, $"more than {MostNodes} nodes");
            if (Node(line) is not VelocityNode node) return new(null, number, "expected three numbers: depth in km, vp and vs in km/s");
            nodes.Add(node);
        }

        if (name.Length == 0 || source.Length == 0) return new(null, 0, "write the lines \"# name: …\" and \"# source: …\"");
        var model = new VelocityModel(name, source, nodes.ToImmutable());
        return model.Fault() is string fault ? new(null, 0, fault) : new(model, 0, null);
    }

    private static VelocityNode? Node(string line)
    {
        string[] fields = line.Split(',');
        if (fields.Length != 3) return null;
        Span<double> values = stackalloc double[3];
        for (int i = 0; i < 3; i++)
        {
            if (!double.TryParse(fields[i].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i])) return null;
        }

        return new(values[0], values[1], values[2]);
    }
}
