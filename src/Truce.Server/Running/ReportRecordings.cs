using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;
using Truce.Reports.Waveforms;

namespace Truce.Server.Running;

/// <summary>Which located events of a report are drawn: those of its first incidents, in the order of its table.</summary>
internal static class ReportRecordings
{
    /// <summary>Recordings by incident; as many as a page shows at most.</summary>
    public static ImmutableArray<EventRecordings> Of(ReportInput input, EventPictures pictures)
    {
        ILookup<Hash256, Observation> located = input.Observations
            .Where(o => o.Incident is not null && EventPictures.Has(o.Observation) && ReportRelease.Mission.Shows(o.Observation.Label))
            .ToLookup(o => o.Incident!.Value, o => o.Observation);
        int most = new HtmlOptions().Events;
        return
        [
            .. input.Incidents.Where(i => i.InPeriod && i.Incident.Stands && located.Contains(i.Incident.Id))
                .OrderByDescending(i => i.Level.Level).ThenByDescending(i => i.Incident.Hypothesis.Probability).ThenBy(i => i.Incident.Id)
                .SelectMany(i => located[i.Incident.Id].OrderBy(o => o.When?.Start).ThenBy(o => o.Id).Select(o => (Observation: o, i.Incident.Id)))
                .Take(most)
                .Select(p => pictures.Of(p.Observation, input.KnownAt) is { } drawn ? drawn with { Incident = p.Id } : null)
                .OfType<EventRecordings>(),
        ];
    }
}
