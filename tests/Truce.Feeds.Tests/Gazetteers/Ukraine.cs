using System.Collections.Immutable;
using Truce.Feeds.Gazetteers;
using Truce.Testing;

namespace Truce.Feeds.Tests.Gazetteers;

/// <summary>The given gazetteer of Ukraine, read in place, once.</summary>
internal static class Ukraine
{
    private static readonly Lazy<GazetteerReading> Read = new(() =>
    {
        string tables = SharedData.Path("incidents/gazetteer-ua"), outlines = SharedData.Path("incidents/admin-ua");
        string renamed = Path.Combine(Repository.Root, "missions", "gazetteer-ua", "names.csv");
        return GazetteerReader.Read(new()
        {
            Districts = [Path.Combine(tables, "raions.csv")],
            Municipalities = [Path.Combine(tables, "hromadas.csv")],
            Settlements = [Path.Combine(tables, "settlement_names.csv")],
            FirstLanguage = "uk",
            Areas = [.. Directory.GetFiles(outlines, "UA_??_*.geojson").Order(StringComparer.Ordinal)],
            Places = [renamed],
        });
    });

    public static GazetteerReading Reading => Read.Value;

    public static Truce.Observations.Places.Gazetteer Gazetteer => Reading.Gazetteer;

    public static ImmutableArray<GazetteerError> Errors => Reading.Errors;
}
