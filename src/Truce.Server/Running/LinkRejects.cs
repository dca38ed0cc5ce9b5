using System.Globalization;
using System.Text;
using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Server.Running;

/// <summary>What a SeedLink server did wrong, as counted rejects: one of each kind a batch, whatever its number.</summary>
internal static class LinkRejects
{
    /// <summary>Rejects of the notes of one batch.</summary>
    public static IEnumerable<Reject> Of(SeedLinkNotes notes, RawReference raw)
    {
        long behind = notes.Packets.Count(p => p.Order == SequenceOrder.Behind);
        if (behind > 0) yield return Reject("seedlink-behind", $"{behind} packets with numbers at or before the last of their station", raw);
        if (notes.LeftPackets > 0) yield return Reject("seedlink-not-asked", $"{notes.LeftPackets} packets of {notes.LeftBytes} bytes that were not asked for; counted, not kept", raw);
        foreach (IGrouping<string, NotedEvent> kind in notes.Events.GroupBy(e => e.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string stations = string.Join(' ', kind.Select(e => e.Text).Distinct().Take(5));
            string? detail = kind.Key switch
            {
                "gap" or "resumed" => $"numbers of {stations} jumped: at most {kind.Sum(e => e.Count)} packets are missing",
                "renumbered" => $"{stations} numbered anew: what lies between is not known",
                "garbage" => $"{kind.Sum(e => e.Count)} bytes that were no packet; counted, not kept",
                "refused" => $"the server would not give: {stations}",
                _ => null,
            };
            if (detail is not null) yield return Reject("seedlink-" + kind.Key, detail, raw);
        }
    }

    private static Reject Reject(string reason, string detail, RawReference raw) => new(
        reason, detail.Length <= 300 ? detail : detail[..300], raw, Hash256.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{raw.Blob}\n{reason}"))));
}
