namespace Truce.Detections.Arrays;

/// <summary>What is the matter with an element: a closed set. It is the state of a sensor, and says nothing of what happened.</summary>
public enum ElementFaultKind
{
    /// <summary>It gives the same value all the time: no energy in the band.</summary>
    Dead,

    /// <summary>It gives samples, but nothing in them is like what the others have.</summary>
    Uncorrelated,

    /// <summary>Its sign is turned.</summary>
    Reversed,

    /// <summary>It has the wave at another time than its place allows.</summary>
    Clock,
}

/// <summary>An element that does not fit the others.</summary>
/// <param name="Element">Its index.</param>
/// <param name="Kind">What is the matter.</param>
/// <param name="OffsetS">Of a clock: by how much it is late, seconds; 0 for the others.</param>
/// <param name="Probability">Probability that it is this one and not another, given that one is bad: below 1 only with four elements, where a time error can be laid on any of them (decision 0081).</param>
public sealed record ElementFault(int Element, ElementFaultKind Kind, double OffsetS, double Probability);

/// <summary>What the number of elements allowed to check.</summary>
public enum ArrayCheck
{
    /// <summary>Three elements: no robust check.</summary>
    None,

    /// <summary>Four: each left out in turn; a time error is laid on one of them by its consequences, not by residuals.</summary>
    LeaveOneOut,

    /// <summary>Five or more: least-trimmed squares over the pairs.</summary>
    Trimmed,
}
