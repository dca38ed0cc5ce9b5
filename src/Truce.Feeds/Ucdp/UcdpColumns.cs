using Truce.Feeds.Text;

namespace Truce.Feeds.Ucdp;

/// <summary>Where the columns of a UCDP GED table stand; −1 for one that it lacks. The names of the dyad and its sides are not looked for.</summary>
internal sealed class UcdpColumns
{
    public int Key { get; private init; }
    public int First { get; private init; }
    public int Last { get; private init; }
    public int DatePrecision { get; private init; }
    public int PlacePrecision { get; private init; }
    public int Clarity { get; private init; }
    public int Violence { get; private init; }
    public int Latitude { get; private init; }
    public int Longitude { get; private init; }
    public int Best { get; private init; }
    public int Low { get; private init; }
    public int High { get; private init; }
    public int DeathsA { get; private init; }
    public int DeathsB { get; private init; }
    public int DeathsCivilian { get; private init; }
    public int DeathsUnknown { get; private init; }
    public int Sources { get; private init; }
    public int SaidBy { get; private init; }
    public int Article { get; private init; }
    public int Publishers { get; private init; }
    public int Published { get; private init; }
    public int Place { get; private init; }
    public int PlaceWords { get; private init; }
    public int FirstOrder { get; private init; }
    public int SecondOrder { get; private init; }
    public int Country { get; private init; }
    public int CodeStatus { get; private init; }

    /// <summary>The columns of a header, or null when it is not one of UCDP GED.</summary>
    public static UcdpColumns? TryFind(string[] header)
    {
        int At(params ReadOnlySpan<string> names) => ColumnNames.Find(header, names);
        var columns = new UcdpColumns
        {
            Key = At("id"),
            First = At("date_start"),
            Last = At("date_end"),
            DatePrecision = At("date_prec"),
            PlacePrecision = At("where_prec"),
            Clarity = At("event_clarity"),
            Violence = At("type_of_violence"),
            Latitude = At("latitude"),
            Longitude = At("longitude"),
            Best = At("best", "best_est"),
            Low = At("low", "low_est"),
            High = At("high", "high_est"),
            DeathsA = At("deaths_a"),
            DeathsB = At("deaths_b"),
            DeathsCivilian = At("deaths_civilians"),
            DeathsUnknown = At("deaths_unknown"),
            Sources = At("number_of_sources"),
            SaidBy = At("source_original"),
            Article = At("source_article"),
            Publishers = At("source_office"),
            Published = At("source_date"),
            Place = At("where_coordinates"),
            PlaceWords = At("where_description"),
            FirstOrder = At("adm_1"),
            SecondOrder = At("adm_2"),
            Country = At("country"),
            CodeStatus = At("code_status"),
        };
        ReadOnlySpan<int> needed =
        [
            columns.Key, columns.First, columns.Last, columns.DatePrecision, columns.PlacePrecision, columns.Violence,
            columns.Latitude, columns.Longitude, columns.Best, columns.Low, columns.High,
        ];
        return needed.Contains(-1) ? null : columns;
    }
}
