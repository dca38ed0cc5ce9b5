using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>A packet of a sealed batch.</summary>
/// <param name="Station"><c>NET_STA</c> as the packet named it; empty where nothing did.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Bytes">Length of its payload, which follows that of the packet before.</param>
/// <param name="Order">How its number stands to those before.</param>
internal sealed record NotedPacket(string Station, ulong Sequence, int Bytes, SequenceOrder Order);

/// <summary>Something that happened to the connection.</summary>
/// <param name="At">When we noticed, UTC.</param>
/// <param name="Kind"><c>started</c>, <c>connected</c>, <c>hearing</c> (the first packet after one of the others), <c>silent</c>, <c>lost</c>, <c>still</c> (nothing heard yet, told every ten minutes), <c>refused</c>, <c>gap</c>, <c>resumed</c>, <c>renumbered</c>, <c>garbage</c>.</param>
/// <param name="Text">The server's words or ours; a station.</param>
/// <param name="Count">Numbers that may be missed, or bytes; 0 where it says nothing.</param>
/// <param name="Since">Since when, for silence.</param>
internal sealed record NotedEvent(DateTimeOffset At, string Kind, string Text = "", long Count = 0, DateTimeOffset? Since = null);

/// <summary>What belongs to the payloads of a batch of SeedLink and is not in them: numbers, lengths, what the connection went through. Sealed with them; form: docs/formats/seedlink.md.</summary>
/// <param name="At">When the batch was closed, UTC.</param>
/// <param name="Server"><c>host:port/version</c>; empty before the first connection.</param>
/// <param name="Packets">Payloads of the batch, in its order.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="LeftPackets">Packets that nobody asked for and that were counted, not kept.</param>
/// <param name="LeftBytes">Their bytes.</param>
internal sealed record SeedLinkNotes(DateTimeOffset At, string Server, ImmutableArray<NotedPacket> Packets, ImmutableArray<NotedEvent> Events, long LeftPackets, long LeftBytes)
{
    private const string Middle = "/seedlink/";

    /// <summary>The name under which a batch is sealed; it holds the hash of the notes, so that one entry of the log seals both.</summary>
    public static string NameOf(string feed, Hash256 notes) => feed + Middle + notes;

    /// <summary>Whether an input is a batch of SeedLink, and the hash of its notes.</summary>
    public static bool TryNotesOf(SealedInput input, out Hash256 notes)
    {
        string start = input.Feed + Middle;
        notes = default;
        return input.Role == "feed" && input.Name.StartsWith(start, StringComparison.Ordinal) && Hash256.TryParse(input.Name.AsSpan(start.Length), out notes);
    }

    /// <summary>Canonical bytes.</summary>
    public byte[] Write()
    {
        string[] stations = [.. Packets.Select(p => p.Station).Distinct().Order(StringComparer.Ordinal)];
        var numbers = stations.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i, StringComparer.Ordinal);
        return CanonicalJson.Write(new JsonObject
        {
            ["v"] = 1,
            ["type"] = "seedlink",
            ["at"] = ObservationJson.Instant(At),
            ["server"] = Server,
            ["stations"] = new JsonArray([.. stations.Select(s => (JsonNode)s)]),
            // Numbers of SeedLink 4 have 64 bits, more than a number of JSON holds.
            ["packets"] = new JsonArray([.. Packets.Select(p => (JsonNode)new JsonArray(numbers[p.Station], p.Sequence.ToString(CultureInfo.InvariantCulture), p.Bytes, (int)p.Order))]),
            ["events"] = new JsonArray([.. Events.Select(e => (JsonNode)EventJson(e))]),
            ["leftPackets"] = LeftPackets,
            ["leftBytes"] = LeftBytes,
        });
    }

    /// <summary>Reads what <see cref="Write"/> wrote; throws <see cref="InvalidDataException"/> for anything else.</summary>
    public static SeedLinkNotes Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            JsonObject json = JsonNode.Parse(bytes)!.AsObject();
            if ((string?)json["type"] != "seedlink" || (int)json["v"]! != 1) throw new InvalidDataException("no notes of SeedLink of version 1");
            string[] stations = [.. json["stations"]!.AsArray().Select(s => (string)s!)];
            return new(
                Instant(json["at"]!), (string)json["server"]!,
                [.. json["packets"]!.AsArray().Select(p => p!.AsArray()).Select(p => new NotedPacket(stations[(int)p[0]!], ulong.Parse((string)p[1]!, CultureInfo.InvariantCulture), (int)p[2]!, (SequenceOrder)(int)p[3]!))],
                [.. json["events"]!.AsArray().Select(e => EventOf(e!.AsObject()))],
                (long)json["leftPackets"]!, (long)json["leftBytes"]!);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"sealed notes of SeedLink cannot be read: {e.Message}", e);
        }
    }

    private static JsonObject EventJson(NotedEvent e)
    {
        var json = new JsonObject { ["at"] = ObservationJson.Instant(e.At), ["kind"] = e.Kind };
        if (e.Text.Length > 0) json["text"] = e.Text;
        if (e.Count != 0) json["count"] = e.Count;
        if (e.Since is { } since) json["since"] = ObservationJson.Instant(since);
        return json;
    }

    private static NotedEvent EventOf(JsonObject e) =>
        new(Instant(e["at"]!), (string)e["kind"]!, (string?)e["text"] ?? "", (long?)e["count"] ?? 0, e["since"] is { } since ? Instant(since) : null);

    private static DateTimeOffset Instant(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
