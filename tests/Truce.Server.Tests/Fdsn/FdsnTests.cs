using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Truce.Feeds.FdsnWs;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Server.Commands;
using Truce.Server.Fdsn;
using Truce.Testing;

namespace Truce.Server.Tests.Fdsn;

/// <summary>The client and the services over a real Kestrel on loopback, and the client against servers that fail.</summary>
public sealed class FdsnTests
{
    private static readonly DateTimeOffset Begin = new(2012, 8, 27, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_whole_file_comes_back_byte_for_byte()
    {
        string source = SharedData.Path("seismo/hrr5/W220_100Hz.mseed");
        await using Rig rig = await Rig.StartAsync(source);
        using var folder = new TempFolder();
        string path = folder.At("out.mseed");
        FdsnResult result = await rig.Client().FetchAsync(rig.Ask("*", "*", "*", "*", Begin, Begin.AddDays(1)), path, TestContext.Current.CancellationToken);
        byte[] given = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken), got = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(given.Length, Assert.IsType<FdsnResult.Done>(result).Bytes);
        Assert.Equal(Records(given), Records(got));
        Assert.False(File.Exists(path + ".part"));
    }

    [Fact]
    public async Task A_window_and_a_list_of_lines_give_the_records_that_reach_into_them_once()
    {
        await using Rig rig = await Rig.StartAsync(SharedData.Path("seismo/hrr5/W220_100Hz.mseed"));
        DateTimeOffset from = Begin.AddMinutes(12);
        using var one = new MemoryStream();
        using var two = new MemoryStream();
        FdsnRequest get = rig.Ask("XX", "W220", "NE,CW", "HDF", from, from.AddSeconds(30));
        await rig.Client().FetchAsync(get, one, TestContext.Current.CancellationToken);
        FdsnRequest post = get with { Selections = [get.Selections[0] with { Location = "NE" }, get.Selections[0] with { Location = "CW" }, get.Selections[0] with { Location = "C?" }] };
        await rig.Client().FetchAsync(post, two, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, one.Length);
        Assert.Equal(one.ToArray(), two.ToArray());
    }

