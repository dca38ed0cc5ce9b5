using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>Collects every remark about one file, in the order of the file; bounded, so that hostile input cannot fill memory.</summary>
internal sealed class Problems
{
    /// <summary>Remarks kept of one file; more are counted.</summary>
    public const int Bound = 200;

    private readonly string _file;
    private readonly LineMap _lines;
    private readonly int _base;
    private readonly Problems? _whole;
    private readonly List<(int Offset, AgreementError Error)> _errors = [];
    private int _dropped;

    public Problems(string file, ReadOnlyMemory<byte> utf8)
    {
        _file = file;
        _lines = new(utf8);
    }

    private Problems(Problems whole, int start)
    {
        _whole = whole;
        _base = start;
        _file = whole._file;
        _lines = whole._lines;
    }

    /// <summary>Whether an error (not only a warning) was found.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Remarks about a part of the file that is read on its own, from this byte on; they join the whole file's.</summary>
    public Problems Within(int start) => new(this, start);

    /// <summary>Whether further remarks are only counted.</summary>
    public bool IsFull => _whole?.IsFull ?? _errors.Count >= Bound;

    public void Add(JsonSpot at, string message, string instead) => AddAt(at.Offset, at.Path, message, instead);

    public void Warn(JsonSpot at, string message, string instead) => AddAt(at.Offset, at.Path, message, instead, RemarkWeight.Warning);

    public void AddAt(int offset, string path, string message, string instead, RemarkWeight weight = RemarkWeight.Error)
    {
        HasErrors |= weight == RemarkWeight.Error;
        if (_whole is not null)
        {
            _whole.AddAt(_base + offset, path, message, instead, weight);
            return;
        }

        if (_errors.Count >= Bound)
        {
            _dropped++;
            return;
        }

        (int line, int column) = _lines.At(offset);
        _errors.Add((offset, new(weight, _file, line, column, path.Length > 400 ? path[..400] + "…" : path, message, instead)));
    }

    public ImmutableArray<AgreementError> All()
    {
        IEnumerable<AgreementError> ordered = _errors.OrderBy(e => e.Offset).Select(e => e.Error);
        return _dropped == 0
            ? [.. ordered]
            : [.. ordered, new(RemarkWeight.Error, _file, 1, 1, "$", $"{_dropped} further remarks are not listed", "mend the ones above and check again")];
    }
}
