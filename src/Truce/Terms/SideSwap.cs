using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Exchanges the two parties of an agreement in a case: labels change place, the ground does not.</summary>
/// <remarks>Parties are treated alike by construction; tests exchange them and expect every result mirrored.</remarks>
public static class SideSwap
{
    /// <summary>The case with the two parties exchanged; throws <see cref="ArgumentException"/> unless there are exactly two.</summary>
    public static TermsCase Of(TermsCase subject, Agreement agreement)
    {
        if (agreement.Parties.Length != 2) throw new ArgumentException("sides can be exchanged between two parties only", nameof(agreement));
        string a = agreement.Parties[0].Id, b = agreement.Parties[1].Id;
        string? Swap(string? id) => id == a ? b : id == b ? a : id;
        return subject with
        {
            Actor = Swap(subject.Actor),
            Place = subject.Place switch
            {
                TermsPlace.FromLine f => f with { Side = Swap(f.Side) },
                TermsPlace.BetweenFromLine f => f with { Side = Swap(f.Side) },
                _ => subject.Place,
            },
            Facts = subject.Facts with
            {
                Values = [.. subject.Facts.Values.Select(v => v with { Value = Swap(v.Value)! })],
                Notifications = [.. subject.Facts.Notifications.Select(n => n with { To = n.To is { } to ? [.. to.Select(t => Swap(t)!)] : (ImmutableArray<string>?)null })],
            },
        };
    }
}
