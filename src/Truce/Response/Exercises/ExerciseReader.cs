using System.Collections.Immutable;
using Truce.Findings;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Response.Exercises;

/// <summary>What came of reading a scenario.</summary>
/// <param name="Exercise">The scenario; absent when there was an error.</param>
/// <param name="Remarks">Every error and warning, in the order of the file.</param>
public sealed record ExerciseReading(Exercise? Exercise, ImmutableArray<AgreementError> Remarks);

/// <summary>Reads a scenario (schema <c>truce-response-scenario/1</c>) for a protocol; finds every mistake in one pass and never throws for bad bytes.</summary>
public static class ExerciseReader
{
    /// <summary>Name of the schema.</summary>
    public const string Schema = "truce-response-scenario/1";

    private static readonly ImmutableArray<string> Kinds = ["continues", "stops", "remedied", "decided", "words"];

    /// <summary>Reads a scenario.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="fileName">Name for remarks.</param>
    /// <param name="protocol">The protocol that it drives: tiers and guarantors are its own.</param>
    public static ExerciseReading Read(ReadOnlySpan<byte> utf8, string fileName, Protocol protocol)
    {
        byte[] bytes = utf8.ToArray();
        var problems = new Problems(fileName, bytes);
        JsonSpot? root = JsonSpotReader.Read(bytes, ProtocolReader.MaxBytes, problems);
        if (root is null || !root.IsObject(problems, "the scenario")) return new(null, problems.All());
        Exercise exercise = Read(root, protocol, problems);
        return new(problems.HasErrors ? null : exercise, problems.All());
    }

    private static Exercise Read(JsonSpot root, Protocol protocol, Problems problems)
    {
        root.OnlyMembers(problems, "$schema", "schema", "title", "note", "simulated", "start", "length", "desk", "findings", "happenings", "guarantors", "answers", "promises");
        root.WordMember("schema", [Schema], problems, required: true);
        if (root.FlagMember("simulated", problems) is not true) problems.Add(root["simulated"] ?? root, "a scenario is simulated and says so", "write \"simulated\": true");
        DraftIds clock = DraftIds.Of(root, problems);
        clock.Zone = protocol.Zone;
        ImmutableArray<string> findings = root.IdsOf("findings", problems);
        JsonSpot? desk = root["desk"];
        if (desk is not null && desk.IsObject(problems, "the desk")) desk.OnlyMembers(problems, "openAfter", "releaseAfter", "noticeAfter", "note");
        else desk = null;
        var exercise = new Exercise
        {
            Title = root.TextMember("title", problems, required: true) ?? "",
            Start = clock.Instant(root, "start", required: true) ?? DateTimeOffset.UnixEpoch,
            Length = root.Elapsed("length", problems, required: true) ?? TimeSpan.Zero,
            OpenAfter = desk?.Elapsed("openAfter", problems) ?? TimeSpan.Zero,
            ReleaseAfter = desk?.Elapsed("releaseAfter", problems) ?? TimeSpan.Zero,
            NoticeAfter = desk?.Elapsed("noticeAfter", problems) ?? TimeSpan.Zero,
            Findings = [.. root.Array("findings", problems, required: true).Where(f => f.IsObject(problems, "a finding")).Select(f => Finding(f, protocol, problems))],
            Happenings = [.. root.Array("happenings", problems).Where(h => h.IsObject(problems, "a happening")).Select(h => Of(h, findings, protocol, problems))],
            Guarantors = [.. root.Array("guarantors", problems, required: true).Where(g => g.IsObject(problems, "a guarantor")).Select(g => AnswerModels.Guarantor(g, protocol, problems))],
            Answers = [.. root.Array("answers", problems).Where(a => a.IsObject(problems, "an answer")).Select(a => Answer(a, findings, protocol, problems))],
            Promises = [.. root.Array("promises", problems).Where(p => p.IsObject(problems, "a promise")).Select(p => Promise(p, protocol, problems))],
        };
        Whole(root, exercise, protocol, problems);
        return exercise;
    }

    /// <summary>What only the whole file can tell: ids that stand twice, guarantors without a model, happenings after the end.</summary>
    private static void Whole(JsonSpot root, Exercise exercise, Protocol protocol, Problems problems)
    {
        if (exercise.Length > TimeSpan.FromDays(3660)) problems.Add(root["length"]!, "the exercise lasts more than ten years", "write a shorter length, for instance \"P90D\"");
        _ = root.IdsOf("guarantors", problems);
        _ = root.IdsOf("answers", problems);
        _ = root.IdsOf("promises", problems);
        foreach (string asked in protocol.Tiers.SelectMany(t => protocol.Asked(t)).Distinct(StringComparer.Ordinal))
        {
            if (exercise.Guarantors.Any(g => g.Id == asked)) continue;
            problems.Add(root["guarantors"] ?? root, $"the protocol asks {JsonSpot.Quote(asked)} and the scenario does not say how they answer", $"add {{ \"id\": \"{asked}\", \"probability\": …, \"delay\": …, \"kinds\": … }}");
        }

        foreach (JsonSpot late in (root["findings"]?.Items ?? []).Concat(root["happenings"]?.Items ?? []))
        {
            if (late["after"] is { Kind: SpotKind.Text } after && SpotTimes.TryElapsed(after.Text, out TimeSpan t, out _) && t > exercise.Length) problems.Warn(after, "it happens after the end of the exercise", "write an earlier time, or a longer \"length\"");
        }
    }

