using System.Text;
using Truce.Response.Indicators;
using Truce.Terms;

namespace Truce.Tests.Response.Indicators;

/// <summary>Definitions are data, read strictly: every mistake is told with its place.</summary>
public sealed class IndicatorSetReaderTests
{
    private const string Good = """
        {"schema": "truce-indicators/1", "falseLightsPerYear": 2, "note": "why",
         "indicators": [
           {"id": "drones", "source": "incidents", "classes": ["flight"], "split": "sites", "step": "week", "leastLevel": 1, "seasonAllowance": 1.5, "feeds": ["patrol"],
            "baseline": {"first": "2026-03-01", "last": "2026-04-30"}, "name": {"en": "Drones"}, "reason": {"en": "They look first."}}],
         "sites": [{"id": "depot", "name": {"en": "Depot"}, "lat": 0.5, "lon": -19.5, "radiusKm": 3, "watchedFromKm": 9}]}
        """;

    [Fact]
    public void The_standard_indicators_are_read_and_worded_in_four_languages()
    {
        IndicatorSet set = Set(StandardIndicators.File);
        Assert.Equal(["weapons-in-zones", "build-up", "interference", "flights", "refusals", "lost-watch"], set.Definitions.Select(d => d.Id));
        Assert.All(set.Definitions, d => Assert.Equal(["en", "fr", "ru", "uk"], d.Name.Keys));
        Assert.All(set.Definitions, d => Assert.Equal(["en", "fr", "ru", "uk"], d.Reason.Keys));
        Assert.All(set.Definitions, d => Assert.Equal(IndicatorExposure.Watch, d.Exposure)); // nobody assumes eyes by default
        Assert.All(set.Definitions, d => Assert.Equal(d.Source == IndicatorSource.LostWatch ? 1 : IndicatorDefinition.DefaultSeasonAllowance, d.SeasonAllowance)); // a roster has no season
    }

    [Fact]
    public void A_file_of_a_mission_is_read_whole()
    {
        IndicatorSet set = Set(Encoding.UTF8.GetBytes(Good));
        IndicatorDefinition drones = Assert.Single(set.Definitions);
        Assert.Equal((2.0, IndicatorSplit.Sites, IndicatorStep.Week, 1), (set.FalseLightsPerYear, drones.Split, drones.Step, drones.LeastLevel));
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30)), drones.Baseline);
        Assert.Equal(1.5, drones.SeasonAllowance);
        Assert.Equal((3.0, 9.0), (set.Sites[0].RadiusKm, set.Sites[0].WatchedFromKm));
    }

    [Theory]
    [InlineData("truce-indicators/1", "truce-indicators/9", "$.schema")]
    [InlineData("\"falseLightsPerYear\": 2", "\"falseLightsPerYear\": 0", "$.falseLightsPerYear")]
    [InlineData("\"falseLightsPerYear\": 2, ", "", "$")]
    [InlineData("\"note\"", "\"score\"", "$.score")]
    [InlineData("\"flight\"", "\"flights\"", "$.indicators[0].classes[0]")]
    [InlineData("\"incidents\"", "\"guesses\"", "$.indicators[0].source")]
    [InlineData("\"sites\", \"step\"", "\"villages\", \"step\"", "$.indicators[0].split")]
    [InlineData("\"patrol\"", "\"patrols\"", "$.indicators[0].feeds[0]")]
    [InlineData("\"leastLevel\": 1", "\"leastLevel\": 1.5", "$.indicators[0].leastLevel")]
    [InlineData("\"seasonAllowance\": 1.5", "\"seasonAllowance\": 0.5", "$.indicators[0].seasonAllowance")]
    [InlineData("\"2026-04-30\"", "\"2026-04-31\"", "$.indicators[0].baseline.last")]
    [InlineData("\"2026-04-30\"", "\"2026-02-01\"", "$.indicators[0].baseline.last")]
    [InlineData("\"name\": {\"en\": \"Drones\"}", "\"name\": {\"uk\": \"Дрони\"}", "$.indicators[0].name")]
    [InlineData("\"id\": \"drones\"", "\"id\": \"Drones!\"", "$.indicators[0].id")]
    [InlineData("\"classes\": [\"flight\"], ", "", "$.indicators[0]")]
    [InlineData("\"leastLevel\": 1", "\"acts\": [\"presence\"]", "$.indicators[0].acts")]
    [InlineData("\"radiusKm\": 3", "\"radiusKm\": 0", "$.sites[0].radiusKm")]
    [InlineData("\"lat\": 0.5", "\"lat\": 95", "$.sites[0].lat")]
    [InlineData("}],\n \"sites\"", "}, {\"id\": \"drones\", \"source\": \"lostWatch\", \"name\": {\"en\": \"n\"}, \"reason\": {\"en\": \"r\"}}],\n \"sites\"", "$.indicators[1].id")]
    public void A_mistake_is_told_with_its_place_and_what_to_write(string from, string to, string path)
    {
        string text = Good.ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        IndicatorSetReading reading = Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        Assert.Null(reading.Set);
        AgreementError remark = Assert.Single(reading.Remarks);
        Assert.Equal(path, remark.Path);
        Assert.NotEmpty(remark.Instead);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"schema\": ")]
    [InlineData("{\"indicators\": 3}")]
    [InlineData("{\"indicators\": [null, 1, {}], \"sites\": [[]]}")]
    public void Bytes_that_are_no_definitions_are_refused_and_never_throw(string text) => Assert.Null(Read(Encoding.UTF8.GetBytes(text)).Set);

    private static IndicatorSet Set(ReadOnlyMemory<byte> file)
    {
        IndicatorSetReading reading = Read(file);
        Assert.Empty(reading.Remarks);
        return reading.Set!;
    }

    private static IndicatorSetReading Read(ReadOnlyMemory<byte> file) => IndicatorSetReader.Read(file, "indicators.json", ActVocabulary.Standard.All, ["patrol", "press"]);
}
