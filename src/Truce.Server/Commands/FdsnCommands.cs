using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Truce.Feeds.FdsnWs;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Observations.Waveforms;
using Truce.Server.Fdsn;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce fdsn fetch</c> and <c>truce fdsn serve</c>: FDSN web services, asked and answered.</summary>
internal static class FdsnCommands
{
    public static Command Fdsn() => new("fdsn", "FDSN web services: fetches waveforms or station metadata, or serves a folder.") { Fetch(), Serve() };

    private static Command Fetch()
    {
        var url = new Argument<string>("URL") { Description = "address of the service up to its version, for instance https://host/fdsnws/dataselect/1/" };
        var net = new Option<string>("--net") { DefaultValueFactory = _ => "*", Description = "network codes" };
        var sta = new Option<string>("--sta") { DefaultValueFactory = _ => "*", Description = "station codes" };
        var loc = new Option<string>("--loc") { DefaultValueFactory = _ => "*", Description = "location codes; -- for the empty one" };
        var cha = new Option<string>("--cha") { DefaultValueFactory = _ => "*", Description = "channel codes" };
        var start = new Option<string>("--start") { Required = true, Description = "first instant, for instance 2022-06-10T18:00:00Z" };
        var end = new Option<string>("--end") { Required = true, Description = "last instant" };
        var parameter = new Option<string[]>("--param") { Description = "more parameters, for instance level=channel", DefaultValueFactory = _ => [] };
        var output = new Option<string>("--out") { Required = true, Description = "file that appears when everything is there" };
        var most = new Option<long>("--most-bytes") { DefaultValueFactory = _ => 1L << 30, Description = "bytes taken at most" };
        Option<bool> json = Shared.Json();
        var command = new Command("fetch", "Fetches from a dataselect or station service into a file. 0 done, 1 no data or not to be had, 2 bad input.") { url, net, sta, loc, cha, start, end, parameter, output, most, json };
        command.SetAction((parsed, stop) => SeedLinkCommands.GuardedAsync("fdsn fetch", async () =>
        {
            string address = parsed.GetValue(url)!;
            if (!Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out Uri? service) || service.Scheme is not ("http" or "https")) throw new BadInputException($"'{address}': an address as https://host/fdsnws/dataselect/1/ expected");
            var selection = new FdsnSelection(parsed.GetValue(net)!, parsed.GetValue(sta)!, parsed.GetValue(loc)!, parsed.GetValue(cha)!,
                Shared.Instant(parsed.GetValue(start), "--start")!.Value, Shared.Instant(parsed.GetValue(end), "--end")!.Value);
            if (selection.Problem() is { Length: > 0 } problem) throw new BadInputException(problem);
            var request = new FdsnRequest(service, [selection])
            {
                Parameters = [.. parsed.GetValue(parameter)!.Select(p => p.Split('=', 2)).Select(p => p.Length == 2 ? (p[0], p[1]) : throw new BadInputException($"--param {p[0]}: NAME=VALUE expected"))],
            };
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.UserAgent.ParseAdd("truce/0.1");
            var client = new FdsnClient(http, new() { MostBytes = parsed.GetValue(most) }, TimeProvider.System);
            return Say(await client.FetchAsync(request, parsed.GetValue(output)!, stop), parsed.GetValue(json));
        }));
        return command;
    }

    private static int Say(FdsnResult result, bool json)
    {
        var line = new JsonObject { ["result"] = result.GetType().Name.ToLowerInvariant(), ["attempts"] = result.Attempts };
        switch (result)
        {
            case FdsnResult.Done done:
                (line["bytes"], line["content_type"]) = (done.Bytes, done.ContentType);
                break;
            case FdsnResult.TooMuch much:
                line["detail"] = much.Detail;
                break;
            case FdsnResult.Refused refused:
                (line["status"], line["detail"]) = (refused.Status, refused.Detail);
                break;
            case FdsnResult.GaveUp gave:
                line["detail"] = gave.Detail;
                break;
        }

        Console.WriteLine(json ? line.ToJsonString(Shared.Compact) : string.Join("  ", line.Select(m => $"{m.Key} {m.Value}")));
        return result is FdsnResult.Done ? 0 : 1;
    }

    private static Command Serve()
    {
        var folder = new Argument<string>("FOLDER") { Description = "files of miniSEED, in it and below" };
        var stations = new Option<string?>("--stations") { Description = "StationXML" };
        var port = new Option<int>("--port") { Description = "port on 127.0.0.1", DefaultValueFactory = _ => 8081 };
        var command = new Command("serve", "Serves a folder as FDSN dataselect and station services, on this machine only.") { folder, stations, port };
        command.SetAction((parsed, stop) => SeedLinkCommands.GuardedAsync("fdsn serve", async () =>
        {
            string path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path)) throw new BadInputException($"{path}: a folder expected");
            FdsnArchive archive = FdsnArchive.Open(path);
            foreach (string note in archive.Notes) Console.Error.WriteLine("truce fdsn serve: " + note);
            var holdings = new FdsnHoldings(archive, parsed.GetValue(stations) is { } file ? Stations(file) : [], TimeProvider.System);
            await using WebApplication app = Build(holdings, parsed.GetValue(port));
            await app.StartAsync(stop);
            Console.WriteLine($"{archive.Channels.Count} channels, {holdings.Stations.Count} places: {string.Join(' ', app.Urls)}/fdsnws/  (stop with Ctrl-C)");
            try
            {
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

    /// <summary>The services alone on a port of this machine; 0: any free one.</summary>
    internal static WebApplication Build(FdsnHoldings holdings, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        WebApplication app = builder.Build();
        FdsnEndpoints.Map(app, holdings);
        return app;
    }

    private static IReadOnlyList<SensorChannel> Stations(string file)
    {
        using FileStream stream = File.OpenRead(file);
        StationXmlReading reading = StationXmlReader.Read(stream);
        foreach (StationXmlReject reject in reading.Rejects) Console.Error.WriteLine($"truce fdsn serve: {file}, line {reject.Line}: {reject.Fault.Detail}");
        return reading.Channels;
    }
}
