using System.Globalization;
using System.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Origins;
using Truce.Testing;

namespace Truce.Tests.Observations;

/// <summary>The grouper on real news rows.</summary>
public sealed class NewsRowsTests
{
    [Theory]
    [InlineData("incidents/dev-cut/viina_2022.csv")]
    [InlineData("incidents/window-2022-06/viina_reports.csv")]
    public void Real_rows_fall_into_groups_and_no_outlet_is_glued_together(string file)
    {
        List<Observation> rows = [.. Rows(SharedData.Path(file))];
        IReadOnlyDictionary<Hash256, OriginGroup> groups = OriginGrouper.Group(rows);
        int[] sizes = [.. rows.GroupBy(r => groups[r.Id]).Select(g => g.Count()).OrderDescending()];
        string bases = string.Join(", ", groups.Values.Distinct().GroupBy(g => g.Basis).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{file}: {rows.Count} rows, {sizes.Length} groups, {sizes.Count(s => s > 1)} of more than one, largest {string.Join(", ", sizes.Take(5))}; {bases}");
        Assert.True(sizes[0] < rows.Count / 10);
        Assert.InRange(sizes.Length, rows.Count / 3, rows.Count);
    }

    private static IEnumerable<Observation> Rows(string path)
    {
        string[] header = [];
        foreach (List<string> f in Records(File.ReadAllText(path)))
        {
            if (header.Length == 0)
            {
                header = [.. f];
                continue;
            }

            if (f.Count != header.Length) continue;
            string Get(string column) => f[Array.IndexOf(header, column)];
            var day = new DateTimeOffset(DateTime.ParseExact(Get("date"), "yyyyMMdd", CultureInfo.InvariantCulture), TimeSpan.Zero);
            yield return new()
            {
                Feed = "viina",
                Source = Get("sources_matching"),
                SourceKey = Get("event_id_1pd"),
                Means = ObservationMeans.OpenSource,
                When = new(day, day.AddDays(1).AddSeconds(-1)),
                Where = new ObservedPlace.Nowhere(Get("asciiname")),
                Text = Get("representative_text"),
                References = [.. Get("source_urls").Split('|', StringSplitOptions.RemoveEmptyEntries)],
            };
        }
    }

    private static IEnumerable<List<string>> Records(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                fields.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c != '\n') continue;
                yield return fields;
                fields = [];
            }
            else field.Append(c);
        }
    }
}
