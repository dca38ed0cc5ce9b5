using System.Text;
using System.Text.Json;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Remembers what the last headers said, because the next record mostly says the same: channel codes and extra headers. Bounded.</summary>
/// <remarks>It changes no result, only how often the same bytes are parsed. Not for several threads at once.</remarks>
internal sealed class HeaderMemory
{
    private const int MostChannels = 64;
    private const int ExtraDepth = 32;

    private readonly List<(byte[] Bytes, ChannelId Channel)> _channels = [];
    private byte[] _extraBytes = [];
    private ExtraHeaders _extra = new("", RecordedQuality.None, -1);
    private int _next;

    /// <summary>Channel of a version 2 header: bytes 8 to 19, station, location, channel, network.</summary>
    public bool TryFromSeed(ReadOnlySpan<byte> codes, out ChannelId channel, out WaveformFault fault)
    {
        fault = default;
        if (TryRecall(codes, out channel)) return true;
        ChannelId? id = ChannelId.FromSeed(Code(codes[10..12]), Code(codes[..5]), Code(codes[5..7]), Code(codes[7..10]), out string problem);
        if (id is null) fault = new("channel-code", problem);
        return Keep(codes, id, out channel);
    }

    /// <summary>Channel of a version 3 header: an FDSN source identifier.</summary>
    public bool TryFromIdentifier(ReadOnlySpan<byte> text, out ChannelId channel, out WaveformFault fault)
    {
        fault = default;
        if (TryRecall(text, out channel)) return true;
        if (!ChannelId.TryParse(Encoding.UTF8.GetString(text), out ChannelId? id, out string problem)) fault = new("source-identifier", problem);
        return Keep(text, id, out channel);
    }

    /// <summary>The extra headers, and what of them concerns quality. Text that is no JSON is kept as it is and says nothing.</summary>
    public ExtraHeaders Extra(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return new("", RecordedQuality.None, -1);
        if (json.SequenceEqual(_extraBytes)) return _extra;
        _extraBytes = json.ToArray();
        return _extra = ExtraHeaders.Read(_extraBytes, ExtraDepth);
    }

    private bool TryRecall(ReadOnlySpan<byte> bytes, out ChannelId channel)
    {
        for (int i = 0; i < _channels.Count; i++)
        {
            if (!bytes.SequenceEqual(_channels[i].Bytes)) continue;
            channel = _channels[i].Channel;
            return true;
        }

        channel = null!;
        return false;
    }

    private bool Keep(ReadOnlySpan<byte> bytes, ChannelId? id, out ChannelId channel)
    {
        channel = id!;
        if (id is null) return false;
        if (_channels.Count < MostChannels) _channels.Add((bytes.ToArray(), id));
        else _channels[_next++ % MostChannels] = (bytes.ToArray(), id);
        return true;
    }

    // Padded with spaces or NULs. Bytes above ASCII, which some recorders write, are left out, as peers do;
    // an underscore becomes a hyphen, because it parts the codes of a source identifier.
    private static string Code(ReadOnlySpan<byte> bytes)
    {
        var code = new StringBuilder(bytes.Length);
        foreach (byte b in bytes)
        {
            if (b is not (0 or (byte)' ' or >= 0x80)) code.Append(b == (byte)'_' ? '-' : (char)b);
        }

        return code.ToString();
    }
}

/// <summary>Extra headers of miniSEED 3 (FDSN extra headers 1.0): the text, and what of it we understand.</summary>
/// <param name="Text">The JSON as it stood.</param>
/// <param name="Quality">From <c>FDSN.Flags</c>.</param>
/// <param name="TimingQualityPercent">From <c>FDSN.Time.Quality</c>; −1 when not given.</param>
internal sealed record ExtraHeaders(string Text, RecordedQuality Quality, int TimingQualityPercent)
{
    private static readonly (string Name, RecordedQuality Flag)[] Flags =
    [
        ("AmplifierSaturation", RecordedQuality.Clipped),
        ("DigitizerClipping", RecordedQuality.Clipped),
        ("Spikes", RecordedQuality.Spikes),
        ("MissingData", RecordedQuality.Missing),
        ("TelemetrySyncError", RecordedQuality.TelemetryError),
    ];

    /// <summary>Reads; never throws.</summary>
    public static ExtraHeaders Read(byte[] json, int depth)
    {
        string text = Encoding.UTF8.GetString(json);
        var quality = RecordedQuality.None;
        int timing = -1;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = depth });
            if (!TryMember(document.RootElement, "FDSN", out JsonElement fdsn)) return new(text, quality, timing);
            if (TryMember(fdsn, "Flags", out JsonElement flags))
            {
                foreach ((string name, RecordedQuality flag) in Flags)
                {
                    if (TryMember(flags, name, out JsonElement on) && on.ValueKind == JsonValueKind.True) quality |= flag;
                }
            }

            if (TryMember(fdsn, "Time", out JsonElement time) && TryMember(time, "Quality", out JsonElement percent)
                && percent.ValueKind == JsonValueKind.Number && percent.TryGetDouble(out double value) && value is >= 0 and <= 100)
            {
                timing = (int)value;
            }
        }
        catch (JsonException)
        {
            // Not JSON: the checksum says that it was written so. The text is kept, the samples stand.
        }

        return new(text, quality, timing);
    }

    private static bool TryMember(JsonElement of, string name, out JsonElement member)
    {
        member = default;
        return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out member);
    }
}
