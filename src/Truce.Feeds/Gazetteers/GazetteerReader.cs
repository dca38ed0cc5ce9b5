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
            Districts = Exists(files.Districts, errors) ? files.Districts : "",
            Municipalities = Exists(files.Municipalities, errors) ? files.Municipalities : "",
            Settlements = Exists(files.Settlements, errors) ? files.Settlements : "",
        };
        foreach (Place p in AdminTables.Read(tables, areas, errors)) places[p.Id] = p;

        foreach (string file in files.Places.Where(f => Exists(f, errors))) PlaceTable.Read(file, places, areas, errors);
        return new(new(places.Values, areas, options), [.. errors]);
    }

    private static bool Exists(string path, List<GazetteerError> errors)
    {
        if (path.Length == 0) return false;
        if (File.Exists(path)) return true;
        errors.Add(new(path, 0, "there is no such file"));
        return false;
    }
}
