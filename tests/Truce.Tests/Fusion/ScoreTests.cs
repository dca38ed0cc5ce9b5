using Truce.Fusion;

namespace Truce.Tests.Fusion;

public class ScoreTests
{
    [Fact]
    public void The_worked_example_of_b_cubed()
    {
        // Bagga and Baldwin 1998, example 1, response 1: truth {1..5} {6 7} {8..C}, answer {1..5} {6..C}: P 0.762, R 1.
        int[] truth = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2], found = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
        ClusterAgreement b = FusionScore.BCubed(truth, found);
        Assert.Equal(0.762, b.Precision, 3);
        Assert.Equal(1, b.Recall, 9);
        ClusterAgreement p = FusionScore.Pairwise(truth, found);
        Assert.Equal(21.0 / 31, p.Precision, 9);
        Assert.Equal(1, p.Recall, 9);
    }

    [Fact]
    public void Minus_one_is_a_cluster_of_its_own()
    {
        ClusterAgreement p = FusionScore.Pairwise([-1, -1, 4, 4], [7, 7, 7, -1]);
        Assert.Equal(0, p.Precision);
        Assert.Equal(0, p.Recall);
        Assert.Equal(0, p.F1);
        Assert.Equal(new ClusterAgreement(1, 1), FusionScore.Pairwise([-1, -1], [-1, -1]));
        Assert.Equal(1, FusionScore.BCubed([-1, -1], [-1, -1]).F1);
    }

    [Fact]
    public void Lengths_must_agree() => Assert.Throws<ArgumentException>(() => FusionScore.Pairwise([1], [1, 2]));
}
