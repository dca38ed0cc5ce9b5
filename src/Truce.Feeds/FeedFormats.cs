using Truce.Feeds.Alarms;
using Truce.Feeds.Firms;
using Truce.Feeds.FrontLine;
using Truce.Feeds.Incidents;
using Truce.Feeds.Patrol;
using Truce.Feeds.Ucdp;
using Truce.Feeds.Viina;
using Truce.Feeds.Waveforms;

namespace Truce.Feeds;

/// <summary>The formats by name, for missions and for <c>truce decode</c>.</summary>
public static class FeedFormats
{
    private static readonly Dictionary<string, string> NoOptions = new(StringComparer.Ordinal);

    /// <summary>Names of all formats, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = ["alarms", "firms", "incidents", "line", "patrol", "ucdp", "viina", "waveforms"];

    /// <summary>A format with its standard options; false for a name that is none.</summary>
    public static bool TryGet(string name, out FeedFormat format) => TryGet(name, NoOptions, out format, out _);

    /// <summary>A format with the options of a mission.</summary>
    /// <param name="name">Name of the format.</param>
    /// <param name="options">Options by name, as the mission writes them.</param>
    /// <param name="format">The format, when true.</param>
    /// <param name="problems">When false: every mistake, each saying what to write instead.</param>
    public static bool TryGet(string name, IReadOnlyDictionary<string, string> options, out FeedFormat format, out IReadOnlyList<string> problems)
    {
        FeedFormat? found;
        (found, problems) = Make(name, options);
        format = found ?? new(name, FeedFraming.Document, (_, _, _) => throw new InvalidOperationException($"{name} is no format"));
        return found is not null && problems.Count == 0;
    }

    private static (FeedFormat? Format, IReadOnlyList<string> Problems) Make(string name, IReadOnlyDictionary<string, string> given)
    {
        IReadOnlyList<string> problems;
        switch (name)
        {
            case "firms":
                FirmsOptions firms = FirmsOptions.Read(given, out problems);
                return (new(name, FeedFraming.Table, (item, context, take) => FirmsDecoder.Decode(item, context, firms, take)), problems);
            case "alarms":
                AlarmOptions alarms = AlarmOptions.Read(given, out problems);
                return (new(name, FeedFraming.Table, (item, context, take) => AlarmDecoder.Decode(item, context, alarms, take)), problems);
            case "viina":
                ViinaOptions viina = ViinaOptions.Read(given, out problems);
                return (new(name, FeedFraming.Table, (item, context, take) => ViinaDecoder.Decode(item, context, viina, take)), problems);
            case "incidents":
                IncidentOptions incidents = IncidentOptions.Read(given, out problems);
                return (new(name, FeedFraming.Table, (item, context, take) => IncidentDecoder.Decode(item, context, incidents, take)), problems);
            case "ucdp":
                UcdpOptions ucdp = UcdpOptions.Read(given, out problems);
                return (new(name, FeedFraming.Table, (item, context, take) => UcdpDecoder.Decode(item, context, ucdp, take)), problems);
            case "patrol":
                PatrolOptions patrol = PatrolOptions.Read(given, out problems);
                return (new(name, FeedFraming.LinesOrTable, (item, context, take) => PatrolDecoder.Decode(item, context, patrol, take)), problems);
            case "waveforms":
                _ = WaveformFeedOptions.Read(given, out problems);
                return (new(name, FeedFraming.Document, (item, context, take) => WaveformFeed.Decode(item, context, take, (_, _) => null)), problems);
            case "line":
                FrontLineOptions line = FrontLineOptions.Read(given, out problems);
                return (new(name, FeedFraming.Document, (item, context, take) => FrontLineDecoder.Decode(item, context, line, take)), problems);
            default:
                return (null, [$"no format '{name}'; there are {string.Join(", ", Names)}"]);
        }
    }
}
