using System.Text.Json.Nodes;

namespace Truce.Commitments;

/// <summary>The figures of the ledger as one JSON document; each member is defined in docs/metrics.md.</summary>
public static class MetricsWriting
{
    /// <summary>All figures.</summary>
    public static JsonObject Write(LedgerMetrics m)
    {
        var json = new JsonObject
        {
            ["day"] = LedgerWriting.Day(m.Day),
            ["promises"] = m.States.Length,
            ["honoured"] = Honoured(m.Honoured),
            ["baseRate"] = BaseRate(m),
            ["conversion"] = LedgerWriting.Array(m.Conversions, Conversion),
            ["coverage"] = LedgerWriting.Array(m.Coverage, Coverage),
            ["dependence"] = LedgerWriting.Array(m.Dependence, d => new JsonObject { ["pillar"] = d.Pillar, ["promises"] = Concentration(d.Promises), ["money"] = Concentration(d.Money) }),
            ["withoutOne"] = LedgerWriting.Array(m.Remainders, r => new JsonObject { ["without"] = LedgerWriting.Texts(r.Without), ["pillars"] = LedgerWriting.Array(r.Left, Remainder) }),
            ["timeInParliament"] = Survival(m.InParliament),
            ["slippage"] = Survival(m.Slippage),
            ["postponements"] = LedgerWriting.Array(m.Postponements, p => new JsonObject { ["commitment"] = p.Commitment.ToString(), ["first"] = LedgerWriting.Day(p.First), ["now"] = LedgerWriting.Day(p.Now), ["movedDays"] = p.MovedDays, ["times"] = p.Times }),
            ["conditionality"] = Conditionality(m),
            ["reversals"] = LedgerWriting.Array(m.Reversals, Reversal),
            ["outlook"] = LedgerWriting.Array(m.Outlook, Outlook),
        };
        if (m.Support.Length > 0) json["support"] = Support(m);
        return json;
    }

    private static JsonObject Honoured(HonouredRate h)
    {
        var json = new JsonObject
        {
            ["due"] = h.Due,
            ["honoured"] = h.Honoured,
            ["partly"] = h.Partly,
            ["late"] = h.Late,
            ["lapsed"] = h.Lapsed,
            ["early"] = h.Early,
            ["notDue"] = h.NotDue,
            ["unknown"] = h.Unknown,
            ["withdrawn"] = h.Withdrawn,
        };
        Share(json, "share", h.Share);
        if (h.ShareInterval is { } i) json["share95"] = Pair(i.Low, i.High);
        Weighted(json, "weightedShare", h.Weighted);
        if (h.DueEur > 0)
        {
            json["dueEur"] = LedgerWriting.Round(h.DueEur);
            json["deliveredEur"] = LedgerWriting.Round(h.DeliveredEur);
            Weighted(json, "valueShare", h.Value);
        }

        if (h.NotValued > 0) json["notValued"] = h.NotValued;
        return json;
    }

    private static void Weighted(JsonObject json, string name, WeightedRate? rate)
    {
        if (rate is null) return;
        Share(json, name, rate.Share);
        json[name + "95"] = Pair(rate.Low, rate.High);
        json[name + "Effective"] = Math.Round(rate.EffectiveCount, 1);
    }

    private static JsonObject BaseRate(LedgerMetrics m)
    {
        var json = new JsonObject { ["share"] = m.BaseRate.Share, ["verified"] = m.BaseRate.Verified };
        if (m.BaseRate.HorizonYears is { } years) json["horizonYears"] = years;
        if (m.BaseRate.Statement is { } id) json["statement"] = id.ToString();
        json["insideInterval"] = m.Honoured.ShareInterval is { } i ? m.BaseRate.Share >= i.Low && m.BaseRate.Share <= i.High : null;
        return json;
    }

