using System.Collections.Immutable;
using System.Globalization;
using Truce.Commitments;

namespace Truce.Server.Commands;

/// <summary>What <c>truce commitments</c> prints for people.</summary>
internal static class MetricsText
{
    public static void Print(LedgerMetrics m, bool simulated)
    {
        Stamp(simulated);
        HonouredRate h = m.Honoured;
        Console.WriteLine($"promises {m.States.Length} on {LedgerWriting.Day(m.Day)}: fell due {h.Due}, of which honoured {h.Honoured}, partly {h.Partly}, late {h.Late}, lapsed {h.Lapsed}; not due {h.NotDue}, unknown {h.Unknown}, early {h.Early}, withdrawn {h.Withdrawn}");
        string rate = h.ShareInterval is { } i ? Say($"{h.Share:P0} ({i.Low:P0} to {i.High:P0}, 95 %)") : "nothing fell due yet";
        Console.WriteLine(Say($"honoured of what fell due: {rate}; public base rate {m.BaseRate.Share:P0}{(m.BaseRate.Verified ? "" : ", not verified")}"));
        if (h.Weighted is { } w) Console.WriteLine(Say($"  by the weight of each promise, parts counted: {w.Share:P0} ({w.Low:P0} to {w.High:P0}, 95 %; says as much as {w.EffectiveCount:0.0} promises of one weight)"));
        if (h.Value is { } v) Console.WriteLine(Say($"  by value: EUR {h.DeliveredEur / 1e6:0.0} million of {h.DueEur / 1e6:0.0}: {v.Share:P0} ({v.Low:P0} to {v.High:P0}, 95 %; says as much as {v.EffectiveCount:0.0} promises of one size){(h.NotValued > 0 ? $"; {h.NotValued} without a rate" : "")}"));
        foreach (GateConversion c in m.Conversions.Where(c => c.Needed > 0)) Console.WriteLine($"  gate {(c.Kind is { } k ? LedgerWriting.Word(k) : "delivered")}: passed {c.Passed} of {c.Needed}, rejected {c.Rejected}, open {c.Open}");
        foreach (PillarCoverage c in m.Coverage) Console.WriteLine(Say($"  required in {c.Pillar} {c.Domain}: in force for {c.InForceShare:P0} of {c.Requirements.Length}, promised for {c.PromisedShare:P0}"));
        foreach ((ImmutableArray<string> without, ImmutableArray<PillarRemainder> left) in m.Remainders)
        {
            foreach (PillarRemainder r in left.Where(r => r.Before.Length != r.After.Length || r.LeadsLost.Length > 0 || r.MoneyLeftShare < 1)) Console.WriteLine($"  without {string.Join(", ", without)}: {r.Pillar} {Left(r)}");
        }

        if (m.InParliament.Ended + m.InParliament.Open > 0) Console.WriteLine($"time in parliament: median {Days(m.InParliament.MedianDays)} ({Days(m.InParliament.MedianLowDays)} to {Days(m.InParliament.MedianHighDays)}), decided {m.InParliament.Ended}, open {m.InParliament.Open}");
        foreach (SupportYear y in m.Support) Console.WriteLine(Say($"support {y.Year} (commitment and allocation, not delivery): committed EUR {y.CommittedEur / 1e9:0.00} bn, allocated {y.AllocatedEur / 1e9:0.00} bn; military: largest {y.Military.Largest} {y.Military.LargestShare:0.000}, HHI {y.Military.HhiFactor:0.000}"));
        foreach (Reversal r in m.Reversals) Console.WriteLine($"went back ({r.Kind}): {r.Guarantor} {r.Pillar}: {r.From} -> {r.To}");
    }

    public static void Print(AttentionScenario scenario, Ledger ledger, DateOnly day)
    {
        Console.WriteLine($"scenario {scenario.Name}: a what-if, no forecast");
        foreach (AttentionScenario.Stretch s in scenario.Play(ledger, day))
        {
            Console.WriteLine($"  {LedgerWriting.Day(s.From)} to {LedgerWriting.Day(s.Last)}, paused: {string.Join(", ", s.Paused)}");
            foreach (PillarRemainder r in s.Left.Where(r => r.Before.Length != r.After.Length || r.LeadsLost.Length > 0)) Console.WriteLine($"    {r.Pillar} {Left(r)}");
            if (s.DueMeanwhile.Length > 0) Console.WriteLine($"    falls due meanwhile: {string.Join(", ", s.DueMeanwhile)}");
        }
    }

    public static void Print(ImmutableArray<Contested> all, Ledger ledger)
    {
        Stamp(ledger.Simulated);
        foreach (Contested c in all)
        {
            Console.WriteLine($"{(c.Guarantor.Length > 0 ? $"{c.Guarantor} {c.Pillar} {c.Domain}".TrimEnd() : c.About)}: contested ({LedgerWriting.Word(c.Facet)})");
            foreach (Standpoint p in c.Standpoints)
            {
                Console.WriteLine($"  {p.Said}");
                foreach (LedgerStatement s in p.Statements) Console.WriteLine($"    {s.Id.Id}: {s.Claim} [{(s.Speaker.Length > 0 ? s.Speaker + "; " : "")}{(ledger.Sources.TryGetValue(s.Source, out LedgerSource? source) ? source.Outlet : s.Source.ToString())}]");
            }
        }

        Console.WriteLine($"{all.Length} contested");
    }

    public static void Print(ImmutableArray<Position> board, Ledger ledger)
    {
        Stamp(ledger.Simulated);
        foreach (IGrouping<string, Position> pillar in board.GroupBy(p => p.Pillar))
        {
            Console.WriteLine($"{pillar.Key} {ledger.Pillars.FirstOrDefault(p => p.Id == pillar.Key)?.Name}");
            foreach (Position p in pillar)
            {
                string waits = string.Join(", ", p.OpenConditions.Concat(p.Waits.Where(w => w.Kind != "condition").Select(w => $"{w.Kind} {w.What}")).Distinct());
                Console.WriteLine($"  {p.Guarantor}{(p.Leads ? " (lead)" : "")}: {(p.Promised ? LedgerWriting.Word(p.Stage) : "nothing promised")}{(p.Instrument.Length > 0 ? ", " + p.Instrument : "")}, binding: {LedgerWriting.Word(p.Binding)}{(p.Contested.Length > 0 ? ", CONTESTED" : "")}{(waits.Length > 0 ? "; waits for " + waits : "")}");
            }
        }
    }

    private static string Left(PillarRemainder r)
    {
        string who = r.Before.Length == 0 ? "no promise in the ledger" : r.After.Length == 0 ? "nobody is left" : $"{string.Join(", ", r.After)} left of {r.Before.Length}";
        string lead = r.LeadsLost.Length > 0 ? $", without its lead {string.Join(", ", r.LeadsLost)}" : "";
        return r.MoneyLeftShare is { } share ? Say($"{who}{lead}, {share:P0} of the money ({r.MoneyMeasure})") : who + lead;
    }

    private static string Days(double? days) => days is { } d ? Say($"{d:0} days") : "not reached";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Stamp(bool simulated)
    {
        if (simulated) Console.WriteLine("SIMULATED");
    }
}
