using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using YamlDotNet.RepresentationModel;

namespace Truce.Server.Missions;

/// <summary>A YAML mapping that is read member by member and remembers what was asked for, so that a misspelt member is a mistake and not silence.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly string _file;
    private readonly string _where;
    private readonly List<MissionProblem> _problems;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlMap(YamlMappingNode node, string file, string where, List<MissionProblem> problems)
    {
        _node = node;
        _file = file;
        _where = where;
        _problems = problems;
    }

    /// <summary>Line of the mapping, from 1.</summary>
    public long Line => _node.Start.Line;

    /// <summary>Notes a mistake at a member, or at the mapping itself.</summary>
    public void Problem(string message, string? member = null) =>
        _problems.Add(new(_file, member is not null && Find(member) is { } n ? n.Start.Line : Line, (_where.Length > 0 ? _where + ": " : "") + message));

    /// <summary>A required text.</summary>
    public string Text(string member, string example)
    {
        if (Optional(member) is { } text) return text;
        Problem($"'{member}' is missing; write for instance: {member}: {example}", member);
        return "";
    }

    /// <summary>A text that may be absent.</summary>
    public string? Optional(string member)
    {
        _asked.Add(member);
        switch (Find(member))
        {
            case null: return null;
            case YamlScalarNode s when s.Value is { Length: > 0 and <= 4000 }: return s.Value;
            case { } other:
                Problem($"'{member}' must be a text of 1 to 4000 characters, not {Kind(other)}", member);
                return null;
        }
    }

    /// <summary>A number in a range.</summary>
    public double? Number(string member, double least, double greatest)
    {
        if (Optional(member) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && n >= least && n <= greatest) return n;
        Problem(string.Create(CultureInfo.InvariantCulture, $"'{member}' must be a number from {least} to {greatest}, not '{text}'"), member);
        return null;
    }

    /// <summary>true or false; false when absent.</summary>
    public bool Flag(string member)
    {
        string? text = Optional(member);
        if (text is null or "false") return false;
        if (text == "true") return true;
        Problem($"'{member}' must be true or false, not '{text}'", member);
        return false;
    }

    /// <summary>A calendar day.</summary>
    public DateOnly? Day(string member)
    {
        if (Optional(member) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)) return day;
        Problem($"'{member}' must be a day such as 2030-03-01, not '{text}'", member);
        return null;
    }

    /// <summary>A text by language, or one plain text for <c>en</c>.</summary>
    public ImmutableSortedDictionary<string, string> Languages(string member)
    {
        if (Find(member) is YamlScalarNode && Optional(member) is { } plain) return ImmutableSortedDictionary<string, string>.Empty.Add("en", plain);
        if (Map(member) is not { } map) return ImmutableSortedDictionary<string, string>.Empty;
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (string language in map.Members)
        {
            if (map.Optional(language) is { } text) texts[language] = text;
        }

        return texts.ToImmutable();
    }

    /// <summary>Names of all members, in file order.</summary>
    public IEnumerable<string> Members => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>A mapping that may be absent.</summary>
    public YamlMap? Map(string member)
    {
        _asked.Add(member);
        switch (Find(member))
        {
            case null: return null;
            case YamlMappingNode m: return new(m, _file, Path(member), _problems);
            case { } other:
                Problem($"'{member}' must hold members (name: value), not {Kind(other)}", member);
                return null;
        }
    }

    /// <summary>A list of mappings; empty when absent.</summary>
    public ImmutableArray<YamlMap> List(string member)
    {
        _asked.Add(member);
        switch (Find(member))
        {
            case null: return [];
            case YamlSequenceNode s:
                var maps = ImmutableArray.CreateBuilder<YamlMap>();
                foreach (YamlNode item in s.Children)
                {
                    if (item is YamlMappingNode m) maps.Add(new(m, _file, $"{Path(member)}[{maps.Count}]", _problems));
                    else _problems.Add(new(_file, item.Start.Line, $"{Path(member)}: each item must hold members (- id: …), not {Kind(item)}"));
                }

                return maps.ToImmutable();
            case { } other:
                Problem($"'{member}' must be a list (- …), not {Kind(other)}", member);
                return [];
        }
    }

    /// <summary>A list of texts; empty when absent.</summary>
    public ImmutableArray<string> Texts(string member)
    {
        _asked.Add(member);
        switch (Find(member))
        {
            case null: return [];
            case YamlScalarNode s: return [s.Value ?? ""];
            case YamlSequenceNode q when q.Children.All(c => c is YamlScalarNode): return [.. q.Children.Select(c => ((YamlScalarNode)c).Value ?? "")];
            case { } other:
                Problem($"'{member}' must be a text or a list of texts, not {Kind(other)}", member);
                return [];
        }
    }

    /// <summary>Notes every member that nobody asked for, with the nearest known one.</summary>
    public void Close()
    {
        foreach (string member in Members.Where(m => !_asked.Contains(m)))
        {
            string nearest = EditDistance.Nearest(member, _asked);
            Problem($"'{member}' is not known here; did you mean '{nearest}'? Known: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}", member);
        }
    }

    private string Path(string member) => _where.Length == 0 ? member : $"{_where}.{member}";

    private YamlNode? Find(string member) => _node.Children.TryGetValue(new YamlScalarNode(member), out YamlNode? n) ? n : null;

    private static string Kind(YamlNode n) => n switch { YamlMappingNode => "members", YamlSequenceNode => "a list", YamlScalarNode { Value: "" } => "nothing", _ => "a text" };
}
