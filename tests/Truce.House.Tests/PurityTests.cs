using Microsoft.CodeAnalysis.CSharp;

namespace Truce.House.Tests;

/// <summary>The core is a pure function of its inputs; the evidence knows files, locks and keys, and nothing else of the world.</summary>
public sealed class PurityTests
{
    // What the evidence is made of: files that are flushed to the disk, keys and salts, locks, native libcrypto, and hashing on all cores,
    // where the answer does not depend on who is first.
    private static readonly string[] EvidenceMay =
    [
        "System.IO", "System.Security.Cryptography", "System.Runtime.InteropServices", "System.Threading.Interlocked", "System.Threading.Lock", "System.Threading.Volatile",
        "System.Threading.Monitor", "lock", "System.Threading.Tasks.Parallel", "System.Threading.Tasks.ParallelOptions", "System.GC",
    ];

    // One place waits: the sequencer, where callers queue for a group commit. Its time is handed in.
    private static readonly SortedDictionary<string, string[]> EvidenceExceptions = new(StringComparer.Ordinal)
    {
        ["src/Truce.Evidence/Logs/Sequencer.cs"] = ["System.Threading", "System.TimeProvider", "async"],
        ["src/Truce.Evidence/Disks/BlobStore.cs"] = ["System.Environment"], // names of temporary files
        ["src/Truce.Evidence/Audits/AuditReport.cs"] = ["System.Environment"], // how many processors hash at once
    };

    [Fact]
    public void The_core_has_no_world() => Verdict.None(Core(House.Compile("Truce")));

    [Fact]
    public void The_evidence_has_files_and_keys_only() => Verdict.None(Evidence(House.Compile("Truce.Evidence")));

    [Fact]
    public void Every_exception_of_the_evidence_is_still_needed() => Assert.All(EvidenceExceptions.Keys, path =>
        Assert.NotEmpty(Purity.Breaches(House.Compile("Truce.Evidence"), p => p == path, _ => EvidenceMay)));

    [Theory]
    [InlineData("class P { DateTime t = DateTime.UtcNow; }")]
    [InlineData("class P { Func<DateTimeOffset> t = () => DateTimeOffset.Now; }")]
    [InlineData("class P { object t = TimeProvider.System; }")]
    [InlineData("class P { void F(TimeProvider t) { } }")]
    [InlineData("class P { TimeSpan? F(System.Diagnostics.Stopwatch? s) => s?.Elapsed; }")]
    [InlineData("class P { double n = new Random(1).NextDouble(); }")]
    [InlineData("class P { int n = Random.Shared.Next(); }")]
    [InlineData("class P { int n = System.Security.Cryptography.RandomNumberGenerator.GetInt32(9); }")]
    [InlineData("class P { Guid g = Guid.NewGuid(); }")]
    [InlineData("class P { string s = File.ReadAllText(\"x\"); }")]
    [InlineData("class P { string s = Path.Combine(\"a\", \"b\"); }")]
    [InlineData("class P { void F(Stream s) { } }")]
    [InlineData("class P { TextWriter? w; }")]
    [InlineData("class P { Task F() => Task.CompletedTask; }")]
    [InlineData("class P { List<ValueTask<int>> f = []; }")]
    [InlineData("class P { async void F() { await F2(); } dynamic F2() => 1; }")]
    [InlineData("class P { object g = new(); void F() { lock (g) { } } }")]
    [InlineData("class P { Thread? t; }")]
    [InlineData("class P { void F(CancellationToken c) { } }")]
    [InlineData("class P { int n = new[] { 1 }.AsParallel().Sum(); }")]
    [InlineData("class P { void F() => Console.WriteLine(1); }")]
    [InlineData("class P { string n = Environment.NewLine; }")]
    [InlineData("class P { System.Net.Sockets.Socket? s; }")]
    [InlineData("class P { HttpClient? c; }")]
    [InlineData("class P { IServiceProvider? s; }")]
    [InlineData("class P { DateTimeOffset F(DateTimeOffset t) => t.ToLocalTime(); }")]
    [InlineData("class P { object F(string id) => TimeZoneInfo.FindSystemTimeZoneById(id); }")]
    [InlineData("class P { object t = NodaTime.SystemClock.Instance; }")]
    [InlineData("class P { string n = nameof(Console); }")]
    [InlineData("class P { void F() => System.Diagnostics.Debug.WriteLine(1); }", false)]
    [InlineData("class P { string F(string s) => System.Net.WebUtility.HtmlEncode(s); }", false)]
    [InlineData("class P { DateTimeOffset F(DateTimeOffset t) => t.ToUniversalTime(); }", false)]
    public void A_planted_piece_of_the_world_is_found_in_the_core(string code, bool impure = true) =>
        Assert.Equal(impure, Core(House.Compile("Truce", new Plant("src/Truce/Measures/Planted.cs", "namespace Truce.Measures; " + code)), "Planted.cs").Length > 0);

    [Theory]
    [InlineData("class P { DateTime t = DateTime.UtcNow; }")]
    [InlineData("class P { Task F() => Task.CompletedTask; }")]
    [InlineData("class P { HttpClient? c; }")]
    [InlineData("class P { void F() => Console.Error.WriteLine(1); }")]
    [InlineData("class P { int n = Random.Shared.Next(); }")]
    [InlineData("class P { void F() => File.Delete(\"x\"); }", false)]
    [InlineData("class P { void F() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(9); }", false)]
    public void A_planted_piece_of_the_world_is_found_in_the_evidence(string code, bool impure = true) =>
        Assert.Equal(impure, Evidence(House.Compile("Truce.Evidence", new Plant("src/Truce.Evidence/Planted.cs", "namespace Truce.Evidence; " + code)), "Planted.cs").Length > 0);

    private static string[] Core(CSharpCompilation core, string ending = "") =>
        [.. Purity.Breaches(core, path => path.StartsWith("src/Truce/", StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal), _ => [])];

    private static string[] Evidence(CSharpCompilation evidence, string ending = "") =>
    [
        .. Purity.Breaches(evidence, path => path.StartsWith("src/Truce.Evidence/", StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal),
            path => [.. EvidenceMay, .. EvidenceExceptions.GetValueOrDefault(path, [])]),
    ];
}
