using System.Collections.Immutable;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.SeedLink;

/// <summary>Which version of the protocol to speak.</summary>
public enum SeedLinkProtocol
{
    /// <summary>4 where the server offers it, otherwise 3.</summary>
    Best,

    /// <summary>SeedLink 3: packets of 520 bytes, 24-bit sequence numbers.</summary>
    Three,

    /// <summary>SeedLink 4.0: packets of any length, 64-bit sequence numbers.</summary>
    Four,
}

/// <summary>A station that is asked for, and which of its channels.</summary>
/// <param name="Network">Network code; <c>?</c> and <c>*</c> where the server knows wildcards.</param>
/// <param name="Station">Station code, likewise.</param>
/// <param name="Selectors">Channels, all when empty: see <see cref="SeedLinkSelector"/>.</param>
public sealed record SeedLinkRequest(string Network, string Station, ImmutableArray<SeedLinkSelector> Selectors)
{
    /// <summary><c>NET_STA</c>, as SeedLink 4 writes it.</summary>
    public string Id => Network + "_" + Station;

    /// <summary>Whether it names more than one station.</summary>
    public bool IsPattern => Id.AsSpan().ContainsAny('*', '?');

    /// <summary>Reads <c>NET_STA</c> or <c>NET_STA:LL.CCC,LL.CCC</c>; <c>null</c> with what is wrong otherwise.</summary>
    public static SeedLinkRequest? Parse(string text, out string problem)
    {
        string[] halves = text.Split(':');
        string[] codes = halves[0].Split('_');
        problem = "";
        if (halves.Length > 2 || codes.Length != 2 || codes.Any(c => c.Length is 0 or > 8 || !IsPatternText(c))) problem = $"NET_STA or NET_STA:LL.CCC,… expected, got '{text}'";
        var selectors = ImmutableArray.CreateBuilder<SeedLinkSelector>();
        foreach (string part in halves.Length == 2 ? halves[1].Split(',') : [])
        {
            if (SeedLinkSelector.Parse(part) is { } selector) selectors.Add(selector);
            else problem = $"a channel as BHZ, 00.BH? or !LCQ expected, got '{part}'";
        }

        return problem.Length == 0 ? new(codes[0], codes[1], selectors.ToImmutable()) : null;
    }

    /// <summary>Whether a channel is asked for: its station, and by no selector, or by one that includes and none that excludes it.</summary>
    public bool Takes(ChannelId channel)
    {
        string station = channel.Network + "_" + channel.Station;
        if (!(IsPattern ? CodePattern.Matches(Id, station) : Id == station)) return false;
        return Selectors.IsDefaultOrEmpty
            || (!Selectors.Any(s => s.Exclude && s.Matches(channel)) && (Selectors.All(s => s.Exclude) || Selectors.Any(s => !s.Exclude && s.Matches(channel))));
    }

    private static bool IsPatternText(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '?' or '-');
}

/// <summary>Channels of a station, in the codes of SEED.</summary>
/// <param name="Location">Two characters, <c>--</c> for the empty code; empty text: any.</param>
/// <param name="Channel">Three characters, <c>?</c> stands for any one.</param>
/// <param name="Exclude">Whether these are to be left out.</param>
public sealed record SeedLinkSelector(string Location, string Channel, bool Exclude = false)
{
    /// <summary>Reads <c>CCC</c>, <c>LL.CCC</c>, with <c>!</c> before it to exclude; <c>null</c> otherwise.</summary>
    public static SeedLinkSelector? Parse(string text)
    {
        bool exclude = text.StartsWith('!');
        string[] parts = (exclude ? text[1..] : text).Split('.');
        string location = parts.Length == 2 ? parts[0] : "", channel = parts[^1];
        bool fits = parts.Length <= 2 && channel.Length == 3 && (location.Length == 2 || parts.Length == 1)
            && (location + channel).All(c => char.IsAsciiLetterOrDigit(c) || c is '?' or '-');
        return fits ? new(location, channel, exclude) : null;
    }

