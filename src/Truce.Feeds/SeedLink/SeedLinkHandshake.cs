using System.Globalization;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.SeedLink;

/// <summary>Asks for stations, each from where it was left.</summary>
internal static class SeedLinkHandshake
{
    private const int Together4 = 64; // SeedLink 4 lets commands be sent ahead of their answers; so many at once, chosen to stay far below any socket buffer
    private const int MostNotes = 100;

    /// <summary>STATION, SELECT, DATA or FETCH for each, then END.</summary>
    /// <param name="connection">After its greeting.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="known">Stations with a position, for the patterns among the requests.</param>
    /// <param name="last">The last number of a station; absent when nothing of it was taken.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What the server would not give.</returns>
    public static async Task<List<string>> AskAsync(
        SeedLinkConnection connection, SeedLinkOptions options, IReadOnlyList<string> known, Func<string, SeedLinkPosition?> last, CancellationToken stop)
    {
        List<SeedLinkRequest> requests = [.. Requests(options, known)];
        bool fresh = requests.All(r => last(r.Id) is null);
        List<string[]> groups = [.. requests.Select(r => Commands(r, options, connection.Version, fresh, last(r.Id)))];
        List<string> refused = [];
        int accepted = 0;
        int together = connection.Version == 4 ? Together4 : 1;
        for (int from = 0; from < groups.Count; from += together)
        {
            string[][] batch = [.. groups.Skip(from).Take(together)];
            if (together > 1) await connection.SendAsync(string.Concat(batch.SelectMany(b => b).Select(c => c + "\r\n")), stop);
            foreach (string[] commands in batch)
            {
                string? wrong = null;
                foreach (string command in commands)
                {
                    if (wrong is not null && together == 1) break;
                    string answer = together > 1 ? await connection.LineAsync(stop) : await connection.AskAsync(command, stop);
                    if (answer != "OK") wrong ??= $"{command}: {SeedLinkConnection.Printable(answer)}";
                }

                if (wrong is null) accepted++;
                else if (refused.Count < MostNotes) refused.Add(wrong);
            }
        }

        if (accepted == 0) throw new InvalidDataException($"the server gives none of the stations; the first: {refused.FirstOrDefault()}");
        await connection.SendAsync("END\r\n", stop);
        return refused;
    }

    // Known stations of a pattern are asked for by name, because only so they can be resumed; the pattern follows and takes the others.
    private static IEnumerable<SeedLinkRequest> Requests(SeedLinkOptions options, IReadOnlyList<string> known)
    {
        var named = options.Stations.Where(s => !s.IsPattern).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (SeedLinkRequest request in options.Stations.Where(s => !s.IsPattern)) yield return request;
        foreach (SeedLinkRequest pattern in options.Stations.Where(s => s.IsPattern))
        {
            foreach (string station in known.Where(k => CodePattern.Matches(pattern.Id, k)).Where(named.Add))
            {
                string[] codes = station.Split('_');
                if (codes.Length == 2) yield return pattern with { Network = codes[0], Station = codes[1] };
            }

            yield return pattern;
        }
    }

    private static string[] Commands(SeedLinkRequest request, SeedLinkOptions options, int version, bool fresh, SeedLinkPosition? last)
    {
        string take = options.Fetch ? "FETCH" : "DATA";
        if (last is { } at)
        {
            take += " " + (version == 4 ? (at.Sequence + 1).ToString(CultureInfo.InvariantCulture) : ((at.Sequence + 1) & 0xFFFFFF).ToString("X6", CultureInfo.InvariantCulture));
        }
        else if (options.FromOldest && version == 4)
        {
            take += " ALL";
        }
        else if (options.FromOldest && fresh && !options.Fetch)
        {
            take = "TIME 1970,01,01,00,00,00"; // version 3 has no number for "the oldest"; its commands must not be mixed, so only while no station is resumed
        }

        return
        [
            version == 4 ? "STATION " + request.Id : $"STATION {request.Station} {request.Network}",
            .. request.Selectors.Select(s => "SELECT " + (version == 4 ? s.Text4 : s.Text3)),
            take,
        ];
    }
}
