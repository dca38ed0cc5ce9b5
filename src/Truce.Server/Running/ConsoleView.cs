using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Notes;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;
using Truce.Reports.Waveforms;
using Truce.Sayings;
using Truce.Server.Consoles;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Answers the console's questions from a store. It reads; it changes nothing. One question at a time: the database connection is one.</summary>
internal sealed class ConsoleView
{
    private readonly StoreFolder _store;
    private readonly MissionWorld _world;
    private readonly EventPictures _pictures;
    private readonly Lock _gate = new();

    public ConsoleView(StoreFolder store, MissionWorld world)
    {
        _store = store;
        _world = world;
        _pictures = new(new(store, world), world);
    }

    private StoreReader Read => _store.Database.Read;

    /// <summary>The questions, each answered under the lock.</summary>
    public ConsoleData Data() => new()
    {
        Mission = () => Locked(Mission),
        Days = () => Locked(Days),
        Incidents = day => Locked(() => (JsonNode)new JsonArray([.. Rows(day).OrderByDescending(r => (double)r["probability"]!).Select(r => (JsonNode)Dress(r))])),
        Incident = (id, language) => Locked(() => Incident(id, language)),
        Findings = day => Locked(() => Findings(day)),
        Observation = id => Locked(() => Observation(id)),
        Line = day => Locked(() => Line(day)),
        Outlines = () => Locked(Outlines),
        Ground = _world.Mission.Map,
        Places = () => MapPlaces.Largest(_world.Gazetteer, _world.Mission),
        Recordings = (id, language, theme) => Locked(() => Recordings(id, language, theme)),
        Hearing = day => Locked(() => HearingLayer.Of(_world.Mission, _world.Days.Period(day), Touching(day))),
        Log = () => Locked(Log),
        Proof = (kind, id) => Locked(() => Proof(kind, id)),
        Report = (day, format, language) => Locked(() => Report(day, format, language)),
    };

    /// <summary>Answers a question of another page to the database, while nobody else asks or writes.</summary>
    public T Ask<T>(Func<StoreReader, T> question) => Locked(() => question(Read));

    /// <summary>Runs a change of the store while no question is being answered.</summary>
    public void Exclusively(Func<bool> change)
    {
        lock (_gate) change();
    }

    private T Locked<T>(Func<T> answer)
    {
        lock (_gate) return answer();
    }

