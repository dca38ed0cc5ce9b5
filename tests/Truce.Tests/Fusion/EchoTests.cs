using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Fusion;

/// <summary>Who repeats a report adds nothing to it: neither by saying it again nor by agreeing with it about place and time.</summary>
public class EchoTests
{
    // What is left is that what one origin says twice might be two things after all, both real: it shrinks with how tightly they agree.
    private const double Leak = 0.02;

    public static TheoryData<string, int> Shapes()
    {
        var data = new TheoryData<string, int>();
        foreach (string shape in (string[])["point", "day", "mixture", "pixel"])
        {
            foreach (int copies in (int[])[1, 2, 5]) data.Add(shape, copies);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Copies_of_one_report_leave_its_probability_as_it_was(string shape, int copies)
    {
        double alone = Probability(shape, 0, false), copied = Probability(shape, copies, false), independent = Probability(shape, copies, true);
        Assert.InRange(copied, alone - 1e-6, alone + Leak);
        Assert.True(independent > alone + (2 * Leak), "the same words of others who looked for themselves must count");
    }

    private static double Probability(string shape, int copies, bool independent)
    {
        Detection[] said = [.. Enumerable.Range(0, copies + 1).Select(i => Shaped(shape, World.Report($"{shape}/{i}", 0, 0, 0, independent ? null : "one mouth")))];
        if (!independent && shape is ("day" or "mixture")) said = [.. said.Select(d => d with { Origin = d.Origin with { Basis = OriginBasis.NearDuplicateText } })];
        return World.Solved(said).Hypotheses.Single(h => h.Members.Length == said.Length).Probability;
    }

    private static Detection Shaped(string shape, Detection d)
    {
        GeoPoint at = ((PlaceEvidence.Point)d.Where).Position;
        return shape switch
        {
            "day" => d with { When = new(World.Noon.AddHours(-12), World.Noon.AddHours(12)) },
            "mixture" => d with { Where = new PlaceEvidence.Mixture([new("a", "a", at, 3000, 0.7), new("b", "b", World.Place(40_000, 0), 3000, 0.2)]), When = new(World.Noon.AddHours(-6), World.Noon.AddHours(6)) },
            "pixel" => d with { Where = new PlaceEvidence.Pixel(at, 400, 400, 150), When = new(World.Noon.AddHours(-3), World.Noon) },
            _ => d,
        };
    }
}
