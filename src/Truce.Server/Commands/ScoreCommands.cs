using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Fusion;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce score links</c>: how the incidents of a store agree with labels, with a naive join and with what people read.</summary>
internal static class ScoreCommands
{
    public static Command Score() => new("score", "Measures a finished store against references.") { Links() };

    private static Command Links()
    {
        Option<string> store = Shared.Store();
        var truth = new Option<string>("--truth") { Description = "CSV: key of a reference row, its (weak) incident label", Required = true };
        var feedTruth = new Option<string>("--feed-truth") { Description = "feed of the reference rows", Required = true };
        var feedReports = new Option<string>("--feed-reports") { Description = "feed of the reports", Required = true };
        var hand = new Option<string?>("--hand") { Description = "CSV of links that were read: report, reference row, sample (linked or naive-only), judgement" };
        var km = new Option<double>("--join-km") { Description = "reach of the naive join, km", DefaultValueFactory = _ => 5 };
        var days = new Option<int>("--join-days") { Description = "reach of the naive join, days", DefaultValueFactory = _ => 1 };
        var sample = new Option<int>("--sample") { Description = "also draw so many links, and a third as many naive pairs that are no links, to be read" };
        var seed = new Option<string>("--seed") { Description = "what the draw depends on", DefaultValueFactory = _ => "1" };
        Option<bool> json = Shared.Json();
        var command = new Command("links", "Reports against reference rows: links, clusters, a naive join, hand-read links.")
        {
            store, truth, feedTruth, feedReports, hand, km, days, sample, seed, json,
        };
        command.SetAction(parsed => Shared.Guarded("score links", () =>
        {
            using var view = StoreView.Open(parsed.GetValue(store)!);
            LinkedStore linked = LinkedStore.Read(view, parsed.GetValue(feedTruth)!, parsed.GetValue(feedReports)!);
            HashSet<Link> naive = [.. LinkScore.NaiveJoin(linked.Reports, linked.Truths, parsed.GetValue(km) * 1000, parsed.GetValue(days))];
            var answer = new JsonObject
            {
                ["incidents"] = Incidents(linked),
                ["referenceRowsAgainstLabels"] = Clusters(linked, parsed.GetValue(truth)!),
                ["links"] = AgainstJoin(linked, naive),
            };
            if (parsed.GetValue(hand) is { } file) answer["handRead"] = AgainstHand(linked, naive, HandRead.Links(file));
            if (parsed.GetValue(sample) is > 0 and int n) answer["sample"] = Draw(linked, naive, n, parsed.GetValue(seed)!);
            if (parsed.GetValue(json)) Console.WriteLine(answer.ToJsonString(Shared.Compact));
            else Print(answer, "");
            return 0;
        }));
        return command;
    }

    private static JsonObject Incidents(LinkedStore s)
    {
        int all = s.Sizes.Values.Sum();
        return new()
        {
            ["count"] = all,
            ["bySize"] = Counts(s.Sizes),
            ["byLevel"] = Counts(s.Levels),
            ["shareWithTwoOrigins"] = Round((double)s.Origins.Where(o => o.Key >= 2).Sum(o => o.Value) / Math.Max(1, all)),
            ["referenceRowsAlone"] = s.TruthsAlone,
            ["referenceRowsInNoIncident"] = s.Truths.Count - s.IncidentOf.Count,
        };
    }

