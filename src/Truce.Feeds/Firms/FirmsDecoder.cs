using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.Firms;

/// <summary>Takes one point of a FIRMS download.</summary>
/// <param name="latitudeDeg">Degrees north, valid.</param>
/// <param name="longitudeDeg">Degrees east, valid.</param>
/// <param name="day">UTC day of the overpass.</param>
public delegate void FirmsPoint(double latitudeDeg, double longitudeDeg, DateOnly day);

/// <summary>NASA FIRMS active fires as CSV, in every shape that is handed around: README.md of this folder.</summary>
/// <remarks>Heat seen from orbit: it says nothing about the cause.</remarks>
public static class FirmsDecoder
{
    /// <summary>Reads a download to its end; never throws on what the bytes are.</summary>
    /// <param name="item">CSV, gzip or plain.</param>
    /// <param name="context">The feed.</param>
    /// <param name="options">What the rows do not say.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, FirmsOptions options, Action<Decoded> take)
    {
        var run = new FirmsRun(context, options);
        return TableDecoding.Run(item, context, new FeedSink(context, take), FirmsColumns.TryFind, run.Row, needsText: false);
    }

    /// <summary>Only place and day of every readable row, without building observations: for a background of many years.</summary>
    /// <returns>Rows given and rows refused; header and blank lines count as neither.</returns>
    public static (long Points, long Refused) ForEachPoint(Stream item, FeedLimits limits, FirmsPoint point)
    {
        using InflatedStream plain = InflatedStream.Open(item, limits);
        using var reader = new RecordReader(plain, RecordFraming.Table, limits.RecordBytes);
        Span<FieldSlot> slots = stackalloc FieldSlot[TableRow.MaxFields];
        FirmsColumns? columns = null;
        long points = 0, refused = 0;
        int width = 0;
        while (reader.TryRead(out RawRecord record))
        {
            if (TableDecoding.IsBlank(record)) continue;
            TableRow row = TableRow.Split(record.Bytes, reader.Separator, slots);
            if (columns is not null && row.Count == width && record.Fault == RecordFault.None
                && !Place(row, columns, out double latitude, out double longitude).IsSome
                && AsciiTime.TryDay(row[columns.Day], out DateOnly day))
            {
                points++;
                point(latitude, longitude, day);
            }
            else if (record.Fault == RecordFault.None && TableDecoding.Header(row, FirmsColumns.TryFind) is { } found)
            {
                (columns, width) = (found, row.Count);
            }
            else
            {
                refused++;
            }
        }

        return (points, refused + (plain.Problem.IsSome ? 1 : 0));
    }

    /// <summary>Place of a row, or why it has none.</summary>
    internal static Refusal Place(in TableRow row, FirmsColumns columns, out double latitudeDeg, out double longitudeDeg)
    {
        longitudeDeg = 0;
        if (!AsciiNumber.TryDouble(row[columns.Latitude], out latitudeDeg) || !AsciiNumber.TryDouble(row[columns.Longitude], out longitudeDeg))
        {
            return new("position-not-a-number", "latitude and longitude in degrees expected");
        }

        if (latitudeDeg is < -90 or > 90) return new("latitude-out-of-range", $"latitude −90 to 90 expected, got {latitudeDeg}");
        return longitudeDeg is < -180 or > 180 ? new("longitude-out-of-range", $"longitude −180 to 180 expected, got {longitudeDeg}") : default;
    }
}
