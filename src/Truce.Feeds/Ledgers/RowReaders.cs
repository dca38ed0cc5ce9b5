using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Ledgers;

/// <summary>Turns the members of a row into the row. What is wrong is said to the row's own list; the caller drops a row that said anything.</summary>
internal sealed class RowReaders(string pack)
{
    private static readonly ImmutableArray<string> Domains = ["", "land", "sea", "air", "cyber", "space", "finance"];
    private static readonly ImmutableArray<string> Whens = ["notKnown", "before", "after", "none", "both"];
    private static readonly ImmutableArray<string> Forces = ["notKnown", "binding", "consultative", "none"];

    public RowId Id(RowFields row) => new(pack, Checked(row, row.Text("id", required: true, most: 200)));

    private static string Checked(RowFields row, string id)
    {
        if (id.Contains('/', StringComparison.Ordinal)) row.Add("id", "has a slash, which stands between pack and id", "leave the slash out");
        return id;
    }

    private static ImmutableArray<string> Conditions(RowFields row) => [.. row.Texts("condition").Concat(row.Texts("conditions")).Select(ConditionWords.Normal).Where(c => c.Length > 0).Distinct()];

    private RowId? Reference(RowFields row, string name) => row.Text(name) is { Length: > 0 } text ? RowId.Of(pack, text) : null;

    private ImmutableArray<RowId> References(RowFields row, string name) => [.. row.Texts(name).Select(t => RowId.Of(pack, t))];

