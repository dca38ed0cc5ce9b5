using Truce.Feeds.Text;

namespace Truce.Feeds.Following;

/// <summary>Follows the files of a folder as they appear and grow, and gives only what is new and whole.</summary>
/// <remarks>
/// An edge: it reads the disk and takes a clock. It remembers a position for every file in memory; <see cref="Positions"/> saves and
/// restores them. Bounds: at most <see cref="FollowOptions.BatchBytes"/> a batch, <see cref="FollowOptions.MaxFiles"/> files. A poll reads what
/// is there and returns; it never waits. Give each batch to the evidence store before it is decoded.
/// </remarks>
public sealed class FolderFollower
{
    private readonly string _folder;
    private readonly string _pattern;
    private readonly FeedFraming _framing;
    private readonly FollowOptions _options;
    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, FollowedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Follows a folder.</summary>
    /// <param name="folder">The folder; it need not exist yet.</param>
    /// <param name="pattern">Which files, for instance <c>*.csv</c>; only those in the folder itself.</param>
    /// <param name="framing">How the format is cut.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The clock that tells when a whole document has stopped growing.</param>
    public FolderFollower(string folder, string pattern, FeedFraming framing, FollowOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchBytes, 1024);
        _folder = folder;
        _pattern = pattern;
        _framing = framing;
        _options = options;
        _time = time;
    }

    /// <summary>How far each file was given, by name: save it with the batches and hand it to <see cref="Resume"/> after a restart.</summary>
    public IReadOnlyDictionary<string, FollowPosition> Positions =>
        _files.ToDictionary(f => f.Key, f => f.Value.Position, StringComparer.Ordinal);

    /// <summary>Goes on where an earlier follower stood. A file that does not begin as it did then is read anew.</summary>
    public void Resume(IReadOnlyDictionary<string, FollowPosition> positions)
    {
        foreach ((string name, FollowPosition position) in positions) _files[name] = new FollowedFile(position);
    }

    /// <summary>What is new, file by file in ordinal order of their names; empty when nothing is. Call again until it is empty to drain a large file.</summary>
    public IReadOnlyList<Followed> Poll()
    {
        List<Followed> found = [];
        if (!Directory.Exists(_folder)) return found;
        string[] names = [.. Directory.EnumerateFiles(_folder, _pattern).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
        foreach (string gone in _files.Keys.Except(names, StringComparer.Ordinal).ToArray())
        {
            _files.Remove(gone);
            found.Add(new Followed.Trouble(gone, "file-gone", "the file is no longer there; what was read of it stays sealed"));
        }

        foreach (string name in names)
        {
            if (!_files.TryGetValue(name, out FollowedFile? file))
            {
                if (_files.Count >= _options.MaxFiles)
                {
                    found.Add(new Followed.Trouble(name, "too-many-files", $"more than {_options.MaxFiles} files are not followed"));
                    continue;
                }

                _files[name] = file = new(FollowPosition.Start);
            }

            PollFile(name, file, found);
        }

        return found;
    }

    private void PollFile(string name, FollowedFile file, List<Followed> found)
    {
        string path = Path.Combine(_folder, name);
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.IsAnotherFile(stream, out string why))
            {
                found.Add(new Followed.Trouble(name, "file-replaced", why));
                _files[name] = file = new(FollowPosition.Start);
            }

            FeedFraming framing = _framing == FeedFraming.LinesOrTable ? FramingOf(stream) : _framing;
            bool whole = framing == FeedFraming.Document || IsCompressed(stream);
            Followed? next = whole ? file.NextDocument(name, stream, _options, _time.GetUtcNow())
                : file.NextRecords(name, stream, framing, _options);
            if (next is not null) found.Add(next);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add(new Followed.Trouble(name, "file-not-readable", e.Message));
        }
    }

    private static FeedFraming FramingOf(FileStream stream)
    {
        byte[] head = new byte[(int)Math.Min(stream.Length, 4096)];
        stream.Position = 0;
        stream.ReadExactly(head);
        return JsonLines.Begin(head) ? FeedFraming.Lines : FeedFraming.Table;
    }

    private static bool IsCompressed(FileStream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        stream.Position = 0;
        return stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
    }
}
