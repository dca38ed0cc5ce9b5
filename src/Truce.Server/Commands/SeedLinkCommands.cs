using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Truce.Feeds.SeedLink;
using Truce.Server.Running;
using Truce.Simulation.SeedLink;

namespace Truce.Server.Commands;

/// <summary><c>truce seedlink serve</c> and <c>truce seedlink listen</c>: each end of the protocol alone.</summary>
internal static class SeedLinkCommands
{
    public static Command SeedLink() => new("seedlink", "SeedLink 3 and 4: serves a folder of waveforms, or follows a server.") { Serve(), Listen() };

    private static Command Serve()
    {
        var folder = new Argument<string>("FOLDER") { Description = "waveform files of any format, or one file" };
        var port = new Option<int>("--port") { Description = "port on 127.0.0.1; 0: any free one", DefaultValueFactory = _ => 18000 };
        var speed = new Option<double>("--speed") { Description = "seconds of recording in a second; 0: all at once", DefaultValueFactory = _ => 1 };
        var now = new Option<bool>("--now") { Description = "write the records' times anew, as if taken now" };
        var as3 = new Option<bool>("--recut") { Description = "write all as records of 512 bytes, so that SeedLink 3 carries them" };
        var command = new Command("serve", "SIMULATED source: replays files to any number of clients, on this machine only.") { folder, port, speed, now, as3 };
        command.SetAction((parsed, stop) => GuardedAsync("seedlink serve", async () =>
        {
            string path = parsed.GetValue(folder)!;
            string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
                : File.Exists(path) ? [path] : throw new BadInputException($"{path}: a folder or a file expected");
            ServedRecord[] records = ServedWaveforms.Read(files, parsed.GetValue(as3), note => Console.Error.WriteLine("truce seedlink serve: " + note));
            if (records.Length == 0) throw new BadInputException($"{path}: no waveforms in it");
            double k = parsed.GetValue(speed);
            if (!double.IsFinite(k) || k < 0) throw new BadInputException($"--speed {k}: 0 or more expected");
            await using var server = new SeedLinkServer(new() { Port = parsed.GetValue(port), Ring = Math.Max(65_536, k == 0 ? records.Length : 0) });
            server.Start();
            Console.WriteLine($"SIMULATED {records.Length} records of {records.Select(r => r.Channel).Distinct().Count()} channels on 127.0.0.1:{server.Port}  (stop with Ctrl-C)");
            try
            {
                await SeedLinkReplay.PlayAsync(server, records, k, parsed.GetValue(now), TimeProvider.System, stop);
                await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("stopping");
            }

            return 0;
        }));
        return command;
    }

    private static Command Listen()
    {
        var address = new Argument<string>("HOST:PORT") { Description = "the server" };
        var streams = new Option<string[]>("--streams") { Description = "stations, for instance GE_WLF or GE_WLF:00.BH?,!LOG or XX_*", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = "file to which the payloads are appended as they come" };
        var state = new Option<string?>("--state") { Description = "file that holds how far each station is; the next run goes on from there" };
        var version = new Option<int>("--protocol") { Description = "3 or 4; the best that the server offers when absent" };
        var fetch = new Option<bool>("--fetch") { Description = "take what the server holds and end" };
        var oldest = new Option<bool>("--oldest") { Description = "begin with the oldest that the server holds" };
        var seconds = new Option<double?>("--seconds") { Description = "end after so many seconds" };
        Option<bool> json = Shared.Json();
        var command = new Command("listen", "Follows a SeedLink server; prints what comes and what happens, then a summary.") { address, streams, output, state, version, fetch, oldest, seconds, json };
        command.SetAction((parsed, stop) => GuardedAsync("seedlink listen", async () =>
        {
            SeedLinkOptions options = Options(parsed.GetValue(address)!, parsed.GetValue(streams)!) with
            {
                Fetch = parsed.GetValue(fetch),
                FromOldest = parsed.GetValue(oldest),
                Protocol = parsed.GetValue(version) switch { 0 => SeedLinkProtocol.Best, 3 => SeedLinkProtocol.Three, 4 => SeedLinkProtocol.Four, var v => throw new BadInputException($"--protocol {v}: 3 or 4 expected") },
            };
            if (options.Problems() is { Count: > 0 } problems) throw new BadInputException(string.Join("; ", problems));
            SeedLinkState from = parsed.GetValue(state) is { } path ? SeedLinkState.Load(path) : SeedLinkState.InMemory();
            if (from.Problem.Length > 0) throw new BadInputException($"--state: {from.Problem}");
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (parsed.GetValue(seconds) is { } limit) ended.CancelAfter(TimeSpan.FromSeconds(limit));
            return await ListenAsync(options, from, parsed.GetValue(output), parsed.GetValue(json), ended.Token);
        }));
        return command;
    }

