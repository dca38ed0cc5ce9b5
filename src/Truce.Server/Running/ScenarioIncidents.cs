using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;
using Truce.Simulation;
using Truce.Simulation.Lands;
using Truce.Simulation.Scenarios;
using Truce.Simulation.Sensing;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>An incident that an expectation speaks of.</summary>
internal sealed record ChosenIncident(Hash256 Id, IncidentClass Class, int Level, int Origins, double Probability, GeoPoint Position, DateTimeOffset Middle, string Json)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Id.Short} {ObservationJson.Word(Class)} level {Level} origins {Origins} probability {Probability:F3} at {Position.LatitudeDeg:F4} {Position.LongitudeDeg:F4}");
}

/// <summary>Incidents of a run by what their members truly stem from: every observation leads to a row of a file, and the truth says what the row tells of.</summary>
internal sealed class ScenarioIncidents
{
    private readonly SimulatedWorld _world;
    private readonly StoreReader _read;
    private readonly Dictionary<Hash256, string> _files;
    private readonly Dictionary<(string File, int Line), RowTruth> _rows;
    private readonly Dictionary<Hash256, string> _eventOf = [];

    public ScenarioIncidents(SimulatedWorld world, StoreReader read)
    {
        _world = world;
        _read = read;
        _files = read.Batches().ToDictionary(b => b.Blob, b => b.File);
        _rows = world.Rows.ToDictionary(r => (r.File, r.Line));
    }

    /// <summary>The end of what a choice may know, Unix milliseconds.</summary>
    public static long KnownMs(IncidentChoice of) => of.Known?.Instant.ToUnixTimeMilliseconds() ?? long.MaxValue;

    /// <summary>The incidents that meet a choice, in order of id.</summary>
    public ChosenIncident[] Chosen(IncidentChoice of) => [.. All(of).Where(i => Meets(i, of))];

    /// <summary>Those that tell of the same part, or all, whatever else was asked: to say what there is instead.</summary>
    public ChosenIncident[] Nearly(IncidentChoice of) => [.. All(of).Where(i => of.Part is null || Tells(i, of.Part))];

    private IEnumerable<ChosenIncident> All(IncidentChoice of)
    {
        foreach (IncidentRow row in _read.Incidents(KnownMs(of)))
        {
            JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
            yield return new(
                row.Id, json.Word<IncidentClass>("class"), row.Level, (int)json["origins"]!, (double)json["probability"]!, json.Position("position"),
                DateTimeOffset.FromUnixTimeMilliseconds(row.StartMs + ((row.EndMs - row.StartMs) / 2)), row.Json);
        }
    }

    private bool Meets(ChosenIncident i, IncidentChoice of)
    {
        GeoPoint? about = of.Near?.On(_world.Land) ?? (of.Part is { } part ? _world.Happening.Playing(part).Place : null);
        return (of.Class is not { } kind || i.Class == kind)
            && (of.Level is not { } level || level.Holds(i.Level))
            && (of.Origins is not { } origins || origins.Holds(i.Origins))
            && (of.ProbabilityLeast is not { } least || i.Probability >= least)
            && (of.ProbabilityMost is not { } most || i.Probability <= most)
            && (of.Day is not { } day || ExerciseDays.DayOf(i.Middle) == ExerciseDays.First.AddDays(day - 1))
            && (of.WithinM is not { } withinM || i.Position.DistanceM(about!.Value) <= withinM)
            && (of.Part is not { } told || Tells(i, told));
    }

    private bool Tells(ChosenIncident i, string part)
    {
        string id = _world.Happening.Playing(part).Id;
        return JsonNode.Parse(i.Json)!["members"]!.AsArray().Any(m => EventOf(m!.AsObject().Hash("observation")) == id);
    }

    /// <summary>Id of the event that an observation tells of; empty for clutter, and for what was told of the wrong place.</summary>
    private string EventOf(Hash256 observation)
    {
        if (_eventOf.TryGetValue(observation, out string? known)) return known;
        Observation o = ObservationReading.Read(JsonNode.Parse(_read.Observation(observation)!.Json)!.AsObject());
        string file = _files[o.Raw.Blob];
        int line = _world.Files[file].AsSpan(0, (int)o.Raw.Offset).Count((byte)'\n') + 1;
        string told = _rows.TryGetValue((file, line), out RowTruth? row) && row.Role is "report" or "echo" ? row.Event : "";
        return _eventOf[observation] = told;
    }
}
