using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>One notice to one invitee in one language, worded. Its id is the hash of its canonical JSON, so two notices that say the same are one.</summary>
/// <remarks>Made by <see cref="NoticeText.TryWord"/>, which is the only door: docs/formats/notices.md, "A notice".</remarks>
public sealed record Notice
{
    internal const string Schema = "truce-notice-1";

    private Notice(JsonObject json)
    {
        if (json.Text("schema") != Schema) throw new RecordException($"a notice of schema '{json.TextOrNull("schema")}' is not known");
        Id = CanonicalJson.Hash(json);
        Kind = json.Word<NoticeKind>("kind");
        House = json.Text("house");
        Consultation = json.Text("consultation");
        Tier = json.Text("tier");
        Invitee = json.Text("invitee");
        Language = json.Text("language");
        Subject = json.Text("subject");
        Paragraphs = [.. json.Texts("paragraphs")];
        IssuedAt = json.Instant("issued");
        AnswerDueAt = json.TextOrNull("answerDue") is { } due ? RecordJson.Instant(due) : null;
        AnswerDueLocal = json.TextOrNull("answerDueLocal");
        Clock = json.Word<NoticeClock>("clock");
        ClockStartedAt = json.Instant("clockStarted");
        Basis = json.Word<NoticeBasis>("basis");
        SeverityShare = json.NumberOrNull("severityShare");
        Place = json.TextOrNull("place");
        Label = ObservationReading.Label(json.Object("label"));
        IsSimulated = json["simulated"]?.GetValue<bool>() ?? throw new RecordException("a notice says whether it is simulated");
        EvidenceHash = json.Hash("evidence");
        Follows = json["follows"] is JsonObject follows ? new(follows.Hash("id"), follows.Instant("issued")) : null;
    }

    /// <summary>Hash of the canonical JSON; Message-ID and delivery id are made of it.</summary>
    public Hash256 Id { get; }

    /// <summary>What it is for.</summary>
    public NoticeKind Kind { get; }

    /// <summary>Name of the body that sends it.</summary>
    public string House { get; }

    /// <summary>Id of the consultation.</summary>
    public string Consultation { get; }

    /// <summary>Tier of the protocol in its own words.</summary>
    public string Tier { get; }

    /// <summary>Whom it is for.</summary>
    public string Invitee { get; }

    /// <summary>ISO 639-1 code of the language it is worded in.</summary>
    public string Language { get; }

    /// <summary>One line; begins with SIMULATED when it is.</summary>
    public string Subject { get; }

    /// <summary>What it says, in order.</summary>
    public ImmutableArray<string> Paragraphs { get; }

    /// <summary>When it was issued, UTC, whole seconds.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>Until when an answer is due, UTC; absent: no limit.</summary>
    public DateTimeOffset? AnswerDueAt { get; }

    /// <summary>The same in local time with its offset, ISO 8601.</summary>
    public string? AnswerDueLocal { get; }

    /// <summary>Which time the clock counts from.</summary>
    public NoticeClock Clock { get; }

    /// <summary>When the clock started, UTC.</summary>
    public DateTimeOffset ClockStartedAt { get; }

    /// <summary>What people have said of the event.</summary>
    public NoticeBasis Basis { get; }

    /// <summary>Where the severity stands among those of the agreement, 0 to 1; absent when not known.</summary>
    public double? SeverityShare { get; }

    /// <summary>The place in words, as exact as the label allows; absent when none is given.</summary>
    public string? Place { get; }

    /// <summary>Who may see it.</summary>
    public Label Label { get; }

    /// <summary>Whether it is an exercise.</summary>
    public bool IsSimulated { get; }

    /// <summary>Digest of the evidence.</summary>
    public Hash256 EvidenceHash { get; }

    /// <summary>The notice that this one follows.</summary>
    public NoticeReference? Follows { get; }

    /// <summary>How a later notice refers to this one.</summary>
    public NoticeReference Reference => new(Id, IssuedAt);

    /// <summary>The record whose hash is the id.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["schema"] = Schema,
            ["kind"] = ObservationJson.Word(Kind),
            ["house"] = House,
            ["consultation"] = Consultation,
            ["tier"] = Tier,
            ["invitee"] = Invitee,
            ["language"] = Language,
            ["subject"] = Subject,
            ["paragraphs"] = new JsonArray([.. Paragraphs.Select(p => (JsonNode)p)]),
            ["issued"] = ObservationJson.Instant(IssuedAt),
            ["clock"] = ObservationJson.Word(Clock),
            ["clockStarted"] = ObservationJson.Instant(ClockStartedAt),
            ["basis"] = ObservationJson.Word(Basis),
            ["label"] = ObservationJson.LabelOf(Label),
            ["simulated"] = IsSimulated,
            ["evidence"] = EvidenceHash.ToString(),
        };
        if (AnswerDueAt is { } due) (json["answerDue"], json["answerDueLocal"]) = (ObservationJson.Instant(due), AnswerDueLocal);
        if (SeverityShare is { } share) json["severityShare"] = share;
        if (Place is not null) json["place"] = Place;
        if (Follows is { } follows) json["follows"] = new JsonObject { ["id"] = follows.Id.ToString(), ["issued"] = ObservationJson.Instant(follows.IssuedAt) };
        return json;
    }

    /// <summary>Reads a notice of a record; throws <see cref="RecordException"/> when it does not hold what a notice holds.</summary>
    public static Notice Read(JsonObject json) => new(json);

    /// <inheritdoc/>
    public bool Equals(Notice? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
