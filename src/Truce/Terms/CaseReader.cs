using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>A case as read from JSON, with what its author expects.</summary>
/// <param name="Subject">The case.</param>
/// <param name="Expected">Expected words by term, or none.</param>
internal sealed record ReadCase(TermsCase Subject, ImmutableSortedDictionary<string, string> Expected);

/// <summary>Reads cases from JSON in two forms: an observation as people write it (<c>obs</c>), and an incident. docs/formats/terms.md, "Cases".</summary>
internal static class CaseReader
{
    private const string Swap = " with sides A and B exchanged";

    /// <summary>A case, or null after a remark.</summary>
    /// <param name="spot">The JSON value.</param>
    /// <param name="agreement">The agreement, for ids and local time.</param>
    /// <param name="earlier">Cases read before, for "… with sides A and B exchanged".</param>
    /// <param name="problems">Where remarks go.</param>
    public static ReadCase? Read(JsonSpot spot, Agreement agreement, IReadOnlyList<ReadCase> earlier, Problems problems)
    {
        if (!spot.IsObject(problems, "a case")) return null;
        JsonSpot? idAt = spot["id"];
        string id = idAt is { Kind: SpotKind.Text or SpotKind.Number } ? idAt.Text : spot.Path;
        ImmutableSortedDictionary<string, string> expected = Expected(spot["expect"]);
        TermsCase? subject = spot["obs"] switch
        {
            { Kind: SpotKind.Text } text => Exchanged(text, id, agreement, earlier, problems),
            { Kind: SpotKind.Object } obs => ObservedCase.Read(obs, id, agreement, problems),
            { } wrong => Refuse(wrong, problems),
            null => IncidentCase.Read(spot, id, agreement, problems),
        };
        return subject is null ? null : new(subject, expected);
    }

    private static TermsCase? Refuse(JsonSpot wrong, Problems problems)
    {
        problems.Add(wrong, $"{wrong.Said} stands where a case is expected", "write \"obs\": { \"act\": … }");
        return null;
    }

    private static ImmutableSortedDictionary<string, string> Expected(JsonSpot? expect)
    {
        ImmutableSortedDictionary<string, string> none = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        if (expect is not { Kind: SpotKind.Object }) return none; // a sentence, for people
        foreach ((string term, JsonSpot value) in expect.Members)
        {
            if (value.Kind == SpotKind.Text) none = none.Add(term, value.Text);
        }

        return none;
    }

    private static TermsCase? Exchanged(JsonSpot text, string id, Agreement agreement, IReadOnlyList<ReadCase> earlier, Problems problems)
    {
        string of = text.Text.EndsWith(Swap, StringComparison.Ordinal) ? text.Text[..^Swap.Length] : "";
        if (earlier.FirstOrDefault(c => c.Subject.Id == of) is { } first && agreement.Parties.Length == 2) return SideSwap.Of(first.Subject, agreement) with { Id = id };
        problems.Add(text, $"{text.Said} is no case", $"write an object, or the id of an earlier case followed by \"{Swap.TrimStart()}\" (for two parties)");
        return null;
    }

    /// <summary>A time with an offset, or local time: in a gap refused, twice existing taken as "one of the two".</summary>
    public static TimeInterval? Time(JsonSpot? at, Agreement agreement, Problems problems)
    {
        if (at is null or { Kind: SpotKind.Null }) return null;
        if (at.Kind == SpotKind.Text)
        {
            if (AgreementClock.TryInstant(at.Text, out DateTimeOffset instant)) return TimeInterval.At(instant);
            if (AgreementClock.TryLocal(at.Text, out LocalDateTime local))
            {
                if (AgreementClock.Occurrences(agreement.Zone, local) > 0)
                {
                    return new(AgreementClock.Resolve(agreement.Zone, local, later: false), AgreementClock.Resolve(agreement.Zone, local, later: true));
                }

                problems.Add(at, $"the local time {at.Text} does not exist in {agreement.Zone.Id}: clocks are put forward over it", "write the instant with its offset from UTC");
                return null;
            }
        }

        problems.Add(at, $"{at.Said} is not a time", "write ISO 8601, from 1900 to 2199: \"2030-03-05T10:00:00+02:00\"");
        return null;
    }

