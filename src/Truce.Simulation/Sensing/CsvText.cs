using System.Globalization;

namespace Truce.Simulation.Sensing;

/// <summary>Rows of comma-separated values as RFC 4180 writes them.</summary>
internal static class CsvText
{
    /// <summary>A row without its line break.</summary>
    public static string Row(params ReadOnlySpan<string> fields)
    {
        var cells = new string[fields.Length];
        for (int i = 0; i < fields.Length; i++) cells[i] = Cell(fields[i]);
        return string.Join(',', cells);
    }

    /// <summary>A number with a point, whatever the culture.</summary>
    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A time in UTC.</summary>
    public static string Utc(DateTimeOffset t, string format) => t.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static string Cell(string field) =>
        field.AsSpan().ContainsAny(",\"\n\r") ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : field;
}
