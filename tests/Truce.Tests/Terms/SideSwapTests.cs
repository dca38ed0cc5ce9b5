using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Truce.Measures;
using Truce.Terms;

namespace Truce.Tests.Terms;

/// <summary>Exchange the two parties everywhere, and every result is the same with the parties exchanged.</summary>
public sealed class SideSwapTests
{
    private static readonly string[] Acts = ["fire", "presence", "flight", "explosion", "sniperFire", "attackOn", "advanceOfPositions", "grantAccess", "interfereWithMonitoring"];

    private static readonly byte[] Line = Encoding.UTF8.GetBytes("""{"type":"LineString","coordinates":[[36,47],[36.2,47.5],[35.9,48],[36.3,48.6],[36,49]]}""");

    private static ReadOnlyMemory<byte>? Geometry(string name) => name == "lines/loc-v1.geojson" ? Line : null;

    private static readonly Agreement Original = ExampleAgreement.Read(
        ExampleAgreement.With("""{"lines": [{"id": "LOC", "sides": {"left": "A", "right": "B"}}], "exceptions": [{"id": "E-B", "when": {"operator": "B"}}], "terms": [{"id": "T5", "exceptions": ["E-B", "E-HOLDING"]}]}"""), Geometry);

    private static readonly Agreement Exchanged = Swap(Original);

    private static Agreement Swap(Agreement a) => a with
    {
        Lines = [.. a.Lines.Select(l => l with { LeftParty = Other(l.LeftParty), RightParty = Other(l.RightParty) })],
        Zones = [.. a.Zones.Select(z => z.Geometry is ZoneGeometry.Offset o ? z with { Geometry = o with { Side = Other(o.Side) } } : z)],
        Terms = [.. a.Terms.Select(t => t with { Actor = Other(t.Actor) })],
        Exceptions = [.. a.Exceptions.Select(e => e with { When = [.. e.When.Select(p => p is Predicate.Fact f ? f with { Wanted = Other(f.Wanted)! } : p)] })],
    };

    private static string? Other(string? id) => id switch { "A" => "B", "B" => "A", _ => id };

    private static TermsCase Random(ulong seed)
    {
        var random = new SeededRandom(seed);
        string? Side() => random.NextBelow(3) switch { 0 => "A", 1 => "B", _ => null };
        double Km() => random.NextUnit() * 80_000;
        TermsPlace place = random.NextBelow(5) switch
        {
            0 => new TermsPlace.Unknown(),
            1 => new TermsPlace.FromLine(null, Side(), Km(), random.NextUnit() * 3_000),
            2 => new TermsPlace.BetweenFromLine(null, Side(), 1_000, 1_000 + Km()),
            3 => new TermsPlace.Sector(new(47.2 + (random.NextUnit() * 1.5), 35.4 + (random.NextUnit() * 1.4)), 100, random.NextUnit() * 360, random.NextUnit() * 360, 1_000, 4_000),
            _ => TermsPlace.Mixture.At(new(47.2 + (random.NextUnit() * 1.5), 35.4 + (random.NextUnit() * 1.4)), Covariance2.Oriented(100 + (random.NextUnit() * 4_000), 300, random.NextUnit() * 180)),
        };
        return new TermsCase
        {
            Id = "C",
            Acts = [new(Acts[random.NextBelow(Acts.Length)], 0.5 + (random.NextUnit() / 2))],
            Actor = Side(),
            Place = place,
            Weapon = random.NextBelow(3) == 0 ? new TermsWeapon.Unknown() : new TermsWeapon.Categorised([new("W" + (random.NextBelow(9) + 1), random.NextUnit())]),
            Time = random.NextBelow(4) == 0 ? new TermsTime.Unknown() : new TermsTime.During(TimeInterval.At(new(2030, 2, 25 + random.NextBelow(3), 1, 0, 0, TimeSpan.Zero))),
            Facts = new CaseFacts { Complete = (CaseRegisters)random.NextBelow(512), Values = random.NextBelow(2) == 0 ? [] : [new(CaseFactNames.Operator, Side() ?? "MM")] },
        };
    }

    private static string Said(ImmutableArray<TermResult> results, bool mirror) => string.Join("\n", results.Select(r =>
        $"{r.Term} {r.Word} {r.Ground} {r.Concerned} {(mirror ? Other(r.Actor) : r.Actor)} {r.InsideLow:R} {r.InsideHigh:R} {r.Missing.Length}"));

    private static readonly TermsEvaluator First = new(Original), Second = new(Exchanged);

    [Fact]
    public void Results_mirror_when_the_parties_are_exchanged() => Prop.ForAll<ulong>(seed =>
        Said(First.Evaluate(Random(seed)), mirror: true) == Said(Second.Evaluate(SideSwap.Of(Random(seed), Original)), mirror: false))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_planted_favour_for_one_party_is_found()
    {
        Agreement favour = Exchanged with { Terms = [.. Exchanged.Terms.Select(t => t.Id == "T3" ? t with { Actor = "A" } : t)] };
        var evaluator = new TermsEvaluator(favour);
        Assert.Contains(Enumerable.Range(0, 300), i =>
            Said(First.Evaluate(Random((ulong)i)), true) != Said(evaluator.Evaluate(SideSwap.Of(Random((ulong)i), Original)), false));
    }

    [Fact]
    public void The_same_case_gives_the_same_bytes()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            TermsCase one = Random(seed);
            string line = TermsCommand.Line(Original, one, First.Evaluate(one));
            Assert.Equal(line, TermsCommand.Line(Original, one, new TermsEvaluator(Original).Evaluate(one)));
            Assert.NotNull(JsonNode.Parse(line));
        }
    }
}
