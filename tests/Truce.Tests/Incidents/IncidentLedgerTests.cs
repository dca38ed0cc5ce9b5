using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Detections;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Incidents;

/// <summary>Names of incidents over time: merge, split, rename, dissolve; an old name always leads somewhere while anything of it is left.</summary>
public sealed class IncidentLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IncidentLedger _ledger = new(i => IdOf($"{i.Id} {i.Version}"));

    private static Hash256 IdOf(string name) => Hash256.Of(Encoding.UTF8.GetBytes(name));

    /// <summary>A hypothesis named after its first member.</summary>
    private static Hypothesis Of(params string[] members) => new()
    {
        Id = IdOf(members[0]),
        Members = [.. members.Select(m => new Member(IdOf(m), IdOf(m), "f", OriginGroup.Of(OriginBasis.Sensor, m), 1))],
        ClassProbability = [.. Enumerable.Repeat(1.0 / IncidentClasses.Count, IncidentClasses.Count)],
        Probability = 0.9,
        Robustness = 0.5,
        When = new(Noon, Noon.AddHours(1)),
        Where = new(new(1, 2), Covariance2.Circular(100), [], false),
        Origins = members.Length,
        Label = Label.Default,
    };

    private ImmutableArray<Incident> Apply(Hypothesis[] changed, string[] removed, int hour) => _ledger.Apply(changed, [.. removed.Select(IdOf)], Noon.AddHours(hour));

    private static string Words(IEnumerable<Incident> versions) =>
        string.Join(' ', versions.Select(v => $"{v.Change}:{v.Version.ToString(CultureInfo.InvariantCulture)}"));

    [Fact]
    public void New_then_revised_names_the_version_before()
    {
        Assert.Equal("New:1", Words(Apply([Of("a")], [], 0)));
        Incident revised = Assert.Single(Apply([Of("a", "b")], [], 1));
        Assert.Equal((IncidentChange.Revised, 2, IdOf($"{IdOf("a")} 1")), (revised.Change, revised.Version, revised.Previous!.Value));
    }

    [Fact]
    public void A_merge_keeps_the_other_name()
    {
        Apply([Of("a"), Of("b")], [], 0);
        Incident merged = Assert.Single(Apply([Of("a", "b")], ["b"], 1));
        Assert.Equal(IncidentChange.Merged, merged.Change);
        Assert.Equal(IdOf("b"), Assert.Single(merged.Aliases));
        Assert.Equal(merged, _ledger.Resolve(IdOf("b")));
        Assert.Single(_ledger.Current);
    }

    [Fact]
    public void A_rename_keeps_every_old_name_through_a_second_rename()
    {
        Apply([Of("m")], [], 0);
        Incident second = Assert.Single(Apply([Of("b", "m")], ["m"], 1));
        Incident third = Assert.Single(Apply([Of("a", "b", "m")], ["b"], 2));
        Assert.Equal((2, 3), (second.Version, third.Version));
        Assert.Equal([.. new[] { IdOf("b"), IdOf("m") }.Order()], third.Aliases.ToArray());
        Assert.Equal(third, _ledger.Resolve(IdOf("m")));
        Assert.Equal(third, _ledger.Resolve(IdOf("b")));
    }

    [Fact]
    public void A_split_leaves_the_name_with_the_larger_part()
    {
        Apply([Of("a", "b", "c")], [], 0);
        ImmutableArray<Incident> parts = Apply([Of("a"), Of("b", "c")], [], 1);
        Assert.Equal(2, parts.Length);
        Assert.Equal(IncidentChange.Split, parts.Single(p => p.Id == IdOf("a")).Change);
        Incident heir = parts.Single(p => p.Id == IdOf("b"));
        Assert.Equal((IncidentChange.Revised, 2), (heir.Change, heir.Version));
        Assert.Empty(heir.Aliases); // a name that stands is nobody's old name; "previous" tells where the heir came from
        Assert.NotNull(heir.Previous);
        Assert.Equal(IdOf("a"), _ledger.Resolve(IdOf("a"))!.Id); // the name stands again for an incident of its own
    }

    [Fact]
    public void What_dissolves_is_said_and_no_longer_found()
    {
        Apply([Of("a"), Of("b")], [], 0);
        Incident gone = Assert.Single(Apply([], ["a"], 1));
        Assert.Equal((IncidentChange.Dissolved, 2, false), (gone.Change, gone.Version, gone.Stands));
        Assert.Null(_ledger.Resolve(IdOf("a")));
        Assert.NotNull(_ledger.Resolve(IdOf("b")));
        Assert.Null(_ledger.Resolve(IdOf("never")));
    }

    [Fact]
    public void A_name_that_comes_back_after_it_dissolved_counts_on()
    {
        Apply([Of("a")], [], 0);
        Apply([], ["a"], 1);
        Incident again = Assert.Single(Apply([Of("a")], [], 2));
        Assert.Equal(3, again.Version); // 1 and 2 are sealed under this name already
    }
}
