namespace Truce.Evidence.Logs;

/// <summary>A log's name. One that ends in <c>/SIMULATED</c> holds simulated records and only those, all its life.</summary>
public static class LogOrigin
{
    /// <summary>The end of a simulated log's origin.</summary>
    public const string SimulatedSuffix = "/SIMULATED";

    /// <summary>Whether the origin is that of a simulated log.</summary>
    public static bool IsSimulated(string origin) => origin.EndsWith(SimulatedSuffix, StringComparison.Ordinal);

    /// <summary>A reason to refuse the origin, or null.</summary>
    /// <remarks>The word in another spelling or place is refused, so that no log looks simulated to a reader and real to a program.</remarks>
    public static string? Refusal(string origin) =>
        !Keys.VerifierKey.IsName(origin) ? "an origin has no white space, no control character and no plus"
        : !IsSimulated(origin) && origin.Contains("simulated", StringComparison.OrdinalIgnoreCase)
            ? $"the origin of a simulated log ends in {SimulatedSuffix}, and no other contains the word"
        : null;
}
