using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>One step of a notice on its way. Steps are appended and never changed; the state is a fold over them.</summary>
/// <remarks>As JSON: docs/formats/notices.md, "Events of the outbox".</remarks>
/// <param name="At">When, UTC.</param>
/// <param name="Delivery">Name of the delivery: id of the notice, a slash, name of the channel.</param>
public abstract record OutboxEvent(DateTimeOffset At, string Delivery)
{
    /// <summary>The notice is to go out through a channel.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Notice">The notice, whole: a restart needs nothing else.</param>
    /// <param name="Channel">Name of the channel in the file of channels.</param>
    /// <param name="Released">Who released it, sorted; empty where the protocol lets a machine send alone.</param>
    public sealed record Queued(DateTimeOffset At, Notice Notice, string Channel, ImmutableArray<string> Released) : OutboxEvent(At, NameOf(Notice.Id, Channel))
    {
        /// <inheritdoc/>
        public bool Equals(Queued? other) => other is not null && At == other.At && Delivery == other.Delivery && Released.AsSpan().SequenceEqual(other.Released.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Delivery.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Written before anything is sent: after a crash it tells that something may have gone out.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="Attempt">From 1.</param>
    /// <param name="LapsesAt">Without a result until then, another attempt is due.</param>
    public sealed record Attempted(DateTimeOffset At, string Delivery, int Attempt, DateTimeOffset LapsesAt) : OutboxEvent(At, Delivery);

    /// <summary>The attempt failed and another will follow.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Reason">Why, one line.</param>
    /// <param name="MayHaveArrived">Whether the other end may have it all the same.</param>
    /// <param name="NextAt">When the next is due.</param>
    public sealed record Failed(DateTimeOffset At, string Delivery, int Attempt, string Reason, bool MayHaveArrived, DateTimeOffset NextAt) : OutboxEvent(At, Delivery);

    /// <summary>The other end took it.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Receipt">What it said.</param>
    public sealed record Delivered(DateTimeOffset At, string Delivery, int Attempt, string Receipt) : OutboxEvent(At, Delivery);

    /// <summary>No further attempt is made; people have to see to it.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="Reason">Why, one line.</param>
    public sealed record GivenUp(DateTimeOffset At, string Delivery, string Reason) : OutboxEvent(At, Delivery);

    /// <summary>A later notice stands in its place; if it has not gone out, it does not any more.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="By">The later notice.</param>
    public sealed record Replaced(DateTimeOffset At, string Delivery, Hash256 By) : OutboxEvent(At, Delivery);

    /// <summary>The invitee has said that it has it: a signed receipt, a signed answer of its system, a letter.</summary>
    /// <param name="At">When, UTC.</param>
    /// <param name="Delivery">Which.</param>
    /// <param name="By">Who said so.</param>
    /// <param name="Means">How, one line.</param>
    public sealed record Acknowledged(DateTimeOffset At, string Delivery, string By, string Means) : OutboxEvent(At, Delivery);

    /// <summary>Name of a delivery.</summary>
    public static string NameOf(Hash256 notice, string channel) => $"{notice}/{channel}";

    /// <summary>The record to be sealed.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = "notice", ["at"] = ObservationJson.Instant(At), ["delivery"] = Delivery };
        switch (this)
        {
            case Queued q:
                (json["step"], json["channel"], json["notice"]) = ("queued", q.Channel, q.Notice.ToJson());
                if (q.Notice.IsSimulated) json["simulated"] = true;
                json["released"] = new JsonArray([.. q.Released.Select(r => (JsonNode)r)]);
                break;
            case Attempted a:
                (json["step"], json["attempt"], json["lapses"]) = ("attempted", a.Attempt, ObservationJson.Instant(a.LapsesAt));
                break;
            case Failed f:
                (json["step"], json["attempt"], json["reason"], json["mayHaveArrived"], json["next"]) = ("failed", f.Attempt, f.Reason, f.MayHaveArrived, ObservationJson.Instant(f.NextAt));
                break;
            case Delivered d:
                (json["step"], json["attempt"], json["receipt"]) = ("delivered", d.Attempt, d.Receipt);
                break;
            case GivenUp g:
                (json["step"], json["reason"]) = ("given-up", g.Reason);
                break;
            case Replaced r:
                (json["step"], json["by"]) = ("replaced", r.By.ToString());
                break;
            case Acknowledged k:
                (json["step"], json["by"], json["means"]) = ("acknowledged", k.By, k.Means);
                break;
        }

        return json;
    }

    /// <summary>Reads a record; throws <see cref="RecordException"/> when it is none of these.</summary>
    public static OutboxEvent Read(JsonObject json)
    {
        DateTimeOffset at = json.Instant("at");
        string delivery = json.Text("delivery");
        OutboxEvent read = json.Text("step") switch
        {
            "queued" => new Queued(at, Notice.Read(json.Object("notice")), json.Text("channel"), [.. json.Texts("released")]),
            "attempted" => new Attempted(at, delivery, json.Whole("attempt"), json.Instant("lapses")),
            "failed" => new Failed(at, delivery, json.Whole("attempt"), json.Text("reason"), json["mayHaveArrived"]?.GetValue<bool>() ?? false, json.Instant("next")),
            "delivered" => new Delivered(at, delivery, json.Whole("attempt"), json.Text("receipt")),
            "given-up" => new GivenUp(at, delivery, json.Text("reason")),
            "replaced" => new Replaced(at, delivery, json.Hash("by")),
            "acknowledged" => new Acknowledged(at, delivery, json.Text("by"), json.Text("means")),
            string step => throw new RecordException($"a step '{step}' of a notice is not known"),
        };
        return read.Delivery == delivery ? read : throw new RecordException($"the notice of delivery {delivery} has another name: {read.Delivery}");
    }
}
