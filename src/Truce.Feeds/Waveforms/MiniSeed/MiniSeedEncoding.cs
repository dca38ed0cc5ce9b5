namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>How samples are coded: the numbers of miniSEED 3 (table of data encodings) and of SEED 2.4 (blockette 1000, field 3).</summary>
public enum MiniSeedEncoding
{
    /// <summary>Text: no samples.</summary>
    Text = 0,

    /// <summary>16-bit integers.</summary>
    Int16 = 1,

    /// <summary>24-bit integers.</summary>
    Int24 = 2,

    /// <summary>32-bit integers.</summary>
    Int32 = 3,

    /// <summary>IEEE 754 single precision.</summary>
    Float32 = 4,

    /// <summary>IEEE 754 double precision.</summary>
    Float64 = 5,

    /// <summary>Steim 1 differences.</summary>
    Steim1 = 10,

    /// <summary>Steim 2 differences.</summary>
    Steim2 = 11,

    /// <summary>GEOSCOPE, 24-bit integers.</summary>
    Geoscope24 = 12,

    /// <summary>GEOSCOPE, 16 bits, gain ranged, three bits of exponent.</summary>
    Geoscope16Gain3 = 13,

    /// <summary>GEOSCOPE, 16 bits, gain ranged, four bits of exponent.</summary>
    Geoscope16Gain4 = 14,

    /// <summary>CDSN, 16 bits, gain ranged.</summary>
    Cdsn = 16,

    /// <summary>SRO, 16 bits, gain ranged.</summary>
    Sro = 30,

    /// <summary>DWWSSN, 16-bit integers.</summary>
    Dwwssn = 32,
}
