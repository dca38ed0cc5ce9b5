using System.Diagnostics;
using System.Globalization;
using System.Text;
using Truce.Feeds;
using Truce.Feeds.Firms;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

// How fast bytes become observations, one core. Arguments: FIRMS files (gzip or plain) to read beside the generated file.
// Elapsed time is the wall's; processor time is this thread's share and is what a busy machine should be judged by.
const int GeneratedRows = 500_000;
const int Rounds = 5;

byte[] generated = Generate(GeneratedRows);
Console.WriteLine($"generated: {GeneratedRows} rows, {generated.Length} bytes, all 14 columns of the area interface");
Measure("firms, generated, to observations", [generated], Observations);
Measure("firms, generated, points only", [generated], Points);

if (args.Length > 0)
{
    byte[][] files = [.. args.Select(File.ReadAllBytes)];
    Measure($"firms, {args.Length} given file(s), to observations", files, Observations);
    Measure($"firms, {args.Length} given file(s), points only", files, Points);
}

static long Observations(byte[] item)
{
    FeedFormats.TryGet("firms", out FeedFormat format);
    var context = new FeedContext { Feed = "firms", Label = Label.Open };
    long rows = 0;
    format.Decode(new MemoryStream(item), context, piece => rows += piece is Decoded.Seen ? 1 : 0);
    return rows;
}

static long Points(byte[] item)
{
    double sum = 0;
    (long points, _) = FirmsDecoder.ForEachPoint(new MemoryStream(item), FeedLimits.Default, (latitude, longitude, _) => sum += latitude + longitude);
    GC.KeepAlive(sum);
    return points;
}

static void Measure(string name, byte[][] items, Func<byte[], long> read)
{
    double best = double.MaxValue, bestProcessor = double.MaxValue;
    long rows = 0;
    for (int round = 0; round < Rounds; round++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        rows = items.Sum(read);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        bestProcessor = Math.Min(bestProcessor, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: {rows} rows, {rows / best:F0} rows/s elapsed, {rows / bestProcessor:F0} rows/s of processor time (all threads of the process)"));
}

static byte[] Generate(int rows)
{
    var random = new SeededRandom(1);
    var text = new StringBuilder("latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight\n");
    string[] satellites = ["N", "N20", "N21"], words = ["l", "n", "h"];
    for (int i = 0; i < rows; i++)
    {
        var day = new DateOnly(2022, 6, 1).AddDays(i * 30 / rows);
        text.Append(CultureInfo.InvariantCulture, $"{44 + (8 * random.NextUnit()):F5},{22 + (18 * random.NextUnit()):F5},{300 + (60 * random.NextUnit()):F2},");
        text.Append(CultureInfo.InvariantCulture, $"{0.32 + (0.4 * random.NextUnit()):F2},{0.36 + (0.3 * random.NextUnit()):F2},{day:yyyy-MM-dd},{(random.NextBelow(2) * 1200) + random.NextBelow(60)},");
        text.Append(CultureInfo.InvariantCulture, $"{satellites[random.NextBelow(3)]},VIIRS,{words[random.NextBelow(3)]},2.0NRT,{280 + (20 * random.NextUnit()):F2},{30 * random.NextUnit():F2},{(random.NextBelow(2) == 0 ? 'D' : 'N')}\n");
    }

    return Encoding.UTF8.GetBytes(text.ToString());
}
