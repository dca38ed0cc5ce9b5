// SIMULATED: a pack of invented statements and promises, read and computed as `truce commitments` does it.
//   dotnet run -c Release --project bench/Truce.Bench.Ledger [-- STATEMENTS COMMITMENTS ROUNDS]
// Prints, for each step, processor seconds and wall seconds (medians over the rounds, least and most), and what was counted.
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Measures;

int statements = args.Length > 0 ? int.Parse(args[0]) : 100_000, commitments = args.Length > 1 ? int.Parse(args[1]) : 10_000, rounds = args.Length > 2 ? int.Parse(args[2]) : 5;
const ulong Seed = 20260106;
byte[] pack = Pack(statements, commitments);
var day = new DateOnly(2026, 9, 1);
Console.WriteLine($"seed {Seed}: {statements} statements, {commitments} commitments, {pack.Length / 1e6:0.0} MB of JSON; {Environment.ProcessorCount} processors");
var times = new SortedDictionary<string, List<(double Cpu, double Wall)>>();
for (int round = 0; round <= rounds; round++)
{
    LedgerReading reading = Time("1 read", () => LedgerFile.Read(pack, "bench.json"));
    var history = new LedgerHistory();
    history.Add(DateTimeOffset.UnixEpoch, reading.Batch);
    Ledger ledger = Time("2 as known", () => history.AsKnown());
    Ledger then = Time("3 on a day", () => ledger.On(day));
    var states = Time("4 states", () => StatusRule.On(ledger, day));
    var contested = Time("5 contested", () => ContestedMatters.In(then));
    var board = Time("6 board", () => Positions.On(ledger, day));
    var remarks = Time("7 checks", () => LedgerChecks.Of(ledger, states));
    LedgerMetrics metrics = Time("8 metrics, all of it", () => LedgerMetrics.Of(history, null, day, []));
    int json = Time("9 metrics as JSON", () => Encoding.UTF8.GetByteCount(MetricsWriting.Write(metrics).ToJsonString()));
    if (round == rounds) Console.WriteLine($"refused {reading.Refused}, states {states.Length}, contested {contested.Length}, cells {board.Length}, remarks {remarks.Length}, JSON {json} bytes");

    T Time<T>(string step, Func<T> run)
    {
        var wall = Stopwatch.StartNew();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        T result = run();
        (double, double) took = ((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, wall.Elapsed.TotalSeconds);
        if (round == 0) return result; // the first round compiles
        if (!times.TryGetValue(step, out List<(double, double)>? list)) times[step] = list = [];
        list.Add(took);
        return result;
    }
}

foreach ((string step, List<(double Cpu, double Wall)> took) in times)
{
    double[] cpu = [.. took.Select(t => t.Cpu).Order()], wall = [.. took.Select(t => t.Wall).Order()];
    Console.WriteLine($"{step,-22} cpu {cpu[cpu.Length / 2]:0.000} s ({cpu[0]:0.000} to {cpu[^1]:0.000}), wall {wall[wall.Length / 2]:0.000} s ({wall[0]:0.000} to {wall[^1]:0.000})");
}

static byte[] Pack(int statements, int commitments)
{
    string[] guarantors = ["FR", "GB", "DE", "US", "PL", "IT", "ES", "NL", "SE", "NO", "DK", "FI", "EE", "LV", "LT", "CZ", "RO", "BE", "CA", "AU", "NZ", "JP", "TR", "GR", "PT", "IE", "BG", "HR", "SI", "SK"];
    string[] domains = ["", "land", "sea", "air"], strengths = ["", "strong", "likely", "possible", "full support"];
    var random = new SeededRandom(Seed);
    using var stream = new MemoryStream();
    using (var json = new Utf8JsonWriter(stream))
    {
        json.WriteStartObject();
        json.WriteString("id", "bench");
        json.WriteStartArray("sources");
        for (int i = 0; i < 200; i++) JsonSerializer.Serialize(json, new { id = $"S{i}", outlet = $"outlet {i}", published = $"2026-01-{1 + (i % 28):00}" });
        json.WriteEndArray();
        json.WriteStartArray("statements");
        for (int i = 0; i < statements; i++)
        {
            JsonSerializer.Serialize(json, new
            {
                id = $"T{i}",
                source = $"S{random.NextBelow(200)}",
                speaker = $"speaker {random.NextBelow(500)}",
                date = $"2026-{1 + random.NextBelow(8):00}-{1 + random.NextBelow(28):00}",
                guarantors = new[] { guarantors[random.NextBelow(guarantors.Length)] },
                pillar = $"P{1 + random.NextBelow(5)}",
                domain = domains[random.NextBelow(4)],
                claim = $"claim number {i} about what will be sent and when",
                strength = strengths[random.NextBelow(5)],
                direction = random.NextBelow(4) == 0 ? "negative" : "",
            });
        }

        json.WriteEndArray();
        json.WriteStartArray("commitments");
        for (int i = 0; i < commitments; i++)
        {
            JsonSerializer.Serialize(json, new
            {
                id = $"C{i}",
                guarantor = guarantors[random.NextBelow(guarantors.Length)],
                pillar = $"P{1 + random.NextBelow(5)}",
                domain = domains[1 + random.NextBelow(3)],
                source = "S1",
                announced = "2026-01-05",
                quantity = new { value = 1 + random.NextBelow(99), unit = random.NextBelow(2) == 0 ? "battalion" : "MEUR" },
                due = $"2026-{1 + random.NextBelow(12):00}-15",
                gates = new[] { new { kind = "parliamentVote", tabled = "2026-01-10", decided = random.NextBelow(3) == 0 ? null : $"2026-02-{1 + random.NextBelow(28):00}", result = "approved" } },
                deliveries = new[] { new { date = "2026-03-01", quantity = new { value = 1 + random.NextBelow(60), unit = "battalion" }, witness = "recipient" } },
            });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    return stream.ToArray();
}
