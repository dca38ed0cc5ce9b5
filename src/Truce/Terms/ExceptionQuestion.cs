using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Terms;

/// <summary>Does an exception hold: yes, no, or not known and what is missing?</summary>
internal static class ExceptionQuestion
{
    public const string Step = "exception";

    public static Trace Ask(CaseReading reading, ExceptionClause exception)
    {
        ImmutableArray<Trace> parts = [.. exception.When.Select(p => Ask(reading, p))];
        Answer answer = Trace.All(parts);
        string word = answer switch
        {
            Answer.Yes => "holds",
            Answer.No => "does not hold",
            Answer.Missing => "cannot be decided: a fact is missing",
            _ => "cannot be decided to the agreement's standard",
        };
        return new(Step, answer, $"The exception {exception.Id} {word}.", parts) { Name = exception.Id };
    }

    private static Trace Ask(CaseReading reading, Predicate predicate) => predicate switch
    {
        Predicate.Notified n => Notified(reading, n.Kind),
        Predicate.LeadTimeMet l => LeadTime(reading, l.Kind, l.LeadTime),
        Predicate.InsideNotifiedWindow w => InsideWindow(reading, w.Kind),
        Predicate.OutsideZones o => Outside(reading, o.Zones),
        Predicate.InsideZone i => Several("insideZone", Trace.Any([.. i.Zones.Select(reading.Zone)]), $"The place must be inside {Say.List(i.Zones)}.", [.. i.Zones.Select(reading.Zone)]),
        Predicate.Fact f => Fact(reading, f),
        Predicate.AnyOf a => Several("anyOf", Trace.Any([.. a.Exceptions.Select(reading.Exception)]), $"One of {Say.List(a.Exceptions)} must hold.", [.. a.Exceptions.Select(reading.Exception)]),
        Predicate.AllOf a => Several("allOf", Trace.All([.. a.Exceptions.Select(reading.Exception)]), $"Each of {Say.List(a.Exceptions)} must hold.", [.. a.Exceptions.Select(reading.Exception)]),
        Predicate.Not n => Several("not", Negate(reading.Exception(n.Exception).Answer), $"{n.Exception} must not hold.", [reading.Exception(n.Exception)]),
        _ => throw new InvalidOperationException("the set of predicates is closed"),
    };

    private static Trace Several(string step, Answer answer, string sentence, ImmutableArray<Trace> parts) => new(step, answer, sentence, parts);

    private static Answer Negate(Answer answer) => answer switch { Answer.Yes => Answer.No, Answer.No => Answer.Yes, _ => answer };

    /// <summary>Outside every zone: the opposite of each zone's answer; the thresholds are the zone's own.</summary>
    private static Trace Outside(CaseReading reading, ImmutableArray<string> zones)
    {
        ImmutableArray<Trace> inside = [.. zones.Select(reading.Zone)];
        return new("outsideZones", Negate(Trace.Any(inside)), $"The place must be outside {Say.List(zones)}.", inside);
    }

    public static Trace Notified(CaseReading reading, string kind)
    {
        const string NotifiedStep = "notified";
        if (Of(reading, kind).Any()) return Trace.Of(NotifiedStep, Answer.Yes, $"A notification of {kind} is on record.");
        return Absent(reading, NotifiedStep, CaseRegisters.Notifications, $"a notification of {kind}", $"No notification of {kind} is on record");
    }

    /// <summary>The best of several notifications counts: each was given, so the party may rely on any of them.</summary>
    public static Trace LeadTime(CaseReading reading, string kind, AgreedDuration? wanted)
    {
        const string LeadStep = "leadTimeMet";
        ImmutableArray<Trace> parts = [.. Of(reading, kind).Select(n => LeadTime(reading, n, wanted))];
        if (parts.IsEmpty) return Absent(reading, LeadStep, CaseRegisters.Notifications, $"a notification of {kind}", $"No notification of {kind} is on record, so none came in time");
        return parts.Length == 1 ? parts[0] : new(LeadStep, Trace.Any(parts), $"One of {parts.Length} notifications of {kind} must have come in time.", parts);
    }

