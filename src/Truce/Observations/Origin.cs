using Truce.Measures;

namespace Truce.Observations;

/// <summary>By what two reports were found to come from one mouth.</summary>
public enum OriginBasis
{
    /// <summary>The origin is not known: such reports count as one origin together with everything else unknown near them.</summary>
    Unknown = 0,

    /// <summary>One sensor's own stream.</summary>
    Sensor,

    /// <summary>The same page by its canonical address.</summary>
    CanonicalUrl,

    /// <summary>Nearly the same text.</summary>
    NearDuplicateText,

    /// <summary>A forwarded chain.</summary>
    Forwarded,

    /// <summary>A named outlet or person without a better sign.</summary>
    Outlet,

    /// <summary>The same record key with other content.</summary>
    RecordKey,
}

/// <summary>Who is ultimately speaking. Two observations of one group are one source, however often they are repeated.</summary>
/// <param name="Key">Name of the group; equal for all its members.</param>
/// <param name="Basis">How it was found.</param>
public readonly record struct OriginGroup(Hash256 Key, OriginBasis Basis)
{
    /// <summary>The group of a named thing.</summary>
    public static OriginGroup Of(OriginBasis basis, string name) =>
        new(Hash256.Of(System.Text.Encoding.UTF8.GetBytes($"{basis}\n{name}")), basis);
}

/// <summary>Where the bytes of an observation lie: a sealed blob and a range in it (after decompression, when the blob is compressed).</summary>
/// <param name="Blob">SHA-256 of the sealed file or batch.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct RawReference(Hash256 Blob, long Offset, int Length);
