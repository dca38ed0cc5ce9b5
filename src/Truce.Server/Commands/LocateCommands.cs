using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Reports.Bulletins;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce associate</c> and <c>truce locate</c>: which arrivals belong together, and where and when it was.</summary>
internal static class LocateCommands
{
    public static Command Associate()
    {
        var o = new Options();
        var command = new Command("associate", "Says which arrivals belong to one event, and why the others were left.") { o.Detections, o.Stations, o.Ground, o.Reach, o.Deepest, o.Json };
        command.SetAction(parsed => Shared.Guarded("associate", () =>
        {
            LocateInput input = LocateInput.Read(parsed.GetValue(o.Detections)!, parsed.GetValue(o.Stations));
            AssociationResult result = Associator.Run(input.Arrivals, [.. input.Sites.Values], Times(parsed, o), Association(parsed, o));
            return Say(LocateLines.Associated(input, result), parsed.GetValue(o.Json));
        }));
        return command;
    }

    public static Command Locate()
    {
        var o = new Options();
        var together = new Option<bool>("--together") { Description = "all arrivals are of one event: do not associate" };
        var temperature = new Option<double?>("--temperature") { Description = "of the lowest air, °C" };
        var wind = new Option<string?>("--wind") { Description = "of the lowest air, east,north in m/s (where it blows to)" };
        var quakeMl = new Option<string?>("--quakeml") { Description = "writes the events as QuakeML 1.2 too" };
        var ims = new Option<string?>("--ims") { Description = "writes them as an IMS bulletin too" };
        var command = new Command("locate", "Says where and when an event was, with regions that hold it with 50, 90 and 95 %.") { o.Detections, o.Stations, o.Ground, o.Reach, o.Deepest, together, temperature, wind, quakeMl, ims, o.Json };
        command.SetAction(parsed => Shared.Guarded("locate", () =>
        {
            LocateInput input = LocateInput.Read(parsed.GetValue(o.Detections)!, parsed.GetValue(o.Stations));
            (double East, double North)? blows = Wind(parsed.GetValue(wind));
            TravelTimes times = Times(parsed, o, t => t with { TemperatureC = parsed.GetValue(temperature), WindEastMPerS = blows?.East, WindNorthMPerS = blows?.North });
            var locator = new Locator(times, new() { LeaveOneOut = parsed.GetValue(together) || input.Arrivals.Length <= 20, DeepestKm = parsed.GetValue(o.Deepest) ?? new LocatorOptions().DeepestKm });
            var bulletins = new LocateBulletins(input.Sites);
            IEnumerable<JsonObject> lines = parsed.GetValue(together)
                ? LocateLines.Together(input, locator, bulletins)
                : LocateLines.Located(input, Associator.Run(input.Arrivals, [.. input.Sites.Values], times, Association(parsed, o)), locator, bulletins);
            int code = Say(lines, parsed.GetValue(o.Json));
            if (parsed.GetValue(quakeMl) is { } xml) File.WriteAllBytes(xml, QuakeMl.Write(bulletins.Events));
            if (parsed.GetValue(ims) is { } text) File.WriteAllBytes(text, ImsBulletin.Write(bulletins.Events));
            return code;
        }));
        return command;
    }

    private static int Say(IEnumerable<JsonObject> lines, bool json)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
        foreach (JsonObject line in lines) output.WriteLine(json ? line.ToJsonString(Shared.Compact) : LocateLines.Plain(line));
        return 0;
    }

    private static TravelTimes Times(ParseResult parsed, Options o, Func<TravelTimeOptions, TravelTimeOptions>? more = null)
    {
        TravelTimeOptions options = new() { Ground = LocateInput.Ground(parsed.GetValue(o.Ground)) };
        options = more?.Invoke(options) ?? options;
        return options.Fault() is { } fault ? throw new BadInputException(fault) : new GroundAndAirTravelTimes(options);
    }

    private static AssociationOptions Association(ParseResult parsed, Options o)
    {
        var options = new AssociationOptions();
        options = options with { ReachKm = parsed.GetValue(o.Reach) ?? options.ReachKm, DeepestKm = parsed.GetValue(o.Deepest) ?? options.DeepestKm };
        try
        {
            return options.Validated();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new BadInputException(e.Message);
        }
    }

    private static (double East, double North)? Wind(string? text)
    {
        if (text is null) return null;
        return text.Split(',') is [var east, var north] && Shared.Number(east) is { } e && Shared.Number(north) is { } n && Math.Abs(e) <= 100 && Math.Abs(n) <= 100
            ? (e, n)
            : throw new BadInputException($"--wind '{text}' is no wind; write east,north in m/s, for instance 3,-2");
    }

    /// <summary>What both commands take.</summary>
    private sealed class Options
    {
        public Option<string[]> Detections { get; } = new("--detections") { Description = "files of picks and detections (docs/formats/arrivals.md)", Required = true, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };

        public Option<string?> Stations { get; } = new("--stations") { Description = "StationXML, or a table with the columns station (or id), lat, lon and elev" };

        public Option<string?> Ground { get; } = new("--ground") { Description = "model of the ground: iasp91 (when not given), ak135, vp,vs in km/s, or a file (docs/formats/velocity-model.md)" };

        public Option<double?> Reach { get; } = new("--reach") { Description = "how far from the sites events are looked for, km; 200 when not given" };

        public Option<double?> Deepest { get; } = new("--deepest") { Description = "deepest source looked for, km; 30 when not given, 0 for the surface only" };

        public Option<bool> Json { get; } = Shared.Json();
    }
}