    private static JsonObject Clusters(LinkedStore s, string file)
    {
        Dictionary<string, string> labels = HandRead.Labels(file);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] rows = [.. s.Truths.Select(t => t.Key).Where(labels.ContainsKey)];
        int[] truth = [.. rows.Select(r => numbers.TryGetValue(labels[r], out int n) ? n : numbers[labels[r]] = numbers.Count)];
        int[] found = [.. rows.Select(r => s.IncidentOf.GetValueOrDefault(r, -1))];
        return new()
        {
            ["rows"] = s.Truths.Count,
            ["labelled"] = rows.Length,
            ["labels"] = numbers.Count,
            ["incidents"] = found.Where(f => f >= 0).Distinct().Count(),
            ["pairwise"] = Agreement(FusionScore.Pairwise(truth, found)),
            ["bCubed"] = Agreement(FusionScore.BCubed(truth, found)),
        };
    }

    private static JsonObject AgainstJoin(LinkedStore s, HashSet<Link> naive)
    {
        HashSet<Link> found = [.. s.Links.Keys];
        HashSet<string> foundReports = [.. found.Select(l => l.Report)], naiveReports = [.. naive.Select(l => l.Report)];
        return new()
        {
            ["reports"] = s.Reports.Count,
            ["links"] = found.Count,
            ["reportsLinked"] = foundReports.Count,
            ["reportsLinkedAtWeightOfHalf"] = s.Links.Where(l => l.Value >= 0.5).Select(l => l.Key.Report).Distinct().Count(),
            ["naivePairs"] = naive.Count,
            ["naiveReports"] = naiveReports.Count,
            ["pairsInBoth"] = found.Count(naive.Contains),
            ["reportsInBoth"] = foundReports.Count(naiveReports.Contains),
            ["pairwise"] = Agreement(LinkScore.Pairwise(naive, found)),
            ["bCubed"] = Agreement(LinkScore.BCubed(naive, found)),
        };
    }

    // Figures over the pairs that were read and could be told; strict counts "same" alone, wide "plausible" too. Odd days were used to choose, even days were not.
    private static JsonObject AgainstHand(LinkedStore s, HashSet<Link> naive, IReadOnlyDictionary<Link, LinkJudgement> read)
    {
        Dictionary<string, DateOnly> days = s.Truths.ToDictionary(t => t.Key, t => t.Day, StringComparer.Ordinal);
        Link[] strange = [.. read.Keys.Where(l => !days.ContainsKey(l.Truth))];
        if (strange.Length > 0) throw new BadInputException($"the hand-read table names reference row '{strange[0].Truth}', which the store does not hold ({strange.Length} of {read.Count})");
        Link[] unread = [.. s.Links.Keys.Where(l => !read.ContainsKey(l)).OrderBy(l => l.Report, StringComparer.Ordinal).ThenBy(l => l.Truth, StringComparer.Ordinal)];
        var answer = new JsonObject
        {
            ["read"] = read.Count,
            ["linked"] = Counted(read, s.Links.ContainsKey),
            ["notLinked"] = Counted(read, l => !s.Links.ContainsKey(l)),
            ["linksNotRead"] = unread.Length,
            ["linksNotReadFirst"] = Names(unread.Take(20)),
        };
        foreach ((string name, Func<DateOnly, bool> which) in new (string, Func<DateOnly, bool>)[] { ("allDays", _ => true), ("oddDays", d => d.Day % 2 == 1), ("evenDays", d => d.Day % 2 == 0) })
        {
            var half = new JsonObject();
            foreach ((string measure, LinkJudgement least) in new[] { ("strict", LinkJudgement.Same), ("wide", LinkJudgement.Plausible) })
            {
                List<ReadPair> Pairs(Func<Link, bool> found) =>
                    [.. read.Where(r => r.Value != LinkJudgement.CannotTell && which(days[r.Key.Truth])).Select(r => new ReadPair(r.Key.Report, days[r.Key.Truth], found(r.Key), r.Value >= least))];
                half[measure] = new JsonObject
                {
                    ["links"] = LinkFigures.Of(Pairs(s.Links.ContainsKey)),
                    ["linksAtWeightOfHalf"] = LinkFigures.Of(Pairs(l => s.Links.TryGetValue(l, out double w) && w >= 0.5)),
                    ["naiveJoin"] = LinkFigures.Of(Pairs(naive.Contains)),
                    ["linksLessNaiveJoin"] = LinkFigures.Difference(Pairs(s.Links.ContainsKey), Pairs(naive.Contains)),
                };
            }

            answer[name] = half;
        }

        return answer;
    }

    private static JsonObject Draw(LinkedStore s, HashSet<Link> naive, int n, string seed) => new()
    {
        ["linked"] = Names(Drawn(s.Links.Keys, seed).Take(n)),
        ["naiveOnly"] = Names(Drawn(naive.Where(l => !s.Links.ContainsKey(l)), seed).Take((n + 2) / 3)),
    };

    // Order of SHA-256 over "seed:report:row": a draw that any other program can repeat.
    private static IEnumerable<Link> Drawn(IEnumerable<Link> links, string seed) =>
        links.OrderBy(l => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{l.Report}:{l.Truth}"))), StringComparer.Ordinal);

    private static JsonArray Names(IEnumerable<Link> links) => [.. links.Select(l => (JsonNode)$"{l.Report} {l.Truth}")];

    private static JsonObject Counted(IReadOnlyDictionary<Link, LinkJudgement> read, Func<Link, bool> which) =>
        new(Enum.GetValues<LinkJudgement>().OrderDescending()
            .Select(j => KeyValuePair.Create(HandRead.Word(j), (JsonNode?)read.Count(r => r.Value == j && which(r.Key)))));

    private static JsonObject Agreement(ClusterAgreement a) =>
        new() { ["precision"] = Round(a.Precision), ["recall"] = Round(a.Recall), ["f1"] = Round(a.F1) };

    private static JsonObject Counts(SortedDictionary<int, int> counts) =>
        new(counts.Select(c => KeyValuePair.Create(c.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)c.Value)));

    private static double Round(double x) => Math.Round(x, 4);

    private static void Print(JsonObject answer, string indent)
    {
        foreach ((string name, JsonNode? value) in answer)
        {
            if (value is JsonObject o && o.Any(p => p.Value is JsonObject or JsonArray))
            {
                Console.WriteLine($"{indent}{name}");
                Print(o, indent + "  ");
            }
            else if (value is JsonObject leaf)
            {
                Console.WriteLine($"{indent}{name,-22} {string.Join(", ", leaf.Select(p => $"{p.Key} {p.Value}"))}");
            }
            else if (value is JsonArray list)
            {
                Console.WriteLine($"{indent}{name}");
                foreach (JsonNode? line in list) Console.WriteLine($"{indent}  {line}");
            }
            else
            {
                Console.WriteLine($"{indent}{name,-22} {value}");
            }
        }
    }
}
