namespace Truce.Observations.Places;

/// <summary>The weights by which a name is read. All were chosen by us; docs/decisions/0040-names-are-mixtures.md says how.</summary>
public sealed record GazetteerOptions
{
    /// <summary>Most places a mixture holds; the weight of the rest goes to "none of these".</summary>
    public int MostCandidates { get; init; } = 32;

    /// <summary>A place that weighs less than this is left to "none of these".</summary>
    public double LeastWeight { get; init; } = 0.002;

    /// <summary>Where a population is given, weight = (population / this) ^ <see cref="PeopleExponent"/>, at least 1.</summary>
    public double PeopleOfVillage { get; init; } = 600;

    /// <summary>Below 1: cities are named more often than villages, but less than in proportion.</summary>
    public double PeopleExponent { get; init; } = 0.75;

    /// <summary>Weight of a village against which the seats below are measured is 1; seat of a municipality.</summary>
    public double SeatOfMunicipality { get; init; } = 8;

    /// <summary>Weight of the seat of a district.</summary>
    public double SeatOfDistrict { get; init; } = 40;

    /// <summary>Weight of the seat of a region.</summary>
    public double SeatOfRegion { get; init; } = 200;

    /// <summary>Weight of a municipality or a district itself when the name says no kind.</summary>
    public double UnitWithoutKind { get; init; } = 0.3;

    /// <summary>Factor for a match by <c>Skeleton</c> (vowels apart) instead of by <c>Fold</c>.</summary>
    public double LooseSpelling { get; init; } = 0.1;

    /// <summary>Factor for a match by <c>Stem</c> (another grammatical case).</summary>
    public double OtherCase { get; init; } = 0.05;

    /// <summary>Factor for a place outside the area that the source named.</summary>
    public double OutsideHint { get; init; } = 0.01;

    /// <summary>Factor for a rung other than the one that a kind word named.</summary>
    public double OtherRung { get; init; } = 0.02;

    /// <summary>Probability of "none of these" for a name that matches letter by letter: homonyms that the gazetteer lacks, slips of the source.</summary>
    public double Remainder { get; init; } = 0.05;

    /// <summary>The same for a match by skeleton or stem only.</summary>
    public double LooseRemainder { get; init; } = 0.2;

    /// <summary>The same when the hinted area holds none of the places, or is one that the gazetteer does not know.</summary>
    public double HintMissedRemainder { get; init; } = 0.6;
}
