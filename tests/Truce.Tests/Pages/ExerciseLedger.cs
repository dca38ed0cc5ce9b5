using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Pages;

/// <summary>A small invented ledger: three guarantors, four pillars, a contested word, a draft and a final text, votes, deliveries, and rows that are held back.</summary>
internal static class ExerciseLedger
{
    /// <summary>Stands in every row that the public must not see, in each of its texts.</summary>
    public const string Canary = "CANARY";

    public static readonly DateOnly Day = new(2031, 3, 5);
    public static readonly DateTimeOffset Sealed = new(2031, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Digits of a place that no page may show.</summary>
    public static readonly ImmutableArray<string> Digits = ["48.123", "37.654", "47.111", "36.222", "48,123", "37,654", "47,111", "36,222", "48.12°", "37.65°", "47.11°", "36.22°", "48.1°", "37.7°", "47.1°", "36.2°"];

    private static readonly Label Held = new(Classification.Restricted, "*", "");

    public static LedgerHistory History(bool simulated = true)
    {
        var history = new LedgerHistory();
        history.Add(Sealed, Batch(simulated));
        return history;
    }

    public static RowId Id(string id) => new("ex", id);

    private static LedgerBatch Batch(bool simulated) => new()
    {
        Pack = "ex",
        Simulated = simulated,
        Sources =
        [
            new() { Id = Id("A"), Outlet = "Northern Wire", Published = LedgerDate.On(new(2031, 1, 7)), Address = "https://example.org/a" },
            new() { Id = Id("B"), Outlet = "Harbour <Post>", Published = LedgerDate.On(new(2031, 1, 8)), Cites = [Id(Canary + "-S")], Address = "javascript:alert(1)" },
            new() { Id = Id("C"), Outlet = "Law Gazette", Cites = [Id(Canary + "-S")] },
            new() { Id = Id(Canary + "-S"), Outlet = Canary + " outlet", Address = "https://example.org/" + Canary },
            new() { Id = Id(Canary + "-R"), Outlet = Canary + " cable", Label = Held },
        ],
        Pillars = [new("P1", "Monitoring & <verification>", ["XA"], "", false), new("P2", "Support", [], "", false), new("P3", "Force", ["XB"], "away from the line", false), new("P4", "Response", [], "", false), new("P9", Canary + " pillar", [], "", false) { Label = Held }],
        Statements = [.. Statements()],
        Commitments = [.. Promises()],
        Instruments =
        [
            new() { Id = Id("I1"), Work = "decl", Kind = "declaration of intent", Title = "Declaration", Version = "draft", Date = LedgerDate.On(new(2031, 1, 2)), Text = "They shall send three battalions.", Binding = false, Commitments = [Id("C2"), Id(Canary + "-C")], Source = Id("C"), Label = Label.Open },
            new() { Id = Id("I2"), Work = "decl", Kind = "declaration of intent", Title = "Declaration", Version = "final", Date = LedgerDate.On(new(2031, 1, 6)), Text = "They intend to send two battalions.", Binding = false, Commitments = [Id("C2")], Source = Id("C"), Label = Label.Open },
        ],
        Gates = [.. Gates()],
        Deliveries =
        [
            new(Id("d1"), Id("C1"), new(2031, 2, 20), Amount.Exactly(25, "drones"), false, Witness.Recipient, false, "receipt", Id("B"), Label.Open),
            new(Id("d2"), Id("C1"), new(2031, 2, 25), Amount.Exactly(10, "drones"), false, Witness.Giver, false, "giver says so", Id("A"), Label.Open),
            new(Id("d3"), Id("C1"), new(2031, 2, 26), Amount.Exactly(3, "drones"), false, Witness.Recipient, false, Canary + " receipt", Id(Canary + "-S"), Held),
        ],
        WarPowers = [new() { Id = Id("w1"), Country = "XA", Act = "troops", When = "before", Force = "binding", Body = "both chambers", Reference = "Law Gazette" }, new() { Id = Id("w2"), Country = "XA", Act = "intelligence", When = "none", Force = "none" }, new() { Id = Id("w3"), Country = "XB", Act = "troops", When = "notKnown", Force = "notKnown" }, new() { Id = Id("w4"), Country = "XC", Act = "troops", When = "before", Force = "binding", Body = Canary + " chamber", Label = Held }],
        Events = [new(Id(Canary + "-E"), "ceasefire", new(2031, 2, 1), null, Id("A")) { Label = Held }],
        Requirements = [new(Id("r1"), "P1", "air", "", Amount.Exactly(200, "drones"), Id("A")) { Label = Label.Open }, new(Id("r2"), "P1", "air", "mine clearance <m>", null, Id("A")) { Label = Label.Open }, new(Id("r3"), "P3", "sea", "", null, Id("A")) { Label = Label.Open }, new(Id("r4"), "P3", "land", Canary + " capability", null, null) { Label = Held }],
        Rates = [new("USD", 0.91234567, new(2031, 1, 1), null) { Label = Held }],
        Support = [new("XA", new(2030, 3, 1), 10e9, 1e9, 0, 3e9, 6e9), new("XD", new(2030, 5, 1), 4e9, 0, 1e9, 1e9, 2e9), new("XA", new(2031, 1, 1), 2e9, 1e9, 0, 0, 1e9), new("XD", new(2031, 2, 1), 4e9, 0, 3e9, 0, 1e9), new("XB", new(2031, 1, 1), 7.654321e9, 7.654321e9, 0, 0, 0) { Label = Held }],
        Forces =
        [
            new() { Id = Id("f1"), Commitment = Id("C2"), Guarantor = "XB", Domain = "land", Kind = "depot", Strength = new(100, 300, "people"), Place = new GeoPoint(48.123456, 37.654321), Label = Label.Open },
            new() { Id = Id("f3"), Guarantor = Canary + "LAND", Domain = "sea", Kind = Canary + " port", Label = Held },
            new() { Id = Id("f4"), Guarantor = "XF", Domain = "sea", Kind = "port", From = new(2032, 1, 1), Label = Label.Open },
            new() { Id = Id("f2"), Commitment = Id("C2"), Guarantor = "XB", Domain = "air", Kind = Canary + " base", Place = new GeoPoint(47.111111, 36.222222), Label = Held },
        ],
    };

    private static IEnumerable<LedgerStatement> Statements() =>
    [
        Said("s1", "A", "President of XA", "XA", "P1", new(2031, 1, 6), "XA fully supports it", Direction.For) with { Strength = "full support", Instrument = "joint statement" },
        Said("s2", "A", "President of XA", "XA", "P1", new(2031, 2, 20), "XA may take part", Direction.Open) with { Strength = "possible" },
        Said("s3", "B", "Speaker of XA", "XA", "P1", new(2031, 3, 2), "XA stops short; <script>alert('x')</script> & \"more\"", Direction.Against) with { Strength = "stops short" },
        Said("s4", "C", "XB minister", "XB", "P3", new(2031, 1, 10), "three battalions", Direction.For) with { Quantity = Amount.Exactly(3, "battalion") },
        Said("s5", "A", "XB staff", "XB", "P3", new(2031, 1, 12), "two battalions", Direction.For) with { Quantity = Amount.Exactly(2, "battalion"), Commitment = Id(Canary + "-C") },
        Said("s6", "A", "", "XA", "", new(2031, 2, 10), "an envoy came", Direction.Against) with { About = "representation", Regarding = "Second summit", Levels = ["special envoy"], PlannedLevel = "foreign minister" },
        Said("s8", "A", "", "XE", "", new(2031, 2, 10), "XE came", Direction.For) with { About = "attendance", Regarding = "Second summit" },
        Said("s7", Canary + "-S", Canary + " speaker", "XC", "P4", new(2031, 2, 11), Canary + " of a closed talk", Direction.For) with { Label = Held },
        Said("s9", Canary + "-R", "", "XC", "P4", new(2031, 2, 11), Canary + " read in a report that is held back", Direction.For),
    ];

    private static LedgerStatement Said(string id, string source, string speaker, string guarantor, string pillar, DateOnly day, string claim, Direction direction) => new()
    {
        Id = Id(id),
        Source = Id(source),
        Speaker = speaker,
        Guarantors = [guarantor],
        Pillar = pillar,
        Date = LedgerDate.On(day),
        Claim = claim,
        Direction = direction,
        Label = Label.Open,
    };

    private static IEnumerable<Commitment> Promises() =>
    [
        Promise("C1", "XA", "P1", "forty drones") with { Quantity = Amount.Exactly(40, "drones"), Due = new(2031, 3, 1), Domain = "air" },
        Promise("C2", "XB", "P3", "two battalions") with { Quantity = Amount.Exactly(2, "battalion"), Conditions = ["ceasefire"], Domain = "land" },
        Promise("C3", "XC", "P4", "consult within 24 hours") with { DependsOn = [Id(Canary + "-C")], Due = new(2031, 2, 10) },
        Promise("C4", "XA", "P2", "batteries") with { Withdrawn = (new(2031, 2, 22), "needed elsewhere") },
        Promise(Canary + "-C", "XC", "P2", Canary + " promise") with { Label = Held, Source = Id(Canary + "-S") },
    ];

    private static Commitment Promise(string id, string guarantor, string pillar, string text) => new()
    {
        Id = Id(id),
        Guarantor = guarantor,
        Pillar = pillar,
        Text = text,
        Announced = LedgerDate.On(new(2031, 1, 6)),
        Source = Id("A"),
        Label = Label.Open,
    };

    private static IEnumerable<Gate> Gates() =>
    [
        new() { Id = Id("g1"), Commitment = Id("C2"), Kind = GateKind.Parliament, Tabled = new(2031, 2, 1), Chambers = ["lower"], Force = "binding", Source = Id("C"), Label = Label.Open },
        new() { Id = Id("g2"), Commitment = Id("C3"), Kind = GateKind.Ratified, Tabled = new(2031, 1, 20), Decided = new(2031, 2, 3), Result = GateResult.Approved, Label = Label.Open },
        new() { Id = Id("g3"), Commitment = Id("C1"), Kind = GateKind.Parliament, Tabled = new(2031, 1, 10), Decided = new(2031, 1, 30), Result = GateResult.Approved, Chambers = [Canary + " chamber"], Label = Held },
        new() { Id = Id("g4"), Commitment = Id(Canary + "-C"), Kind = GateKind.Parliament, Tabled = new(2031, 1, 15), Chambers = [Canary], Label = Label.Open },
    ];
}
