using Truce.Sayings;

namespace Truce.Response.Notices;

/// <summary>Notices in English; the reference that the other languages are held to.</summary>
internal static class NoticeEnglish
{
    internal const string Text = MonthWords.English + "\n" + """
        date = {0} {1} {2}
        when = {0}, {1} {2} (UTC{3}); that is {4} UTC
        subject.simulated = SIMULATED: {0}
        subject.convened = Consultation {0}: you are asked to consult ({1})
        subject.escalated = Consultation {0}: the next tier has begun ({1})
        subject.reminder = Consultation {0}: your answer is awaited ({1})
        subject.overdue = Consultation {0}: the time for an answer has passed ({1})
        subject.stoodDown = Consultation {0}: it has ended ({1})
        body.simulated = SIMULATED. This is an exercise. Nothing told here has happened, and nothing real is asked of you.
        body.convened = {0} asks you to take part in consultation {1} under {2}, tier {3}.
        body.escalated = {0} informs you that consultation {1} under {2} has passed to the next tier: {3}.
        body.reminder = {0} reminds you of consultation {1} under {2}, tier {3}. No answer of yours is on record.
        body.overdue = {0} records that in consultation {1} under {2}, tier {3}, the time for your answer has passed and none is on record.
        body.stoodDown = {0} informs you that consultation {1} under {2}, tier {3}, has ended. Nothing more is asked of you.
        basis.reported = The event is reported. People have not confirmed it.
        basis.corroborated = The event is corroborated by independent sources. People have not confirmed it yet.
        basis.confirmed = Two people of the mission have confirmed that the event took place. This notice does not say who was behind it.
        body.severity = Severity, in the words of the agreement: {0}.
        body.place = Place: {0}, within {1} km.
        body.place.withheld = Place: not given under the handling of this notice.
        place.within = {0}, within {1} km
        clock.occurred = The clock runs from the time at which the event took place: {0}.
        clock.detected = The clock runs from the time at which the event was first detected: {0}.
        clock.determined = The clock runs from the time at which people confirmed the finding: {0}.
        clock.notified = The clock runs from the time at which notice was given: {0}.
        body.due = Your answer is due by {0}.
        body.due.past = Your answer was due by {0}.
        body.due.none = No time limit is set for an answer.
        body.answer = An answer is a text, with the instrument on which it rests, that names this notice. Silence is recorded as silence.
        handling = Handling: {0}. It may go to: {1}.
        handling.caveats = {0} Caveats: {1}.
        label.public = for everyone
        label.parties = for the parties, the mission and the guarantors
        label.mission = for the mission and the guarantors
        label.restricted = for named people only
        label.all = all who are under this handling
        foot.notice = Notice {0}
        foot.evidence = Evidence (SHA-256) {0}
        cap.event = Consultation under a ceasefire agreement
        letter.page = page {0} of {1}
        letter.to = To
        letter.from = From
        letter.issued = Issued
        letter.subject = Subject
        letter.signed = For {0}
        letter.signature = Signature
        letter.name = Name and office
        letter.date = Date and time
        letter.receipt = Receipt
        letter.receipt.text = I have received notice {0}. This receipt says nothing on what the notice tells.
        letter.receipt.return = Please sign this receipt and hand it back to the bearer, or send a copy of it.
        """;
}
