using Truce.Feeds.Text;

namespace Truce.Feeds.Viina;

/// <summary>Where the columns of a VIINA extract stand; −1 for one that it lacks. The columns about actors are not looked for.</summary>
internal sealed class ViinaColumns
{
    public int Key { get; private init; }
    public int Day { get; private init; }
    public int Reports { get; private init; }
    public int Sources { get; private init; }
    public int Addresses { get; private init; }
    public int TargetTerms { get; private init; }
    public int AttackTerms { get; private init; }
    public int PlaceKey { get; private init; }
    public int Place { get; private init; }
    public int Oblast { get; private init; }
    public int Raion { get; private init; }
    public int Longitude { get; private init; }
    public int Latitude { get; private init; }
    public int Text { get; private init; }

    /// <summary>The columns of a header, or null when it is not one of a VIINA extract.</summary>
    public static ViinaColumns? TryFind(string[] header)
    {
        int key = ColumnNames.Find(header, "event_id_1pd", "event_id"), day = ColumnNames.Find(header, "date");
        int longitude = ColumnNames.Find(header, "longitude"), latitude = ColumnNames.Find(header, "latitude");
        int attack = ColumnNames.Find(header, "attack_terms");
        if (key < 0 || day < 0 || longitude < 0 || latitude < 0 || attack < 0) return null;
        return new()
        {
            Key = key,
            Day = day,
            Reports = ColumnNames.Find(header, "n_reports"),
            Sources = ColumnNames.Find(header, "sources_matching"),
            Addresses = ColumnNames.Find(header, "source_urls"),
            TargetTerms = ColumnNames.Find(header, "target_terms"),
            AttackTerms = attack,
            PlaceKey = ColumnNames.Find(header, "geonameid"),
            Place = ColumnNames.Find(header, "asciiname"),
            Oblast = ColumnNames.Find(header, "adm1_name"),
            Raion = ColumnNames.Find(header, "adm2_name"),
            Longitude = longitude,
            Latitude = latitude,
            Text = ColumnNames.Find(header, "representative_text"),
        };
    }
}
