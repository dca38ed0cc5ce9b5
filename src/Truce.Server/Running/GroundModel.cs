using System.Globalization;
using Truce.Feeds.VelocityModels;
using Truce.Feeds.Waveforms;
using Truce.Fusion.Arrivals;

namespace Truce.Server.Running;

/// <summary>Models of the ground as people name them: iasp91, ak135, two speeds, or a file (docs/formats/velocity-model.md).</summary>
internal static class GroundModel
{
    private const long LongestFile = 1 << 20; // a thousand nodes are under 100 kB

    /// <summary>The model, or in one sentence what is wrong and what to write instead.</summary>
    /// <param name="named">Name, speeds, or path.</param>
    /// <param name="shown">The text as the person wrote it.</param>
    public static (VelocityModel? Model, string? Mistake) Read(string named, string? shown)
    {
        if (WaveformFeedOptions.GroundOf(named) is { } known) return known.Fault() is { } fault ? (null, $"'{shown}': {fault}") : (known, null);
        return File.Exists(named) ? FromFile(named) : (null, $"'{shown}' is no model and no file; write iasp91, ak135, vp,vs in km/s, or a file (docs/formats/velocity-model.md)");
    }

    /// <summary>The model in a file, or the line and what is wrong there. Throws what the disk throws.</summary>
    public static (VelocityModel? Model, string? Mistake) FromFile(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > LongestFile) return (null, $"'{name}' has more than {LongestFile} bytes and is no velocity model");
        VelocityModelReading reading = VelocityModelReader.Read(File.ReadAllText(path));
        if (reading.Model is { } model) return (model, null);
        string line = reading.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $", line {reading.Line}") : "";
        return (null, $"'{name}'{line} is no velocity model: {reading.Mistake} (docs/formats/velocity-model.md)");
    }
}
