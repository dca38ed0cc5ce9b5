using System.Collections.Immutable;
using NodaTime;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Response.Exercises;

/// <summary>Reads how guarantors answer.</summary>
internal static class AnswerModels
{
    private static readonly ImmutableArray<string> Delays = ["always", "uniform", "exponential", "lognormal"];

    public static GuarantorModel Guarantor(JsonSpot item, Protocol protocol, Problems problems)
    {
        item.OnlyMembers(problems, "id", "probability", "delay", "kinds", "tiers", "note");
        string id = Asked(item, "id", protocol, problems);
        AnswerModel model = Model(item, null, problems);
        var byTier = ImmutableSortedDictionary.CreateBuilder<string, AnswerModel>(StringComparer.Ordinal);
        if (item["tiers"] is { } tiers && tiers.IsObject(problems, "the tiers"))
        {
            foreach ((string tier, JsonSpot own) in tiers.Members)
            {
                if (protocol.Find(tier) is null) problems.Add(own, $"{JsonSpot.Quote(tier)} is not the id of a tier", SpotReading.Choose(tier, [.. protocol.Tiers.Select(t => t.Id)], problems));
                else if (own.IsObject(problems, "how they answer on this tier"))
                {
                    own.OnlyMembers(problems, "probability", "delay", "kinds", "note");
                    byTier[tier] = Model(own, model, problems);
                }
            }
        }

        return new(id, model, byTier.ToImmutable());
    }

    /// <summary>The id of somebody whom the protocol asks.</summary>
    public static string Asked(JsonSpot item, string member, Protocol protocol, Problems problems) =>
        item.Reference(member, [.. protocol.Tiers.SelectMany(t => protocol.Asked(t)).Distinct(StringComparer.Ordinal)], "a guarantor whom the protocol asks", problems, required: true) ?? "";

    /// <summary>The id of a tier.</summary>
    public static string Tier(JsonSpot item, Protocol protocol, Problems problems) =>
        item.Reference("tier", [.. protocol.Tiers.Select(t => t.Id)], "a tier", problems, required: true) ?? "";

    private static AnswerModel Model(JsonSpot item, AnswerModel? general, Problems problems)
    {
        if (general is null && item["probability"] is null) problems.Add(item, "the member \"probability\" is missing", "add \"probability\": a number from 0 to 1");
        double probability = item.NumberMember("probability", 0, 1, problems) ?? general?.AnswerProbability ?? 0;
        DelayModel delay = item["delay"] is { } d ? Delay(d, problems) : general?.Delay ?? Missing(item, problems);
        return new(probability, delay, item["kinds"] is { } k ? Kinds(k, problems) : general?.KindProbabilities ?? [1, 0, 0, 0]);
    }

    private static DelayModel.Always Missing(JsonSpot item, Problems problems)
    {
        problems.Add(item, "the member \"delay\" is missing", "add \"delay\": { \"lognormal\": \"PT6H\", \"spread\": 2 }");
        return new(TimeSpan.Zero);
    }

    /// <summary>One of <c>{"always": d}</c>, <c>{"uniform": [d, d]}</c>, <c>{"exponential": d}</c>, <c>{"lognormal": d, "spread": n}</c>.</summary>
    private static DelayModel Delay(JsonSpot delay, Problems problems)
    {
        var nothing = new DelayModel.Always(TimeSpan.Zero);
        if (!delay.IsObject(problems, "a delay")) return nothing;
        delay.OnlyMembers(problems, "always", "uniform", "exponential", "lognormal", "spread");
        string[] named = [.. Delays.Where(d => delay[d] is not null)];
        if (named.Length != 1)
        {
            problems.Add(delay, named.Length == 0 ? "the delay names no distribution" : $"the delay names several distributions: {string.Join(", ", named)}", "write one of \"always\", \"uniform\", \"exponential\", \"lognormal\"");
            return nothing;
        }

        if (delay["spread"] is { } spread && named[0] != "lognormal") problems.Add(spread, "\"spread\" belongs to \"lognormal\"", "remove it");
        if (named[0] == "uniform")
        {
            IReadOnlyList<JsonSpot> ends = delay.Array("uniform", problems);
            if (ends.Count == 2 && ends[0].Elapsed(problems) is { } least && ends[1].Elapsed(problems) is { } most && least <= most) return new DelayModel.Uniform(least, most);
            if (!problems.HasErrors) problems.Add(delay["uniform"]!, "\"uniform\" is not a shorter and a longer time", "write \"uniform\": [\"PT1H\", \"PT6H\"]");
            return nothing;
        }

        TimeSpan time = delay.Elapsed(named[0], problems) ?? TimeSpan.Zero;
        return named[0] switch
        {
            "always" => new DelayModel.Always(time),
            "exponential" => new DelayModel.Exponential(time),
            _ => new DelayModel.LogNormal(time, delay.NumberMember("spread", 1, 100, problems) ?? 1),
        };
    }

    private static ImmutableArray<double> Kinds(JsonSpot kinds, Problems problems)
    {
        if (!kinds.IsObject(problems, "the chances of each kind")) return [1, 0, 0, 0];
        kinds.OnlyMembers(problems, ProtocolWords.Answers.AsSpan());
        ImmutableArray<double> read = [.. ProtocolWords.Answers.Select(word => kinds.NumberMember(word, 0, 1, problems) ?? 0)];
        double sum = read.Sum();
        if (Math.Abs(sum - 1) > 1e-9) problems.Add(kinds, FormattableString.Invariant($"the chances of the kinds sum to {sum:0.####}, not to 1"), "write chances that sum to 1");
        return read;
    }
}

/// <summary>Times that pass in a scenario: a day is 24 hours, a week seven of them.</summary>
internal static class SpotTimes
{
    /// <summary>A time that passes; zero is allowed and written <c>PT0S</c>. Null when absent or after a remark.</summary>
    public static TimeSpan? Elapsed(this JsonSpot holder, string name, Problems problems, bool required = false)
    {
        JsonSpot? at = holder[name];
        if (at is not null && at.Kind != SpotKind.Null) return at.Elapsed(problems);
        if (required) problems.Add(holder, $"the member \"{name}\" is missing", $"add \"{name}\": \"PT6H\"");
        return null;
    }

    /// <summary>The time that a value says; null after a remark.</summary>
    public static TimeSpan? Elapsed(this JsonSpot at, Problems problems)
    {
        string why = "is not a duration";
        if (at.Kind == SpotKind.Text && TryElapsed(at.Text, out TimeSpan time, out why)) return time;
        problems.Add(at, $"{at.Said} {why}", "write time that passes, as in ISO 8601: \"PT0S\", \"PT90M\", \"PT6H\", \"P3D\" (a day of an exercise is 24 hours)");
        return null;
    }

    public static bool TryElapsed(string text, out TimeSpan time, out string why)
    {
        (time, why) = (TimeSpan.Zero, "is not a duration");
        if (text == "PT0S") return true;
        if (text.Contains('-', StringComparison.Ordinal)) why = "is negative: nothing takes less than no time";
        if (!AgreedDuration.TryParse(text, out AgreedDuration? duration)) return false;
        Period p = duration!.Calendar;
        why = "speaks of months or years, which have no length of their own";
        if (p.Years != 0 || p.Months != 0) return false;
        time = TimeSpan.FromDays((p.Weeks * 7.0) + p.Days) + duration.Elapsed;
        return true;
    }
}
