using System.Globalization;

namespace Truce.Feeds.Arrivals;

/// <summary>Picks as a table with a heading (<c>station,phase,time,…</c>), or as infrapy's columns after a comment: latitude, longitude, time, back-azimuth, F, elements.</summary>
internal static class ArrivalTable
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static void Read(string text, ArrivalSink taken)
    {
        string[]? head = null;
        int row = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            row++;
            if (line.IsWhiteSpace()) continue;
            string said = line.ToString();
            if (said[0] == '#') taken.PassOver();
            else if (head is null && said.Contains(',', StringComparison.Ordinal)) head = Heading(said, taken);
            else if (head is null) Columns(said, row, taken);
            else Row(head, said, row, taken);
        }
    }

    private static string[] Heading(string line, ArrivalSink taken)
    {
        taken.PassOver();
        return [.. line.Split(',').Select(c => c.Trim().ToLowerInvariant())];
    }

    private static void Columns(string line, int row, ArrivalSink taken)
    {
        string[] cells = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length < 4 || !Number(cells[0], out double lat) || !Number(cells[1], out double lon) || !Number(cells[3], out double bearing))
        {
            taken.Refuse(row, "not-a-row", "latitude, longitude, time and back-azimuth in degrees were expected, parted by blanks; or begin the file with a heading: station,phase,time");
            return;
        }

        taken.Take(new() { LatitudeDeg = lat, LongitudeDeg = lon, Time = cells[2], BearingDeg = bearing, Phase = "infrasound" }, row);
    }

    private static void Row(string[] head, string line, int row, ArrivalSink taken)
    {
        string[] cells = line.Split(',');
        if (cells.Length < head.Length)
        {
            taken.Refuse(row, "row-too-short", $"{cells.Length} columns, the heading has {head.Length}");
            return;
        }

        string wrong = "";
        string Cell(params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                if (Array.IndexOf(head, name) is >= 0 and var i) return cells[i].Trim();
            }

            return "";
        }

        double? Of(params ReadOnlySpan<string> names)
        {
            string cell = Cell(names);
            if (cell.Length == 0) return null;
            if (Number(cell, out double n)) return n;
            wrong = $"'{(cell.Length <= 40 ? cell : cell[..40])}' is no number";
            return null;
        }

        var fields = new ArrivalFields
        {
            Id = Cell("id"),
            Site = Cell("station", "site", "array"),
            Phase = Cell("phase"),
            Time = Cell("time"),
            SigmaS = Of("sigma_s"),
            BearingDeg = Of("back_azimuth_deg"),
            BearingSigmaDeg = Of("back_azimuth_sigma_deg"),
            SlownessSPerKm = Of("slowness_s_per_km"),
            SlownessSigmaSPerKm = Of("slowness_sigma"),
            LatitudeDeg = Of("latitude", "lat"),
            LongitudeDeg = Of("longitude", "lon"),
            ElevationM = Of("elevation_m", "elevation"),
        };
        if (wrong.Length > 0) taken.Refuse(row, "not-a-number", wrong);
        else taken.Take(fields, row);
    }

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
