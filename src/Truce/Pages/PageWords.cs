using System.Collections.Frozen;
using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Reports;

namespace Truce.Pages;

/// <summary>The words of the guarantors' pages in one language; dates, numbers and plural forms as the report has them.</summary>
public sealed class PageWords
{
    private static readonly ImmutableSortedDictionary<string, PageWords> All = new PageWords[]
    {
        new(new("en", EnglishLedgerWords.Text + "\n" + EnglishPages.Text + "\n" + EnglishMethodWords.Text + "\n" + EnglishPostureWords.Text + "\n" + EnglishRoomWords.Text + "\n" + EnglishUnitWords.Text, "en", ",", "."), Catalogue.For("en")),
        new(new("uk", UkrainianLedgerWords.Text + "\n" + UkrainianPages.Text + "\n" + UkrainianMethodWords.Text + "\n" + UkrainianPostureWords.Text + "\n" + UkrainianRoomWords.Text + "\n" + UkrainianUnitWords.Text, "slavic", "\u00a0", ","), Catalogue.For("uk")),
        new(new("fr", FrenchLedgerWords.Text + "\n" + FrenchPages.Text + "\n" + FrenchMethodWords.Text + "\n" + FrenchPostureWords.Text + "\n" + FrenchRoomWords.Text + "\n" + FrenchUnitWords.Text, "fr", "\u202f", ","), Catalogue.For("fr")),
        new(new("ru", RussianLedgerWords.Text + "\n" + RussianPages.Text + "\n" + RussianMethodWords.Text + "\n" + RussianPostureWords.Text + "\n" + RussianRoomWords.Text + "\n" + RussianUnitWords.Text, "slavic", "\u00a0", ","), Catalogue.For("ru")),
    }.ToImmutableSortedDictionary(w => w.Language, w => w, StringComparer.Ordinal);

    // How packs write a unit, in the singular or plural of English, to the message that counts it.
    private static readonly FrozenDictionary<string, string> Units = UnitNames(All["en"].Own).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Catalogue _report;

    private PageWords(Catalogue own, Catalogue report) => (Own, _report) = (own, report);

    /// <summary>Languages, in the order in which pages offer them.</summary>
    public static ImmutableArray<string> Languages { get; } = ["en", "uk", "fr", "ru"];

    /// <summary>The messages themselves.</summary>
    public Catalogue Own { get; }

    /// <summary>ISO 639-1 code.</summary>
    public string Language => Own.Language;

    /// <summary>The message.</summary>
    public string this[string key] => Own[key];

    /// <summary>The words of a language.</summary>
    public static PageWords For(string language) => All[language];

    /// <summary>The message with its blanks filled.</summary>
    public string Say(string key, params ReadOnlySpan<string> arguments) => Own.Format(key, arguments);

    /// <summary>The message in the plural form of a number.</summary>
    public string Plural(string key, long count) => Own.Plural(key, count);

    /// <summary>A word of a closed set.</summary>
    public string Word<T>(string prefix, T value) where T : struct, Enum => Own[$"{prefix}.{LedgerWriting.Word(value)}"];

    /// <summary>Our word for what a source or pack wrote, where we have one; else as it was written.</summary>
    public string Known(string prefix, string said) => Own.Has($"{prefix}.{said}") ? Own[$"{prefix}.{said}"] : said;

    /// <summary>A day in words.</summary>
    public string Date(DateOnly day) => _report.Date(day);

    /// <summary>A day with no more digits than are known; "not known" where nothing is.</summary>
    public string Date(LedgerDate? date) => date switch
    {
        null => Own["not.known"],
        { Precision: DatePrecision.About } d => Own.Format("date.about", Date(d.First)),
        { Precision: DatePrecision.Month } d => $"{Own[$"monthname.{d.First.Month}"]} {d.First.Year}",
        { Precision: DatePrecision.Year } d => d.First.ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture),
        { } d => Date(d.First),
    };

    /// <summary>A whole number.</summary>
    public string Number(long value) => Own.Number(value);

    /// <summary>A number with that many decimals.</summary>
    public string Number(double value, int decimals) => Own.Number(value, decimals);

    /// <summary>A share as per cent.</summary>
    public string Percent(double share) => Own.Percent(share);

    /// <summary>A share with its 95 % interval.</summary>
    public string Percent(double share, double low, double high) => Own.Format("share.interval", Percent(share), Percent(low), Percent(high));

    /// <summary>An amount with its unit as written; a band says which end is open.</summary>
    public string Amount(Amount? amount)
    {
        if (amount is null) return Own["not.known"];
        string said = (amount.AtLeast, amount.AtMost) switch
        {
            ({ } a, { } b) when a == b => Plain(a),
            ({ } a, { } b) => $"{Plain(a)}–{Plain(b)}",
            ({ } a, null) => Own.Format("amount.atLeast", Plain(a)),
            (null, { } b) => Own.Format("amount.atMost", Plain(b)),
            _ => amount.Word ?? Own["not.known"],
        };
        return Counted(said, amount) + (amount.Word is { } word && word != said ? $" (“{word}”)" : "");
    }

    // Only whole numbers have a plural form here; the end of a band decides it, as it is said last.
    private string Counted(string said, Amount amount) =>
        (amount.AtMost ?? amount.AtLeast) is { } last && last == Math.Floor(last) && Math.Abs(last) < 1e15 && Units.TryGetValue(amount.Unit, out string? unit)
            ? Own.Format($"{unit}.{Own.PluralForm((long)last)}", said)
            : $"{said} {amount.Unit}".TrimEnd();

    /// <summary>Money in billions of euro.</summary>
    public string Billions(double eur) => Own.Format("money.bn", Number(eur / 1e9, 2));

    /// <summary>A level as reports call it.</summary>
    public string Level(int level) => _report[$"level.{level}"];

    /// <summary>A stretch of time without its sign: days and hours, or hours and minutes below two days.</summary>
    public string Length(TimeSpan span)
    {
        TimeSpan t = span.Duration();
        return t >= TimeSpan.FromDays(2) ? Say("clock.dh", Number((long)t.TotalDays), Number(t.Hours)) : Say("clock.hm", Number((long)t.TotalHours), Number(t.Minutes));
    }

    private static IEnumerable<KeyValuePair<string, string>> UnitNames(Catalogue english) =>
        english.Keys.Where(k => k.StartsWith("unit.", StringComparison.Ordinal)).Select(k => KeyValuePair.Create(english.Format(k, "").TrimStart(), k[..k.LastIndexOf('.')])).DistinctBy(u => u.Key);

    private string Plain(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? Number((long)value) : Number(value, 2);
}
