using Truce.Observations.Waveforms;

namespace Truce.Simulation.SeedLink;

/// <summary>One record as a SeedLink server sends it: bytes, and what it must know of them.</summary>
/// <param name="Channel">Whose samples.</param>
/// <param name="Start">First sample, UTC.</param>
/// <param name="End">One interval after the last sample, UTC.</param>
/// <param name="Bytes">A record of miniSEED 2 or 3, whole. 512 bytes of version 2 where SeedLink 3 is to carry it.</param>
public sealed record ServedRecord(ChannelId Channel, DateTimeOffset Start, DateTimeOffset End, byte[] Bytes)
{
    /// <summary><c>NET_STA</c>.</summary>
    public string Station { get; } = Channel.Network + "_" + Channel.Station;

    /// <summary><c>LOC_B_S_SS</c>, the stream ID of SeedLink 4.</summary>
    public string Stream { get; } = $"{Channel.Location}_{Channel.Band}_{Channel.Source}_{Channel.Subsource}";

    /// <summary>Version of miniSEED, 2 or 3.</summary>
    public int Version => Bytes.Length >= 3 && Bytes[0] == 'M' && Bytes[1] == 'S' && Bytes[2] == 3 ? 3 : 2;
}
