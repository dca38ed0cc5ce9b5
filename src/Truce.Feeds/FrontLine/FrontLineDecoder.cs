using System.Collections.Immutable;
using System.Globalization;
using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.FrontLine;

/// <summary>Control polygons of one day as GeoJSON (RFC 7946): README.md of this folder.</summary>
/// <remarks>
/// One expert group's assessment, not a legal line. A document that breaks anywhere is refused whole: half a map of control would read as
/// "the rest is not occupied" (docs/decisions/0033-half-a-map-is-no-map.md). Points and lines are refused one by one: they may describe forces.
/// </remarks>
public static class FrontLineDecoder
{
    /// <summary>Reads a document; never throws on what the bytes are.</summary>
    /// <param name="item">GeoJSON, gzip or plain.</param>
    /// <param name="context">The feed; <see cref="FeedContext.ItemName"/> gives the day when the document does not.</param>
    /// <param name="options">What the document does not say.</param>
    /// <param name="take">Gets every piece in order.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Decode(Stream item, FeedContext context, FrontLineOptions options, Action<Decoded> take)
    {
        var sink = new FeedSink(context, take);
        if (!WholeDocument.TryRead(item, context.Limits, out byte[] document, out long bytes, out Refusal refusal))
        {
            sink.Refuse(0, bytes, refusal);
            return bytes;
        }

        if (document.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            sink.PassOver(0, document.Length);
            return bytes;
        }

        if (!GeoJsonFeatures.TryFind(document, context.Limits.JsonDepth, out GeoJsonFeatures features, out refusal))
        {
            sink.Refuse(0, document.Length, refusal);
            return bytes;
        }

        if (Day(features, context.ItemName) is not { } day)
        {
            sink.Refuse(0, document.Length, new("day-missing", "no date in the document's properties or name, nor in the file's name"));
            return bytes;
        }

        Features(document, features, day, context, options, sink);
        return bytes;
    }

    private static void Features(
        byte[] document, GeoJsonFeatures features, DateOnly day, FeedContext context, FrontLineOptions options, in FeedSink sink)
    {
        int at = 0;
        for (int i = 0; i < features.Ranges.Count; i++)
        {
            (int start, int length) = features.Ranges[i];
            sink.PassOver(at, start - at);
            at = start + length;
            Refusal refusal = PolygonFeature.TryRead(document.AsSpan(start, length), context.Limits.JsonDepth, out PolygonFeature? feature);
            if (refusal.IsSome)
            {
                sink.Refuse(start, length, refusal);
                continue;
            }

            sink.Seen(Observation(feature!, features, day, i, context, options) with { Raw = new(context.Blob, start, length) });
        }

        sink.PassOver(at, document.Length - at);
    }

    private static Observation Observation(
        PolygonFeature feature, GeoJsonFeatures features, DateOnly day, int index, FeedContext context, FrontLineOptions options)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["status"] = feature.Status.Length > 0 ? feature.Status : options.DefaultStatus;
        facts["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (feature.Name.Length > 0) facts["name"] = feature.Name;
        if (features.SnapshotUtc.Length > 0) facts["snapshotUtc"] = features.SnapshotUtc;
        string source = features.Source.Length > 0 ? features.Source : options.Source;
        return new()
        {
            Feed = context.Feed,
            SourceKey = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}/{index}"),
            Source = source,
            Means = ObservationMeans.ExpertAssessment,
            Class = ObservationClass.ControlAssessment,
            When = LocalDays.Utc.Day(day),
            Clock = ClockTrust.DayOnly,
            Where = new ObservedPlace.Outline(feature.Polygons, options.SigmaM),
            Origin = OriginGroup.Of(OriginBasis.Outlet, source),
            Facts = facts.ToImmutable(),
            Grade = context.Grade,
            Label = context.Label,
            Simulated = context.Simulated,
        };
    }

    /// <summary>The day of the map: the property <c>date</c>, else eight digits in the document's name, else in the file's name.</summary>
    private static DateOnly? Day(GeoJsonFeatures features, string itemName)
    {
        foreach (string text in new[] { features.Date, features.Name, itemName })
        {
            for (int i = 0; i < text.Length; i++)
            {
                foreach (int length in new[] { 10, 8 })
                {
                    if (i + length > text.Length || (i > 0 && char.IsAsciiDigit(text[i - 1]))) continue;
                    if (i + length < text.Length && char.IsAsciiDigit(text[i + length])) continue;
                    if (AsciiTime.TryDay(System.Text.Encoding.UTF8.GetBytes(text.Substring(i, length)), out DateOnly day)) return day;
                }
            }
        }

        return null;
    }
}
