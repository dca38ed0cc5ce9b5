using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Truce.Terms;

/// <summary>What a command of the program prints and returns; the program does the printing.</summary>
/// <param name="ExitCode">0 for yes or done, 1 for "no", 2 for bad input.</param>
/// <param name="Output">Lines for standard output.</param>
/// <param name="Messages">Lines for standard error.</param>
public sealed record TermsOutcome(int ExitCode, ImmutableArray<string> Output, ImmutableArray<string> Messages);

/// <summary>The core of <c>truce terms check</c> and <c>truce terms evaluate</c>: bytes in, lines and an exit code out.</summary>
public static class TermsCommand
{
    /// <summary>Greatest size of a file of cases, bytes.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks an agreement file. Exit 0 when it can be used (warnings are printed), 2 with every error when not.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="fileName">Its name for messages.</param>
    /// <param name="geometry">The bytes of a referenced geometry, or nothing.</param>
    /// <param name="json">Whether to print one JSON document.</param>
    public static TermsOutcome Check(ReadOnlySpan<byte> utf8, string fileName, Func<string, ReadOnlyMemory<byte>?> geometry, bool json)
    {
        AgreementReading reading = AgreementReader.Read(utf8, fileName, geometry);
        ImmutableArray<string> messages = [.. reading.Remarks.Select(r => r.ToString())];
        int exit = reading.Agreement is null ? 2 : 0;
        if (json) return new(exit, [TermsJson.Check(reading)], messages);
        return reading.Agreement is { } a
            ? new(0, [$"{fileName}: {a.Terms.Length} terms, {a.Zones.Length} zones, {a.Lines.Length} line versions, {a.Exceptions.Length} exceptions; {reading.Remarks.Length} warnings"], messages)
            : new(exit, [], messages);
    }

    /// <summary>
    /// Holds cases against an agreement. One JSON line a case. Exit 0 when every case was evaluated, 1 when a case says what to expect and a result differs,
    /// 2 when the agreement or a case cannot be read; what can be read is evaluated all the same.
    /// </summary>
    /// <param name="agreementUtf8">The agreement file.</param>
    /// <param name="agreementName">Its name for messages.</param>
    /// <param name="casesUtf8">Cases: a JSON array, one JSON object, or JSON lines.</param>
    /// <param name="casesName">Its name for messages.</param>
    /// <param name="geometry">The bytes of a referenced geometry, or nothing.</param>
    public static TermsOutcome Evaluate(
        ReadOnlySpan<byte> agreementUtf8, string agreementName, ReadOnlyMemory<byte> casesUtf8, string casesName, Func<string, ReadOnlyMemory<byte>?> geometry)
    {
        AgreementReading reading = AgreementReader.Read(agreementUtf8, agreementName, geometry);
        ImmutableArray<string> messages = [.. reading.Remarks.Select(r => r.ToString())];
        if (reading.Agreement is not { } agreement) return new(2, [], messages);
        TermsOutcome outcome = Evaluate(agreement, casesUtf8, casesName);
        return outcome with { Messages = [.. messages, .. outcome.Messages] };
    }

    /// <summary>Holds cases against an agreement that has been read.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="casesUtf8">Cases: a JSON array, one JSON object, or JSON lines.</param>
    /// <param name="casesName">Its name for messages.</param>
    public static TermsOutcome Evaluate(Agreement agreement, ReadOnlyMemory<byte> casesUtf8, string casesName)
    {
        var problems = new Problems(casesName, casesUtf8);
        List<ReadCase> cases = Cases(casesUtf8, agreement, problems);
        var evaluator = new TermsEvaluator(agreement);
        var output = ImmutableArray.CreateBuilder<string>();
        bool differs = false;
        foreach (ReadCase one in cases)
        {
            ImmutableArray<TermResult> results = evaluator.Evaluate(one.Subject);
            bool? agrees = Agrees(one, results);
            differs |= agrees == false;
            output.Add(Line(agreement, one.Subject, results, agrees));
        }

        return new(problems.HasErrors ? 2 : differs ? 1 : 0, output.ToImmutable(), [.. problems.All().Select(r => r.ToString())]);
    }

    /// <summary>The results of every case that can be read, as values: reasons that can be worded in any language.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="casesUtf8">Cases: a JSON array, one JSON object, or JSON lines.</param>
    public static ImmutableArray<ImmutableArray<TermResult>> Results(Agreement agreement, ReadOnlyMemory<byte> casesUtf8)
    {
        var evaluator = new TermsEvaluator(agreement);
        return [.. Cases(casesUtf8, agreement, new Problems("", casesUtf8)).Select(one => evaluator.Evaluate(one.Subject))];
    }

    /// <summary>One case with its results as one JSON line.</summary>
    public static string Line(Agreement agreement, TermsCase subject, ImmutableArray<TermResult> results, bool? agrees = null)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Compact)) TermsJson.Write(writer, agreement, subject, results, agrees);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static List<ReadCase> Cases(ReadOnlyMemory<byte> utf8, Agreement agreement, Problems problems)
    {
        var cases = new List<ReadCase>();
        if (utf8.Length > MaxBytes)
        {
            problems.AddAt(0, "$", $"the file has {utf8.Length} bytes, the bound is {MaxBytes}", "split it");
            return cases;
        }

        if (Whole(utf8) is { } root)
        {
            IReadOnlyList<JsonSpot> items = root.Kind == SpotKind.Array ? root.Items : [root];
            foreach (JsonSpot item in items) Add(item, problems);
            return cases;
        }

        CaseLines.Read(utf8, problems, Add);
        return cases;

        void Add(JsonSpot item, Problems to)
        {
            if (CaseReader.Read(item, agreement, cases, to) is { } read) cases.Add(read);
        }

        JsonSpot? Whole(ReadOnlyMemory<byte> bytes)
        {
            // An array is one JSON text; an object may be one, or the first of many lines.
            int first = bytes.Span.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
            bool array = first >= 0 && bytes.Span[first] == (byte)'[';
            var trial = array ? problems : new Problems("", bytes);
            JsonSpot? root = JsonSpotReader.Read(bytes, MaxBytes, trial);
            return root ?? (array ? new JsonSpot { Offset = 0, Kind = SpotKind.Array } : null);
        }
    }

    /// <summary>Whether the results are those expected; null when nothing is expected that a machine can compare.</summary>
    private static bool? Agrees(ReadCase one, ImmutableArray<TermResult> results)
    {
        bool? agrees = null;
        foreach ((string key, string expected) in one.Expected)
        {
            string? found = key == "attribution" ? one.Subject.Actor ?? "not determined" : results.FirstOrDefault(r => r.Term == key)?.Word;
            agrees = (agrees ?? true) && found is not null && SameWord(found, expected);
        }

        return agrees;
    }

    /// <summary>A file of expectations is written by people: they may leave out "-candidate", and write notInForce for not-in-force.</summary>
    private static bool SameWord(string found, string expected)
    {
        string hyphened = string.Concat(expected.Select(c => char.IsAsciiLetterUpper(c) && !expected.Contains(':', StringComparison.Ordinal) ? "-" + char.ToLowerInvariant(c) : c.ToString()));
        return found == expected || found == hyphened || found == expected + "-candidate";
    }
}
