using System.Collections.Immutable;
using Truce.Detections.Arrivals;
using Truce.Feeds.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary>Arrivals and the sites that heard them, from the files of a command line.</summary>
/// <param name="Arrivals">Arrivals whose site has a place.</param>
/// <param name="Sites">Every site by its name.</param>
/// <param name="Rejects">Rows that cannot be used, with the file they stand in.</param>
internal sealed record LocateInput(ImmutableArray<Arrival> Arrivals, ImmutableSortedDictionary<string, ListeningSite> Sites, ImmutableArray<(string File, ArrivalReject Reject)> Rejects)
{
    public static LocateInput Read(IReadOnlyList<string> detections, string? stations)
    {
        var sites = ImmutableSortedDictionary.CreateBuilder<string, ListeningSite>(StringComparer.Ordinal);
        foreach (ListeningSite site in stations is null ? [] : StationFile.Sites(StationFile.Channels(stations))) sites.TryAdd(site.Id, site);
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        var rejects = ImmutableArray.CreateBuilder<(string, ArrivalReject)>();
        foreach (string path in detections)
        {
            ArrivalsRead read = ArrivalFile.Read(path);
            string file = Path.GetFileName(path);
            foreach (ListeningSite site in read.Sites) sites.TryAdd(site.Id, site);
            foreach (ArrivalReject reject in read.Rejects) rejects.Add((file, reject));
            foreach (Arrival a in read.Arrivals)
            {
                if (sites.ContainsKey(a.Site)) arrivals.Add(detections.Count > 1 ? a with { Id = $"{file}:{a.Id}" } : a);
                else rejects.Add((file, new(arrivals.Count + 1, "site-without-place", $"'{a.Site}' of arrival {a.Id} stands in no list of stations: give --stations, or latitude and longitude in the row")));
            }
        }

        if (arrivals.Count > 0) return new(arrivals.ToImmutable(), sites.ToImmutable(), rejects.ToImmutable());
        string why = rejects.Count == 0 ? "it holds no row" : $"{rejects.Count} rows cannot be used; the first: {rejects[0].Item2.Reason}: {rejects[0].Item2.Detail}";
        throw new BadInputException($"--detections {string.Join(", ", detections.Select(Path.GetFileName))} gives no arrival: {why}");
    }

    /// <summary>A model of the ground by name, by two speeds, or from a file.</summary>
    public static VelocityModel Ground(string? named)
    {
        (VelocityModel? model, string? mistake) = GroundModel.Read(named ?? "iasp91", named);
        return model ?? throw new BadInputException($"--ground {mistake}");
    }
}
