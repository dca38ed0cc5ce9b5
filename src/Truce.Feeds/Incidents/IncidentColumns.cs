using Truce.Feeds.Text;

namespace Truce.Feeds.Incidents;

/// <summary>Where the columns of a file of verified incidents stand; −1 for one that it lacks.</summary>
internal sealed class IncidentColumns
{
    public int Key { get; private init; }
    public int Day { get; private init; }
    public int Group { get; private init; }
    public int Title { get; private init; }
    public int Description { get; private init; }
    public int Latitude { get; private init; }
    public int Longitude { get; private init; }
    public int Country { get; private init; }
    public int Province { get; private init; }
    public int District { get; private init; }
    public int Town { get; private init; }
    public int Weapon { get; private init; }
    public int Violence { get; private init; }
    public int Media { get; private init; }
    public int Geolocation { get; private init; }

    /// <summary>The columns of a header, or null when it is not one of such a file.</summary>
    public static IncidentColumns? TryFind(string[] header)
    {
        int key = ColumnNames.Find(header, "entry", "id"), day = ColumnNames.Find(header, "date");
        int group = ColumnNames.Find(header, "event_group", "event group");
        int latitude = ColumnNames.Find(header, "lat", "latitude"), longitude = ColumnNames.Find(header, "lon", "lng", "longitude");
        if (key < 0 || day < 0 || group < 0 || latitude < 0 || longitude < 0) return null;
        return new()
        {
            Key = key,
            Day = day,
            Group = group,
            Title = ColumnNames.Find(header, "title"),
            Description = ColumnNames.Find(header, "brief description", "description"),
            Latitude = latitude,
            Longitude = longitude,
            Country = ColumnNames.Find(header, "country"),
            Province = ColumnNames.Find(header, "province"),
            District = ColumnNames.Find(header, "district"),
            Town = ColumnNames.Find(header, "town/city", "town"),
            Weapon = ColumnNames.Find(header, "arms/munition", "arms"),
            Violence = ColumnNames.Find(header, "violence level"),
            Media = ColumnNames.Find(header, "link"),
            Geolocation = ColumnNames.Find(header, "geolocation"),
        };
    }
}
