using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>Does an exception hold: yes, no, or not known and what is missing?</summary>
internal static class ExceptionQuestion
{
    public const string Step = "exception";

    public static Trace Ask(CaseReading reading, ExceptionClause exception)
    {
        ImmutableArray<Trace> parts = [.. exception.When.Select(p => Ask(reading, p))];
        Answer answer = Trace.All(parts);
        Saying says = answer switch
        {
            Answer.Yes => Say.Of("exception.holds", exception.Id),
            Answer.No => Say.Of("exception.not", exception.Id),
            Answer.Missing => Say.Of("exception.missing", exception.Id),
            _ => Say.Of("exception.open", exception.Id),
        };
        return new(Step, answer, says, parts) { Name = exception.Id };
    }

    private static Trace Ask(CaseReading reading, Predicate predicate) => predicate switch
    {
        Predicate.Notified n => Notified(reading, n.Kind),
        Predicate.LeadTimeMet l => LeadTime(reading, l.Kind, l.LeadTime),
        Predicate.InsideNotifiedWindow w => InsideWindow(reading, w.Kind),
        Predicate.OutsideZones o => Outside(reading, o.Zones),
        Predicate.InsideZone i => Several("insideZone", Trace.Any([.. i.Zones.Select(reading.Zone)]), Say.Of("must.inside", Say.List(i.Zones)), [.. i.Zones.Select(reading.Zone)]),
        Predicate.Fact f => Fact(reading, f),
        Predicate.AnyOf a => Several("anyOf", Trace.Any([.. a.Exceptions.Select(reading.Exception)]), Say.Of("must.any", Say.List(a.Exceptions)), [.. a.Exceptions.Select(reading.Exception)]),
        Predicate.AllOf a => Several("allOf", Trace.All([.. a.Exceptions.Select(reading.Exception)]), Say.Of("must.all", Say.List(a.Exceptions)), [.. a.Exceptions.Select(reading.Exception)]),
        Predicate.Not n => Several("not", Negate(reading.Exception(n.Exception).Answer), Say.Of("must.not", n.Exception), [reading.Exception(n.Exception)]),
        _ => throw new InvalidOperationException("the set of predicates is closed"),
    };

    private static Trace Several(string step, Answer answer, Saying says, ImmutableArray<Trace> parts) => new(step, answer, says, parts);

    private static Answer Negate(Answer answer) => answer switch { Answer.Yes => Answer.No, Answer.No => Answer.Yes, _ => answer };

    /// <summary>Outside every zone: the opposite of each zone's answer; the thresholds are the zone's own.</summary>
    private static Trace Outside(CaseReading reading, ImmutableArray<string> zones)
    {
        ImmutableArray<Trace> inside = [.. zones.Select(reading.Zone)];
        return new("outsideZones", Negate(Trace.Any(inside)), Say.Of("must.outside", Say.List(zones)), inside);
    }

    public static Trace Notified(CaseReading reading, string kind)
    {
        const string NotifiedStep = "notified";
        if (Of(reading, kind).Any()) return Trace.Of(NotifiedStep, Answer.Yes, Say.Of("notice.present", Say.Word("kind", kind)));
        return Absent(reading, NotifiedStep, CaseRegisters.Notifications, Say.Of("need.notice", Say.Word("kind", kind)), Say.Of("notice.absent", Say.Word("kind", kind)));
    }

    /// <summary>The best of several notifications counts: each was given, so the party may rely on any of them.</summary>
    public static Trace LeadTime(CaseReading reading, string kind, AgreedDuration? wanted)
    {
        const string LeadStep = "leadTimeMet";
        ImmutableArray<Trace> parts = [.. Of(reading, kind).Select(n => LeadTime(reading, n, wanted))];
        if (parts.IsEmpty) return Absent(reading, LeadStep, CaseRegisters.Notifications, Say.Of("need.notice", Say.Word("kind", kind)), Say.Of("notice.absent.time", Say.Word("kind", kind)));
        return parts.Length == 1 ? parts[0] : new(LeadStep, Trace.Any(parts), Say.Of("lead.one", parts.Length, Say.Word("kind", kind)), parts);
    }

