using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What was said of one guarantor in one pillar, in the order of days; what has no day may have been said before any and comes first.</summary>
/// <remarks>
/// Statements only come in addition from day to day, so whatever they bring first (a condition, a domain, a contradiction) stays. Each is kept with the number of statements after which it is there, and a day is answered by counting.
/// </remarks>
internal sealed class SpokenCell
{
    private readonly ImmutableArray<LedgerStatement> _said;
    private readonly int[] _days;
    private readonly (string Word, int From)[] _conditions, _domains;
    private readonly (string Instrument, int From)[] _instruments;
    private readonly Contradiction[] _contradictions;
    private readonly int _binding, _notBinding;

    public SpokenCell(string guarantor, string pillar, IEnumerable<(int On, LedgerStatement Said)> said)
    {
        (Guarantor, Pillar) = (guarantor, pillar);
        (int On, LedgerStatement Said)[] sorted = [.. said.OrderBy(s => s.On).ThenBy(s => s.Said.Id)];
        (_said, _days) = ([.. sorted.Select(s => s.Said)], [.. sorted.Select(s => s.On)]);
        (_binding, _notBinding) = (First(s => s.BindingNow == true), First(s => s.BindingNow == false));
        _conditions = Firsts(s => s.Conditions);
        _domains = Firsts(s => s.Domain.Length > 0 ? [s.Domain] : []);
        _instruments = Weightiest();
        _contradictions = [.. Contradiction.In(_said, _domains)];
    }

    public string Guarantor { get; }

    public string Pillar { get; }

    /// <summary>All of them, whatever the day.</summary>
    public ImmutableArray<LedgerStatement> All => _said;

    /// <summary>How many statements had been made by a day.</summary>
    public int CountBy(DateOnly day)
    {
        int low = 0, high = _days.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_days[middle] <= day.DayNumber) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The first of them, the same as <see cref="Ledger.On(DateOnly)"/> keeps.</summary>
    public ImmutableArray<LedgerStatement> Take(int count) => count == _said.Length ? _said : _said[..count];

    /// <summary>Whether any of the first statements said that it binds.</summary>
    public bool Binds(int count) => _binding <= count;

    /// <summary>Whether any said that it does not.</summary>
    public bool DoesNotBind(int count) => _notBinding <= count;

    /// <summary>Conditions that they named, sorted.</summary>
    public IEnumerable<string> Conditions(int count) => _conditions.Where(c => c.From <= count).Select(c => c.Word);

    /// <summary>Domains that they named, sorted.</summary>
    public IEnumerable<string> Domains(int count) => _domains.Where(d => d.From <= count).Select(d => d.Word);

    /// <summary>Weightiest instrument that they named, statements against it left out; empty for none.</summary>
    public string Instrument(int count) => _instruments.LastOrDefault(i => i.From <= count).Instrument ?? "";

    /// <summary>What they contradict one another in.</summary>
    public IEnumerable<Contested> Contested(int count, OriginGroups origins)
    {
        // A statement without a domain speaks of all of them: with domains named it is compared in each, without any once.
        bool named = _domains.Any(d => d.From <= count);
        foreach (Contradiction c in _contradictions)
        {
            if (c.From > count || (c.Domain.Length == 0) == named) continue;
            yield return new(() => ContestedMatters.Standpoints(c.Of(Take(count)), s => c.Word(s), origins)) { Guarantor = Guarantor, Pillar = Pillar, Domain = c.Domain, Facet = c.Facet };
        }
    }

    private int First(Func<LedgerStatement, bool> holds)
    {
        for (int i = 0; i < _said.Length; i++)
        {
            if (holds(_said[i])) return i + 1;
        }

        return int.MaxValue;
    }

    private (string, int)[] Firsts(Func<LedgerStatement, ImmutableArray<string>> words)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _said.Length; i++)
        {
            foreach (string word in words(_said[i])) first.TryAdd(word, i + 1);
        }

        return [.. first.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value))];
    }

    private (string, int)[] Weightiest()
    {
        var better = new List<(string, int)>();
        string best = "";
        for (int i = 0; i < _said.Length; i++)
        {
            if (_said[i].Direction == Direction.Against || !Positions.Weighs(_said[i].Instrument, best)) continue;
            better.Add((best = _said[i].Instrument, i + 1));
        }

        return [.. better];
    }
}

