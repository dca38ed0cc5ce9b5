using System.Text;
using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.Tests;

/// <summary>Runs a decoder on bytes and holds it to the rule of all decoders: its pieces lie end to end and cover every byte.</summary>
internal static class Decoding
{
    public static readonly FeedContext Context = new() { Feed = "test", Label = Label.Open, ItemName = "front_2022-06-01.geojson" };

    public static List<Decoded> Run(string format, byte[] bytes, FeedContext? context = null)
    {
        Assert.True(FeedFormats.TryGet(format, out FeedFormat found));
        List<Decoded> pieces = [];
        long plain = found.Decode(new MemoryStream(bytes), context ?? Context, pieces.Add);
        long at = 0;
        foreach (Decoded piece in pieces)
        {
            if (piece.Raw.Offset != at) throw new InvalidOperationException($"a piece begins at {piece.Raw.Offset}, the last ended at {at}");
            at += piece.Raw.Length;
        }

        if (at != plain) throw new InvalidOperationException($"{plain} bytes in, {at} spoken for");
        return pieces;
    }

    public static List<Decoded> Run(string format, string text, FeedContext? context = null) => Run(format, Encoding.UTF8.GetBytes(text), context);

    public static Observation One(string format, string text, FeedContext? context = null)
    {
        List<Decoded> pieces = Run(format, text, context);
        Reject? reject = pieces.OfType<Decoded.Refused>().Select(r => r.Reject).FirstOrDefault();
        Assert.True(reject is null, $"{reject?.Reason}: {reject?.Detail}");
        return Assert.Single(pieces.OfType<Decoded.Seen>()).Observation;
    }

    public static string Reason(string format, string text, FeedContext? context = null) =>
        Assert.Single(Run(format, text, context).OfType<Decoded.Refused>()).Reject.Reason;
}
