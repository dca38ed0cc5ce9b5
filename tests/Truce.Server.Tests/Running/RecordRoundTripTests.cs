using System.Text;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Server.Running;

namespace Truce.Server.Tests.Running;

/// <summary>Every record of a run is read back into the thing it was made of: the same bytes come out again.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class RecordRoundTripTests(SimulatedRun run)
{
    [Fact]
    public void Every_sealed_incident_and_finding_comes_out_of_its_record_as_it_went_in()
    {
        (int incidents, int findings) = (0, 0);
        using StoreFolder store = StoreFolder.OpenForReplay(run.CopyStore(), run.NewPath("scratch") + ".db");
        foreach (LogRecord r in SealedLog.Records(store.Log.Read()))
        {
            if (r.Type == "incident")
            {
                (Incident incident, LevelAssessment level) = RecordReading.Incident(r.Json);
                Assert.Equal(Text(r.Json), Text(IncidentRecords.Record(incident, level)));
                incidents++;
            }
            else if (r.Type == "finding")
            {
                Assert.Equal(Text(r.Json), Text(FindingRecords.Record(RecordReading.Finding(r.Json))));
                findings++;
            }
            else if (r.Type == "input")
            {
                Assert.Equal(Text(r.Json), Text(WalkRecords.Input(WalkRecords.ReadInput(r.Json)!, simulated: true)));
            }
            else if (r.Type == "tick")
            {
                (DateTimeOffset known, int inputs) = WalkRecords.ReadTick(r.Json)!.Value;
                Assert.Equal(Text(r.Json), Text(WalkRecords.Tick(known, inputs, simulated: true)));
            }
        }

        Assert.True(incidents >= (int)run.Summary["incidents"]! && findings >= (int)run.Summary["findings"]!, $"{incidents} incidents, {findings} findings");
    }

    [Fact]
    public void Every_stored_observation_comes_out_of_its_record_as_it_went_in()
    {
        using StoreView view = StoreView.Open(run.Store);
        int read = 0;
        foreach (string id in view.Read.ObservationIds())
        {
            Assert.True(Hash256.TryParse(id, out Hash256 hash));
            JsonObject json = JsonNode.Parse(view.Read.Observation(hash)!.Json)!.AsObject();
            Observation o = ObservationReading.Read(json);
            Assert.Equal(hash, o.Id);
            Assert.Equal(Text(json), Text(ObservationJson.Record(o)));
            read++;
        }

        Assert.Equal((long)run.Summary["observations"]!, read);
    }

    [Fact]
    public void An_observation_that_was_changed_is_refused_by_its_name()
    {
        using StoreView view = StoreView.Open(run.Store);
        Assert.True(Hash256.TryParse(view.Read.ObservationIds().First(), out Hash256 id));
        JsonObject json = JsonNode.Parse(view.Read.Observation(id)!.Json)!.AsObject();
        json["source"] = "another";
        Assert.Throws<RecordException>(() => ObservationReading.Read(json));
    }

    private static string Text(JsonObject json) => Encoding.UTF8.GetString(CanonicalJson.Write(json));
}
