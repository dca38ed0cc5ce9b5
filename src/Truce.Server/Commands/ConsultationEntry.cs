using System.CommandLine;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>What people make of answers that came in by webhook: enter them, or set them aside. There is nothing to type of what the invitee said, so nothing of it can differ.</summary>
internal static class ConsultationEntry
{
    private static Option<string> Received { get; } = ConsultationCommands.Needed("--received", "which: the invitee's name of the delivery, or the first 8 digits or more of its id in truce response status");

    private static Option<string> Reason { get; } = ConsultationCommands.Needed("--reason", "why it is no answer");

    public static IEnumerable<Command> All() =>
    [
        ConsultationCommands.Acts("enter", "Enters an answer that came in by webhook, as of the time at which it came; what it says is taken from its sealed body.", [Received], isTimed: false, Enter),
        ConsultationCommands.Acts("set-aside", "Says that what came in by webhook is no answer, and why.", [Received, Reason], isTimed: true, (p, c) =>
            [new ConsultationEvent.SetAside(Waiting(c.State, p.GetValue(Received)!).Event.Id, p.GetValue(Reason)!) { Consultation = c.Id, At = c.At, Known = c.Now, By = c.Person.Id }]),
    ];

    private static IReadOnlyList<ConsultationEvent> Enter(ParseResult parsed, ConsultationCommands.Scene scene)
    {
        ConsultationEvent.CameIn came = Waiting(scene.State, parsed.GetValue(Received)!).Event;
        Check(came, scene.Open);
        ConsultationEvent.Answered answer = came.Entered(scene.Person.Id, scene.Now);
        if (came.RemedyText.Length == 0) return [answer];
        return [answer, new ConsultationEvent.Remedy($"{came.Guarantor}: {came.RemedyText}") { Consultation = came.Consultation, At = came.At, Known = scene.Now, By = scene.Person.Id }];
    }

    private static AnswerCameIn Waiting(ConsultationState state, string name)
    {
        AnswerCameIn[] found = [.. state.CameIn.Where(c => c.Event.Delivery == name || (name.Length >= 8 && c.Event.Id.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)))];
        if (found.Length > 1) throw new BadInputException($"--received '{name}' is the name of several: {string.Join(", ", found.Select(c => $"{c.Event.Id.Short} of {c.Event.Guarantor}"))}; write the digits");
        if (found is not [{ } one])
        {
            string[] wait = [.. state.CameIn.Where(c => c.Waits).Select(c => $"{c.Event.Id.Short} ({c.Event.Delivery} of {c.Event.Guarantor})")];
            throw new BadInputException($"--received '{name}': nothing of that name came in to this consultation; {(wait.Length == 0 ? "nothing waits" : "there wait " + string.Join(", ", wait))}");
        }

        return one.Entered is { } entered ? throw new BadInputException($"--received '{name}': {entered.By} has entered it already") : one;
    }

    // The record of what came in was made by the machine out of the body: whoever enters it signs what the body says, so the body is read again.
    private static void Check(ConsultationEvent.CameIn came, OpenMission open)
    {
        byte[] body = open.Store.Blobs.Get(Walker.DigestOf(came.Body)) ?? throw new BadInputException($"the sealed body {came.Body.Short} is not in the store any more; nothing was entered");
        bool same = ReplyReader.Read(body).Reply is InviteeReply.Answer a && a.Tier == came.Tier && a.Kind == came.Kind && a.Text == came.Text && a.Instrument == came.Instrument
            && a.Reference == came.Reference && a.Remedy == came.RemedyText && came.Consultation.ToString().StartsWith(a.Consultation, StringComparison.Ordinal);
        if (!same) throw new BadInputException($"what the log holds of delivery {came.Delivery} is not what its sealed body {came.Body.Short} says; nothing was entered");
    }
}
