using Truce.Reports;

namespace Truce.Tests.Reports;

/// <summary>Writes the pages that a person looks at, when asked to by <c>TRUCE_SAMPLES</c> (a folder).</summary>
public sealed class SamplePages
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(400)]
    [InlineData(30_000)]
    public void Pages_are_written_for_a_person_to_look_at(int rows)
    {
        string? folder = Environment.GetEnvironmentVariable("TRUCE_SAMPLES");
        Assert.SkipWhen(folder is null, "set TRUCE_SAMPLES to a folder to get the pages");
        DailyReport report = ReportBuilder.Build(SimulatedDay.Rich(rows));
        foreach (string language in Catalogue.Languages)
        {
            File.WriteAllText(Path.Combine(folder!, $"report-{rows}-{language}.html"), HtmlReport.Render(report, Catalogue.For(language)));
        }

        File.WriteAllText(Path.Combine(folder!, $"report-{rows}.csv"), CsvReport.Render(report));
        File.WriteAllText(Path.Combine(folder!, $"report-{rows}.geojson"), GeoJsonReport.Render(report));
    }
}
