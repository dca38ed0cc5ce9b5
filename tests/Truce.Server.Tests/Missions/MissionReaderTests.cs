using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Feeds;
using Truce.Measures;
using Truce.Server.Missions;
using Truce.Simulation;
using Truce.Testing;

namespace Truce.Server.Tests.Missions;

/// <summary>Every mistake in a mission file is told with its line and what to write instead, all at once, and nothing is thrown.</summary>
public sealed class MissionReaderTests : IDisposable
{
    private const int Mutations = 2_000;

    private static readonly SimulatedWorld World = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new() { Intensity = 0, AgriculturalFiresPerDay = 0, Settlements = 30 });

    private static readonly string Text = Encoding.UTF8.GetString(World.Files["mission.yaml"]);

    private readonly TempFolder _folder = new();

    public MissionReaderTests()
    {
        foreach ((string path, byte[] bytes) in World.Files) File.WriteAllBytes(_folder.At(path), bytes);
    }

    public void Dispose() => _folder.Dispose();

    private (Mission? Mission, ImmutableArray<MissionProblem> Problems) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private (Mission? Mission, ImmutableArray<MissionProblem> Problems) Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder.At(MissionReader.FileName), bytes);
        return MissionReader.Read(new MissionFiles(_folder.Root), [.. FeedFormats.Names]);
    }

    [Fact]
    public void The_mission_as_it_stands_has_no_mistake()
    {
        (Mission? mission, ImmutableArray<MissionProblem> problems) = Read(Text);
        Assert.Empty(problems);
        Assert.Equal(5, mission!.Feeds.Length);
    }

    [Fact]
    public void A_mission_may_name_definitions_of_indicators_and_they_must_be_there()
    {
        string named = Text.Replace("agreement: agreement.json", "agreement: agreement.json\nindicators: own.json", StringComparison.Ordinal);
        Assert.Null(Read(Text).Mission!.IndicatorsPath);
        Assert.Contains("'own.json' does not exist", Assert.Single(Read(named).Problems).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.At("own.json"), "{}");
        Assert.Equal(_folder.At("own.json"), Read(named).Mission!.IndicatorsPath);
    }

    [Theory]
    [InlineData("mission: simulated-exercise", "mission: Simulated Exercise", "must be lower-case letters, digits and hyphens")]
    [InlineData("simulated: true", "simulated: yes", "'simulated' must be true or false, not 'yes'")]
    [InlineData("timeZone: Atlantic/Azores", "timeZone: Azores time", "is not an IANA time zone; write for instance")]
    [InlineData("area: {south: 0,", "area: {south: 2,", "south must be less than north")]
    [InlineData("area: {south: 0,", "area: {south: zero,", "'south' must be a number from -90 to 90, not 'zero'")]
    [InlineData("first: 2031-03-03", "first: 3 March 2031", "'first' must be a day such as 2030-03-01, not '3 March 2031'")]
    [InlineData("last: 2031-03-08", "last: 2031-03-01", "'last' lies before 'first'")]
    [InlineData("cutOff: \"00:00\"", "cutOff: midnight", "'cutOff' must be a local time such as \"19:30\", not 'midnight'")]
    [InlineData("languages: [en, uk]", "languages: [en, de]", "no catalogue for language 'de'; there are en, uk, fr, ru")]
    [InlineData("exercise/SIMULATED\"}", "exercise\"}", "the log origin of a simulated mission must end in /SIMULATED")]
    [InlineData("simulated: true", "simulated: false", "needs simulated: true")]
    [InlineData("- {id: B, name", "- {id: A, name", "party 'A' stands twice")]
    [InlineData("agreement: agreement.json", "agreement: agreement.jsn", "'agreement.jsn' does not exist (looked at ")]
    [InlineData("errorM: 100", "errorM: 0", "'errorM' must say how well the line is known")]
    [InlineData("errorM: 100, inside: A", "errorM: 100, inside: C", "'C' is not a party; parties: A, B")]
    [InlineData("format: geojson", "format: shape", "line format 'shape' is not known; write line")]
    [InlineData("format: geojson", "geometry: lost, format: geojson", "'geometry' can only be none, not 'lost'")]
    [InlineData("format: geojson", "geometry: none, format: geojson", "a line without geometry needs a reason in English; write for instance")]
    [InlineData("format: geojson", "geometry: none, reason: lost, format: geojson", "a line with 'geometry: none' has no 'format'; leave one of them out")]
    [InlineData("{id: alarms, format: alarms", "{id: alarms, format: sirens", "feed format 'sirens' is not known; there are ")]
    [InlineData("{id: alarms, format: alarms", "{id: firms, format: alarms", "feed 'firms' stands twice; ids must differ")]
    [InlineData("feeds/patrol-*.jsonl", "feeds/patroll-*.jsonl", "no file matches 'feeds/patroll-*.jsonl' (looked for ")]
    [InlineData("knownAfter: PT1M", "knownAfter: 1 minute", "must be an ISO 8601 duration of at most a year such as PT3H or P1D, not '1 minute'")]
    [InlineData("label: mission, grade: A", "label: secret, grade: A", "label 'secret' is not known; write public, parties, mission or restricted")]
    [InlineData("label: mission, grade: A", "label: mission, grade: G", "grade 'G' must be A to F, with 1 to 6 or without, such as B or C3")]
    [InlineData("exposureShare: 0.35", "exposureShare: 35", "'exposureShare' must be a number from 0 to 1, not '35'")]
    [InlineData("exposureShare: 0.35", "exposureShar: 0.35", "'exposureShar' is not known here; did you mean 'exposureShare'?")]
    [InlineData("cutOff: ", "cutoff: ", "'cutoff' is not known here; did you mean 'cutOff'?")]
    [InlineData("files: \"feeds/patrol-*.jsonl\"", "file: \"feeds/patrol-*.jsonl\"", "did you mean 'files'?")]
    [InlineData("{id: press, format: viina", "{id: press, options: {timeZon: Europe/Paris}, format: viina", "timeZon: no such option; there are ")]
    [InlineData("{id: press, format: viina", "{id: press, options: {timeZone: Paris}, format: viina", "a tz database name such as Europe/Kyiv expected, got 'Paris'")]
    [InlineData("{id: firms-earlier, format: firms", "{id: firms-earlier, format: alarms", "a background of format 'alarms' cannot be read; write format: firms")]
    [InlineData("agreement: agreement.json", "agreement: \"data:agreement.json\"", "needs a data root; write for instance: dataRoot:")]
    [InlineData("agreement: agreement.json", "agreement: \"a\\0b\"", "agreement")]
    [InlineData("feeds/patrol-*.jsonl", "feeds/\\0.jsonl", "files")]
    public void A_mistake_gives_its_line_and_what_to_write(string right, string wrong, string says)
    {
        string text = ReplaceFirst(Text, right, wrong);
        (Mission? mission, ImmutableArray<MissionProblem> problems) = Read(text);
        Assert.Null(mission);
        MissionProblem told = problems.First(p => p.Message.Contains(says, StringComparison.Ordinal));
        // A misspelt or wrong member stands on its line; a feed that lacks one, on the line of the feed: the same, for feeds are written on one line.
        int line = 1 + text[..text.IndexOf(wrong, StringComparison.Ordinal)].Count(c => c == '\n');
        bool ofAList = says.Contains("stands twice", StringComparison.Ordinal) || says.Contains("SIMULATED", StringComparison.Ordinal) || says.Contains("simulated: true", StringComparison.Ordinal);
        if (!ofAList) Assert.Equal(line, told.Line);
        Assert.StartsWith($"{Path.Combine(_folder.Root, MissionReader.FileName)}:{told.Line.ToString(CultureInfo.InvariantCulture)}: ", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_order_of_line()
    {
        string text = Text.Replace("timeZone: Atlantic/Azores", "timeZone: Nowhere", StringComparison.Ordinal).Replace("errorM: 100", "errorM: x", StringComparison.Ordinal)
            .Replace("exposureShare: 0.35", "exposureShare: 35", StringComparison.Ordinal).Replace("languages: [en, uk]", "languages: [xx]", StringComparison.Ordinal);
        ImmutableArray<MissionProblem> problems = Read(text).Problems;
        Assert.True(problems.Length >= 4, string.Join('\n', problems));
        Assert.Equal(problems.Select(p => p.Line).Order(), problems.Select(p => p.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n---\n---\n")]
    [InlineData("- a\n- b\n")]
    [InlineData("mission: [unclosed\n")]
    [InlineData("mission: x\nmission: y\n")]
    [InlineData("mission: &a [*a]\n")]
    [InlineData("? {a: b}\n: c\n")]
    [InlineData("\t\tmission: x")]
    [InlineData("title: \"\\U00110000\"\n")]
    [InlineData("title: \"\\ud800\"\n")]
    [InlineData("title: !!float x\n")]
    public void What_is_no_mission_at_all_is_told_and_not_thrown(string text)
    {
        (Mission? mission, ImmutableArray<MissionProblem> problems) = Read(text);
        Assert.Null(mission);
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void A_file_that_opens_a_hundred_thousand_brackets_is_told_and_does_not_overflow()
    {
        foreach (string open in (string[])["[", "{a: ", "- "])
        {
            (Mission? mission, ImmutableArray<MissionProblem> problems) = Read(string.Concat(Enumerable.Repeat(open, 1_000_000 / open.Length)));
            Assert.Null(mission);
            Assert.NotEmpty(problems);
        }
    }

    [Fact]
    public void A_file_that_is_too_long_is_told()
    {
        Assert.Contains("at most", Assert.Single(Read(Text + new string('#', 1 << 20)).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_bytes_are_read_or_told_and_never_thrown()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        byte[] good = Encoding.UTF8.GetBytes(Text);
        byte[] special = [.. ":-[]{}\"'#&*!|>%@`,? \t\n\r\\/0"u8, 0, 0x7F, 0x85, 0xC3, 0xE2, 0xFF];
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            var bytes = new List<byte>(good);
            for (int changes = 1 + random.NextBelow(4); changes > 0; changes--)
            {
                int at = random.NextBelow(bytes.Count);
                int kind = random.NextBelow(4);
                if (kind == 0) bytes[at] = (byte)random.NextBelow(256);
                else if (kind == 1) bytes[at] = special[random.NextBelow(special.Length)];
                else if (kind == 2) bytes.Insert(at, special[random.NextBelow(special.Length)]);
                else bytes.RemoveRange(at, Math.Min(1 + random.NextBelow(30), bytes.Count - at));
            }

            Exception? thrown = Record.Exception(() =>
            {
                if (Read([.. bytes]) is { Mission: null, Problems: var told })
                {
                    refused++;
                    Assert.NotEmpty(told);
                }
            });
            Assert.True(thrown is null, $"seed {seed}, mutation {i}: {thrown}");
        }

        Assert.True(refused > Mutations / 3, $"{refused} of {Mutations} refused");
    }

    private static string ReplaceFirst(string text, string right, string wrong)
    {
        int at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        return text[..at] + wrong + text[(at + right.Length)..];
    }
}