    private static JsonObject Conversion(GateConversion c)
    {
        var json = new JsonObject { ["gate"] = c.Kind is { } kind ? LedgerWriting.Word(kind) : "delivered", ["needed"] = c.Needed, ["passed"] = c.Passed, ["rejected"] = c.Rejected, ["open"] = c.Open };
        Share(json, "shareOfDecided", c.Share);
        Share(json, "shareOfNeeded", c.SoFarShare);
        if (c.SoFarInterval is { } i) json["shareOfNeeded95"] = Pair(i.Low, i.High);
        return json;
    }

    private static JsonObject Coverage(PillarCoverage c)
    {
        var json = new JsonObject { ["pillar"] = c.Pillar };
        if (c.Domain.Length > 0) json["domain"] = c.Domain;
        json["inForceShare"] = LedgerWriting.Round(c.InForceShare);
        json["promisedShare"] = LedgerWriting.Round(c.PromisedShare);
        json["requirements"] = LedgerWriting.Array(c.Requirements, r =>
        {
            var one = new JsonObject { ["id"] = r.Requirement.Id.ToString(), ["capability"] = r.Requirement.Capability, ["promised"] = r.Promised, ["inForce"] = r.InForce };
            if (r.Requirement.Needed is { } needed) one["needed"] = LedgerWriting.Amount(needed);
            if (r.PromisedQuantity is { } quantity) one["promisedQuantity"] = LedgerWriting.Round(quantity);
            if (r.InForceQuantity is { } force) one["inForceQuantity"] = LedgerWriting.Round(force);
            (one["promisedShare"], one["inForceShare"]) = (LedgerWriting.Round(r.PromisedShare), LedgerWriting.Round(r.InForceShare));
            return one;
        });
        return json;
    }

    private static JsonObject? Concentration(Concentration c) => c.Shares.Length == 0 ? null : new JsonObject
    {
        ["measure"] = c.Measure,
        ["total"] = LedgerWriting.Round(c.Total),
        ["largest"] = c.Largest,
        ["largestShare"] = LedgerWriting.Round(c.LargestShare),
        ["hhi"] = LedgerWriting.Round(c.HhiFactor),
        ["shares"] = LedgerWriting.Array(c.Shares, s => new JsonObject { ["guarantor"] = s.Guarantor, ["share"] = LedgerWriting.Round(s.Share) }),
    };

    /// <summary>What is left of a pillar.</summary>
    public static JsonObject Remainder(PillarRemainder r)
    {
        var json = new JsonObject
        {
            ["pillar"] = r.Pillar,
            ["nothingLeft"] = r.Nothing,
            ["before"] = LedgerWriting.Texts(r.Before),
            ["after"] = LedgerWriting.Texts(r.After),
            ["leadsLost"] = LedgerWriting.Texts(r.LeadsLost),
            ["promisesBefore"] = r.PromisesBefore,
            ["promisesAfter"] = r.PromisesAfter,
            ["statementsBefore"] = r.StatementsBefore,
            ["statementsAfter"] = r.StatementsAfter,
            ["domainsBefore"] = LedgerWriting.Texts(r.DomainsBefore),
            ["domainsAfter"] = LedgerWriting.Texts(r.DomainsAfter),
        };
        if (r.MoneyLeftShare is { } share)
        {
            json["moneyLeftShare"] = LedgerWriting.Round(share);
            json["moneyMeasure"] = r.MoneyMeasure;
        }

        return json;
    }

    /// <summary>A scenario of attention, stretch by stretch.</summary>
    public static JsonObject Scenario(AttentionScenario scenario, Ledger ledger, DateOnly day) => new()
    {
        ["name"] = scenario.Name,
        ["stretches"] = LedgerWriting.Array(scenario.Play(ledger, day), s => new JsonObject
        {
            ["from"] = LedgerWriting.Day(s.From),
            ["to"] = LedgerWriting.Day(s.Last),
            ["paused"] = LedgerWriting.Texts(s.Paused),
            ["pillars"] = LedgerWriting.Array(s.Left, Remainder),
            ["dueMeanwhile"] = LedgerWriting.Texts(s.DueMeanwhile.Select(i => i.ToString())),
        }),
    };

