using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Truce.Pages;
using Truce.Server.Consoles;

namespace Truce.Server.Guarantors;

/// <summary>The pages of the guarantors' ledger in the web app. They are made whole on the server: no script runs in them.</summary>
internal static class GuarantorEndpoints
{
    /// <summary>Own style sheet, forms that ask the same page again, nothing else (CSP Level 3).</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    // Days made before anybody asks, and how far each lies before the other: enough for the runtime to see which loops are hot, and far enough that some of the ledger lies after them.
    private const int WarmDays = 5, WarmStepDays = 60;

    /// <summary>Adds the routes. The console's guard stands before them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="pages">What is shown.</param>
    /// <param name="posture">What sites of the force are looked at with.</param>
    /// <param name="console">Whether there is a console to go back to.</param>
    public static void Map(WebApplication app, LedgerPages pages, PostureBasis posture, bool console)
    {
        var links = new PageLinks(Files: false, console);
        var sites = new PosturePages(posture);
        app.MapGet("/guarantors", (HttpContext http) => Page(http, pages, (view, state) => BoardPage.Render(view, state, links)));
        app.MapGet("/guarantors/cell/{slug}", (HttpContext http, string slug) => Page(http, pages, (view, state) => PromisePage.Cell(view, state, links, slug)));
        app.MapGet("/guarantors/promise/{slug}", (HttpContext http, string slug) => Page(http, pages, (view, state) => PromisePage.Promise(view, state, links, slug)));
        app.MapGet("/guarantors/contested", (HttpContext http) => Page(http, pages, (view, state) => ContestedPage.Render(view, state, links)));
        app.MapGet("/guarantors/parliaments", (HttpContext http) => Page(http, pages, (view, state) => ParliamentsPage.Render(view, state, links)));
        app.MapGet("/guarantors/posture", (HttpContext http) => Page(http, pages, (view, state) => PosturePage.Render(view, state, links, sites.Of(view))));
        app.MapGet("/guarantors/figures", (HttpContext http) => Page(http, pages, (view, state) => FiguresPage.Render(view, state, links)));
        app.MapGet("/guarantors/method", (HttpContext http) => Page(http, pages, (view, state) => MethodPage.Render(view, state, links)));
    }

    /// <summary>Makes the boards of today and of some days before, so that nobody waits for what is computed and compiled at the first question. Throws what a page would throw.</summary>
    /// <param name="pages">What is shown.</param>
    public static void Warm(LedgerPages pages)
    {
        var links = new PageLinks(Files: false);
        DateOnly today = pages.View(new PageState()).Metrics.Day;
        for (int i = 0; i < WarmDays && today.DayNumber > i * WarmStepDays; i++)
        {
            var state = new PageState { On = today.AddDays(-i * WarmStepDays) };
            LedgerView view = pages.View(state);
            _ = (BoardPage.Render(view, state, links), ContestedPage.Render(view, state, links), ParliamentsPage.Render(view, state, links), FiguresPage.Render(view, state, links));
        }
    }

    /// <summary>Makes what the ledger knew before it last grew, which is the usual next question. Throws what a page would throw.</summary>
    public static void WarmEarlier(LedgerPages pages)
    {
        foreach (DateTimeOffset known in pages.Earlier()) _ = pages.View(new PageState { Known = known });
    }

    /// <summary>What the address of a page says.</summary>
    internal static PageState State(HttpContext http) => PageState.Read(name =>
    {
        string[] values = [.. http.Request.Query[name].OfType<string>().Where(v => v.Length > 0)];
        // A form with several boxes ticked sends the name several times.
        return values.Length == 0 ? null : name == "without" ? string.Join(',', values) : values[0];
    });

    private static Task Page(HttpContext http, LedgerPages pages, Func<LedgerView, PageState, string?> render)
    {
        PageState state = State(http);
        return Send(http, render(pages.View(state), state));
    }

    /// <summary>Answers a page, or that there is none.</summary>
    internal static Task Send(HttpContext http, string? html)
    {
        if (html is null) return ConsoleEndpoints.NotFound(http);
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return ConsoleEndpoints.Send(http, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", null);
    }
}
