using Truce.Observations;

namespace Truce.Reports;

/// <summary>For whom a version of the report is made: what is left out and how coarse places are. All versions come from one input.</summary>
/// <param name="Name">Stable word that stands in the row set: <c>mission</c>, <c>public</c>.</param>
/// <param name="Highest">The highest classification whose rows are in; nothing tells how many rows are not.</param>
/// <param name="StepDeg">Coordinates are rounded to a multiple of this, degrees; 0 keeps what was recorded.</param>
public sealed record ReportRelease(string Name, Classification Highest, double StepDeg)
{
    /// <summary>For the mission and the guarantors: rows up to <see cref="Classification.Mission"/>, places to 0.001° (about 100 m).</summary>
    public static ReportRelease Mission { get; } = new("mission", Classification.Mission, 0.001);

    /// <summary>For everyone: public rows only, places to 0.01° (about 1 km).</summary>
    public static ReportRelease Public { get; } = new("public", Classification.Public, 0.01);

    /// <summary>Places of weapons and of positions are never finer than this, degrees (about 10 km): the report is not a targeting product.</summary>
    public const double ForcesStepDeg = 0.1;

    /// <summary>Whether a row under this label is in.</summary>
    public bool Shows(Label label) => label.Classification <= Highest;
}
