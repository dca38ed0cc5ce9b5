using Truce.Measures;

namespace Truce.Observations.Origins;

/// <summary>An open-source observation as the grouper reads it.</summary>
internal sealed class Report
{
    /// <summary>Reads the text and the addresses.</summary>
    public Report(Observation o, WordTokens known)
    {
        Observation = o;
        Id = o.Id;
        Ticks = o.When is { } when ? when.Middle.UtcTicks : long.MinValue;
        Form = TextForm.Of(o.Text, known);
        Mouths = CitedMouth.Of(o.Text);
        Pages = [.. o.References.Select(CanonicalUrl.Of).OfType<string>().Where(CanonicalUrl.NamesOneItem).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The observation.</summary>
    public Observation Observation { get; }

    /// <summary>Its id.</summary>
    public Hash256 Id { get; }

    /// <summary>Middle of its time, UTC ticks; <see cref="long.MinValue"/> when it has none.</summary>
    public long Ticks { get; }

    /// <summary>Its text.</summary>
    public TextForm Form { get; }

    /// <summary>Whom it cites.</summary>
    public ulong[] Mouths { get; }

    /// <summary>Canonical addresses that name one item.</summary>
    public string[] Pages { get; }

    /// <summary>Whether anything at all speaks of where it comes from.</summary>
    public bool HasSign => Form.Tokens.Length > 0 || Pages.Length > 0 || Observation.SourceKey.Length > 0;
}
