using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Truce.Measures;
using Truce.Pages;
using Truce.Response.Consultations;
using Truce.Response.Indicators;
using Truce.Sayings;
using Truce.Server.Consoles;

namespace Truce.Server.Guarantors;

/// <summary>The pages of the response in the web app: consultations and their clocks. They show and do nothing; acts are signed with <c>truce response</c>.</summary>
internal static class ResponseEndpoints
{
    /// <summary>Adds the routes. The console's guard stands before them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="ledger">The ledger of the same store.</param>
    /// <param name="response">Its consultations.</param>
    /// <param name="indicators">Its indicators.</param>
    public static void Map(WebApplication app, LedgerPages ledger, ResponsePages response, IndicatorPages indicators)
    {
        var links = new PageLinks(Files: false, Console: true);
        app.MapGet("/response", (HttpContext http) =>
        {
            PageState state = GuarantorEndpoints.State(http);
            (var undecided, DateTimeOffset now) = response.Undecided(state.Known);
            return GuarantorEndpoints.Send(http, ConsultationPage.List(ledger.View(state), state, links, response.All(state.Known), undecided, now));
        });
        app.MapGet("/response/indicators", (HttpContext http) =>
        {
            PageState state = GuarantorEndpoints.State(http);
            return GuarantorEndpoints.Send(http, IndicatorsPage.Render(ledger.View(state), state, links, indicators.Board(state.Known)));
        });
        app.MapGet("/response/indicators.svg", (HttpContext http) => Picture(http, indicators));
        app.MapGet("/response/{id}", (HttpContext http, string id) =>
        {
            PageState state = GuarantorEndpoints.State(http);
            (Hash256 Id, ConsultationState State) found = response.All(state.Known).FirstOrDefault(c => c.Id.ToString() == id);
            return GuarantorEndpoints.Send(http, found.State is null ? null : ConsultationPage.Room(ledger.View(state), state, links, found.Id, found.State));
        });
    }

    // A picture carries its own style, as a report does, and runs nothing.
    private static Task Picture(HttpContext http, IndicatorPages indicators)
    {
        PageState state = GuarantorEndpoints.State(http);
        if (indicators.Board(state.Known) is not { } board) return ConsoleEndpoints.NotFound(http);
        http.Response.Headers.ContentSecurityPolicy = ConsoleEndpoints.ReportSecurityPolicy;
        return ConsoleEndpoints.Send(http, Encoding.UTF8.GetBytes(Themed(IndicatorBoardSvg.Draw(board, SayingWords.For(state.Language)), state.Theme)), "image/svg+xml", null);
    }

    // The drawing follows the reader's system; an address that asks for a theme is followed instead.
    private static string Themed(string svg, string theme) => theme.Length == 0 ? svg : svg.Replace("@media(prefers-color-scheme:dark)", theme == "dark" ? "@media all" : "@media not all", StringComparison.Ordinal);
}
