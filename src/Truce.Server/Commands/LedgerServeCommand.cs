using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Truce.Pages;
using Truce.Server.Consoles;
using Truce.Server.Guarantors;

namespace Truce.Server.Commands;

/// <summary><c>truce commitments serve</c>: the ledger's pages where there is no mission, on this machine only.</summary>
internal static class LedgerServeCommand
{
    public static Command Serve()
    {
        Option<string> store = Shared.Store();
        var urls = new Option<string>("--urls") { Description = "address to listen on; the pages answer this machine only", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        Option<string?> agreement = PostureCommand.AgreementOption(), rules = PostureCommand.RulesOption("--rules");
        var command = new Command("serve", "Serves the pages of the guarantors' ledger of a store that has no mission.") { store, urls, agreement, rules };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await ServeAsync(parsed.GetValue(store)!, parsed.GetValue(urls)!, PosturePages.Read(parsed.GetValue(agreement), parsed.GetValue(rules)), stop).ConfigureAwait(false);
            }
            catch (Exception e) when (Shared.IsForThePerson(e))
            {
                Console.Error.WriteLine($"truce commitments serve: {e.Message}");
                return 2;
            }
        });
        return command;
    }

    // The way through the web server is compiled at its first question, which takes longer than any page; that question is ours.
    private static async Task AskAsync(string address, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using HttpResponseMessage answer = await http.GetAsync(new Uri(address), stop).ConfigureAwait(false);
    }

    private static async Task<int> ServeAsync(string store, string urls, PostureBasis posture, CancellationToken stop)
    {
        var pages = new LedgerPages(store, TimeProvider.System);
        // The first question is answered before anybody can ask it: a store that cannot be read is said at once, and nobody waits for the first page.
        bool simulated = pages.View(new PageState()).Simulated;
        GuarantorEndpoints.Warm(pages);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        WebApplication app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            ConsoleEndpoints.MapFrame(app);
            app.MapGet("/", (HttpContext http) => Results.Redirect(PageLinks.Root + http.Request.QueryString.Value));
            GuarantorEndpoints.Map(app, pages, posture, console: false);
            await app.StartAsync(stop).ConfigureAwait(false);
            await AskAsync(app.Urls.First() + PageLinks.Root, stop).ConfigureAwait(false);
            // What fails here fails again for whoever asks, and says so there.
            _ = Task.Run(() => GuarantorEndpoints.WarmEarlier(pages), stop);
            Console.WriteLine($"{(simulated ? "SIMULATED " : "")}{string.Join(' ', app.Urls)}{PageLinks.Root}  (stop with Ctrl-C)");
            try
            {
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("stopping");
            }
        }

        return 0;
    }
}
