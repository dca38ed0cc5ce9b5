using System.Net;

namespace Truce.Simulation.SeedLink;

/// <summary>How a <see cref="SeedLinkServer"/> serves.</summary>
public sealed record SeedLinkServerOptions
{
    /// <summary>Where it listens: this machine alone unless said otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>What it says of itself.</summary>
    public string Organization { get; init; } = "Truce exercise";

    /// <summary>Records that it keeps, of all stations together; the oldest give way. 65,536 of 512 bytes are 32 MiB.</summary>
    public int Ring { get; init; } = 65_536;

    /// <summary>Connections at once; a further one is closed at once.</summary>
    public int MostClients { get; init; } = 64;

    /// <summary>Stations that one client may ask for.</summary>
    public int MostStations { get; init; } = 10_000;

    /// <summary>Selectors that one client may give, of all stations.</summary>
    public int MostSelectors { get; init; } = 20_000;

    /// <summary>Number of each station's first record; SeedLink 3 shows the low 24 bits.</summary>
    public ulong FirstSequence { get; init; } = 1;

    /// <summary>Whether SeedLink 4 is offered beside 3.</summary>
    public bool Offer4 { get; init; } = true;
}
