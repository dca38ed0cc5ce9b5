using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds;

/// <summary>How a growing file of a format can be cut into items that stand alone.</summary>
public enum FeedFraming
{
    /// <summary>A table: every cut carries the header line.</summary>
    Table,

    /// <summary>Lines that stand alone.</summary>
    Lines,

    /// <summary>Lines when one of its first lines begins with a brace, a table otherwise: each file says which it is.</summary>
    LinesOrTable,

    /// <summary>A whole document: taken when it has stopped growing.</summary>
    Document,
}

/// <summary>Reads one item to its end; never throws on what the bytes are, only when the stream itself fails.</summary>
/// <param name="item">The item, gzip or plain.</param>
/// <param name="context">The feed.</param>
/// <param name="take">Gets every piece in the order of the bytes.</param>
/// <returns>Plain bytes read: what observations, rejects and passed-over bytes must add up to.</returns>
public delegate long FeedDecoder(Stream item, FeedContext context, Action<Decoded> take);

/// <summary>A format by its name, with its options bound.</summary>
/// <param name="Name">The name in missions and on the command line.</param>
/// <param name="Framing">How a growing file is cut.</param>
/// <param name="Decode">Reads an item.</param>
public sealed record FeedFormat(string Name, FeedFraming Framing, FeedDecoder Decode);