    private static Trace LeadTime(CaseReading reading, CaseNotification n, AgreedDuration? wanted)
    {
        const string LeadStep = "leadTimeMet";
        if (wanted is null) return Trace.Lacks(LeadStep, $"the lead time for {n.Kind} (no term of the agreement gives one)", $"The agreement gives no lead time for {n.Kind}.");
        DateTimeOffset? received = n.ChangedAt > n.ReceivedAt || n.ReceivedAt is null ? n.ChangedAt ?? n.ReceivedAt : n.ReceivedAt;
        DateTimeOffset? start = Earlier(n.Start, reading.When?.Start);
        if (received is { } r && start is { } s)
        {
            DateTimeOffset latest = wanted.BeforeIn(reading.Agreement.Zone, s);
            string changed = n.ChangedAt == received ? " (its last change of a required field)" : "";
            return Trace.Of(LeadStep, r <= latest ? Answer.Yes : Answer.No, $"The notification was received {reading.Say(r)}{changed}; for {wanted} before {reading.Say(s)} it had to be there by {reading.Say(latest)}.");
        }

        if (n.LeadHours is not { } hours) return Trace.Lacks(LeadStep, $"when the notification of {n.Kind} was received", $"When the notification of {n.Kind} was received is not on record.");
        if (!wanted.IsElapsed) return Trace.Lacks(LeadStep, $"the times of the notification of {n.Kind} ({wanted} is calendar time)", $"{wanted} is calendar time; a number of hours does not decide it.");
        string said = hours.ToString("0.###", CultureInfo.InvariantCulture);
        return Trace.Of(LeadStep, hours >= wanted.Elapsed.TotalHours ? Answer.Yes : Answer.No, $"The notification came {said} h before; at least {wanted} is demanded.");
    }

    private static Trace InsideWindow(CaseReading reading, string kind)
    {
        const string WindowStep = "insideNotifiedWindow";
        ImmutableArray<Trace> parts = [.. Of(reading, kind).Select(n => InsideWindow(reading, n))];
        if (parts.IsEmpty) return Absent(reading, WindowStep, CaseRegisters.Notifications, $"a notification of {kind}", $"No notification of {kind} is on record, so no window was announced");
        return parts.Length == 1 ? parts[0] : new(WindowStep, Trace.Any(parts), $"The event must lie in one of {parts.Length} announced windows.", parts);
    }

    private static Trace InsideWindow(CaseReading reading, CaseNotification n)
    {
        const string WindowStep = "insideNotifiedWindow";
        if (n.Start is { } start && n.End is { } end && reading.When is { } when)
        {
            Answer answer = AgreementClock.Inside(when, start, end);
            return Trace.Timed(WindowStep, answer, $"The event was {ElementQuestions.SayWhen(reading, when)}; announced was {reading.Say(start)} until before {reading.Say(end)}.");
        }

        return n.InsideWindow switch
        {
            true => Trace.Of(WindowStep, Answer.Yes, "People found the event inside the announced window."),
            false => Trace.Of(WindowStep, Answer.No, "People found the event outside the announced window."),
            null => Trace.Lacks(WindowStep, $"the window announced for {n.Kind}", "The announced window or the time of the event is not on record."),
        };
    }

    private static Trace Fact(CaseReading reading, Predicate.Fact fact)
    {
        ImmutableArray<string> values = [.. reading.Subject.Facts.Values.Where(v => v.Name == fact.Name).Select(v => v.Value)];
        if (values.IsEmpty)
        {
            string demanded = fact.Wanted == "required" ? fact.Name : $"{fact.Name} {fact.Wanted}";
            if (fact.Wanted == "false" && reading.Subject.Facts.Complete.HasFlag(RegisterOf(fact.Name)))
            {
                return Trace.Of(fact.Name, Answer.Yes, $"{fact.Name} is not on record, and that register is complete: it is not so.");
            }

            return Absent(reading, fact.Name, RegisterOf(fact.Name), fact.Name, $"{demanded} is demanded and not on record");
        }

        bool holds = fact.Wanted == "required" || values.Contains(fact.Wanted);
        return Trace.Of(fact.Name, holds ? Answer.Yes : Answer.No, $"{fact.Name} is {Say.List(values)}; {fact.Wanted} is demanded.");
    }

    /// <summary>What is not on record is not so where the register is complete, and not known where it is not.</summary>
    private static Trace Absent(CaseReading reading, string step, CaseRegisters register, string missing, string sentence) =>
        reading.Subject.Facts.Complete.HasFlag(register)
            ? Trace.Of(step, Answer.No, sentence + ", and that register is complete.")
            : Trace.Lacks(step, missing, sentence + ", and that register is not complete.");

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
