using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truce.Observations.Places;

/// <summary>Names to places: every reading of a name with its weight, never a pick. Immutable; safe from many threads.</summary>
public sealed class Gazetteer
{
    private readonly Place[] _places;
    private readonly double[] _prior;
    private readonly FrozenDictionary<string, int[]> _folds;
    private readonly FrozenDictionary<string, int[]> _skeletons;
    private readonly FrozenDictionary<string, int[]> _stems;
    private readonly FrozenDictionary<string, int> _ids;

    // What a name or a hint means never changes, and a press repeats few of them: what came once is remembered, up to a bound.
    private readonly ConcurrentDictionary<(string Name, string Area), ObservedPlace> _read = new();
    private readonly ConcurrentDictionary<string, string> _hinted = new(StringComparer.Ordinal);

    /// <summary>Builds the index; a place whose id was given before adds its names to the first (and nothing else).</summary>
    public Gazetteer(IEnumerable<Place> places, AreaIndex areas, GazetteerOptions? options = null)
    {
        Areas = areas;
        Options = options ?? new();
        _places = Merge(places);
        _prior = [.. _places.Select(Prior)];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var folds = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var skeletons = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var stems = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < _places.Length; i++)
        {
            ids[_places[i].Id] = i;
            foreach (PlaceName name in _places[i].Names)
            {
                string words = NameKey.Fold(name.Text, keepWords: true);
                string fold = words.Replace(" ", "", StringComparison.Ordinal);
                if (fold.Length == 0) continue;
                Add(folds, fold, i);
                Add(skeletons, NameKey.Skeleton(fold), i);
                Add(stems, WordStems(words), i);
            }
        }

