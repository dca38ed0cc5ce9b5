using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using static Truce.Reports.Bulletins.BulletinNumbers;

namespace Truce.Reports.Bulletins;

/// <summary>Writes events as a short bulletin of the International Monitoring System, in an IMS 2.0 message. The columns are those of IMS1.0:SHORT, which readers know.</summary>
/// <remarks>Every column and where it is from: docs/formats/ims.md. A number that does not fit its column is left out, never cut. Lines end with LF.</remarks>
public static class ImsBulletin
{
    /// <summary>The line above an origin.</summary>
    public const string OriginHead =
        "   Date       Time        Err   RMS Latitude Longitude  Smaj  Smin  Az Depth   Err Ndef Nsta Gap  mdist  Mdist Qual   Author      OrigID";

    /// <summary>The line above the phases.</summary>
    public const string PhaseHead =
        "Sta     Dist  EvAz Phase        Time      TRes  Azim AzRes   Slow   SRes Def   SNR       Amp   Per Qual Magnitude    ArrID";

    private static readonly InstantPattern Day = InstantPattern.CreateWithInvariantCulture("uuuu'/'MM'/'dd");
    private static readonly InstantPattern Hundredths = InstantPattern.CreateWithInvariantCulture("HH:mm:ss.ff");
    private static readonly InstantPattern Thousandths = InstantPattern.CreateWithInvariantCulture("HH:mm:ss.fff");

    /// <summary>Writes a bulletin as ASCII.</summary>
    /// <param name="events">The events, in the order of the bulletin.</param>
    /// <param name="messageId">Name of the message; <c>null</c>: the bulletin alone, without the message around it.</param>
    /// <param name="title">Line under the data type.</param>
    public static byte[] Write(IReadOnlyList<BulletinEvent> events, string? messageId = "1", string title = "Truce bulletin")
    {
        var text = new StringBuilder();
        if (messageId is not null) text.Append("BEGIN IMS2.0\nMSG_TYPE DATA\nMSG_ID ").Append(Cut(Plain(messageId), 20)).Append(" TRUCE\n");
        text.Append("DATA_TYPE BULLETIN IMS1.0:short\n").Append(Ascii(title, 100)).Append('\n');
        foreach (BulletinEvent e in events) Event(text, e);
        text.Append(messageId is null ? "" : "STOP\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Event(StringBuilder to, BulletinEvent of)
    {
        to.Append("Event ").Append(Cut(Plain(of.Id), 8).PadLeft(8)).Append('\n').Append(OriginHead).Append('\n');
        to.Append(Origin(of)).Append('\n');
        if (of.Simulated) to.Append(" (SIMULATED)\n");
        to.Append('\n').Append(PhaseHead).Append('\n');
        foreach (BulletinPick pick in of.Picks) to.Append(Phase(pick)).Append('\n');
        to.Append('\n');
    }

    private static string Origin(BulletinEvent of)
    {
        Instant time = Rounded(of.Time, 10_000_000);
        BulletinPick[] used = [.. of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed)];
        double[] distances = [.. used.Select(p => Within(p.DistanceKm, 0, 20_040)).OfType<double>().Select(d => d / KmPerDegree)];
        var line = new Columns(136);
        line.Left(1, 10, Day.Format(time));
        line.Left(12, 22, Hundredths.Format(time));
        line.Number(25, 29, Within(of.TimeSigmaS, 0, 1e6), 2);
        line.Number(31, 35, RmsS(of), 2);
        line.Number(37, 44, of.Position.LatitudeDeg, 4);
        line.Number(46, 54, of.Position.LongitudeDeg, 4);
        if (Ellipse(of.Horizontal) is { } ellipse)
        {
            line.Number(56, 60, ellipse.MajorM / 1000, 1);
            line.Number(62, 66, ellipse.MinorM / 1000, 1);
            line.Number(68, 70, ellipse.AzimuthDeg, 0);
        }

        if (Within(of.DepthKm, -10, 1000) is { } depth)
        {
            line.Number(72, 76, depth, 1);
            double? sigma = Within(of.DepthSigmaKm, 0, 1000);
            if (sigma is null) line.Left(77, 77, "f");
            line.Number(79, 82, sigma * Interval90, 1);
        }

        line.Number(84, 87, used.Length, 0);
        line.Number(89, 92, used.DistinctBy(p => (p.Channel.Network, p.Channel.Station)).Count(), 0);
        line.Number(94, 96, GapDeg(of), 0);
        line.Number(98, 103, distances.Length == 0 ? null : distances.Min(), 2);
        line.Number(105, 110, distances.Length == 0 ? null : distances.Max(), 2);
        line.Left(112, 112, "a");
        line.Left(114, 114, "i");
        line.Left(116, 117, of.Kind switch { BulletinKind.Explosion => "sx", BulletinKind.Earthquake => "se", BulletinKind.QuarryBlast => "sm", _ => "uk" });
        line.Left(119, 127, Cut(Plain(of.Author), 9));
        line.Left(129, 136, Cut(Plain(of.Id), 8));
        return line.ToString();
    }

    private static string Phase(BulletinPick pick)
    {
        var line = new Columns(122);
        line.Left(1, 5, Cut(pick.Channel.Station, 5));
        line.Number(7, 12, Within(pick.DistanceKm, 0, 20_040) / KmPerDegree, 2);
        line.Number(14, 18, Azimuth(pick.EventAzimuthDeg), 1);
        line.Left(20, 27, Cut(Ascii(pick.Phase, 8), 8));
        line.Left(29, 40, Thousandths.Format(Rounded(pick.Time, 1_000_000)));
        line.Number(42, 46, Within(pick.ResidualS, -1e6, 1e6), 1);
        line.Number(48, 52, Azimuth(pick.BackAzimuthDeg), 1);
        line.Number(54, 58, Within(pick.BackAzimuthResidualDeg, -360, 360), 1);
        line.Number(60, 65, Within(pick.SlownessSPerKm, 0, 100) * KmPerDegree, 1);
        line.Left(74, 76, (pick.TimeUsed ? "T" : "_") + (pick.BackAzimuthUsed ? "A" : "_") + "_");
        line.Left(100, 102, "a__");
        line.Left(115, 122, Cut(Plain(pick.Id), 8));
        return line.ToString();
    }

    private static Instant Rounded(Instant at, long stepNs)
    {
        long ns = at.ToUnixTimeTicks() * 100, rest = ((ns % stepNs) + stepNs) % stepNs;
        return Instant.FromUnixTimeTicks((ns - rest + (rest * 2 >= stepNs ? stepNs : 0)) / 100);
    }

    private static string Ascii(string text, int most) => Cut(new([.. text.Select(c => c is >= ' ' and <= '~' ? c : '_')]), most);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>A line whose places are counted from 1, as the format counts them.</summary>
    private sealed class Columns
    {
        private readonly char[] _line;

        public Columns(int width)
        {
            _line = new char[width];
            _line.AsSpan().Fill(' ');
        }

        public void Left(int from, int to, string text) => text.AsSpan(0, Math.Min(text.Length, to - from + 1)).CopyTo(_line.AsSpan(from - 1));

        public void Number(int from, int to, double? value, int decimals)
        {
            if (value is not { } v || !double.IsFinite(v)) return;
            string text = Math.Round(v, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (text.TrimStart('-').All(c => c is '0' or '.')) text = text.TrimStart('-');
            int width = to - from + 1;
            if (text.Length <= width) text.CopyTo(0, _line, to - text.Length, text.Length);
        }

        public override string ToString() => new(_line);
    }
}
