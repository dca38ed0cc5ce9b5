using System.Text.Json.Nodes;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Trees;
using Truce.Measures;
using Truce.Records;
using Truce.Server.Missions;

namespace Truce.Server.Running;

/// <summary>Seals every file of a mission before anything is decoded: bytes to the blob store, a record of them to the log.</summary>
internal static class InputSealer
{
    /// <summary>Seals what is new (by role, name and content) and returns how many that were.</summary>
    public static int Seal(StoreFolder store, Mission mission, MissionFiles files, IReadOnlyCollection<SealedInput> known, TimeProvider clock, Progress progress)
    {
        var seen = known.Select(i => (i.Role, i.Feed, i.Name, i.Blob)).ToHashSet();
        var items = new List<SealItem>();
        (string Role, string Feed, string Path)[] all = [.. FilesOf(mission, files).Distinct()];
        for (int n = 0; n < all.Length; n++)
        {
            (string role, string feed, string path) = all[n];
            progress.Report("sealing files", n, all.Length);
            using FileStream stream = File.OpenRead(path);
            Digest blob = store.Blobs.Put(stream, out long bytes);
            var input = new SealedInput(role, feed, files.NameOf(path), Walker.HashOf(blob), bytes, clock.GetUtcNow());
            if (!seen.Add((input.Role, input.Feed, input.Name, input.Blob))) continue;
            JsonObject record = WalkRecords.Input(input, mission.Simulated);
            items.Add(new(CanonicalJson.Write(record), role == "feed" ? CoarseType.Capture : CoarseType.Mission, mission.Simulated));
        }

        progress.Done();
        if (items.Count > 0) store.Log.Append(items);
        return items.Count;
    }

    /// <summary>Every file the mission reads, in an order that depends on the mission alone.</summary>
    private static IEnumerable<(string Role, string Feed, string Path)> FilesOf(Mission mission, MissionFiles files)
    {
        yield return ("mission", "", Path.Combine(files.Folder, MissionReader.FileName));
        yield return ("agreement", "", mission.AgreementPath);
        foreach (string path in AgreementFile.GeometryPaths(mission.AgreementPath)) yield return ("geometry", "", path);
        if (mission.IndicatorsPath is { } indicators) yield return (IndicatorDefinitions.InputRole, "", indicators);
        if (mission.Map.BasemapPath is { } basemap) yield return ("map", "", basemap);
        if (mission.Map.BoundariesPath is { } boundaries) yield return ("map", "", boundaries);
        foreach (MissionGazetteer g in mission.Gazetteers) yield return ("gazetteer", "", g.Path);
        foreach (MissionLine line in mission.Lines)
        {
            foreach (string path in line.Files) yield return ("line", line.Id, path);
        }

        foreach (MissionFeed feed in mission.Background)
        {
            foreach (string path in feed.Files) yield return ("background", feed.Id, path);
        }

        foreach (MissionFeed feed in mission.Feeds)
        {
            if (feed.StationsPath is { } stations) yield return ("stations", feed.Id, stations);
            if (feed.GroundPath is { } ground) yield return ("ground", feed.Id, ground);
            if (feed.HearingPath is { } hearing) yield return ("hearing", feed.Id, hearing);
            foreach (string path in feed.Files) yield return ("feed", feed.Id, path);
        }
    }
}
