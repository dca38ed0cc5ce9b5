using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Truce.Terms;

/// <summary>Results and remarks as JSON. Form: docs/formats/terms.md, "Results".</summary>
public static class TermsJson
{
    /// <summary>One case with its results: <c>results</c> holds one word a term, <c>details</c> the reasons.</summary>
    public static void Write(Utf8JsonWriter writer, Agreement agreement, TermsCase subject, ImmutableArray<TermResult> results, bool? agrees)
    {
        writer.WriteStartObject();
        writer.WriteString("id", subject.Id);
        writer.WriteString("agreement", agreement.Id);
        if (agreement.Version is { } version) writer.WriteNumber("agreementVersion", version);
        if (agreement.Hypothetical) writer.WriteBoolean("hypothetical", true);
        if (subject.Time is TermsTime.During { When: var when })
        {
            writer.WriteStartObject("time");
            writer.WriteString("start", Utc(when.Start));
            writer.WriteString("end", Utc(when.End));
            writer.WriteString("startLocal", AgreementClock.Local(agreement.Zone, when.Start));
            writer.WriteString("endLocal", AgreementClock.Local(agreement.Zone, when.End));
            writer.WriteString("zone", agreement.Zone.Id);
            writer.WriteString("zoneData", agreement.ZoneData);
            writer.WriteEndObject();
        }

        writer.WriteString("attribution", subject.Actor ?? "not determined");
        if (agrees is { } a) writer.WriteBoolean("agrees", a);
        writer.WriteStartObject("results");
        foreach (TermResult result in results) writer.WriteString(result.Term, result.Word);
        writer.WriteEndObject();
        writer.WriteStartArray("details");
        foreach (TermResult result in results) Write(writer, result);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One result with its reasons.</summary>
    public static void Write(Utf8JsonWriter writer, TermResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("term", result.Term);
        writer.WriteString("article", result.Article);
        if (result.Severity is { } severity) writer.WriteString("severity", severity);
        writer.WriteString("result", result.Reading == TermReading.Excepted ? "excepted" : result.Word);
        writer.WriteString("ground", result.Ground);
        writer.WriteBoolean("concerned", result.Concerned);
        if (!result.Exceptions.IsEmpty) Words(writer, "exceptions", result.Exceptions);
        if (!result.Missing.IsEmpty) Words(writer, "missing", result.Missing);
        if (!result.Decides.IsEmpty) Words(writer, "decides", result.Decides);
        if (result.InsideLow is { } low && result.InsideHigh is { } high)
        {
            writer.WriteStartObject("pInside");
            writer.WriteNumber("low", Math.Round(low, 6));
            writer.WriteNumber("high", Math.Round(high, 6));
            writer.WriteEndObject();
        }

        if (result.DueAt is { } due) writer.WriteString("dueAt", Utc(due));
        writer.WriteString("attribution", result.Actor ?? "not determined");
        writer.WritePropertyName("trace");
        Write(writer, result.Trace);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Trace trace)
    {
        writer.WriteStartObject();
        writer.WriteString("step", trace.Step);
        writer.WriteString("answer", trace.Answer switch { Answer.Yes => "yes", Answer.No => "no", Answer.Uncertain => "uncertain", _ => "missing" });
        writer.WriteString("says", trace.Sentence);
        if (trace.ProbabilityLow is { } low) writer.WriteNumber("pLow", Math.Round(low, 6));
        if (trace.ProbabilityHigh is { } high) writer.WriteNumber("pHigh", Math.Round(high, 6));
        if (trace.Missing.Length > 0) writer.WriteString("missing", trace.Missing);
        else if (trace.Decides.Length > 0) writer.WriteString("decides", trace.Decides);
        if (!trace.Parts.IsEmpty)
        {
            writer.WriteStartArray("parts");
            foreach (Trace part in trace.Parts) Write(writer, part);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>What came of checking an agreement, as one JSON document.</summary>
    internal static string Check(AgreementReading reading)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("usable", reading.Agreement is not null);
            if (reading.Agreement is { } agreement)
            {
                writer.WriteString("id", agreement.Id);
                writer.WriteNumber("terms", agreement.Terms.Length);
                writer.WriteNumber("zones", agreement.Zones.Length);
                writer.WriteNumber("lineVersions", agreement.Lines.Length);
                writer.WriteNumber("exceptions", agreement.Exceptions.Length);
            }

            writer.WriteStartArray("remarks");
            foreach (AgreementError r in reading.Remarks)
            {
                writer.WriteStartObject();
                writer.WriteString("weight", r.Weight == RemarkWeight.Error ? "error" : "warning");
                writer.WriteString("file", r.File);
                writer.WriteNumber("line", r.Line);
                writer.WriteNumber("column", r.Column);
                writer.WriteString("path", r.Path);
                writer.WriteString("message", r.Message);
                writer.WriteString("instead", r.Instead);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Words(Utf8JsonWriter writer, string name, ImmutableArray<string> words)
    {
        writer.WriteStartArray(name);
        foreach (string word in words) writer.WriteStringValue(word);
        writer.WriteEndArray();
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