    private static SimulatedFinding Finding(JsonSpot item, Protocol protocol, Problems problems)
    {
        item.OnlyMembers(problems, "id", "after", "level", "severity", "detectedAfter", "determinedAfter", "notifiedAfter", "continues", "note");
        int? level = ProtocolReader.Whole(item, "level", (int)Level.Confirmed, (int)Level.Attributed, problems);
        if (item["level"] is null) problems.Add(item, "the member \"level\" is missing", "add \"level\": 4");
        return new(
            item.TextMember("id", problems, required: true, example: "F1") ?? "",
            item.Elapsed("after", problems) ?? TimeSpan.Zero,
            (Level)(level ?? (int)Level.Confirmed),
            item.WordMember("severity", protocol.Severities, problems, required: true) ?? "",
            item.Elapsed("detectedAfter", problems),
            item.Elapsed("determinedAfter", problems),
            item.Elapsed("notifiedAfter", problems),
            item.FlagMember("continues", problems) ?? false);
    }

    private static Happening Of(JsonSpot item, ImmutableArray<string> findings, Protocol protocol, Problems problems)
    {
        item.OnlyMembers(problems, "of", "after", "what", "word", "note");
        string? what = item.WordMember("what", Kinds, problems, required: true);
        HappeningKind kind = what is null ? HappeningKind.Stops : (HappeningKind)Math.Max(0, Kinds.IndexOf(what));
        string? word = item.Reference("word", [.. protocol.Words.Select(w => w.Id)], "one of the protocol's triggers in words", problems, required: kind == HappeningKind.Words);
        if (kind == HappeningKind.Decided && !protocol.Tiers.Any(t => protocol.StandDownOf(t)?.DecidedBy is not null))
        {
            problems.Add(item, "the protocol names nobody who decides that a consultation ends", "write \"stops\" or \"remedied\", or add \"decidedBy\" to the protocol's \"standDown\"");
        }

        return new(item.Reference("of", findings, "a finding of this scenario", problems, required: true) ?? "", item.Elapsed("after", problems, required: true) ?? TimeSpan.Zero, kind, word ?? "");
    }

    private static ScriptedAnswer Answer(JsonSpot item, ImmutableArray<string> findings, Protocol protocol, Problems problems)
    {
        item.OnlyMembers(problems, "id", "of", "tier", "guarantor", "after", "kind", "text", "note");
        string? kind = item.WordMember("kind", ProtocolWords.Answers, problems, required: true);
        return new(
            item.TextMember("id", problems, required: true, example: "A1") ?? "",
            item.Reference("of", findings, "a finding of this scenario", problems, required: true) ?? "",
            AnswerModels.Tier(item, protocol, problems),
            AnswerModels.Asked(item, "guarantor", protocol, problems),
            item.Elapsed("after", problems, required: true) ?? TimeSpan.Zero,
            (AnswerKind)Math.Max(0, ProtocolWords.Answers.IndexOf(kind ?? "")),
            item.TextMember("text", problems) ?? "");
    }

    private static ClaimedPromise Promise(JsonSpot item, Protocol protocol, Problems problems)
    {
        item.OnlyMembers(problems, "id", "guarantor", "tier", "within", "kept", "note");
        string tier = AnswerModels.Tier(item, protocol, problems), guarantor = AnswerModels.Asked(item, "guarantor", protocol, problems);
        if (protocol.Find(tier) is { } on && guarantor.Length > 0 && !protocol.Asked(on).Contains(guarantor))
        {
            problems.Add(item["guarantor"] ?? item, $"tier {tier} does not ask {JsonSpot.Quote(guarantor)}", SpotReading.Choose(guarantor, protocol.Asked(on), problems));
        }

        JsonSpot? kept = item["kept"];
        if (kept is null) problems.Add(item, "the member \"kept\" is missing", "add \"kept\": { \"accept\": 0.8, \"partial\": 0.3 }");
        else if (kept.IsObject(problems, "the chances of being kept")) kept.OnlyMembers(problems, "accept", "partial");
        else kept = null;
        return new(
            item.TextMember("id", problems, required: true, example: "C-1") ?? "", guarantor, tier,
            item.Elapsed("within", problems, required: true) ?? TimeSpan.Zero,
            kept?.NumberMember("accept", 0, 1, problems) ?? 0,
            kept?.NumberMember("partial", 0, 1, problems) ?? 0);
    }
}