/// <summary>Something in which statements of a cell contradict one another, from some statement on.</summary>
/// <param name="Domain">Domain; empty while none is named.</param>
/// <param name="Facet">In what.</param>
/// <param name="Unit">Unit of the amounts; empty for what is no amount.</param>
/// <param name="From">After how many statements it is there.</param>
internal sealed record Contradiction(string Domain, Facet Facet, string Unit, int From)
{
    /// <summary>All that come up in a cell, in the order of domains.</summary>
    public static IEnumerable<Contradiction> In(ImmutableArray<LedgerStatement> said, (string Word, int From)[] domains)
    {
        foreach ((string domain, int named) in ((string, int)[])[("", 0), .. domains])
        {
            string[] units = [.. said.Where(s => s.Quantity is not null && Here(s, domain)).Select(s => s.Quantity!.Unit).Distinct()];
            foreach (Contradiction c in (Contradiction[])[new(domain, Facet.Support, "", 0), new(domain, Facet.Binding, "", 0), .. units.Select(u => new Contradiction(domain, Facet.Quantity, u, 0))])
            {
                if (c.First(said) is { } from) yield return c with { From = Math.Max(from, named) };
            }
        }
    }

    /// <summary>The statements that it is about, of those that had been made.</summary>
    public LedgerStatement[] Of(ImmutableArray<LedgerStatement> said) => Against([.. said.Where(Concerns)]);

    /// <summary>What a statement says of it.</summary>
    public string Word(LedgerStatement s) => Facet switch
    {
        Facet.Support => s.Direction == Direction.For ? "for" : "against",
        Facet.Binding => s.BindingNow == true ? "binding" : "not binding",
        _ => s.Quantity!.ToString(),
    };

    private static bool Here(LedgerStatement s, string domain) => s.Domain.Length == 0 || s.Domain == domain;

    private bool Concerns(LedgerStatement s) => Here(s, Domain) && Facet switch
    {
        Facet.Support => s.Direction != Direction.Open,
        Facet.Binding => s.BindingNow is not null,
        _ => s.Quantity?.Unit == Unit,
    };

    // Of amounts those that cannot be true together with some other: no number lies in both bands.
    private LedgerStatement[] Against(LedgerStatement[] said)
    {
        if (Facet != Facet.Quantity || said.Length == 0) return said;
        double low = said.Max(s => s.Quantity!.AtLeast ?? double.NegativeInfinity), high = said.Min(s => s.Quantity!.AtMost ?? double.PositiveInfinity);
        return low <= high ? [] : [.. said.Where(s => s.Quantity!.AtLeast > high || s.Quantity!.AtMost < low)];
    }

    // More statements never take a contradiction away: two things said stay said, and bands that exclude one another stay so.
    private int? First(ImmutableArray<LedgerStatement> said) => Facet == Facet.Quantity ? FirstAmount(said) : FirstWord(said);

    // The same question as ContestedMatters.AreSplit, asked of each statement in passing.
    private int? FirstWord(ImmutableArray<LedgerStatement> said)
    {
        string? word = null, voice = null;
        bool words = false, voices = false;
        for (int i = 0; i < said.Length; i++)
        {
            if (!Concerns(said[i])) continue;
            string says = Word(said[i]), speaks = ContestedMatters.Voice(said[i]);
            (words, voices) = (words || says != (word ??= says), voices || speaks != (voice ??= speaks));
            if (words && voices) return i + 1;
        }

        return null;
    }

    // Which amounts exclude one another changes with each that comes, so the first number of statements is found by halving.
    private int? FirstAmount(ImmutableArray<LedgerStatement> said)
    {
        (LedgerStatement Said, int From)[] mine = [.. said.Select((s, i) => (s, i + 1)).Where(s => Concerns(s.s))];
        bool Split(int count) => ContestedMatters.AreSplit(Against([.. mine.Take(count).Select(m => m.Said)]), Word);
        if (!Split(mine.Length)) return null;
        int low = 1, high = mine.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Split(middle)) high = middle;
            else low = middle + 1;
        }

        return mine[low - 1].From;
    }
}