    /// <summary>Whether it names a channel, whatever it does with it.</summary>
    internal bool Matches(ChannelId channel) =>
        (Location.Length == 0 || CodePattern.Matches(Location == "--" ? "" : Location, channel.Location)) && CodePattern.Matches(Channel, channel.Channel);

    /// <summary>As SeedLink 3 writes it: <c>LLCCC</c> or <c>CCC</c>.</summary>
    internal string Text3 => (Exclude ? "!" : "") + Location + Channel;

    /// <summary>As SeedLink 4 writes it: <c>LOC_B_S_SS</c>.</summary>
    internal string Text4 =>
        (Exclude ? "!" : "") + Location switch { "" => "*", "--" => "", _ => Location } + "_" + string.Join('_', Channel.AsEnumerable());
}

/// <summary>How a SeedLink server is followed. Every wait, queue and length has a bound.</summary>
public sealed record SeedLinkOptions
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port; 18000 is the registered habit.</summary>
    public int Port { get; init; } = 18000;

    /// <summary>What is asked for.</summary>
    public required ImmutableArray<SeedLinkRequest> Stations { get; init; }

    /// <summary>Which version.</summary>
    public SeedLinkProtocol Protocol { get; init; }

    /// <summary>Take what the server holds and end, instead of going on (FETCH instead of DATA).</summary>
    public bool Fetch { get; init; }

    /// <summary>Where nothing was taken before: begin with the oldest that the server holds instead of the next to come. In SeedLink 3 only while no station has a position: its commands must not be mixed.</summary>
    public bool FromOldest { get; init; }

    /// <summary>Whether numbers count per station, as the specification has it. Some servers number all their stations in one row: then a jump says nothing.</summary>
    public bool NumbersByStation { get; init; } = true;

    /// <summary>Longest wait for the connection and for one answer of the handshake.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Without a whole packet for so long, INFO ID is sent: a server that lives answers it.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a record for so long, <see cref="SeedLinkEvent.Silent"/> is told, once.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Without any whole packet for so long, answers to INFO included, the connection is given up and made anew.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Wait before the first new attempt; doubled with each failure, and half to one and a half of that by chance, so that clients of one server do not come back together.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before an attempt, before chance.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Seed of that chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Events that wait for the consumer at most; then nothing more is read from the socket and TCP slows the server.</summary>
    public int Queue { get; init; } = 1024;

    /// <summary>Longest payload of SeedLink 4 that is believed, bytes. Records of miniSEED are rarely over 4,096.</summary>
    public int LongestPayload { get; init; } = 64 * 1024;

    /// <summary>Bytes that are no packet before the connection is given up.</summary>
    public int MostGarbage { get; init; } = 64 * 1024;

    /// <summary>Stations whose numbers are followed at most; patterns can match more than anyone asked for.</summary>
    public int MostStations { get; init; } = 10_000;

    /// <summary>What is acknowledged is written to the state file this often at most.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong, each saying what to write instead; empty when nothing.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Host.Length == 0) problems.Add("Host: a name or an address expected");
        if (Port is < 1 or > 65535) problems.Add($"Port: 1 to 65535 expected, got {Port}");
        if (Stations.IsDefaultOrEmpty || Stations.Length > MostStations) problems.Add($"Stations: 1 to {MostStations} expected");
        if (Queue < 1) problems.Add($"Queue: at least 1 expected, got {Queue}");
        if (LongestPayload is < 512 or > 16 << 20) problems.Add($"LongestPayload: 512 to {16 << 20} expected, got {LongestPayload}");
        if (MostGarbage < 0) problems.Add($"MostGarbage: 0 or more expected, got {MostGarbage}");
        foreach (TimeSpan span in (TimeSpan[])[AnswerTimeout, KeepAlive, SilentAfter, LostAfter, FirstBackOff, LongestBackOff])
        {
            if (span <= TimeSpan.Zero) problems.Add($"times longer than nothing expected, got {span}");
        }

        return problems;
    }
}
