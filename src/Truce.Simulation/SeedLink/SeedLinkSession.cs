using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Truce.Simulation.SeedLink;

/// <summary>One client of the server: its commands, then its packets. It ends when the client goes, misbehaves or the server stops.</summary>
internal sealed class SeedLinkSession(TcpClient tcp, RecordRing ring, SeedLinkServerOptions options) : IDisposable
{
    private const int LongestCommand = 256; // with its end, as the specification of version 4 has it
    private const int Header3 = 8;
    private const int Record3 = 512;
    private const int Batch = 128;

    private readonly NetworkStream _stream = tcp.GetStream();
    private readonly SemaphoreSlim _more = new(0, 1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Subscription _asked = new();
    private readonly byte[] _line = new byte[LongestCommand];
    private int _selectors;
    private int _version = 3;
    private bool _fetch;
    private bool _ignoring;

    /// <summary>Something new is in the ring.</summary>
    public void Wake()
    {
        if (_more.CurrentCount > 0) return;
        try
        {
            _more.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread woke it between the two lines.
        }
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Cut()
    {
        tcp.LingerState = new(true, 0);
        tcp.Close();
    }

    /// <summary>Serves until the end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            if (!await HandshakeAsync(ended.Token)) return;
            Task listening = ListenAsync(ended);
            await SendRecordsAsync(ended.Token);
            await listening;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client went, or the server stops: nothing is owed to anyone.
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    public void Dispose()
    {
        tcp.Dispose();
        _more.Dispose();
        _writing.Dispose();
    }

    private async Task<bool> HandshakeAsync(CancellationToken stop)
    {
        while (await CommandAsync(stop) is { } words)
        {
            if (words.Length == 0) continue;
            if (words[0] == "END" && _asked.Count > 0) return true;
            if (words[0] == "BYE") return false;
            if (await SayAsync(words, stop)) continue;
            await WriteAsync(Encoding.ASCII.GetBytes(Answer(words) + "\r\n"), stop);
        }

        return false;
    }

    // Commands with an answer of their own form.
    private async Task<bool> SayAsync(string[] words, CancellationToken stop)
    {
        switch (words[0])
        {
            case "HELLO":
                string offers = options.Offer4 ? "SLPROTO:4.0 SLPROTO:3.1" : "SLPROTO:3.1";
                await WriteAsync(Encoding.ASCII.GetBytes($"SeedLink v{(options.Offer4 ? "4.0" : "3.1")} (truce/0.1) :: {offers} NSWILDCARD\r\n{options.Organization}\r\n"), stop);
                return true;
            case "GETCAPABILITIES" when _version == 4:
                await WriteAsync("SLPROTO:4.0\r\n"u8.ToArray(), stop);
                return true;
            case "INFO":
                await WriteAsync(SeedLinkInfo.Answer(_version, words, ring, options), stop);
                return true;
            default:
                return false;
        }
    }

    private string Answer(string[] words)
    {
        string error = _version == 4 ? "ERROR ARGUMENTS" : "ERROR";
        switch (words)
        {
            case ["SLPROTO", "4.0"] when options.Offer4 && _asked.Count == 0:
                _version = 4;
                return "OK";
            case ["SLPROTO", "3.0" or "3.1"] when _asked.Count == 0:
                _version = 3;
                return "OK";
            case ["USERAGENT", ..] when _version == 4:
                return "OK";
            case ["STATION", string id] when _version == 4:
                return Station(id, error);
            case ["STATION", string station, string network] when _version == 3:
                return Station(network + "_" + station, error);
            case ["SELECT", ..] when _ignoring || _asked.Current is null:
                return _version == 4 ? "ERROR UNEXPECTED" : "ERROR";
            case ["SELECT"] when _version == 3:
                _asked.Current.SelectAll();
                return "OK";
            case ["SELECT", .. string[] patterns] when patterns.Length > 0:
                return patterns.All(p => Select(p)) ? "OK" : error;
            case ["DATA" or "FETCH" or "TIME", ..] when _ignoring || _asked.Current is null:
                return _version == 4 ? "ERROR UNEXPECTED" : "ERROR";
            case ["DATA" or "FETCH"]:
                _fetch |= words[0] == "FETCH";
                if (_fetch) _asked.Current.From = 0;
                return "OK";
            case ["DATA" or "FETCH", string from]:
                _fetch |= words[0] == "FETCH";
                return Begin(from) ? "OK" : error;
            case ["TIME", string begin] when _version == 3 && TryTime3(begin, out DateTimeOffset since):
                _asked.Current.From = 0;
                _asked.Current.Since = since;
                return "OK";
            default:
                return _version == 4 ? "ERROR UNSUPPORTED" : "ERROR";
        }
    }

    private string Station(string id, string error)
    {
        _ignoring = _asked.Count >= options.MostStations || id.Length is < 3 or > 40 || (!id.AsSpan().ContainsAny('*', '?') && ring.Range(id) is null);
        if (_ignoring) return _asked.Count >= options.MostStations && _version == 4 ? "ERROR LIMIT" : error;
        _asked.Ask(id);
        return "OK";
    }

    private bool Select(string text)
    {
        bool exclude = text.StartsWith('!');
        string pattern = exclude ? text[1..] : text;
        if (_version == 3)
        {
            if (pattern.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0) pattern = pattern[..dot];
            string location = pattern.Length == 5 ? pattern[..2].Replace("--", "", StringComparison.Ordinal) : "*";
            string channel = pattern.Length >= 3 ? pattern[^3..] : "";
            if (pattern.Length is not (3 or 5)) return false;
            pattern = $"{location}_{channel[0]}_{channel[1]}_{channel[2]}";
        }
        else if (pattern.IndexOfAny(['.', ':']) is var cut and >= 0)
        {
            pattern = pattern[..cut];
        }

        if (pattern.Length is 0 or > 40 || ++_selectors > options.MostSelectors) return false;
        _asked.Current!.Select(pattern, exclude);
        return true;
    }

    private bool Begin(string from)
    {
        StationAsked station = _asked.Current!;
        if (_version == 4)
        {
            if (from == "-1") return true;
            station.From = from == "ALL" ? 0 : ulong.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out ulong n) ? n : null;
            return station.From is not null;
        }

        if (!uint.TryParse(from, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint low) || low > 0xFFFFFF) return false;
        if (ring.Range(station.Pattern) is not { } range)
        {
            station.From = low == 0 ? 0 : null;
            return true;
        }

        // The number is the low 24 bits: the largest whole one with these bits that is held, or the next to come; otherwise what is oldest.
        ulong whole = (range.Next & ~0xFFFFFFUL) | low;
        if (whole > range.Next && whole >= 0x1000000) whole -= 0x1000000;
        station.From = whole < range.Oldest || whole > range.Next ? range.Oldest : whole;
        return true;
    }

    private static bool TryTime3(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, ["yyyy,M,d,H,m,s", "yyyy,MM,dd,HH,mm,ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);

    // After END: INFO and BYE alone.
    private async Task ListenAsync(CancellationTokenSource ended)
    {
        try
        {
            while (await CommandAsync(ended.Token) is { } words && words is not ["BYE", ..])
            {
                if (words is ["INFO", ..]) await WriteAsync(SeedLinkInfo.Answer(_version, words, ring, options), ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The sender ends, too.
        }

        await ended.CancelAsync();
    }

    private async Task SendRecordsAsync(CancellationToken stop)
    {
        long at = _asked.WantsPast ? ring.Oldest : ring.Head;
        long last = _fetch ? ring.Head : long.MaxValue;
        var entries = new RecordRing.Entry[Batch];
        using var packets = new MemoryStream();
        while (true)
        {
            int n = ring.Take(ref at, entries.AsSpan(0, (int)Math.Min(Batch, Math.Max(0, last - at))));
            foreach (RecordRing.Entry entry in entries.AsSpan(0, n))
            {
                if (_asked.Wants(entry.Record, entry.Sequence)) Pack(entry, packets);
            }

            if (packets.Length > 0) await WriteAsync(packets.GetBuffer().AsMemory(0, (int)packets.Length), stop);
            packets.SetLength(0);
            if (n > 0) continue;
            if (at >= last)
            {
                await WriteAsync("END"u8.ToArray(), stop);
                return;
            }

            await _more.WaitAsync(stop);
        }
    }

    private void Pack(RecordRing.Entry entry, MemoryStream to)
    {
        if (_version == 3)
        {
            if (entry.Record.Bytes.Length != Record3 || entry.Record.Version != 2) return; // SeedLink 3 has no words for others
            Span<byte> header = stackalloc byte[Header3];
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"SL{entry.Sequence & 0xFFFFFF:X6}"), header);
            to.Write(header);
            to.Write(entry.Record.Bytes);
            return;
        }

        SeedLinkInfo.Packet4(to, (byte)('0' + entry.Record.Version), (byte)'D', entry.Sequence, entry.Record.Station, entry.Record.Bytes);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            await _stream.WriteAsync(bytes, stop);
        }
        finally
        {
            _writing.Release();
        }
    }

    // One command as words, the first in capitals; null at the end of the connection or when it is too long. CR, LF or both end it.
    private async Task<string[]?> CommandAsync(CancellationToken stop)
    {
        int length = 0;
        while (length < LongestCommand)
        {
            if (await _stream.ReadAsync(_line.AsMemory(length, 1), stop) == 0) return null;
            if (_line[length] is not ((byte)'\r' or (byte)'\n'))
            {
                length++;
                continue;
            }

            string[] words = Encoding.ASCII.GetString(_line, 0, length).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) words[0] = words[0].ToUpperInvariant();
            return words;
        }

        return null;
    }
}
