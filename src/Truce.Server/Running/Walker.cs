using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Trees;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>Walks a mission: takes sealed batches, settles at ticks, seals what follows and writes it to the database.</summary>
/// <remarks>
/// The log comes first. A walk that was interrupted anywhere is taken up by walking the log again from its start: the same inputs give the same
/// outputs, sealing what is sealed already gives its old index, and writing what is written already changes nothing.
/// </remarks>
internal sealed class Walker
{
    private readonly StoreFolder _store;
    private readonly MissionWorld _world;
    private readonly Engine _engine;
    private readonly Dictionary<string, MissionFeed> _feeds;
    private readonly Progress _progress;
    private int _inputs;

    public Walker(StoreFolder store, MissionWorld world, Progress progress)
    {
        _store = store;
        _world = world;
        _engine = new(world, blob => File.OpenRead(store.Blobs.PathOf(DigestOf(blob))));
        _feeds = world.Mission.Feeds.ToDictionary(f => f.Id, StringComparer.Ordinal);
        _progress = progress;
    }

    /// <summary>Whether this walk may only look records up in the log: a replay.</summary>
    public bool SealsNothing { get; init; }

    /// <summary>Hashes of the records this walk made.</summary>
    public HashSet<Hash256> Made { get; } = [];

    /// <summary>Records a replay made that the log does not hold.</summary>
    public long NotSealed { get; private set; }

    /// <summary>The engine, to be asked.</summary>
    public Engine Engine => _engine;

    /// <summary>The last moment that was settled; nothing before the first.</summary>
    public DateTimeOffset? Settled { get; private set; }

    /// <summary>Takes up the walk where the log left it.</summary>
    public void TakeUp(ImmutableArray<LogRecord> records)
    {
        var inputs = SealedLog.Inputs(records);
        foreach (LogRecord report in records.Where(r => r.Type == "report"))
        {
            _store.Database.Write(w => w.PutReport(report.Json.Text("day"), report.Json.Hash("rowSet"), report.Index));
        }

        (int Position, LogRecord Tick)[] ticks = [.. records.Where(r => r.Type is "tick" or "statement" or "learn").Select((r, i) => (i, r))];
        int next = 0;
        foreach ((int position, LogRecord record) in ticks)
        {
            _progress.Report("taking up the walk", position, ticks.Length);
            if (record.Type == "statement")
            {
                Hear(record);
                continue;
            }

            if (record.Type == "learn")
            {
                Learn(WalkRecords.ReadLearn(record.Json)!.Value);
                continue;
            }

            (DateTimeOffset known, int held) = WalkRecords.ReadTick(record.Json)!.Value;
            for (; next < inputs.Length && next < held; next++) Take(inputs[next].Input, inputs[next].Index);
            Settle(known, record.Index);
        }

        for (; next < inputs.Length; next++) Take(inputs[next].Input, inputs[next].Index);
        _progress.Done();
    }

    /// <summary>Decodes a sealed batch and stores what it gave.</summary>
    public void Take(SealedInput input, long logIndex)
    {
        _inputs++;
        if (input.Role != "feed" || !_feeds.TryGetValue(input.Feed, out MissionFeed? feed)) return;
        using FileStream stream = File.OpenRead(_store.Blobs.PathOf(DigestOf(input.Blob)));
        _store.Database.Write(write =>
        {
            BatchCounts counts = _engine.Take(
                input, feed, stream,
                seen: g => write.PutObservation(g.Observation, g.Known, ObservationJson.Record(g.Observation).ToJsonString(Compact)),
                refused: r => write.PutReject(new(feed.Id, r)));
            write.PutBatch(new(input.Blob, feed.Id, input.Name, input.Bytes, counts.Observations, counts.Rejects, counts.Duplicates, counts.Outside, logIndex));
            write.PutItem(logIndex, "input", input.Name);
        });
    }

    /// <summary>Seals a new tick and settles it.</summary>
    public void Tick(DateTimeOffset known)
    {
        byte[] record = CanonicalJson.Write(WalkRecords.Tick(known, _inputs, _world.Mission.Simulated));
        long index = _store.Log.Append([new(record, CoarseType.Other, _world.Mission.Simulated)])[0].Index;
        Settle(known, index);
    }

