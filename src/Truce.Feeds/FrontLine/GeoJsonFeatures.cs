using System.Globalization;
using System.Text.Json;
using Truce.Feeds.Text;

namespace Truce.Feeds.FrontLine;

/// <summary>A feature collection as byte ranges of its features, and what it says of itself; the whole document is checked to be JSON first.</summary>
internal sealed class GeoJsonFeatures
{
    private const int MaxFeatures = 1_000_000;

    /// <summary>Where each feature lies, in order.</summary>
    public List<(int Start, int Length)> Ranges { get; } = [];

    /// <summary>Property <c>date</c> of the collection; empty for none.</summary>
    public string Date { get; private set; } = "";

    /// <summary>Property <c>snapshot_utc</c> of the collection; empty for none.</summary>
    public string SnapshotUtc { get; private set; } = "";

    /// <summary>Property <c>source</c> of the collection; empty for none.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Member <c>name</c> of the collection; empty for none.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Finds the features; false with the place of the fault (line and byte counted from 1) when the document is not a feature collection.</summary>
    public static bool TryFind(ReadOnlySpan<byte> document, int maxDepth, out GeoJsonFeatures features, out Refusal refusal)
    {
        features = new();
        refusal = TableDecoding.TextRefusal(document);
        if (refusal.IsSome) return false;
        int mark = document.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(document[mark..], new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            refusal = features.Walk(ref reader, mark);
        }
        catch (JsonException e)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            refusal = new("json-broken", $"not JSON at {place}: {FirstSentence(e.Message)}");
        }

        return !refusal.IsSome;
    }

    private Refusal Walk(ref Utf8JsonReader reader, int mark)
    {
        bool found = false, collection = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new("not-a-feature-collection", "a GeoJSON FeatureCollection expected");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string member = JsonText.Of(ref reader);
            reader.Read();
            switch (member)
            {
                case "type": collection = reader.TokenType == JsonTokenType.String && JsonText.Of(ref reader) == "FeatureCollection"; break;
                case "name" when reader.TokenType == JsonTokenType.String: Name = JsonText.Of(ref reader); break;
                case "properties" when reader.TokenType == JsonTokenType.StartObject: OwnProperties(ref reader); break;
                case "features" when reader.TokenType == JsonTokenType.StartArray && !found:
                    found = true;
                    if (!Collect(ref reader, mark)) return new("too-many-features", $"more than {MaxFeatures} features");
                    break;
                default: reader.Skip(); break;
            }
        }

        while (reader.Read())
        {
            // what follows the document must be white space; anything else throws with its place
        }

        return collection && found ? default : new("not-a-feature-collection", "a GeoJSON FeatureCollection with features expected");
    }

    private bool Collect(ref Utf8JsonReader reader, int mark)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (Ranges.Count >= MaxFeatures) return false;
            Ranges.Add((start + mark, (int)reader.BytesConsumed - start));
        }

        return true;
    }

    private void OwnProperties(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string member = JsonText.Of(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                string text = JsonText.Of(ref reader);
                if (member == "date") Date = text;
                else if (member == "snapshot_utc") SnapshotUtc = text;
                else if (member == "source") Source = text;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