    private static SeedLinkOptions Options(string address, string[] streams)
    {
        int colon = address.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)) throw new BadInputException($"'{address}': HOST:PORT expected, for instance 127.0.0.1:18000");
        return new()
        {
            Host = address[..colon],
            Port = port,
            Stations = [.. streams.Select(s => SeedLinkRequest.Parse(s, out string problem) ?? throw new BadInputException("--streams: " + problem))],
        };
    }

    private static async Task<int> ListenAsync(SeedLinkOptions options, SeedLinkState state, string? output, bool json, CancellationToken stop)
    {
        await using FileStream? file = output is null ? null : new FileStream(output, FileMode.Append, FileAccess.Write, FileShare.Read);
        using var client = new SeedLinkClient(options, state, TimeProvider.System);
        Task run = client.RunAsync(stop);
        List<SeedLinkEvent.Packet> waiting = [];
        await foreach (SeedLinkEvent happened in client.Events.ReadAllAsync(CancellationToken.None))
        {
            Console.WriteLine(json ? Line(happened).ToJsonString(Shared.Compact) : happened is SeedLinkEvent.Packet p ? $"{p.Station} {p.Sequence} {p.Format} {p.Bytes.Length} bytes" : happened.ToString());
            if (happened is not SeedLinkEvent.Packet packet) continue;
            if (file is not null) await file.WriteAsync(packet.Bytes, CancellationToken.None);
            waiting.Add(packet);
            if (waiting.Count < 256 && client.Events.Count > 0) continue;
            Settle(client, file, waiting);
        }

        Settle(client, file, waiting);
        await run;
        state.Save();
        SeedLinkCounts counts = client.Counts;
        var summary = new JsonObject { ["kind"] = "summary", ["packets"] = counts.Packets, ["bytes"] = counts.Bytes, ["duplicates"] = counts.Duplicates, ["behind"] = counts.Behind, ["jumps"] = counts.Jumps, ["garbage_bytes"] = counts.GarbageBytes, ["connections"] = counts.Connections, ["lost"] = counts.Lost, ["waits"] = counts.Waits };
        Console.WriteLine(json ? summary.ToJsonString(Shared.Compact) : $"{counts.Packets} packets, {counts.Bytes} bytes, {counts.Connections} connections, {counts.Jumps} jumps of numbers, {counts.GarbageBytes} bytes of garbage");
        return counts.Connections > 0 ? 0 : 1;
    }

    // On the disk first, acknowledged second.
    private static void Settle(SeedLinkClient client, FileStream? file, List<SeedLinkEvent.Packet> waiting)
    {
        file?.Flush(flushToDisk: true);
        foreach (SeedLinkEvent.Packet packet in waiting) client.Acknowledge(packet);
        waiting.Clear();
    }

    private static JsonObject Line(SeedLinkEvent happened)
    {
        var line = new JsonObject { ["kind"] = happened.GetType().Name.ToLowerInvariant(), ["at"] = Text(happened.At) };
        switch (happened)
        {
            case SeedLinkEvent.Packet p:
                line["station"] = p.Station;
                line["sequence"] = p.Sequence;
                line["format"] = p.Format;
                line["bytes"] = p.Bytes.Length;
                line["record_start"] = p.RecordStart is { } start ? Text(start) : null;
                line["order"] = p.Order.ToString().ToLowerInvariant();
                break;
            case SeedLinkEvent.Connected c:
                line["server"] = c.Server;
                line["version"] = c.Version;
                line["forgotten"] = c.Forgotten;
                line["refused"] = new JsonArray([.. c.Refused.Select(r => (JsonNode)r)]);
                break;
            case SeedLinkEvent.Silent s:
                line["since"] = Text(s.Since);
                break;
            case SeedLinkEvent.Lost l:
                line["why"] = l.Why;
                line["detail"] = l.Detail;
                line["next_in_s"] = Math.Round(l.NextIn.TotalSeconds, 3);
                break;
            case SeedLinkEvent.Resumed r:
                (line["station"], line["missed_at_most"]) = (r.Station, r.MissedAtMost);
                break;
            case SeedLinkEvent.Gap g:
                (line["station"], line["after"], line["before"], line["missed_at_most"]) = (g.Station, g.After, g.Before, g.MissedAtMost);
                break;
            case SeedLinkEvent.Renumbered n:
                (line["station"], line["from"], line["to"]) = (n.Station, n.From, n.To);
                break;
            case SeedLinkEvent.Garbage g:
                line["bytes"] = g.Count;
                break;
        }

        return line;
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    internal static async Task<int> GuardedAsync(string command, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Shared.IsForThePerson(e) || e is SocketException)
        {
            Console.Error.WriteLine($"truce {command}: {e.Message}");
            return 2;
        }
    }
}
