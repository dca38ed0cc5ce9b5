using System.Buffers.Binary;
using System.Text;

namespace Truce.Feeds.SeedLink;

/// <summary>Asks a server about itself, on a connection of its own: INFO ID, STATIONS, STREAMS and what else it knows.</summary>
public static class SeedLinkInquiry
{
    /// <summary>Longest answer that is taken, bytes.</summary>
    public const int LongestAnswer = 16 << 20;

    /// <summary>The answer as the server gave it: XML from SeedLink 3, JSON from SeedLink 4.</summary>
    /// <param name="options">Where, and which version; its stations are not asked for.</param>
    /// <param name="item">For instance <c>STREAMS</c>; letters, digits, <c>_ * ?</c> and spaces.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="stop">Ends it.</param>
    /// <remarks>Throws <see cref="IOException"/>, <see cref="System.Net.Sockets.SocketException"/> and <see cref="TimeoutException"/> of the network, <see cref="InvalidDataException"/> when the answer is none.</remarks>
    public static async Task<string> AskAsync(SeedLinkOptions options, string item, TimeProvider time, CancellationToken stop)
    {
        if (item.Length > 200 || !item.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '*' or '?' or ' ')) throw new ArgumentException($"an item of INFO expected, got '{item}'", nameof(item));
        using SeedLinkConnection connection = await SeedLinkConnection.OpenAsync(options, time, stop);
        await connection.GreetAsync(stop);
        await connection.SendAsync($"INFO {item}\r\n", stop);
        using var late = new CancellationTokenSource(options.LostAfter, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        using var answer = new MemoryStream();
        try
        {
            while (true)
            {
                SeedLinkFrame frame = connection.Peek();
                if (frame.Kind == SeedLinkFrameKind.Incomplete)
                {
                    if (!await connection.FillAsync(either.Token)) throw new IOException("the server closed the connection before its answer was whole");
                    continue;
                }

                if (frame.Kind != SeedLinkFrameKind.Info) throw new InvalidDataException("something else than an answer to INFO came");
                answer.Write(connection.Version == 4 ? connection.Payload(frame).Span : Text3(connection.Payload(frame).Span));
                if (answer.Length > LongestAnswer) throw new InvalidDataException($"an answer of more than {LongestAnswer} bytes");
                connection.Advance(frame);
                if (!frame.More) return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("no whole answer to INFO within the time given");
        }
    }

    // A log record: as many characters as it has samples, from where its data begin (SEED 2.4, chapter 8). Both byte orders; nothing beyond the record.
    private static ReadOnlySpan<byte> Text3(ReadOnlySpan<byte> record)
    {
        bool little = BinaryPrimitives.ReadUInt16BigEndian(record[20..]) is < 1900 or > 2100;
        int count = little ? BinaryPrimitives.ReadUInt16LittleEndian(record[30..]) : BinaryPrimitives.ReadUInt16BigEndian(record[30..]);
        int from = little ? BinaryPrimitives.ReadUInt16LittleEndian(record[44..]) : BinaryPrimitives.ReadUInt16BigEndian(record[44..]);
        return from > record.Length ? [] : record.Slice(from, Math.Min(count, record.Length - from));
    }
}