    private static Trace LeadTime(CaseReading reading, CaseNotification n, AgreedDuration? wanted)
    {
        const string LeadStep = "leadTimeMet";
        SayingPart kind = Say.Word("kind", n.Kind);
        if (wanted is null) return Trace.Lacks(LeadStep, Say.Of("need.lead", kind), Say.Of("lead.none", kind));
        DateTimeOffset? received = n.ChangedAt > n.ReceivedAt || n.ReceivedAt is null ? n.ChangedAt ?? n.ReceivedAt : n.ReceivedAt;
        DateTimeOffset? start = Earlier(n.Start, reading.When?.Start);
        if (received is { } r && start is { } s)
        {
            DateTimeOffset latest = wanted.BeforeIn(reading.Agreement.Zone, s);
            return Trace.Of(LeadStep, r <= latest ? Answer.Yes : Answer.No, n.ChangedAt == received
                ? Say.Of("lead.changed", reading.Say(r), wanted.Says(), reading.Say(s), reading.Say(latest))
                : Say.Of("lead", reading.Say(r), wanted.Says(), reading.Say(s), reading.Say(latest)));
        }

        if (n.LeadHours is not { } hours) return Trace.Lacks(LeadStep, Say.Of("need.lead.received", kind), Say.Of("lead.received.unknown", kind));
        if (!wanted.IsElapsed) return Trace.Lacks(LeadStep, Say.Of("need.lead.times", kind, wanted.Says()), Say.Of("calendar", wanted.Says()));
        return Trace.Of(LeadStep, hours >= wanted.Elapsed.TotalHours ? Answer.Yes : Answer.No, Say.Of("lead.hours", Say.Number(hours), wanted.Says()));
    }

    private static Trace InsideWindow(CaseReading reading, string kind)
    {
        const string WindowStep = "insideNotifiedWindow";
        ImmutableArray<Trace> parts = [.. Of(reading, kind).Select(n => InsideWindow(reading, n))];
        if (parts.IsEmpty) return Absent(reading, WindowStep, CaseRegisters.Notifications, Say.Of("need.notice", Say.Word("kind", kind)), Say.Of("notice.absent.window", Say.Word("kind", kind)));
        return parts.Length == 1 ? parts[0] : new(WindowStep, Trace.Any(parts), Say.Of("announced.one", parts.Length), parts);
    }

    private static Trace InsideWindow(CaseReading reading, CaseNotification n)
    {
        const string WindowStep = "insideNotifiedWindow";
        if (n.Start is { } start && n.End is { } end && reading.When is { } when)
        {
            Answer answer = AgreementClock.Inside(when, start, end);
            return Trace.Timed(WindowStep, answer, Say.Of("announced", ElementQuestions.SayWhen(reading, when), reading.Say(start), reading.Say(end)));
        }

        return n.InsideWindow switch
        {
            true => Trace.Of(WindowStep, Answer.Yes, Say.Of("announced.inside")),
            false => Trace.Of(WindowStep, Answer.No, Say.Of("announced.outside")),
            null => Trace.Lacks(WindowStep, Say.Of("need.announced", Say.Word("kind", n.Kind)), Say.Of("announced.unknown")),
        };
    }

    private static Trace Fact(CaseReading reading, Predicate.Fact fact)
    {
        ImmutableArray<string> values = [.. reading.Subject.Facts.Values.Where(v => v.Name == fact.Name).Select(v => v.Value)];
        SayingPart name = Say.Word("fact", fact.Name);
        if (values.IsEmpty)
        {
            if (fact.Wanted == "false" && reading.Subject.Facts.Complete.HasFlag(RegisterOf(fact.Name)))
            {
                return Trace.Of(fact.Name, Answer.Yes, Say.Of("fact.notso", name));
            }

            return Absent(reading, fact.Name, RegisterOf(fact.Name), Say.Of("need.fact", name), fact.Wanted == "required"
                ? Say.Of("fact.absent", name)
                : Say.Of("fact.absent.value", name, Say.Word("value", fact.Wanted)));
        }

        bool holds = fact.Wanted == "required" || values.Contains(fact.Wanted);
        return Trace.Of(fact.Name, holds ? Answer.Yes : Answer.No, Say.Of("fact", name, Say.Words("value", values), Say.Word("value", fact.Wanted)));
    }

    /// <summary>What is not on record is not so where the register is complete, and not known where it is not.</summary>
    private static Trace Absent(CaseReading reading, string step, CaseRegisters register, Saying missing, Saying says) =>
        reading.Subject.Facts.Complete.HasFlag(register)
            ? Trace.Of(step, Answer.No, Say.Of("register.complete", says))
            : Trace.Lacks(step, missing, Say.Of("register.open", says));

    private static CaseRegisters RegisterOf(string fact) => fact switch
    {
        CaseFactNames.InInventory => CaseRegisters.Inventories,
        CaseFactNames.WrittenOrderNotifiedTo => CaseRegisters.Orders,
        CaseFactNames.CoordinationTried => CaseRegisters.Coordination,
        CaseFactNames.EscortedBy => CaseRegisters.Escorts,
        CaseFactNames.Operator => CaseRegisters.Operators,
        CaseFactNames.InResponseTo => CaseRegisters.Responses,
        _ => CaseRegisters.Hazards,
    };

    public static IEnumerable<CaseNotification> Of(CaseReading reading, string kind) =>
        reading.Subject.Facts.Notifications.Where(n => string.Equals(n.Kind, kind, StringComparison.Ordinal));

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null ? b : b is null || a < b ? a : b;
}