        _ids = ids.ToFrozenDictionary(StringComparer.Ordinal);
        _folds = Freeze(folds);
        _skeletons = Freeze(skeletons);
        _stems = Freeze(stems);
        LongestWords = _places.Length == 0 ? 1 : Math.Min(5, _places.Max(p => p.Names.Max(n => n.Text.AsSpan().Count(' ') + 1)));
    }

    /// <summary>The first-level areas.</summary>
    public AreaIndex Areas { get; }

    /// <summary>The places, sorted by id.</summary>
    public IReadOnlyList<Place> Places => _places;

    /// <summary>The weights in use.</summary>
    public GazetteerOptions Options { get; }

    internal int LongestWords { get; }

    /// <summary>The places that a name may mean, with weights; an area when a kind word says so; <see cref="ObservedPlace.Nowhere"/> with what was said otherwise.</summary>
    /// <remarks>
    /// Weight of a place = prior by seat × how well the spelling fits × whether it lies in the hinted area × nearness to the focus;
    /// candidates come by falling weight, then by id; 1 less their sum is "none of these".
    /// </remarks>
    public ObservedPlace Resolve(string name, PlaceHint? hint = null)
    {
        if (hint?.Focus is not null || name.Length > NameKey.LongestName) return Read(name, hint);
        (string, string) asked = (name, hint?.Area ?? "");
        if (_read.TryGetValue(asked, out ObservedPlace? known)) return known;
        ObservedPlace place = Read(name, hint);
        if (_read.Count < MostNames) _read.TryAdd(asked, place);
        return place;
    }

    private ObservedPlace Read(string name, PlaceHint? hint)
    {
        (string bare, PlaceLevel? level) = KindWords.Strip(name);
        if (level == PlaceLevel.Region && Areas.Find(bare) is { } area) return AreaIndex.Describe(area, name);
        var matches = new List<Match>(16);
        Collect(bare, matches);
        if (matches.Count > 0) return Weigh(name, level, hint, matches);
        return Areas.Find(name) is { } region ? AreaIndex.Describe(region, name) : new ObservedPlace.Nowhere(name);
    }

    /// <summary>Place and area names in a free text, in order, longest match first; common words are guarded against (see <see cref="MentionFinder"/>).</summary>
    public ImmutableArray<PlaceMention> Find(string text, PlaceHint? hint = null) => MentionFinder.Find(this, text, hint);

    /// <summary>
    /// The name for print: official in the language asked for; failing that, any name in that language; failing that, the English one, then the first.
    /// Absent when neither a place nor an area has the id.
    /// </summary>
    public string? OfficialName(string id, string language)
    {
        ImmutableArray<PlaceName> names;
        if (_ids.TryGetValue(id, out int i)) names = _places[i].Names;
        else if (Areas.Areas.FirstOrDefault(a => a.Code == id) is { } area) names = area.Names;
        else return null;
        return (names.FirstOrDefault(n => n.Language == language && n.Kind == NameKind.Official)
            ?? names.FirstOrDefault(n => n.Language == language && n.Kind == NameKind.Alias)
            ?? names.FirstOrDefault(n => n.Language == "en" && n.Kind is NameKind.Official or NameKind.Alias)
            ?? names[0]).Text;
    }

    /// <summary>The place of an id; absent when there is none.</summary>
    public Place? Get(string id) => _ids.TryGetValue(id, out int i) ? _places[i] : null;

    /// <summary>The best way in which the name fits a settlement.</summary>
    internal NameFit Fit(string name)
    {
        string words = NameKey.Fold(name, keepWords: true);
        string fold = words.Replace(" ", "", StringComparison.Ordinal);
        if (fold.Length < 2) return NameFit.None;
        if (Settles(_folds, fold)) return NameFit.Letters;
        string skeleton = NameKey.Skeleton(fold);
        if (skeleton.Length >= ShortestSkeleton && Settles(_skeletons, skeleton)) return NameFit.Spelling;
        return CaseStems(words).Any(s => Settles(_stems, s)) ? NameFit.Case : NameFit.None;
    }

    /// <summary>Whether a settlement has the key: an adjective of a district alone is no mention of a place.</summary>
    private bool Settles(FrozenDictionary<string, int[]> index, string key) =>
        index.TryGetValue(key, out int[]? places) && places.Any(p => _places[p].Level == PlaceLevel.Settlement);

    private const int ShortestSkeleton = 4;
    private const int MostNames = 8_192; // some 20 MB when every one has 32 readings
    private const int MostHints = 4_096;

    private void Collect(string name, List<Match> matches)
    {
        string words = NameKey.Fold(name, keepWords: true);
        string fold = words.Replace(" ", "", StringComparison.Ordinal);
        if (fold.Length < 2) return;
        if (_folds.TryGetValue(fold, out int[]? exact)) Take(matches, exact, 1, NameFit.Letters);
        string skeleton = NameKey.Skeleton(fold);
        if (skeleton.Length >= ShortestSkeleton && _skeletons.TryGetValue(skeleton, out int[]? loose)) Take(matches, loose, Options.LooseSpelling, NameFit.Spelling);
        foreach (string stem in CaseStems(words))
        {
            if (_stems.TryGetValue(stem, out int[]? inflected)) Take(matches, inflected, Options.OtherCase, NameFit.Case);
        }
    }

    private static void Take(List<Match> matches, int[] places, double factor, NameFit fit)
    {
        foreach (int p in places) matches.Add(new(p, factor, fit));
    }

    private ObservedPlace Weigh(string name, PlaceLevel? level, PlaceHint? hint, List<Match> matches)
    {
        string? hinted = hint is { Area.Length: > 0 } ? HintedArea(hint.Area) : null;
        bool inside = false;
        HashSet<int>? seen = matches.Count > 12 ? new(matches.Count) : null;
        var order = new (int Place, double Weight)[matches.Count];
        int count = 0;
        foreach (Match m in matches)
        {
            // Matches come by falling factor, so the first of a place is its best.
            if (seen is null ? Contains(order.AsSpan(0, count), m.Place) : !seen.Add(m.Place)) continue;
            Place p = _places[m.Place];
            double w = _prior[m.Place] * m.Factor;
            if (level is { } rung) w *= p.Level != rung ? Options.OtherRung : rung == PlaceLevel.Settlement ? 1 : 1 / Options.UnitWithoutKind;
            if (hinted is not null)
            {
                bool fits = p.Area == hinted;
                inside |= fits;
                if (!fits) w *= Options.OutsideHint;
            }

            if (hint?.Focus is { } focus) w *= Nearness(focus.DistanceM(p.Position) / hint.FocusScaleM);
            order[count++] = (m.Place, w);
        }

        bool hintMissed = hint is { Area.Length: > 0 } && !inside;
        double remainder = hintMissed ? Options.HintMissedRemainder
            : matches[0].Fit == NameFit.Letters ? Options.Remainder : Options.LooseRemainder;
        return new ObservedPlace.Named(name, Candidates(order.AsSpan(0, count), 1 - remainder));
    }

    private ImmutableArray<PlaceCandidate> Candidates(Span<(int Place, double Weight)> order, double total)
    {
        order.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Place.CompareTo(b.Place));
        double sum = 0;
        foreach ((_, double w) in order) sum += w;
        var candidates = ImmutableArray.CreateBuilder<PlaceCandidate>(Math.Min(order.Length, Options.MostCandidates));
        foreach ((int index, double w) in order)
        {
            double weight = total * w / sum;
            if (candidates.Count == Options.MostCandidates || (weight < Options.LeastWeight && candidates.Count > 0)) break;
            Place p = _places[index];
            candidates.Add(new(p.Id, p.Names[0].Text, p.Position, p.SigmaM, weight));
        }

        return candidates.ToImmutable();
    }

    private static bool Contains(ReadOnlySpan<(int Place, double Weight)> order, int place)
    {
        foreach ((int p, _) in order)
        {
            if (p == place) return true;
        }

        return false;
    }

    private string? HintedArea(string said)
    {
        if (_hinted.TryGetValue(said, out string? known)) return known.Length > 0 ? known : null;
        string? area = ReadHint(said);
        if (_hinted.Count < MostHints) _hinted.TryAdd(said, area ?? "");
        return area;
    }

    private string? ReadHint(string said)
    {
        if (Areas.Find(said) is { } area) return area.Code;
        var matches = new List<Match>();
        Collect(KindWords.Strip(said).Name, matches);
        return matches.Count == 0 ? null
            : _places[matches.OrderByDescending(m => _prior[m.Place] * m.Factor).ThenBy(m => m.Place).First().Place].Area; // "Sevastopol", "Kyiv City"
    }

    private static double Nearness(double distanceInScales) => 1 / (1 + (distanceInScales * distanceInScales));

    private double Prior(Place p) => p.Level != PlaceLevel.Settlement ? Options.UnitWithoutKind
        : p.Population is { } people ? Math.Pow(Math.Max(1, people / Options.PeopleOfVillage), Options.PeopleExponent)
        : p.Seat switch
        {
            PlaceSeat.Region => Options.SeatOfRegion,
            PlaceSeat.District => Options.SeatOfDistrict,
            PlaceSeat.Municipality => Options.SeatOfMunicipality,
            _ => 1,
        };

    private static Place[] Merge(IEnumerable<Place> places)
    {
        var byId = new SortedDictionary<string, Place>(StringComparer.Ordinal);
        foreach (Place p in places)
        {
            byId[p.Id] = byId.TryGetValue(p.Id, out Place? first) ? first with { Names = [.. first.Names.Concat(p.Names).Distinct()] } : p;
        }

        return [.. byId.Values];
    }

    private static void Add(Dictionary<string, List<int>> index, string key, int place)
    {
        if (!index.TryGetValue(key, out List<int>? list)) index[key] = list = new(1);
        if (list.Count == 0 || list[^1] != place) list.Add(place);
    }

    private static FrozenDictionary<string, int[]> Freeze(Dictionary<string, List<int>> index) =>
        index.ToFrozenDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    private static string WordStems(string words) =>
        string.Concat(words.Split(' ').Select(w => NameKey.Stem(NameKey.Skeleton(w))));

    /// <summary>Stems of the name when it stands in another case, every word in its own; at most 24 readings.</summary>
    private static List<string> CaseStems(string words)
    {
        var stems = new List<string>(4);
        if (!words.Contains(' ', StringComparison.Ordinal))
        {
            NameKey.Stems(NameKey.Skeleton(words), stems);
            return stems;
        }

        var found = new List<string>(8) { "" };
        foreach (string word in words.Split(' '))
        {
            NameKey.Stems(NameKey.Skeleton(word), stems);
            if (stems.Count == 0) stems.Add(NameKey.Stem(NameKey.Skeleton(word)));
            var next = new List<string>(found.Count * stems.Count);
            foreach (string head in found) next.AddRange(stems.Select(s => head + s));
            found = next.Count > 24 ? next.GetRange(0, 24) : next;
        }

        return found;
    }

    private readonly record struct Match(int Place, double Factor, NameFit Fit);
}

/// <summary>How well a name fits the gazetteer, best first.</summary>
internal enum NameFit
{
    /// <summary>Letter by letter after folding.</summary>
    Letters = 0,

    /// <summary>But for its vowels.</summary>
    Spelling,

    /// <summary>In another grammatical case.</summary>
    Case,

    /// <summary>Not at all.</summary>
    None,
}
