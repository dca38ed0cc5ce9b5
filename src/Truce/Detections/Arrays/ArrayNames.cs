using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>What an array is called when nobody named it.</summary>
public static class ArrayNames
{
    /// <summary>What the stations of its elements begin with; the first station where they have nothing in common.</summary>
    /// <param name="elements">One at least.</param>
    public static string Of(IReadOnlyList<ChannelId> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        string first = elements[0].Station, name = first;
        foreach (ChannelId e in elements)
        {
            while (!e.Station.StartsWith(name, StringComparison.Ordinal)) name = name[..^1];
        }

        return name.Length > 0 ? name : first;
    }
}