    [Theory]
    [InlineData("dataselect/1/query?net=XX", 400, "starttime and endtime")]
    [InlineData("dataselect/1/query?start=yesterday&end=2012-08-28", 400, "YYYY-MM-DD")]
    [InlineData("dataselect/1/query?start=2012-08-28&end=2012-08-27", 400, "after starttime")]
    [InlineData("dataselect/1/query?start=2012-08-27&end=2012-08-29&longestonly=true", 400, "not supported")]
    [InlineData("dataselect/1/query?start=2012-08-27&end=2012-08-29&sta=../etc", 400, "codes of letters")]
    [InlineData("dataselect/1/query?start=2012-08-27&starttime=2012-08-27&end=2012-08-29", 400, "given twice")]
    [InlineData("dataselect/1/query?start=1999-01-01&end=1999-01-02", 204, "")]
    [InlineData("dataselect/1/query?start=1999-01-01&end=1999-01-02&nodata=404", 404, "no data match")]
    [InlineData("dataselect/1/query?start=2012-08-27&end=2012-08-29", 413, "ask for less")]
    [InlineData("dataselect/1/version", 200, "1.1.1")]
    [InlineData("dataselect/1/application.wadl", 200, "<application")]
    [InlineData("station/1/query?format=text&level=channel&minlat=34", 200, "XX|W220|CW|HDF|34.5|-108.5|")]
    [InlineData("station/1/query?format=text&level=station", 200, "XX|W220|34.5|-108.5|2000||")]
    [InlineData("station/1/query?format=text&level=network", 200, "XX||")]
    [InlineData("station/1/query?maxlat=10", 204, "")]
    [InlineData("station/1/query?level=response", 400, "network, station or channel")]
    public async Task The_services_answer_as_the_specification_has_it(string path, int status, string part)
    {
        await using Rig rig = await Rig.StartAsync(SharedData.Path("seismo/hrr5/W220_100Hz.mseed"), mostBytes: 100_000);
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.GetAsync(new Uri(rig.Root, path), TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(part, text, StringComparison.Ordinal);
        if (status >= 400) Assert.StartsWith($"Error {status}: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_reader_reads_the_StationXML_we_serve()
    {
        await using Rig rig = await Rig.StartAsync(SharedData.Path("seismo/hrr5/W220_100Hz.mseed"));
        using var document = new MemoryStream();
        FdsnRequest ask = rig.Ask("*", "*", "*", "*", Begin, Begin.AddDays(1), "station") with { Parameters = [("level", "channel")] };
        Assert.IsType<FdsnResult.Done>(await rig.Client().FetchAsync(ask, document, TestContext.Current.CancellationToken));
        document.Position = 0;
        StationXmlReading reading = StationXmlReader.Read(document);
        Assert.Empty(reading.Rejects);
        Assert.Equal(Rig.Place, Assert.Single(reading.Channels));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n12345", "GaveUp", 3)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n12345\r\n", "GaveUp", 3)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n12345", "Done", 1)]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "GaveUp", 3)]
    [InlineData("HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "GaveUp", 3)]
    [InlineData("HTTP/1.1 429 Slow\r\nRetry-After: 86400\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "GaveUp", 1)]
    [InlineData("HTTP/1.1 204 None\r\nConnection: close\r\n\r\n", "NoData", 1)]
    [InlineData("HTTP/1.1 413 Much\r\nContent-Length: 4\r\nConnection: close\r\n\r\nless", "TooMuch", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\nConnection: close\r\n\r\n", "TooMuch", 1)]
    [InlineData("HTTP/1.1 400 Bad\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope", "Refused", 1)]
    [InlineData("", "GaveUp", 3)]
    public async Task A_service_that_fails_is_taken_for_what_it_says(string answer, string ending, int attempts)
    {
        await using var server = new OneAnswer(answer);
        var client = new FdsnClient(server.Http, new() { Attempts = 3, FirstBackOff = TimeSpan.FromMilliseconds(1), MostBytes = 1000 }, TimeProvider.System);
        using var to = new MemoryStream();
        to.Write("kept"u8);
        var ask = new FdsnRequest(new Uri($"http://127.0.0.1:{server.Port}/fdsnws/dataselect/1/"), [new("XX", "A", "--", "BHZ", Begin, Begin.AddHours(1))]);
        FdsnResult result = await client.FetchAsync(ask, to, TestContext.Current.CancellationToken);
        Assert.Equal((ending, attempts), (result.GetType().Name, result.Attempts));
        Assert.Equal(result is FdsnResult.Done ? "kept12345" : "kept", Encoding.ASCII.GetString(to.ToArray()));
    }

    private static SortedDictionary<string, int> Records(byte[] file)
    {
        var records = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (byte[] record in file.Chunk(4096)) records[Convert.ToHexString(record.AsSpan(0, 64))] = record.Length;
        return records;
    }

    private sealed class Rig : IAsyncDisposable
    {
        public static readonly SensorChannel Place = new()
        {
            Channel = ChannelId.FromSeed("XX", "W220", "CW", "HDF", out _)!,
            Position = new GeoPoint(34.5, -108.5),
            ElevationM = 2000,
            SampleRateHz = 100,
            From = NodaTime.Instant.FromUtc(2012, 1, 1, 0, 0),
        };

        private readonly WebApplication _app;
        private readonly TempFolder _folder;
        private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

        private Rig(WebApplication app, TempFolder folder)
        {
            _app = app;
            _folder = folder;
        }

        public Uri Root => new(_app.Urls.Single() + "/fdsnws/");

        public static async Task<Rig> StartAsync(string source, long mostBytes = 1L << 30)
        {
            var folder = new TempFolder();
            File.CreateSymbolicLink(folder.At("records.mseed"), source);
            var holdings = new FdsnHoldings(FdsnArchive.Open(folder.Root), [Place], TimeProvider.System, mostBytes);
            WebApplication app = FdsnCommands.Build(holdings, 0);
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app, folder);
        }

        public FdsnClient Client() => new(_http, new(), TimeProvider.System);

        public FdsnRequest Ask(string net, string sta, string loc, string cha, DateTimeOffset start, DateTimeOffset end, string service = "dataselect") =>
            new(new Uri(Root, service + "/1/"), [new(net, sta, loc, cha, start, end)]);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
            _folder.Dispose();
        }
    }

    /// <summary>Says the same to everyone and closes.</summary>
    private sealed class OneAnswer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public OneAnswer(string answer)
        {
            _listener.Start();
            _running = ServeAsync(Encoding.ASCII.GetBytes(answer));
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public HttpClient Http { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _running;
            Http.Dispose();
            _stop.Dispose();
        }

        private async Task ServeAsync(byte[] answer)
        {
            byte[] heard = new byte[4096];
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    _ = await client.GetStream().ReadAsync(heard, _stop.Token);
                    await client.GetStream().WriteAsync(answer, _stop.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or InvalidOperationException)
                {
                    // The next may come.
                }
            }
        }
    }
}
