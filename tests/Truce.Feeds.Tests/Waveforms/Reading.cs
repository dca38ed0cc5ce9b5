using NodaTime;
using NodaTime.Text;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>Short ways to read what the tests look at.</summary>
internal static class Reading
{
    public const string Folder = "seismo/mseed-conformance/";

    public static List<WaveformPiece> Pieces(byte[] bytes)
    {
        List<WaveformPiece> pieces = [];
        Assert.Equal(bytes.Length, MiniSeedReader.Read(bytes, pieces.Add));
        Whole(pieces, bytes.Length);
        return pieces;
    }

    /// <summary>The pieces follow each other without a hole from the first byte to the last.</summary>
    public static void Whole(IReadOnlyList<WaveformPiece> pieces, long length)
    {
        long at = 0;
        foreach (WaveformPiece piece in pieces)
        {
            Assert.Equal(at, piece.Offset);
            Assert.True(piece.Length > 0);
            at += piece.Length;
        }

        Assert.Equal(length, at);
    }

    public static List<WaveformPiece> File(string relative) => Pieces(System.IO.File.ReadAllBytes(SharedData.Path(Folder + relative)));

    public static List<WaveformSegment> Segments(string relative) => [.. File(relative).OfType<WaveformPiece.Series>().Select(s => s.Segment)];

    public static double[] Values(params IEnumerable<WaveformSegment> segments) => [.. segments.SelectMany(s =>
    {
        double[] values = new double[s.Count];
        s.Samples.CopyTo(values);
        return values;
    })];

    public static Instant At(string iso) => InstantPattern.ExtendedIso.Parse(iso).Value;
}
