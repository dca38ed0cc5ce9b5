using Truce.Measures;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary>Findings and statements by the beginning of their id, as people copy it from a list.</summary>
internal static class FindingNames
{
    private const int Fewest = 8, All = 64;

    /// <summary>Refuses what cannot be the beginning of an id, before a store is opened.</summary>
    public static string Checked(string? text, string option, string of)
    {
        string id = (text ?? "").Trim().ToLowerInvariant();
        return id.Length is >= Fewest and <= All && id.All(char.IsAsciiHexDigit)
            ? id
            : throw new BadInputException($"{option} must be the 64 hex digits of a {of}, or the first {Fewest} or more of them; see: truce review list --store DIR");
    }

    /// <summary>The one finding whose id begins so.</summary>
    public static FindingRow Finding(StoreReader read, string begins) => One([.. read.Findings().Where(f => Begins(f.Id, begins))], "finding", begins);

    /// <summary>The one statement whose id begins so.</summary>
    public static StatementRow Statement(StoreReader read, string begins) => One([.. read.Statements().Where(s => Begins(s.Id, begins))], "statement", begins);

    private static bool Begins(Hash256 id, string begins) => id.ToString().StartsWith(begins, StringComparison.Ordinal);

    private static T One<T>(T[] found, string what, string begins) => found switch
    {
        [var only] => only,
        [] => throw new BadInputException($"no {what} {begins} in this store"),
        _ => throw new BadInputException($"{found.Length} {what}s begin with {begins}; write more digits"),
    };
}
