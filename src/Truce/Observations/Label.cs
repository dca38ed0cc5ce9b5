namespace Truce.Observations;

/// <summary>How closely something is held; a derived thing takes the highest of its parts.</summary>
public enum Classification
{
    /// <summary>For everyone.</summary>
    Public = 0,

    /// <summary>For the parties, the mission and the guarantors.</summary>
    Parties,

    /// <summary>For the mission and the guarantors.</summary>
    Mission,

    /// <summary>For named people of the mission.</summary>
    Restricted,
}

/// <summary>Who may see a thing. Labels are mandatory and travel with what is made of it.</summary>
/// <param name="Classification">How closely it is held.</param>
/// <param name="ReleasableTo">Delegations it may go to, sorted and separated by commas; <c>*</c> for all.</param>
/// <param name="Caveats">Handling words, sorted and separated by commas; empty for none.</param>
public sealed record Label(Classification Classification, string ReleasableTo, string Caveats)
{
    /// <summary>Held for the mission: the label of anything that came without one.</summary>
    public static Label Default { get; } = new(Classification.Mission, "*", "");

    /// <summary>For everyone.</summary>
    public static Label Open { get; } = new(Classification.Public, "*", "");

    /// <summary>The label of something made from both: highest classification, common releasability, all caveats.</summary>
    public Label With(Label other)
    {
        if (other.Classification <= Classification && other.Caveats.Length == 0 && (other.ReleasableTo == "*" || other.ReleasableTo == ReleasableTo)) return this;
        return new(
            (Classification)Math.Max((int)Classification, (int)other.Classification),
            ReleasableTo == "*" ? other.ReleasableTo
                : other.ReleasableTo == "*" ? ReleasableTo
                : Join(Parts(ReleasableTo).Intersect(Parts(other.ReleasableTo))),
            Join(Parts(Caveats).Union(Parts(other.Caveats))));
    }

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<string> parts) => string.Join(',', parts.Order(StringComparer.Ordinal));
}
