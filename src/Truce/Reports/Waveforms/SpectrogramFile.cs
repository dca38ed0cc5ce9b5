using System.Buffers.Binary;
using System.Text;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Reports.Waveforms;

/// <summary>A spectrogram as compact bytes for the console. Layout: docs/formats/waveform-picture.md.</summary>
public static class SpectrogramFile
{
    /// <summary>Levels of a cell; 0 is no data.</summary>
    public const int Levels = 255;

    /// <summary>Bytes of the fixed part of the header.</summary>
    public const int HeaderBytes = 80;

    /// <summary>Version of the layout.</summary>
    public const ushort Version = 1;

    /// <summary>Writes it.</summary>
    /// <param name="spectrum">The cells.</param>
    /// <param name="channel">Whose.</param>
    /// <param name="unit">Unit of the samples: <c>counts</c>, or a physical one such as <c>m/s</c>.</param>
    /// <param name="simulated">Whether the samples are simulated.</param>
    public static byte[] Write(SpectrumOverTime spectrum, ChannelId channel, string unit, bool simulated)
    {
        byte[] id = Encoding.UTF8.GetBytes(channel.ToString()), of = Encoding.UTF8.GetBytes(unit);
        var levels = SpectrogramLevels.Of(spectrum);
        byte[] file = new byte[HeaderBytes + id.Length + of.Length + spectrum.LevelsDb.Length];
        Span<byte> to = file;
        "TSPG"u8.CopyTo(to);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)(simulated ? 1 : 0));
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], (spectrum.Start - Instant.FromUnixTimeTicks(0)).ToInt64Nanoseconds());
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], spectrum.ColumnWidthS);
        BinaryPrimitives.WriteDoubleLittleEndian(to[24..], spectrum.LowestHz);
        BinaryPrimitives.WriteDoubleLittleEndian(to[32..], spectrum.RowHz);
        BinaryPrimitives.WriteDoubleLittleEndian(to[40..], spectrum.SampleRateHz);
        BinaryPrimitives.WriteDoubleLittleEndian(to[48..], levels.LowDb);
        BinaryPrimitives.WriteDoubleLittleEndian(to[56..], (levels.HighDb - levels.LowDb) / (Levels - 1));
        BinaryPrimitives.WriteInt32LittleEndian(to[64..], spectrum.Columns);
        BinaryPrimitives.WriteInt32LittleEndian(to[68..], spectrum.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(to[72..], spectrum.WindowSamples);
        BinaryPrimitives.WriteUInt16LittleEndian(to[76..], (ushort)id.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[78..], (ushort)of.Length);
        id.CopyTo(to[HeaderBytes..]);
        of.CopyTo(to[(HeaderBytes + id.Length)..]);
        for (int i = 0; i < spectrum.LevelsDb.Length; i++) to[HeaderBytes + id.Length + of.Length + i] = levels.Byte(spectrum.LevelsDb[i], Levels);
        return file;
    }
}
