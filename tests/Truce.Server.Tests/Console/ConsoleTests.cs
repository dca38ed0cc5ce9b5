using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Truce.Server.Consoles;
using Truce.Simulation;

namespace Truce.Server.Tests.Consoles;

public sealed class ConsoleTests : IAsyncLifetime
{
    private static readonly string[] Languages = ["en", "fr", "ru", "uk"];
    private static readonly SimulatedWorld World = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new());

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        ConsoleEndpoints.Map(_app, SampleConsole.Make(World));
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    private Task<HttpResponseMessage> Get(string path) => _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("/")]
    [InlineData("/app/main.js")]
    [InlineData("/api/mission")]
    [InlineData("/api/incidents?day=2031-03-03")]
    [InlineData("/api/incidents/none")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_carries_the_strict_headers(string path)
    {
        using HttpResponseMessage answer = await Get(path);
        Assert.Equal(ConsoleEndpoints.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.DoesNotContain("unsafe", ConsoleEndpoints.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_may_carry_its_own_style_and_never_a_script()
    {
        using HttpResponseMessage answer = await Get("/report/2031-03-03.html?lang=uk");
        Assert.Equal("SIMULATED html uk", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_recordings_carries_its_own_style_and_never_a_script()
    {
        using HttpResponseMessage answer = await Get("/api/observations/heard/recordings?lang=uk&theme=dark");
        Assert.Equal("<svg>SIMULATED uk dark</svg>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        using HttpResponseMessage odd = await Get("/api/observations/heard/recordings?lang=../x&theme=url(x)");
        Assert.Equal("<svg>SIMULATED en auto</svg>", await odd.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/observations/ffff/recordings")]
    [InlineData("/api/incidents/ffff")]
    [InlineData("/api/incidents/%2e%2e%2fmission")]
    [InlineData("/api/observations/ffff")]
    [InlineData("/api/proof/incident/ffff")]
    [InlineData("/api/proof/nothing/ffff")]
    [InlineData("/app/../Truce.dll")]
    [InlineData("/app/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/app/..%5c..%5cmission.yaml")]
    [InlineData("/app//etc/passwd")]
    [InlineData("/app/words/")]
    [InlineData("/report/2031-03-04.html")]
    [InlineData("/report/2031-03-03.exe")]
    [InlineData("/report/..%2f..%2fmission.html")]
    [InlineData("/report/2031-03-03.html?lang=../x")]
    [InlineData("/what/ever")]
    public async Task What_is_not_there_is_refused_in_one_shape_that_repeats_nothing(string path)
    {
        using HttpResponseMessage answer = await Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("""{"error":"there is nothing of that name","status":404}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/incidents")]
    [InlineData("/api/incidents?day=")]
    [InlineData("/api/findings?day=2031-3-3")]
    [InlineData("/api/line?day=2031-02-30")]
    public async Task A_day_that_is_no_day_says_what_to_write(string path)
    {
        using HttpResponseMessage answer = await Get(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("""{"error":"write ?day=YYYY-MM-DD","status":400}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:80")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Another_sites_name_for_this_machine_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/mission", UriKind.Relative));
        request.Headers.Host = host;
        using HttpResponseMessage answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app/panes.css")]
    [InlineData("/api/days")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        using HttpResponseMessage first = await Get(path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await _client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Incidents_come_by_day_and_by_id()
    {
        JsonArray day = (JsonArray)JsonNode.Parse(await _client.GetStringAsync(new Uri("/api/incidents?day=2031-03-05", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.NotEmpty(day);
        string id = (string)day[0]!["id"]!;
        JsonNode one = JsonNode.Parse(await _client.GetStringAsync(new Uri($"/api/incidents/{id}", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.True(JsonNode.DeepEquals(day[0], one));
    }

    [Fact]
    public void All_catalogues_hold_the_same_keys_with_the_same_gaps_to_fill()
    {
        JsonObject english = Catalogue("en");
        Assert.True(english.Count > 200);
        foreach (string language in Languages)
        {
            JsonObject other = Catalogue(language);
            Assert.Equal(english.Select(p => p.Key).Order(StringComparer.Ordinal), other.Select(p => p.Key).Order(StringComparer.Ordinal));
            foreach ((string key, JsonNode? word) in other)
            {
                Assert.Equal(word is JsonObject, english[key] is JsonObject);
                Assert.All(Texts(word!), t => Assert.False(string.IsNullOrWhiteSpace(t), $"{language} {key}"));
                Assert.All(Texts(word!), t => Assert.Equal(Gaps(Texts(english[key]!)[0]), Gaps(t)));
                if (word is JsonObject forms) Assert.True(language is "uk" or "ru" ? forms.Count == 4 : forms.Count == 2, $"{language} {key}");
            }
        }
    }

    [Fact]
    public void Every_word_that_the_script_asks_for_is_in_the_catalogues()
    {
        JsonObject english = Catalogue("en");
        foreach (string name in ConsoleAssets.Own.Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)))
        {
            foreach (Match m in Regex.Matches(Text(name), @"\bsay\('([A-Za-z.]+)'")) Assert.True(english.ContainsKey(m.Groups[1].Value), $"{name}: {m.Groups[1].Value}");
        }

        foreach (Match m in Regex.Matches(Text("index.html"), "data-label=\"([a-zA-Z]+)\"")) Assert.True(english.ContainsKey("label." + m.Groups[1].Value), m.Value);
        foreach (Detections.IncidentClass c in Enum.GetValues<Detections.IncidentClass>()) Assert.True(english.ContainsKey("class." + Observations.ObservationJson.Word(c)));
        foreach (Observations.ObservationMeans m in Enum.GetValues<Observations.ObservationMeans>()) Assert.True(english.ContainsKey("means." + Observations.ObservationJson.Word(m)));
        foreach (Observations.ObservationClass c in Enum.GetValues<Observations.ObservationClass>()) Assert.True(english.ContainsKey("observed." + Observations.ObservationJson.Word(c)));
        foreach (Findings.FindingState s in Enum.GetValues<Findings.FindingState>()) Assert.True(english.ContainsKey("state." + Observations.ObservationJson.Word(s)));
        foreach (Findings.Level l in Enum.GetValues<Findings.Level>()) Assert.True(english.ContainsKey("level." + Observations.ObservationJson.Word(l)));
        foreach (Incidents.IncidentChange c in Enum.GetValues<Incidents.IncidentChange>()) Assert.True(english.ContainsKey("change." + Observations.ObservationJson.Word(c)));
    }

    [Fact]
    public void The_page_asks_nobody_else_and_parses_no_markup_of_others()
    {
        // What comes from others is compared with their packages by ./check, and held by the content security policy; here our own is read.
        foreach (string name in ConsoleAssets.Own.Names.Where(n => !n.StartsWith("vendor/", StringComparison.Ordinal)))
        {
            string text = Text(name);
            string[] elsewhere = [.. Regex.Matches(text, @"https?://[^\s'""`)]+").Select(m => m.Value).Where(u => u != "http://www.w3.org/2000/svg")];
            Assert.True(elsewhere.Length == 0, $"{name}: {string.Join(' ', elsewhere)}");
            Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text);
            Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=""", name.EndsWith(".html", StringComparison.Ordinal) ? text : "");
            Assert.True(!name.EndsWith(".js", StringComparison.Ordinal) || text.Split('\n').Length < 400, $"{name} is too long");
        }
    }

    [Fact]
    public void Every_file_that_the_page_names_is_carried()
    {
        string[] names = [.. ConsoleAssets.Own.Names];
        Assert.Contains("index.html", names);
        foreach (Match m in Regex.Matches(Text("index.html"), @"(?:src|href)=""app/([^""]+)""")) Assert.Contains(m.Groups[1].Value, names);
        foreach (string script in names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)))
        {
            foreach (Match m in Regex.Matches(Text(script), @"from '\./([^']+)'")) Assert.Contains(m.Groups[1].Value, names);
        }
    }

    private static string Text(string name) => System.Text.Encoding.UTF8.GetString(ConsoleAssets.Own.Find(name)!.Bytes);

    private static JsonObject Catalogue(string language) => (JsonObject)JsonNode.Parse(Text($"words/{language}.json"))!;

    private static string[] Texts(JsonNode word) => word is JsonObject forms ? [.. forms.Select(f => (string)f.Value!)] : [(string)word!];

    private static string[] Gaps(string text) => [.. Regex.Matches(text, @"\{\w+\}").Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];
}