    /// <summary>Takes a review statement whose envelope is sealed.</summary>
    public void Hear(LogRecord record)
    {
        (Review.Statement? said, IReadOnlyList<Output> outputs) = StatementIntake.Step(_engine.Watch, _world.Mission, record);
        if (said is null) return;
        Write(outputs, w => w.PutStatement(
            said.Id, said.Finding, said.Person, ObservationJson.Word(said.Kind), said.At, record.Json.ToJsonString(Compact), record.Index));
    }

    /// <summary>Learns from what people have closed; the step is sealed already.</summary>
    public IReadOnlyList<Output> Learn(DateTimeOffset known)
    {
        IReadOnlyList<Output> outputs = _engine.Learn(known);
        Write(outputs, null);
        return outputs;
    }

    private void Settle(DateTimeOffset known, long tickIndex)
    {
        Settled = known;
        List<Output> outputs = _engine.Tick(known);
        Write(outputs, write =>
        {
            foreach (Gathered g in _engine.Heard) write.PutObservation(g.Observation, g.Known, ObservationJson.Record(g.Observation).ToJsonString(Compact));
            write.PutTick(known, tickIndex);
        });
    }

    /// <summary>Seals every record first, in one group, then writes rows and log indices in one transaction.</summary>
    private void Write(IReadOnlyList<Output> outputs, Action<StoreWriter>? more)
    {
        var items = new List<(SealItem Item, Action<StoreWriter, long, string> Row)>();
        var after = new List<Action<StoreWriter>>();
        foreach (Output output in outputs)
        {
            switch (output)
            {
                case Output.IncidentVersion v:
                    Hash256 state = StateOf(v);
                    items.Add((Item(IncidentRecords.Record(v.Incident, v.Level), CoarseType.Incident), (w, index, json) => w.PutIncident(v.Incident, (int)v.Level.Level, state, json, index)));
                    break;
                case Output.FindingVersion f:
                    Hash256 read = CanonicalJson.Hash(FindingRecords.State(f.Finding));
                    items.Add((Item(FindingRecords.Record(f.Finding), CoarseType.Finding), (w, index, json) => w.PutFinding(f.Finding, read, json, index)));
                    break;
                case Output.Learned l:
                    string name = SourceRecords.IdOf(l.Model)?.ToString() ?? "";
                    items.Add((Item(SourceRecords.Record(l.Model, l.Cases, l.Known), CoarseType.Other), (w, index, _) => w.PutItem(index, "model", name)));
                    break;
                case Output.NotUsed n:
                    after.Add(w => w.PutNotUsed(n.Observation, n.Reason));
                    break;
                case Output.Reconsider r:
                    after.Add(w => w.PutReconsideration(r.Finding, r.JudgedVersion, r.NewVersion, r.Because));
                    break;
            }
        }

        IReadOnlyList<SealReceipt> receipts = items.Count == 0 ? [] : SealsNothing ? LookUp(items.Select(i => i.Item)) : _store.Log.Append([.. items.Select(i => i.Item)]);
        _store.Database.Write(write =>
        {
            for (int i = 0; i < items.Count; i++) items[i].Row(write, receipts[i].Index, System.Text.Encoding.UTF8.GetString(items[i].Item.Record.Span));
            more?.Invoke(write); // what was heard first, since why it was not used is written into its row
            foreach (Action<StoreWriter> row in after) row(write);
        });
    }

    private List<SealReceipt> LookUp(IEnumerable<SealItem> items)
    {
        var receipts = new List<SealReceipt>();
        foreach (SealItem item in items)
        {
            Made.Add(Hash256.Of(item.Record.Span));
            long? index = _store.Log.Find(item.Record.Span);
            if (index is null) NotSealed++;
            receipts.Add(new(index ?? -1, IsNew: index is null));
        }

        return receipts;
    }

    /// <summary>What is held of an incident, with its name and level; a dissolved one is held as nothing.</summary>
    private static Hash256 StateOf(Output.IncidentVersion v)
    {
        JsonObject state = IncidentRecords.State(v.Incident.Hypothesis);
        state["id"] = v.Incident.Id.ToString();
        state["level"] = (int)v.Level.Level;
        return CanonicalJson.Hash(state);
    }

    private SealItem Item(JsonObject record, CoarseType type) => new(CanonicalJson.Write(record), type, _world.Mission.Simulated);

    private static readonly System.Text.Json.JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Hash256 HashOf(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[32];
        digest.CopyTo(bytes);
        return new Hash256(bytes);
    }

    internal static Digest DigestOf(Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[32];
        hash.CopyTo(bytes);
        return new Digest(bytes);
    }
}
