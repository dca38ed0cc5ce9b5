using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Incidents;
using Truce.Observations;
using Truce.Reports;
using Truce.Sayings;
using Truce.Storage.Sqlite;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>Reads every incident of a period against every term, as the watch does, and counts: what findings leave out (not evaluable, not in force) is in it.</summary>
internal sealed class ArticleReadings
{
    private readonly StoreReader _read;
    private readonly TermsEvaluator _terms;
    private readonly CaseMaker _cases;

    public ArticleReadings(StoreReader read, MissionWorld world)
    {
        _read = read;
        _terms = world.NewTerms();
        _cases = world.NewCaseMaker();
    }

    /// <summary>One entry a term, in the order of the agreement; the incidents are those of the input that stand in its period.</summary>
    public ImmutableArray<ArticleReading> Of(ReportInput input)
    {
        Term[] terms = [.. _terms.Agreement.Terms];
        SortedDictionary<string, int>[] results = [.. terms.Select(_ => new SortedDictionary<string, int>(StringComparer.Ordinal))];
        SortedDictionary<string, int>[] missing = [.. terms.Select(_ => new SortedDictionary<string, int>(StringComparer.Ordinal))];
        var facts = new SortedDictionary<string, Saying>(StringComparer.Ordinal);
        Observation[] notices = [.. _read.ObservationsOfClass(ObservationJson.Word(ObservationClass.Notification), input.KnownAt.ToUnixTimeMilliseconds()).Select(Parse)];
        foreach (Incident incident in input.Incidents.Where(i => i.InPeriod && i.Incident.Stands).Select(i => i.Incident))
        {
            Observation[] members = [.. incident.Hypothesis.Members.Select(m => _read.Observation(m.Observation)).OfType<Storage.Sqlite.ObservationRow>().Select(Parse)];
            ImmutableArray<TermResult> readings = _terms.Evaluate(_cases.Make(incident, members, notices));
            for (int i = 0; i < terms.Length; i++)
            {
                // "Compliant" because the article speaks of something else says nothing of compliance.
                bool elsewhere = readings[i] is { Reading: TermReading.Compliant, Concerned: false };
                Count(results[i], elsewhere ? ArticleReading.NotConcerned : readings[i].Word.Split(':')[0]);
                if (readings[i].Reading != TermReading.NotEvaluable) continue;
                foreach (Saying fact in readings[i].MissingFacts)
                {
                    string what = fact.English;
                    facts[what] = fact;
                    Count(missing[i], what);
                }
            }
        }

        return
        [
            .. terms.Select((t, i) => new ArticleReading(t.Id, t.Article, results[i].ToImmutableSortedDictionary(StringComparer.Ordinal), missing[i].ToImmutableSortedDictionary(StringComparer.Ordinal))
            {
                MissingFacts = facts.Where(f => missing[i].ContainsKey(f.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal),
            }),
        ];
    }

    private static Observation Parse(Storage.Sqlite.ObservationRow row) => ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject());

    private static void Count(SortedDictionary<string, int> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;
}
