using System.Collections.Immutable;
using Truce.Reports;
using Truce.Sayings;

namespace Truce.Tests.Reports;

/// <summary>A page says why in its own language; what was sealed before reasons were values stays English and is marked so.</summary>
public sealed class ReasonLanguageTests
{
    private static readonly Saying Everywhere = new("zone.everywhere", ["Z-ALL"]), Weapon = new("need.weapon", []);

    [Theory]
    [InlineData("en", "Z-ALL is everywhere.")]
    [InlineData("uk", "Z-ALL — це всюди.")]
    [InlineData("fr", "Z-ALL est partout.")]
    [InlineData("ru", "Z-ALL — это везде.")]
    public void Reasons_that_are_values_are_said_in_the_language_of_the_page(string language, string said)
    {
        string page = Page(language, [Everywhere, Everywhere]);
        Assert.Contains($"<li>{said}</li>", page, StringComparison.Ordinal);
        Assert.Contains($"<li>·· {said}</li>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("lang=\"en\">Z-ALL", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Catalogue.For(language)["trace.language"], page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uk")]
    [InlineData("fr")]
    [InlineData("ru")]
    public void Reasons_of_an_older_record_stay_in_the_English_that_is_sealed_and_say_so(string language)
    {
        foreach (ImmutableArray<Saying> sayings in (ImmutableArray<Saying>[])[[], [Everywhere], [new("no.such.key", []), new("no.such.key", [])]])
        {
            string page = Page(language, sayings);
            Assert.Contains("<li lang=\"en\">Z-ALL is everywhere.</li>", page, StringComparison.Ordinal);
            Assert.Contains(Catalogue.For(language)["trace.language"], page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en", "weapon (3)")]
    [InlineData("uk", "озброєння (3)")]
    [InlineData("fr", "l’arme (3)")]
    [InlineData("ru", "вооружение (3)")]
    public void What_is_missing_over_a_period_is_said_in_the_language_of_the_page(string language, string said)
    {
        ReportInput input = SimulatedDay.Rich(20);
        input = input with
        {
            LastDay = input.Day.AddDays(29),
            Readings =
            [
                new("T1", "2(a)", ImmutableSortedDictionary<string, int>.Empty.Add("not-evaluable", 3), ImmutableSortedDictionary<string, int>.Empty.Add("weapon", 3))
                {
                    MissingFacts = ImmutableSortedDictionary<string, Saying>.Empty.Add("weapon", Weapon),
                },
            ],
        };
        Assert.Contains(said, HtmlReport.Render(ReportBuilder.Build(input), Catalogue.For(language)), StringComparison.Ordinal);
    }

    private static string Page(string language, ImmutableArray<Saying> sayings)
    {
        ReportInput input = SimulatedDay.Rich(20);
        input = input with { Findings = [.. input.Findings.Select(f => f with { Finding = f.Finding with { Trace = ["Z-ALL is everywhere.", "·· Z-ALL is everywhere."], Sayings = sayings } })] };
        return HtmlReport.Render(ReportBuilder.Build(input), Catalogue.For(language));
    }
}
