using System.Globalization;
using System.Text;
using Truce.Commitments;
using Truce.Measures;

namespace Truce.Pages;

/// <summary>Where pages lie: under <c>/guarantors</c> of the web app, or as files beside one another. One renderer serves both.</summary>
/// <param name="Files">Whether the pages are files without a server behind them.</param>
/// <param name="Console">Whether there is a console to go back to.</param>
public sealed record PageLinks(bool Files, bool Console = false)
{
    /// <summary>Root of the pages in the web app; the board itself.</summary>
    public const string Root = "/guarantors";

    /// <summary>Address of the style sheet from a page.</summary>
    public string Style => Files ? "../guarantors.css" : "/app/guarantors.css";

    /// <summary>Address of a page, from any page of the same language.</summary>
    /// <param name="kind">The page.</param>
    /// <param name="state">What the address carries.</param>
    /// <param name="slug">Which promise or cell; empty for the others.</param>
    /// <param name="fragment">A place on the page; empty for its top.</param>
    public string To(PageKind kind, PageState state, string slug = "", string fragment = "") =>
        (Files ? File(kind, state, slug) : (kind >= PageKind.Consultations ? "/response" : Root) + Path(kind, slug) + Query(kind, state)) + (fragment.Length > 0 ? "#" + fragment : "");

    /// <summary>The same page in another language.</summary>
    public string In(string language, PageKind kind, PageState state, string slug) =>
        Files ? $"../{language}/{File(kind, state, slug)}" : To(kind, state with { Language = language }, slug);

    /// <summary>Name of a page's file; only the board has files for who is taken away.</summary>
    public static string File(PageKind kind, PageState state, string slug)
    {
        string name = kind switch
        {
            PageKind.Board when state.Without.Length > 0 => "without-" + Slug([.. state.Without, .. state.Only]),
            PageKind.Board => state.ByShare ? "by-share" : "index",
            PageKind.Cell or PageKind.Promise => $"{kind.ToString().ToLowerInvariant()}-{slug}",
            _ => kind.ToString().ToLowerInvariant(),
        };
        return name + (state.Part > 1 ? "-" + state.Part.ToString(CultureInfo.InvariantCulture) : "") + ".html";
    }

    /// <summary>The name of a promise in addresses.</summary>
    public static string Slug(RowId id) => Slug(id.Pack, id.Id);

    /// <summary>A name that is safe in an address and in a file system, and as good as unique: readable letters and the start of a hash.</summary>
    public static string Slug(params ReadOnlySpan<string> parts)
    {
        string whole = string.Join('\u0001', parts!);
        var safe = new StringBuilder(48);
        foreach (char c in string.Join('-', parts!))
        {
            if (safe.Length < 40) safe.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }

        return $"{safe}-{Hash256.Of(Encoding.UTF8.GetBytes(whole)).ToString()[..10]}";
    }

    /// <summary>An instant as addresses write it.</summary>
    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Path(PageKind kind, string slug) => kind switch
    {
        PageKind.Board or PageKind.Consultations => "",
        PageKind.Consultation => "/" + slug,
        PageKind.Cell => "/cell/" + slug,
        PageKind.Promise => "/promise/" + slug,
        _ => "/" + kind.ToString().ToLowerInvariant(),
    };

    private static string Query(PageKind kind, PageState s)
    {
        var query = new List<string>();
        void Put(string name, string value) => query.Add($"{name}={Uri.EscapeDataString(value)}");
        if (s.Language != "en") Put("lang", s.Language);
        if (s.Theme.Length > 0) Put("theme", s.Theme);
        if (s.Without.Length > 0) Put("without", string.Join(',', s.Without));
        if (s.Only.Length > 0) Put("only", string.Join(',', s.Only));
        if (s.On is { } on) Put("on", LedgerWriting.Day(on));
        if (s.Known is { } known) Put("known", Instant(known));
        if (s.ByShare) Put("order", "share");
        if (s.Part > 1 && kind is PageKind.Cell or PageKind.Promise or PageKind.Contested) Put("part", s.Part.ToString(CultureInfo.InvariantCulture));
        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }
}