    private static ImmutableArray<string> Guarantors(RowFields row, string name) => [.. row.Texts(name).SelectMany(t => t.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries)).Select(Countries.Normal).Distinct()];

    public LedgerSource Source(RowFields row)
    {
        RowId id = Id(row);
        LedgerDate? published = row.Date("published");
        if (published is { Precision: DatePrecision.Day } day && row.Text("publishedPrecision") == "about") published = day with { Precision = DatePrecision.About };
        ImmutableArray<RowId> cites = References(row, "cites");
        if (cites.Contains(id)) row.Add("cites", $"the source {id.Id} quotes itself", "name the report that it repeats, or leave it out");
        return new()
        {
            Id = id,
            Outlet = row.Text("outlet", required: true),
            Published = published,
            Stance = row.Text("stance"),
            Language = row.Text("language"),
            Origin = row.Text("origin"),
            Cites = cites,
            Address = row.Text("address") is { Length: > 0 } a ? a : row.Text("url"),
            Label = LabelOf(row, Label.Open),
        };
    }

    public static Pillar Pillar(RowFields row, bool beside) =>
        new(row.Text("id", required: true, most: 100), row.Text("name", required: true), Guarantors(row, "lead"), row.Text("constraint"), beside) { Label = LabelOf(row, Label.Open) };

    public LedgerStatement Statement(RowFields row, string meeting)
    {
        string about = row.Text("about"), strength = row.Text("strength"), unit = row.Text("unit"), quote = row.Text("quote", most: 400);
        if (quote.Contains('\n', StringComparison.Ordinal)) row.Add("quote", "has more than one line", "quote one line at most; say the rest in your own words");
        double? value = row.Number("value", 0);
        string regarding = row.Text("regarding") is { Length: > 0 } r ? r : about is "attendance" or "representation" ? meeting : "";
        return new()
        {
            Id = Id(row),
            Source = Reference(row, "source") is { } source ? source : Missing(row),
            Speaker = row.Text("speaker"),
            Date = row.Date("date"),
            Signed = row.Date("signed"),
            Place = row.Text("place"),
            About = about,
            Regarding = regarding,
            Guarantors = Guarantors(row, "guarantors"),
            Pillar = row.Text("pillar"),
            Domain = row.Word("domain", Domains),
            Claim = row.Text("claim", required: true),
            Quote = quote,
            Strength = strength,
            Instrument = row.Text("instrument"),
            BindingNow = row.Flag("bindingNow"),
            Conditions = Conditions(row),
            Value = value is { } v ? Amount.Exactly(v, unit) : null,
            Quantity = Quantity(row, "quantity"),
            Direction = DirectionOf(row, strength),
            Levels = [.. row.Texts("level").Concat(row.Texts("actual"))],
            PlannedLevel = row.Text("planned"),
            NeedsApproval = [.. row.Texts("needsApproval")],
            WithoutApproval = [.. row.Texts("withoutApproval")],
            Commitment = Reference(row, "commitment"),
            HorizonYears = row.Number("horizonYears", 0, 1000),
            Verified = row.Flag("verified"),
            Label = LabelOf(row),
        };
    }

    private static RowId Missing(RowFields row)
    {
        row.Add("source", "is missing", "name the report that it was read in");
        return default;
    }

    // Where nothing says the direction, the word of strength does; a sentence about a promise with neither speaks for it.
    private static Direction DirectionOf(RowFields row, string strength) => row.Word("direction", ["", "positive", "for", "open", "negative", "against"]) switch
    {
        "negative" or "against" => Direction.Against,
        "open" => Direction.Open,
        "positive" or "for" => Direction.For,
        _ => WordScale.Strength.RankOf(strength) switch { <= 1 => Direction.Against, <= 3 => Direction.Open, _ => Direction.For },
    };

    public static Amount? Quantity(RowFields row, string name)
    {
        RowFields? inner = row.Child(name) ?? row.Child("amount");
        if (inner is null) return row.Number(name, 0) is { } bare ? Checked(row, name, Amount.Exactly(bare, row.Text("unit"))) : null;
        double? exact = inner.Number("value", 0), low = inner.Number("atLeast", 0), high = inner.Number("atMost", 0);
        if (high < low) inner.Add("atMost", "is below atLeast", "exchange the two");
        string word = inner.Text("word");
        return Checked(inner, "unit", new Amount(exact ?? low, exact ?? high, inner.Text("unit"), word.Length == 0 ? null : word));
    }

    private static Amount Checked(RowFields row, string member, Amount amount)
    {
        if (amount.Unit.Length == 0) row.Add(member, "the amount has no unit", "write what is counted: troops, battalion, MEUR");
        if (Money.LooksUnknown(amount.Unit)) row.Add(member, $"the currency '{amount.Unit}' is not known", "write an ISO 4217 code, with k, M or bn before it: MEUR");
        return amount;
    }

    public Commitment Commitment(RowFields row)
    {
        Amount? quantity = Quantity(row, "quantity");
        int days = (int)(row.Number("dueDays", 0, 36_500) ?? 0);
        DateOnly? withdrawn = row.Day("withdrawn");
        return new()
        {
            Id = Id(row),
            Guarantor = Countries.Normal(row.Text("guarantor", required: true)),
            Pillar = PillarOf(row.Text("pillar", required: true)),
            Domain = row.Word("domain", Domains),
            Text = row.Text("text"),
            Kind = row.Text("kind"),
            Capability = row.Text("capability"),
            Quantity = quantity,
            Conditions = Conditions(row),
            DependsOn = References(row, "dependsOn"),
            Due = row.Day("due"),
            DueEvent = ConditionWords.Normal(row.Text("dueEvent")),
            DueDays = days,
            Lapses = row.Day("lapses"),
            Withdrawn = withdrawn is { } on ? (on, row.Text("withdrawnWhy")) : null,
            Announced = row.Date("announced"),
            WeightFactor = row.Number("weight", 1e-9, 1e9) ?? 1,
            StatedState = row.Text("status"),
            Source = Reference(row, "source"),
            Label = LabelOf(row),
        };
    }

    // "P3-multinational-force" and "P3" are one pillar.
    public static string PillarOf(string said) => said.Length > 3 && said[0] is 'P' or 'B' && said.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && said[1..dash].All(char.IsAsciiDigit) ? said[..dash] : said;

    public Instrument Instrument(RowFields row)
    {
        RowId id = Id(row);
        return new()
        {
            Id = id,
            Work = row.Text("work") is { Length: > 0 } work ? work : id.Id,
            Kind = row.Text("kind", required: true),
            Title = row.Text("title", required: true),
            Version = row.Text("version") is { Length: > 0 } v ? v : "1",
            Date = row.Date("date"),
            Text = row.Text("text", most: 200_000),
            Binds = Guarantors(row, "binds"),
            BindingSince = row.Day("bindingSince"),
            Binding = row.Flag("binding"),
            Commitments = References(row, "commitments"),
            Source = Reference(row, "source"),
            Label = LabelOf(row),
        };
    }

    public LedgerEvent Event(RowFields row)
    {
        DateOnly from = row.Day("from") ?? row.Day("date") ?? default;
        if (from == default && !row.Has("from") && !row.Has("date")) row.Add("from", "is missing", "write the day on which it began");
        DateOnly? to = row.Day("to");
        if (to < from) row.Add("to", "lies before from", "exchange the two");
        return new(Id(row), ConditionWords.Normal(row.Text("kind", required: true)), from, to, Reference(row, "source")) { Label = LabelOf(row) };
    }

    public Requirement Requirement(RowFields row) => new(
        Id(row), PillarOf(row.Text("pillar", required: true)), row.Word("domain", Domains), row.Text("capability"), Quantity(row, "quantity"), Reference(row, "source"))
    { Label = LabelOf(row) };

    public ExchangeRate Rate(RowFields row)
    {
        string currency = row.Text("currency", required: true);
        if (currency.Length > 0 && (!Money.TryUnit(currency, out string code, out _) || code != currency)) row.Add("currency", $"the currency '{currency}' is not known", "write an ISO 4217 code: USD");
        if (!row.Has("eur")) row.Add("eur", "is missing", "write how many euro one unit was worth");
        if (!row.Has("from")) row.Add("from", "is missing", "write the first day for which the rate holds");
        return new(currency, row.Number("eur", 1e-9) ?? 1, row.Day("from") ?? default, Reference(row, "source")) { Label = LabelOf(row) };
    }

    public WarPower WarPower(RowFields row) => new()
    {
        Id = Id(row),
        Country = Countries.Normal(row.Text("country", required: true)),
        Act = row.Text("act", required: true),
        Body = row.Text("body"),
        When = row.Word("when", Whens),
        Force = row.Word("force", Forces),
        Basis = row.Text("basis"),
        Reference = row.Text("reference"),
        Label = LabelOf(row, Label.Open),
    };

    public ForceElement Force(RowFields row)
    {
        double? lat = row.Number("lat", -90, 90), lon = row.Number("lon", -180, 180);
        if (lat is null != lon is null) row.Add("", "has one of lat and lon", "write both or neither");
        return new()
        {
            Id = Id(row),
            Commitment = Reference(row, "commitment"),
            Guarantor = Countries.Normal(row.Text("guarantor", required: true)),
            Domain = row.Word("domain", ["land", "sea", "air"], required: true),
            Kind = row.Text("kind", required: true),
            Strength = Quantity(row, "strength"),
            HostApproved = row.Flag("hostApproved"),
            ReadyDays = row.Number("readyDays", 0, 3650),
            RotationMonths = row.Number("rotationMonths", 0, 120),
            Place = lat is { } y && lon is { } x ? new GeoPoint(y, x) : null,
            From = row.Day("from"),
            To = row.Day("to"),
            Label = LabelOf(row, Label.Default),
            Source = Reference(row, "source"),
        };
    }

    /// <summary>The label of a row: its own; else for everyone where it names a published report, and for the mission where it names none.</summary>
    public static Label LabelOf(RowFields row) => LabelOf(row, row.Has("source") ? Label.Open : Label.Default);

    /// <summary>The label of a row: its own, else <paramref name="otherwise"/>.</summary>
    internal static Label LabelOf(RowFields row, Label otherwise) => row.Child("label") is { } label
        ? new(ClassificationOf(label), label.Text("releasableTo") is { Length: > 0 } to ? to : "*", label.Text("caveats"))
        : row.Has("label") ? new(ClassificationOf(row, "label"), "*", "") : otherwise;

    private static Classification ClassificationOf(RowFields row, string name = "classification") => row.Word(name, ["mission", "public", "parties", "restricted"]) switch
    {
        "public" => Classification.Public,
        "parties" => Classification.Parties,
        "restricted" => Classification.Restricted,
        _ => Classification.Mission,
    };
}
