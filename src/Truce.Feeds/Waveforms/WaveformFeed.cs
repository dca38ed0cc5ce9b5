using System.Globalization;
using System.Text;
using Truce.Feeds.Text;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Wav;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary>Recordings of a network as a feed of a mission. A record is no observation: what a network hears in many of them is.</summary>
public static class WaveformFeed
{
    /// <summary>Reads an item of the format that its first bytes show; never throws on what the bytes are.</summary>
    /// <param name="item">Seekable, at its start; gzip or plain.</param>
    /// <param name="context">The feed.</param>
    /// <param name="take">Gets refused and passed-over stretches in the order of the bytes; those with samples are passed over.</param>
    /// <param name="samples">Gets what has samples, and where its bytes lie; says why a stretch is refused, or nothing.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, Action<Decoded> take, Func<WaveformSegment, RawReference, WaveformFault?> samples)
    {
        string format = WaveformFiles.Recognise(item);
        item.Position = 0;
        return WaveformFiles.Read(format, item, new WavOptions(), piece => Take(piece, 0, context, take, samples), _ => { });
    }

    /// <summary>Reads the payload of one packet as miniSEED, alone: what it announces cannot reach into its neighbours.</summary>
    /// <param name="payload">Its bytes.</param>
    /// <param name="offset">Where they lie in the sealed item.</param>
    /// <param name="context">The feed.</param>
    /// <param name="take">As of <see cref="Decode"/>.</param>
    /// <param name="samples">As of <see cref="Decode"/>.</param>
    public static void DecodePacket(ReadOnlySpan<byte> payload, long offset, FeedContext context, Action<Decoded> take, Func<WaveformSegment, RawReference, WaveformFault?> samples) =>
        MiniSeedReader.Read(payload, piece => Take(piece, offset, context, take, samples));

    private static void Take(WaveformPiece piece, long offset, FeedContext context, Action<Decoded> take, Func<WaveformSegment, RawReference, WaveformFault?> samples)
    {
        var raw = new RawReference(context.Blob, offset + piece.Offset, (int)Math.Min(int.MaxValue, piece.Length));
        WaveformFault? fault = piece switch
        {
            WaveformPiece.Refused refused => refused.Fault,
            WaveformPiece.Series series => samples(series.Segment, raw),
            _ => null,
        };
        if (fault is { } why) take(new Decoded.Refused(new(why.Reason, why.Detail, raw, PlaceHash(raw))));
        else take(new Decoded.PassedOver(raw));
    }

    private static Hash256 PlaceHash(RawReference raw) =>
        Hash256.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{raw.Blob}\n{raw.Offset}\n{raw.Length}")));
}
