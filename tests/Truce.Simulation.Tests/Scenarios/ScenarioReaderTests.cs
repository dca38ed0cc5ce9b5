using System.Collections.Immutable;
using System.Text;
using Truce.Measures;
using Truce.Simulation.Scenarios;
using Truce.Testing;

namespace Truce.Simulation.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private const string Event = "day 1  09:24  explosion  at village near  as burst\n";

    private static readonly byte[][] Files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    [Fact]
    public void Every_scenario_of_the_repository_is_read_and_says_what_it_expects()
    {
        Assert.True(Files.Length >= 6);
        Assert.All(Files, f => Assert.NotEmpty(Read(f).Expectations));
        Assert.All(Files, f => Assert.StartsWith("# SIMULATED", Encoding.UTF8.GetString(f), StringComparison.Ordinal));
    }

    [Fact]
    public void The_exercise_is_the_one_of_the_folder() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "scenarios/exercise.txt")), Scenario.Exercise.Text);

    [Fact]
    public void Blanks_commas_comments_and_line_ends_are_for_the_eye()
    {
        string plain = Encoding.UTF8.GetString(Files[0]);
        string other = "\uFEFF" + plain.Replace("  ", " \t ", StringComparison.Ordinal).Replace(", ", " ", StringComparison.Ordinal).Replace("\n", "   # said\r\n", StringComparison.Ordinal);
        Scenario one = Read(Encoding.UTF8.GetBytes(plain)), two = Read(Encoding.UTF8.GetBytes(other));
        Assert.Equal(one.Events.AsEnumerable(), two.Events);
        Assert.Equal(one.Notices.AsEnumerable(), two.Notices);
        Assert.Equal(one.Expectations.Length, two.Expectations.Length);
    }

    [Fact]
    public void All_mistakes_come_at_once_in_order_of_lines()
    {
        ImmutableArray<ScenarioProblem> problems = Problems("sed 5\n" + Event + "day 9\n\n# fine\nblind\n" + Event);
        Assert.Equal([1, 3, 6, 7], problems.Select(p => p.Line));
        Assert.Contains("the name 'burst' stands in an earlier line too", problems[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seed 1\nseed 2", 2, "'seed' stands in an earlier line too")]
    [InlineData("title", 1, "a title has 1 to 80 characters")]
    [InlineData("title a \"b\"", 1, "no quotation marks")]
    [InlineData("registers everything", 1, "There are notifications, inventories")]
    [InlineData("chance 21", 1, "write a number from 0 to 20")]
    [InlineData("chance NaN", 1, "write a number from 0 to 20")]
    [InlineData("chance 1e1", 1, "write a number from 0 to 20")]
    [InlineData("seed 1 2", 1, "'2' is left over")]
    [InlineData("day 1 09:24 explosion at village near as Burst", 1, "where a name belongs")]
    [InlineData("day 1 09:24 explosion at village near lasts 4 d as b", 1, "the time it lasts is too long; write at most 72 h")]
    [InlineData("day 1 09:24 explosion at line km 80, 90 km on side A as b", 1, "the distance from the line is too large; write at most 65000 m")]
    [InlineData("day 1 09:24 explosion at line km 80, 9 km on side C as b", 1, "There are A, B")]
    [InlineData("day 1 09:24 explosion at village near as b told not told", 1, "'told' stands twice")]
    [InlineData("expect no exactly incident", 1, "two numbers of one thing")]
    [InlineData("expect incident reported day 2", 1, "'reported' belongs to corrections alone")]
    [InlineData("expect correction", 1, "'reported' is missing")]
    [InlineData("expect finding 2(a) not concerned", 1, "no finding is made where an article does not speak of it")]
    [InlineData("expect watch none day 2 07:30 to 09:00 by patrol", 1, "whole hours of one day")]
    [InlineData("expect incident near village near", 1, "how near?")]
    [InlineData("expect alike a and b", 1, "no event is played as 'a'")]
    [InlineData("fires 1\u0001", 1, "a control character")]
    public void What_cannot_be_meant_is_refused(string text, int line, string says)
    {
        ScenarioProblem problem = Problems(text)[0];
        Assert.Equal(line, problem.Line);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_lines_and_width_are_bounded()
    {
        Assert.Contains("at most 262144 bytes", Problems(new string('#', Scenario.MaxBytes + 1))[0].Message, StringComparison.Ordinal);
        Assert.Contains("at most 2000 lines", Problems(new string('\n', 2_000))[0].Message, StringComparison.Ordinal);
        Assert.Contains("at most 400 characters", Problems(new string('#', 401))[0].Message, StringComparison.Ordinal);
        Assert.Equal((2, 3), Problems([.. "\n# "u8, 0xFF]) is [var p] ? (p.Line, p.Column) : default);
    }

    [Fact]
    public void Ten_thousand_broken_files_give_a_scenario_or_places_in_them_and_never_an_exception()
    {
        var random = new SeededRandom((ulong)Seeds.Next());
        int refused = 0;
        for (int n = 0; n < 10_000; n++)
        {
            byte[] bytes = Broken(Files[random.NextBelow(Files.Length)], random);
            bool read = Scenario.TryRead(bytes, "x", out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems);
            Assert.Equal((read, read), (scenario is not null, problems.IsEmpty));
            if (read) continue;
            refused++;
            int lines = bytes.Count(b => b == '\n') + 1;
            Assert.All(problems, p => Assert.True(p.Line >= 1 && p.Line <= lines && p.Column >= 1 && p.Message.Length is > 0 and < 600));
        }

        Assert.InRange(refused, 2_000, 9_999);
    }

    /// <summary>Bytes changed, words doubled, dropped and exchanged, and pieces cut away.</summary>
    private static byte[] Broken(byte[] file, SeededRandom random)
    {
        List<byte> bytes = [.. file];
        for (int changes = 1 + random.NextBelow(4); changes > 0 && bytes.Count > 40; changes--)
        {
            int at = random.NextBelow(bytes.Count - 30), length = 1 + random.NextBelow(20);
            switch (random.NextBelow(5))
            {
                case 0: bytes[at] = (byte)random.NextBelow(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(random.NextBelow(bytes.Count - 30), length)); break;
                case 3: bytes.Insert(at, (byte)"0123456789 #,-\n\t\0\"W"[random.NextBelow(19)]); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }

    private static Scenario Read(byte[] bytes)
    {
        bool read = Scenario.TryRead(bytes, "x.txt", out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems);
        Assert.True(read, string.Join('\n', problems));
        return scenario!;
    }

    private static ImmutableArray<ScenarioProblem> Problems(string text) => Problems(Encoding.UTF8.GetBytes(text));

    private static ImmutableArray<ScenarioProblem> Problems(byte[] bytes)
    {
        Assert.False(Scenario.TryRead(bytes, "x.txt", out _, out ImmutableArray<ScenarioProblem> problems));
        return problems;
    }
}