    private JsonNode Mission()
    {
        Mission m = _world.Mission;
        return new JsonObject
        {
            ["id"] = m.Id,
            ["title"] = Words(m.Title),
            ["simulated"] = m.Simulated,
            ["timeZone"] = m.TimeZone,
            ["area"] = new JsonObject
            {
                ["south"] = m.AreaSouthWest.LatitudeDeg,
                ["west"] = m.AreaSouthWest.LongitudeDeg,
                ["north"] = m.AreaNorthEast.LatitudeDeg,
                ["east"] = m.AreaNorthEast.LongitudeDeg,
            },
            ["days"] = new JsonObject { ["first"] = Day(m.FirstDay), ["last"] = Day(m.LastDay ?? m.FirstDay) },
            ["languages"] = new JsonArray([.. Catalogue.Languages.Select(l => (JsonNode)l)]),
            ["parties"] = new JsonArray([.. m.Parties.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["name"] = Words(p.Name) })]),
            ["caution"] = Words(m.Caution),
            ["feeds"] = new JsonArray([.. m.Feeds.Select(f => (JsonNode)new JsonObject
            {
                ["id"] = f.Id, ["bias"] = Words(f.Bias), ["attribution"] = f.Attribution, ["exposureShare"] = f.ExposureShare,
            })]),
        };
    }

    private JsonNode Days()
    {
        var days = new JsonArray();
        Dictionary<DateOnly, List<Storage.Sqlite.IncidentRow>> by = Read.Incidents().GroupBy(r => _world.Days.DayOf(Middle(r))).ToDictionary(g => g.Key, g => g.ToList());
        foreach (DateOnly day in _world.Days.All(by.Count > 0 ? by.Keys.Max() : _world.Mission.FirstDay))
        {
            List<Storage.Sqlite.IncidentRow> rows = by.GetValueOrDefault(day, []);
            days.Add(new JsonObject
            {
                ["day"] = Day(day),
                ["classes"] = Counts(rows.Select(r => JsonNode.Parse(r.Json)!.AsObject().Text("class"))),
                ["levels"] = Counts(rows.Select(r => r.Level.ToString(CultureInfo.InvariantCulture))),
                ["incidents"] = rows.Count,
            });
        }

        return days;
    }

    private IEnumerable<JsonObject> Rows(DateOnly day)
    {
        TimeInterval period = _world.Days.Period(day);
        return Read.Incidents().Where(r => Middle(r) >= period.Start && Middle(r) < period.End).Select(StoreView.Expand);
    }

    private JsonNode? Incident(string text, string language)
    {
        if (!Hash256.TryParse(text, out Hash256 id)) return null;
        for (int hops = 0; hops < 64; hops++)
        {
            if (Read.Incidents().FirstOrDefault(r => r.Id == id) is { } row) return ReaderWords.Add(Located(Dress(StoreView.Expand(row))), SayingWords.Find(language) ?? SayingWords.English);
            if (Read.Alias(id) is not { } next) return null;
            id = next;
        }

        return null;
    }

    /// <summary>Adds what a reader needs and the record does not hold: the name of the place, and the findings.</summary>
    private JsonObject Dress(JsonObject incident)
    {
        (var place, string area, _) = PlaceNames.Of(incident.Position("position"), _world);
        incident["place"] = Words(place);
        incident["area"] = area;
        incident["findings"] = new JsonArray([.. Read.FindingsOf(incident.Hash("id")).Select(Finding).OfType<JsonNode>()]);
        return incident;
    }

    /// <summary>Adds which of its observations have recordings to show.</summary>
    private JsonObject Located(JsonObject incident)
    {
        string[] members = [.. incident["observations"]!.AsArray().Select(m => (string)m!).Distinct(StringComparer.Ordinal)];
        incident["recordings"] = new JsonArray([.. members.Where(m => Hash256.TryParse(m, out Hash256 id) && Read.Observation(id) is { } row
            && ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject()) is var o && EventPictures.Has(o) && ReportRelease.Mission.Shows(o.Label)).Select(m => (JsonNode)m)]);
        return incident;
    }

    private static JsonObject? Finding(Storage.Sqlite.FindingRow row)
    {
        JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
        return json.Text("result") == FindingLedger.Closed ? null : json;
    }

    private JsonNode Findings(DateOnly day)
    {
        HashSet<Hash256> ids = [.. Rows(day).Select(r => r.Hash("id"))];
        return new JsonArray([.. Read.Findings().Where(f => ids.Contains(f.Incident)).Select(Finding).OfType<JsonNode>()]);
    }

    private JsonNode? Observation(string text)
    {
        if (!Hash256.TryParse(text, out Hash256 id) || Read.Observation(id) is not { } row) return null;
        JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
        Observation o = ObservationReading.Read(json);
        if (Read.Batches().FirstOrDefault(b => b.Blob == o.Raw.Blob) is { } batch)
        {
            json["seal"] = new JsonObject { ["entry"] = batch.LogIndex, ["log"] = _store.Log.Origin };
            bool isText = !batch.File.EndsWith(".gz", StringComparison.Ordinal) && _world.Mission.Feeds.All(f => f.Id != o.Feed || f.Format != "waveforms");
            if (isText) json["rawText"] = RawText(o.Raw);
        }

        if (EventPictures.Has(o)) json["recordings"] = true;
        if (row.NotUsed is { } why) json["notUsed"] = why;
        return json;
    }

    // What the mission's own release would not show is not drawn here either: the page does not know who reads it.
    private ConsoleFile? Recordings(string text, string language, string theme)
    {
        if (!Hash256.TryParse(text, out Hash256 id) || Read.Observation(id) is not { } row) return null;
        Observation o = ObservationReading.Read(JsonNode.Parse(row.Json)!.AsObject());
        if (!ReportRelease.Mission.Shows(o.Label) || _pictures.Of(o, DateTimeOffset.MaxValue) is not { } heard) return null;
        var options = new PictureOptions
        {
            Language = Catalogue.Languages.Contains(language) ? language : "en",
            Theme = theme switch { "light" => PictureTheme.Light, "dark" => PictureTheme.Dark, _ => PictureTheme.Auto },
        };
        return new(Encoding.UTF8.GetBytes(WaveformPicture.Draw(heard.Picture, options)), "image/svg+xml");
    }

    private IEnumerable<Observation> Touching(DateOnly day)
    {
        TimeInterval period = _world.Days.Period(day);
        var span = new ReportSpan(period.Start.ToUnixTimeMilliseconds(), period.End.ToUnixTimeMilliseconds(), 0, long.MaxValue);
        return Read.ObservationsTouching(span).Select(r => ObservationReading.Read(JsonNode.Parse(r.Json)!.AsObject()));
    }

    private string RawText(RawReference raw)
    {
        using FileStream stream = File.OpenRead(_store.Blobs.PathOf(Walker.DigestOf(raw.Blob)));
        byte[] bytes = new byte[Math.Min(raw.Length, 8192)];
        stream.Seek(raw.Offset, SeekOrigin.Begin);
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private JsonObject? Line(DateOnly day)
    {
        MissionLineVersion? held = _world.Lines.Where(l => l.AsOf <= day).MaxBy(l => l.AsOf);
        return held is null ? null : new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["errorM"] = held.Line.ErrorM,
            ["asOf"] = Day(held.AsOf),
            ["stale"] = day.DayNumber - held.AsOf.DayNumber > 7,
            ["features"] = new JsonArray([.. held.Paths.Select(p => (JsonNode)new JsonObject
            {
                ["type"] = "Feature",
                ["properties"] = new JsonObject { ["id"] = held.Line.Id },
                ["geometry"] = new JsonObject { ["type"] = "LineString", ["coordinates"] = new JsonArray([.. p.Select(g => (JsonNode)PlaceJson.Position(g))]) },
            })]),
        };
    }

    private JsonObject Outlines() => new()
    {
        ["type"] = "FeatureCollection",
        ["attribution"] = _world.Mission.Simulated ? "SIMULATED land" : "© OpenStreetMap contributors (ODbL)",
        ["features"] = new JsonArray([.. _world.Gazetteer.Areas.Areas.Select(a => (JsonNode)new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject(a.Names.Where(n => n.Language.Length > 0).DistinctBy(n => n.Language)
                .Select(n => KeyValuePair.Create("name:" + n.Language, (JsonNode?)n.Text)).Append(KeyValuePair.Create("code", (JsonNode?)a.Code))),
            ["geometry"] = new JsonObject
            {
                ["type"] = "MultiPolygon",
                ["coordinates"] = PlaceJson.Write(_world.Gazetteer.Areas.Outline(a.Code)!)["polygons"]!.DeepClone(),
            },
        })]),
    };

    private JsonObject Log()
    {
        Checkpoint c = _store.Log.Checkpoint;
        return new() { ["origin"] = c.Origin, ["size"] = c.Size, ["root"] = c.Root.ToString(), ["vkey"] = _store.VerifierKey };
    }

    private string? Proof(string kind, string text)
    {
        if (!Hash256.TryParse(text, out Hash256 id)) return null;
        long? entry = kind switch
        {
            "incident" => Read.Incidents().FirstOrDefault(r => r.Id == id)?.LogIndex,
            "finding" => Read.Findings().FirstOrDefault(r => r.Id == id)?.LogIndex,
            "observation" when Read.Observation(id) is { } o => Read.Batches().FirstOrDefault(b => b.Blob == ObservationReading.Read(JsonNode.Parse(o.Json)!.AsObject()).Raw.Blob)?.LogIndex,
            _ => null,
        };
        return entry is { } index && index < _store.Log.Checkpoint.Size ? _store.Log.ProveInclusion(index).Encode() : null;
    }

    private ConsoleFile? Report(DateOnly day, string format, string language)
    {
        if (day < _world.Mission.FirstDay || day > (_world.Mission.LastDay ?? DateOnly.MaxValue)) return null;
        DailyReport report = new ReportPublisher(_store, _world, _pictures).Make(day);
        if (!Reconciliation.Check(report).IsEmpty) return null;
        Catalogue words = Catalogue.For(Catalogue.Languages.Contains(language) ? language : "en");
        return format switch
        {
            "html" => new(Encoding.UTF8.GetBytes(HtmlReport.Render(report, words)), "text/html; charset=utf-8"),
            "csv" => new(Encoding.UTF8.GetBytes(CsvReport.Render(report)), "text/csv; charset=utf-8"),
            "geojson" => new(Encoding.UTF8.GetBytes(GeoJsonReport.Render(report)), "application/geo+json"),
            "pdf" => Print(report, words),
            _ => null,
        };
    }

    private static ConsoleFile Print(DailyReport report, Catalogue words)
    {
        string path = Path.Combine(Path.GetTempPath(), $"truce-{report.RowSetHash.Short}-{words.Language}.pdf");
        ReportPublisher.PrintAsync(HtmlReport.Render(report, words, HtmlOptions.Print), path).GetAwaiter().GetResult();
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return new(bytes, "application/pdf");
    }

    private static DateTimeOffset Middle(Storage.Sqlite.IncidentRow r) => DateTimeOffset.FromUnixTimeMilliseconds(r.StartMs + ((r.EndMs - r.StartMs) / 2));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonObject Words(IReadOnlyDictionary<string, string> by) => new(by.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));

    private static JsonObject Counts(IEnumerable<string> words) =>
        new(words.GroupBy(w => w).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count())));
}
