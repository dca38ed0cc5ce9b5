using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truce.Feeds.SeedLink;

/// <summary>How far each station has been acknowledged, kept in a file so that the next process goes on from there.</summary>
/// <remarks>The file is written whole beside the old one and then takes its name, so a crash leaves one or the other. It changes only with what the consumer has acknowledged:
/// a crash brings packets again, it loses none.</remarks>
public sealed class SeedLinkState
{
    private const long LongestFile = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Lock _saving = new();
    private readonly SortedDictionary<string, SeedLinkPosition> _stations = new(StringComparer.Ordinal);
    private readonly string? _path;
    private bool _changed;

    private SeedLinkState(string? path, string server)
    {
        _path = path;
        Server = server;
    }

    /// <summary><c>host:port/version</c>: numbers mean something only with the server that gave them.</summary>
    public string Server { get; private set; }

    /// <summary>What was wrong with the file; empty when nothing. The state is then empty and the file stays until the first acknowledgement.</summary>
    public string Problem { get; private init; } = "";

    /// <summary>A state without a file.</summary>
    public static SeedLinkState InMemory() => new(null, "");

    /// <summary>A state without a file that goes on from what its caller keeps elsewhere.</summary>
    /// <param name="server"><c>host:port/version</c> that gave the numbers; empty when there are none.</param>
    /// <param name="stations">The last number of each station.</param>
    public static SeedLinkState Of(string server, IEnumerable<KeyValuePair<string, ulong>> stations)
    {
        var state = new SeedLinkState(null, server);
        foreach ((string station, ulong sequence) in stations) state._stations[station] = new(sequence, null);
        return state;
    }

    /// <summary>Reads a file; a missing one is an empty state. Throws what the disk throws.</summary>
    public static SeedLinkState Load(string path)
    {
        if (!File.Exists(path)) return new(path, "");
        if (new FileInfo(path).Length > LongestFile) return new(path, "") { Problem = $"longer than {LongestFile} bytes" };
        try
        {
            JsonObject root = JsonNode.Parse(File.ReadAllBytes(path))?.AsObject() ?? [];
            var state = new SeedLinkState(path, (string?)root["server"] ?? "");
            foreach ((string station, JsonNode? node) in root["stations"]?.AsObject() ?? [])
            {
                string? at = (string?)node?["time"];
                DateTimeOffset? time = at is null ? null : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
                state._stations[station] = new((ulong)node!["sequence"]!, time);
            }

            return state;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException or NullReferenceException)
        {
            return new(path, "") { Problem = "no state file of this program: " + e.Message };
        }
    }

    /// <summary>Where a station was acknowledged last.</summary>
    public SeedLinkPosition? Of(string station)
    {
        lock (_lock) return _stations.TryGetValue(station, out SeedLinkPosition position) ? position : null;
    }

    /// <summary>All stations, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, SeedLinkPosition>> All()
    {
        lock (_lock) return [.. _stations];
    }

    /// <summary>Keeps that a station is done up to a number. The newest call counts: acknowledge in the order of the packets.</summary>
    public void Acknowledge(string station, ulong sequence, DateTimeOffset? time)
    {
        lock (_lock)
        {
            _stations[station] = new(sequence, time);
            _changed = true;
        }
    }

    /// <summary>Forgets everything when the numbers are of another server or version.</summary>
    /// <returns>Whether something was forgotten.</returns>
    internal bool Bind(string server)
    {
        lock (_lock)
        {
            bool other = Server.Length > 0 && Server != server && _stations.Count > 0;
            if (other) _stations.Clear();
            Server = server;
            return other;
        }
    }

    /// <summary>Writes the file when something changed. Throws <see cref="SeedLinkStateException"/> when the disk will not; the next call tries again.</summary>
    public void Save()
    {
        if (_path is null) return;
        lock (_saving)
        {
            byte[] bytes;
            lock (_lock)
            {
                if (!_changed) return;
                bytes = Bytes();
                _changed = false;
            }

            try
            {
                string beside = _path + ".new";
                using (FileStream file = new(beside, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    file.Write(bytes);
                    file.Flush(flushToDisk: true);
                }

                File.Move(beside, _path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                lock (_lock) _changed = true;
                throw new SeedLinkStateException($"the state file {_path} cannot be written: {e.Message}", e);
            }
        }
    }

    private byte[] Bytes()
    {
        var stations = new JsonObject();
        foreach ((string station, SeedLinkPosition at) in _stations)
        {
            var node = new JsonObject { ["sequence"] = at.Sequence };
            if (at.Time is { } time) node["time"] = time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
            stations[station] = node;
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["server"] = Server, ["stations"] = stations });
    }
}

/// <summary>What was acknowledged cannot be kept: going on would break the promise that a crash loses nothing.</summary>
/// <param name="message">Which file, and why.</param>
/// <param name="inner">What the disk said.</param>
public sealed class SeedLinkStateException(string message, Exception inner) : IOException(message, inner);

/// <summary>The last acknowledged packet of a station.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Time">Start of its record; absent when it had none.</param>
public readonly record struct SeedLinkPosition(ulong Sequence, DateTimeOffset? Time);
