using Truce.Measures;

namespace Truce.Observations;

/// <summary>A piece of input that could not be read; still evidence, counted, with the reason and the place.</summary>
/// <param name="Reason">A short stable word, for counting: <c>latitude-out-of-range</c>, <c>row-too-short</c>, …</param>
/// <param name="Detail">One sentence for a person: what stood there and what was expected. Never more than 300 characters.</param>
/// <param name="Raw">Where the bytes lie.</param>
/// <param name="Content">
/// Hash of the bytes themselves, wherever they lie: the same broken row in two files is one thing that could not be read. Of a record that was
/// too long to keep it is the hash of its length; of a range, the hash of the item and the place.
/// </param>
public sealed record Reject(string Reason, string Detail, RawReference Raw, Hash256 Content);

/// <summary>What a decoder says about one piece of its input: an observation, a reject, or bytes that carry no claim (header, blank line, comment).</summary>
/// <remarks>Bytes in = bytes of observations + rejects + passed over; a test holds every decoder to it.</remarks>
public abstract record Decoded(RawReference Raw)
{
    /// <summary>An observation.</summary>
    public sealed record Seen(Observation Observation) : Decoded(Observation.Raw);

    /// <summary>A reject.</summary>
    public sealed record Refused(Reject Reject) : Decoded(Reject.Raw);

    /// <summary>A header, a blank line or a comment.</summary>
    public sealed record PassedOver(RawReference Raw) : Decoded(Raw);
}