    private static JsonObject Survival(KaplanMeier k)
    {
        var json = new JsonObject { ["ended"] = k.Ended, ["open"] = k.Open };
        if (k.MedianDays is { } median) json["medianDays"] = median;
        if (k.MedianLowDays is { } low) json["medianLowDays"] = low;
        if (k.MedianHighDays is { } high) json["medianHighDays"] = high;
        json["steps"] = LedgerWriting.Array(k.Steps, s => new JsonObject
        {
            ["days"] = s.Days,
            ["open"] = LedgerWriting.Round(s.OpenShare),
            ["open95"] = Pair(s.LowShare, s.HighShare),
            ["atRisk"] = s.AtRisk,
        });
        return json;
    }

    private static JsonObject Conditionality(LedgerMetrics m)
    {
        int with = m.States.Count(s => s.Commitment.Conditions.Length > 0);
        var json = new JsonObject { ["promises"] = m.States.Length, ["withConditions"] = with };
        if (m.States.Length > 0) json["share"] = LedgerWriting.Round(with / (double)m.States.Length);
        json["byCondition"] = LedgerWriting.Array(
            m.States.SelectMany(s => s.Commitment.Conditions).Concat(m.Positions.Where(p => p.Commitments.Length == 0).SelectMany(p => p.Conditions)).GroupBy(c => c, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal),
            g => new JsonObject { ["condition"] = g.Key, ["count"] = g.Count() });
        return json;
    }

    private static JsonObject Reversal(Reversal r)
    {
        var json = new JsonObject { ["kind"] = r.Kind, ["guarantor"] = r.Guarantor, ["pillar"] = r.Pillar, ["from"] = r.From, ["to"] = r.To, ["rows"] = LedgerWriting.Texts(r.Rows.Select(i => i.ToString())) };
        if (r.Day is { } day) json["day"] = day.ToString();
        return json;
    }

    private static JsonObject Outlook(Outlook o) => new()
    {
        ["commitment"] = o.Commitment.ToString(),
        ["like"] = o.Like,
        ["kept"] = o.Kept,
        ["fellDue"] = o.FellDue,
        ["probability"] = LedgerWriting.Round(o.KeptProbability),
        ["probability95"] = Pair(o.LowProbability, o.HighProbability),
    };

    private static JsonObject Support(LedgerMetrics m)
    {
        double committed = m.Support.Sum(y => y.CommittedEur), allocated = m.Support.Sum(y => y.AllocatedEur);
        var json = new JsonObject
        {
            ["measures"] = "commitment and allocation, not delivery",
            ["committedEur"] = Math.Round(committed),
            ["allocatedEur"] = Math.Round(allocated),
            ["toBeAllocatedEur"] = Math.Round(m.Support.Sum(y => y.ToBeAllocatedEur)),
            ["militaryAllocatedEur"] = Math.Round(m.Support.Sum(y => y.Military.Total)),
        };
        if (committed > 0) json["allocatedShare"] = LedgerWriting.Round(allocated / committed);
        json["byYear"] = LedgerWriting.Array(m.Support, y => new JsonObject
        {
            ["year"] = y.Year,
            ["committedEur"] = Math.Round(y.CommittedEur),
            ["allocatedEur"] = Math.Round(y.AllocatedEur),
            ["toBeAllocatedEur"] = Math.Round(y.ToBeAllocatedEur),
            ["military"] = Concentration(y.Military),
            ["all"] = Concentration(y.All),
        });
        return json;
    }

    private static void Share(JsonObject json, string name, double? share)
    {
        if (share is { } s) json[name] = LedgerWriting.Round(s);
    }

    private static JsonArray Pair(double low, double high) => new(LedgerWriting.Round(low), LedgerWriting.Round(high));
}