    /// <summary>One instant, or null.</summary>
    public static DateTimeOffset? Instant(JsonSpot? at, Agreement agreement, Problems problems)
    {
        TimeInterval? time = Time(at, agreement, problems);
        if (time is not { } t) return null;
        if (t.Length == TimeSpan.Zero) return t.Start;
        problems.Add(at!, $"the local time {at!.Text} exists twice in {agreement.Zone.Id}", "write the instant with its offset from UTC");
        return null;
    }

    /// <summary>One id of the agreement's, or null after a remark.</summary>
    public static string? IdOf(JsonSpot? at, IEnumerable<string> known, string what, Problems problems)
    {
        if (at is null or { Kind: SpotKind.Null }) return null;
        if (at.Kind == SpotKind.Text && known.Contains(at.Text)) return at.Text;
        problems.Add(at, $"{at.Said} is not the id of a {what} of the agreement", SpotReading.Choose(at.Text, [.. known], problems));
        return null;
    }

    public static IEnumerable<string> Parties(Agreement agreement) => agreement.Parties.Select(p => p.Id);

    /// <summary>A weapon: an id, words with probabilities, or a description; absent or null for not known.</summary>
    public static TermsWeapon Weapon(JsonSpot? at, Problems problems)
    {
        switch (at?.Kind)
        {
            case null or SpotKind.Null: return new TermsWeapon.Unknown();
            case SpotKind.Text: return new TermsWeapon.Categorised([new(at!.Text, 1)]);
            case SpotKind.Object when at!["posterior"] is { } posterior: return new TermsWeapon.Categorised(Posterior(posterior, problems));
            case SpotKind.Object: break;
            default:
                problems.Add(at!, $"{at!.Said} stands where a weapon is expected", "write the id of a category, null, or { \"system\": …, \"calibreMm\": [low, high] }");
                return new TermsWeapon.Unknown();
        }

        at!.OnlyMembers(problems, "system", "calibreMm", "posterior");
        (double Low, double High)? calibre = Range(at!["calibreMm"], 0, 2000, problems);
        return new TermsWeapon.Described(at!.TextMember("system", problems), calibre?.Low, calibre?.High);
    }

    /// <summary>A word for "known to be none of those that have a name".</summary>
    internal const string Other = "other";

    /// <summary>Words with probabilities that sum to at most one; "unknown" counts as not known, "other" as known to be none of the rest.</summary>
    public static ImmutableArray<Weighted> Posterior(JsonSpot spot, Problems problems)
    {
        if (!spot.IsObject(problems, "words with probabilities")) return [];
        var all = ImmutableArray.CreateBuilder<Weighted>();
        double sum = 0;
        foreach ((string word, _) in spot.Members)
        {
            double p = spot.NumberMember(word, 0, 1, problems) ?? 0;
            sum += p;
            if (p > 0 && word != "unknown") all.Add(new(word, p));
        }

        if (sum > 1 + 1e-6) problems.Add(spot, $"the probabilities sum to {sum.ToString("0.###", CultureInfo.InvariantCulture)}", "write probabilities that sum to at most 1");
        return all.ToImmutable();
    }

    /// <summary>A number, or a pair from least to greatest.</summary>
    public static (double Low, double High)? Range(JsonSpot? at, double least, double most, Problems problems)
    {
        if (at is null or { Kind: SpotKind.Null }) return null;
        double low = double.NaN, high = double.NaN;
        if (at.Kind == SpotKind.Number) low = high = at.Number;
        if (at.Kind == SpotKind.Array && at.Items.Count == 2) (low, high) = (at.Items[0].Number, at.Items[1].Number);
        if (at is { Kind: SpotKind.Array, Items.Count: 2 } && (at.Items[0].Kind != SpotKind.Number || at.Items[1].Kind != SpotKind.Number)) low = double.NaN;
        if (low >= least && high <= most && low <= high) return (low, high);
        problems.Add(at, $"{at.Said} is not a range", string.Create(CultureInfo.InvariantCulture, $"write a number or [least, greatest] from {least} to {most}"));
        return null;
    }
}
