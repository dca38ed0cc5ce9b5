using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Truce.Measures;
using Truce.Pages;
using Truce.Response.Consultations;

namespace Truce.Server.Guarantors;

/// <summary>The pages of the response in the web app: consultations and their clocks. They show and do nothing; acts are signed with <c>truce response</c>.</summary>
internal static class ResponseEndpoints
{
    /// <summary>Adds the routes. The console's guard stands before them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="ledger">The ledger of the same store.</param>
    /// <param name="response">Its consultations.</param>
    public static void Map(WebApplication app, LedgerPages ledger, ResponsePages response)
    {
        var links = new PageLinks(Files: false, Console: true);
        app.MapGet("/response", (HttpContext http) =>
        {
            PageState state = GuarantorEndpoints.State(http);
            return GuarantorEndpoints.Send(http, ConsultationPage.List(ledger.View(state), state, links, response.All(state.Known)));
        });
        app.MapGet("/response/{id}", (HttpContext http, string id) =>
        {
            PageState state = GuarantorEndpoints.State(http);
            (Hash256 Id, ConsultationState State) found = response.All(state.Known).FirstOrDefault(c => c.Id.ToString() == id);
            return GuarantorEndpoints.Send(http, found.State is null ? null : ConsultationPage.Room(ledger.View(state), state, links, found.Id, found.State));
        });
    }
}
