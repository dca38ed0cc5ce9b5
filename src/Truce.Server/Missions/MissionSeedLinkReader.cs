using System.Collections.Immutable;
using System.Globalization;
using Truce.Feeds.SeedLink;

namespace Truce.Server.Missions;

/// <summary>The <c>seedlink</c> of a feed of recordings: a server, what is asked of it, and how.</summary>
internal static class MissionSeedLinkReader
{
    public static MissionSeedLink? Read(YamlMap feed, string format)
    {
        if (feed.Map("seedlink") is not { } map) return null;
        if (format is not ("waveforms" or "")) map.Problem($"a SeedLink server gives recordings; write format: waveforms, not {format}");
        (string host, int port) = Server(map);
        ImmutableArray<string> streams = map.Texts("streams");
        if (streams.IsEmpty) map.Problem("'streams' is missing; write for instance: streams: [GE_WLF, \"BW_UH3:SH?\"]", "streams");
        foreach (string stream in streams)
        {
            if (SeedLinkRequest.Parse(stream, out string problem) is null) map.Problem(problem, "streams");
        }

        string version = map.Optional("version") ?? "auto", begin = map.Optional("begin") ?? "oldest";
        if (version is not ("auto" or "3" or "4")) map.Problem($"version '{version}' is not known; write auto, 3 or 4", "version");
        if (begin is not ("oldest" or "next")) map.Problem($"begin '{begin}' is not known; write oldest (all that the server holds) or next (what comes from now on)", "begin");
        map.Close();
        return new(host, port, streams, version is "3" or "4" ? version[0] - '0' : null, begin != "next");
    }

    private static (string Host, int Port) Server(YamlMap map)
    {
        const string Example = "127.0.0.1:18000";
        string text = map.Text("server", Example);
        if (text.Length == 0) return ("", 0);
        int colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535) return (text[..colon].Trim('[', ']'), port);
        map.Problem($"'{text}' is no server; write host:port, for instance {Example}", "server");
        return ("", 0);
    }
}
