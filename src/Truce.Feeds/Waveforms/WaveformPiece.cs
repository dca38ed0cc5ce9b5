using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary>What a waveform decoder says about one stretch of its input: a closed set. The stretches follow each other without a hole.</summary>
/// <param name="Offset">First byte of the stretch in its file or stream.</param>
/// <param name="Length">Bytes.</param>
public abstract record WaveformPiece(long Offset, long Length)
{
    /// <summary>Samples of one channel.</summary>
    /// <param name="Segment">The samples.</param>
    /// <param name="Encoding">How they were coded, by its common name: <c>steim2</c>, <c>int32</c>, …</param>
    /// <param name="Offset">First byte.</param>
    /// <param name="Length">Bytes.</param>
    public sealed record Series(WaveformSegment Segment, string Encoding, long Offset, long Length) : WaveformPiece(Offset, Length);

    /// <summary>Well-formed bytes without samples: a header alone, a detection, a log text, a control header of full SEED, a blank record.</summary>
    /// <param name="What">A short stable word: <c>header-only</c>, <c>text</c>, <c>control-header</c>, <c>noise-record</c>.</param>
    /// <param name="Channel">The channel, when the bytes name one.</param>
    /// <param name="Text">The text of a text record; empty otherwise.</param>
    /// <param name="Offset">First byte.</param>
    /// <param name="Length">Bytes.</param>
    public sealed record PassedOver(string What, ChannelId? Channel, string Text, long Offset, long Length) : WaveformPiece(Offset, Length);

    /// <summary>Bytes that could not be read.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="Offset">First byte.</param>
    /// <param name="Length">Bytes.</param>
    public sealed record Refused(WaveformFault Fault, long Offset, long Length) : WaveformPiece(Offset, Length)
    {
        /// <summary>As a reject of the evidence chain.</summary>
        /// <param name="blob">Hash of the sealed file.</param>
        /// <param name="content">Hash of the refused bytes.</param>
        public Reject ToReject(Hash256 blob, Hash256 content) =>
            new(Fault.Reason, Fault.Detail, new(blob, Offset, (int)Math.Min(int.MaxValue, Length)), content);
    }
}

/// <summary>Why bytes could not be read.</summary>
/// <param name="Reason">A short stable word, for counting: <c>crc</c>, <c>blockette-chain</c>, …</param>
/// <param name="Detail">One sentence for a person: what stood there and what was expected.</param>
public readonly record struct WaveformFault(string Reason, string Detail);
