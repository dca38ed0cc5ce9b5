using Truce.Observations.Places;

namespace Truce.Feeds.Gazetteers;

/// <summary>Reads a mission's gazetteer files and builds the gazetteer.</summary>
public static class GazetteerReader
{
    /// <summary>Reads all files. A file that does not exist is an error in the result, like a wrong row; other failures of the disk are exceptions.</summary>
    public static GazetteerReading Read(GazetteerFiles files, GazetteerOptions? options = null)
    {
        var errors = new List<GazetteerError>();
        AreaIndex areas = AreaReader.Read([.. files.Areas.Where(f => Exists(f, errors))], errors);
        var places = new SortedDictionary<string, Place>(StringComparer.Ordinal);
        var tables = files with
        {
            Districts = [.. files.Districts.Where(f => Exists(f, errors))],
            Municipalities = [.. files.Municipalities.Where(f => Exists(f, errors))],
            Settlements = [.. files.Settlements.Where(f => Exists(f, errors))],
        };
        foreach (Place p in AdminTables.Read(tables, areas, errors)) places[p.Id] = p;

        foreach (string file in files.Places.Where(f => Exists(f, errors))) PlaceTable.Read(file, places, areas, errors);
        return new(new(places.Values, areas, options), [.. errors]);
    }

    private static bool Exists(string path, List<GazetteerError> errors)
    {
        if (File.Exists(path)) return true;
        errors.Add(new(path, 0, "there is no such file"));
        return false;
    }
}
