using Truce.Feeds.Text;

namespace Truce.Feeds.Firms;

/// <summary>The sensors whose rows FIRMS gives.</summary>
public enum FirmsInstrument
{
    /// <summary>The row does not say: downloads of several sensors were merged.</summary>
    Unknown = 0,

    /// <summary>VIIRS on Suomi-NPP, NOAA-20 or NOAA-21.</summary>
    Viirs,

    /// <summary>MODIS on Terra or Aqua.</summary>
    Modis,

    /// <summary>OLI on Landsat 8 or 9; its columns scan and track are pixel numbers, not sizes.</summary>
    Landsat,
}

/// <summary>Where the columns of one FIRMS download stand; −1 for one that it lacks.</summary>
internal sealed class FirmsColumns
{
    public int Latitude { get; private init; }
    public int Longitude { get; private init; }
    public int Day { get; private init; }
    public int Time { get; private init; }
    public int Scan { get; private init; }
    public int Track { get; private init; }
    public int Power { get; private init; }
    public int Satellite { get; private init; }
    public int Instrument { get; private init; }
    public int Confidence { get; private init; }
    public int Version { get; private init; }
    public int DayNight { get; private init; }
    public int Type { get; private init; }

    /// <summary>What the presence of a column says about the sensor.</summary>
    public FirmsInstrument Implied { get; private init; }

    /// <summary>The columns of a header, or null when latitude, longitude or day is not there.</summary>
    public static FirmsColumns? TryFind(string[] header)
    {
        int latitude = ColumnNames.Find(header, "latitude", "lat"), longitude = ColumnNames.Find(header, "longitude", "lon");
        int day = ColumnNames.Find(header, "acq_date", "date");
        if (latitude < 0 || longitude < 0 || day < 0) return null;
        return new()
        {
            Latitude = latitude,
            Longitude = longitude,
            Day = day,
            Time = ColumnNames.Find(header, "acq_time"),
            Scan = ColumnNames.Find(header, "scan"),
            Track = ColumnNames.Find(header, "track"),
            Power = ColumnNames.Find(header, "frp"),
            Satellite = ColumnNames.Find(header, "satellite"),
            Instrument = ColumnNames.Find(header, "instrument"),
            Confidence = ColumnNames.Find(header, "confidence"),
            Version = ColumnNames.Find(header, "version"),
            DayNight = ColumnNames.Find(header, "daynight"),
            Type = ColumnNames.Find(header, "type"),
            Implied = ColumnNames.Find(header, "bright_ti4", "bright_ti5") >= 0 ? FirmsInstrument.Viirs
                : ColumnNames.Find(header, "bright_t31", "brightness") >= 0 ? FirmsInstrument.Modis
                : ColumnNames.Find(header, "path") >= 0 && ColumnNames.Find(header, "row") >= 0 ? FirmsInstrument.Landsat
                : FirmsInstrument.Unknown,
        };
    }
}
