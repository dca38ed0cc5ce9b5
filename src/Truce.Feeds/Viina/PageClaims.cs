using System.Collections.Immutable;
using System.Globalization;
using Truce.Observations;
using Truce.Observations.Origins;
using Truce.Observations.Places;

namespace Truce.Feeds.Viina;

/// <summary>Reads the rows of one item together: which of the places that a page names it tells of, and since when the page stood there.</summary>
/// <remarks>
/// The database has one row for every place that a page names and for every day on which it was seen. Those rows are not so many events:
/// docs/decisions/0042-a-page-tells-of-one-event.md. A row learns only from rows of its own day and before, so that a longer file says nothing new of an old day.
/// </remarks>
internal sealed class PageClaims(ViinaOptions options)
{
    private static readonly string[] PostHosts = ["https://t.me/", "https://twitter.com/", "https://facebook.com/"];
    private readonly List<Decoded> _pieces = [];
    private readonly Dictionary<int, Row> _rows = []; // by index into the pieces

    /// <summary>How many pieces are held back.</summary>
    public int Count => _pieces.Count;

    /// <summary>Holds a piece back.</summary>
    public void Keep(Decoded piece) => _pieces.Add(piece);

    /// <summary>Says what the row that comes next is about.</summary>
    /// <param name="pages">Its canonical addresses.</param>
    /// <param name="day">The day it stands under.</param>
    /// <param name="place">Key of its place.</param>
    /// <param name="name">Name of its place; empty when it gives only an area.</param>
    public void About(List<string> pages, DateOnly day, string place, string name) => _rows[_pieces.Count] = new(pages, day, place, name);

    /// <summary>Gives every piece in the order in which it came, rows with the weights and the days that the pages leave them.</summary>
    public void Release(Action<Decoded> take)
    {
        foreach ((int at, Row row) in _rows)
        {
            var seen = ((Decoded.Seen)_pieces[at]).Observation;
            row.Text = seen.Text;
            row.Naming = row.Name.Length > 0 && row.Text.Length > 0 ? NamedInText.Of(row.Text, row.Name) : null;
        }

        var byPage = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (Row row in _rows.OrderBy(r => r.Key).Select(r => r.Value))
        {
            foreach (string page in row.Pages)
            {
                if (!byPage.TryGetValue(page, out List<Row>? rows)) byPage[page] = rows = [];
                rows.Add(row);
            }
        }

        for (int i = 0; i < _pieces.Count; i++)
        {
            take(_rows.TryGetValue(i, out Row? row) ? new Decoded.Seen(Read(((Decoded.Seen)_pieces[i]).Observation, row, byPage)) : _pieces[i]);
        }

        _pieces.Clear();
        _rows.Clear();
    }

    private Observation Read(Observation seen, Row row, Dictionary<string, List<Row>> byPage)
    {
        (DateOnly told, DateOnly until) = Told(row, byPage);
        ImmutableSortedDictionary<string, string> facts = seen.Facts;
        if (told != row.Day) facts = facts.SetItem("toldOn", told.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        ObservedPlace where = seen.Where;
        if (where is ObservedPlace.Named { Candidates: [{ } only] } named)
        {
            double share = row.Pages.Count == 0 ? 1 : row.Pages.Max(p => Share(row, byPage[p]));
            facts = facts.SetItem("pageShare", share.ToString("0.###", CultureInfo.InvariantCulture));
            (double sigmaM, double weight) = Fit(only, row.Naming);
            where = named with { Candidates = [only with { SigmaM = sigmaM, Weight = Math.Round(weight * share, 6) }] };
        }

        return seen with { When = options.Days.Between(told.AddDays(-options.EventMayPrecedeDays), until), Where = where, Facts = facts };
    }

    // The day on which the row's words were first told, and the last day on which their event can lie. A day in an address is the publisher's word. A post
    // stands in the database under one of the days after it; words that stood there on an earlier day tell of nothing later than their first day, but
    // that day may itself be a day off, so it moves the beginning alone.
    private (DateOnly Told, DateOnly Until) Told(Row row, Dictionary<string, List<Row>> byPage)
    {
        DateOnly told = row.Day;
        DateOnly? written = null;
        foreach (string page in row.Pages)
        {
            foreach (Row other in byPage[page])
            {
                if (other.Day < told && other.Text == row.Text) told = other.Day;
            }

            if (PostingTime.Day(page) is { } day && (written is null || day < written)) written = day;
        }

        if (written is { } w && w < told.AddDays(1)) return (w, w);
        bool post = row.Pages.Count > 0 && row.Pages.All(p => PostHosts.Any(h => p.StartsWith(h, StringComparison.Ordinal)));
        return (post ? told.AddDays(-options.PostListedLaterDays) : told, row.Day);
    }

    /// <summary>P(the page tells of an event at the row's place): all that it names have a share by how plainly they are named, and some pages tell of as many events as places.</summary>
    private double Share(Row row, List<Row> rows)
    {
        var plainest = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Row other in rows)
        {
            if (other.Day > row.Day || other.Place.Length == 0) continue;
            plainest[other.Place] = Math.Max(plainest.GetValueOrDefault(other.Place), other.Naming == TextNaming.AsPlace ? 1 : options.LessPlainlyNamed);
        }

        if (plainest.Count < 2 || !plainest.TryGetValue(row.Place, out double mine)) return 1;
        double sum = plainest.OrderBy(p => p.Key, StringComparer.Ordinal).Sum(p => p.Value);
        return options.SeveralEventsShare + ((1 - options.SeveralEventsShare) * mine / sum);
    }

    private (double SigmaM, double Weight) Fit(PlaceCandidate only, TextNaming? naming) => naming switch
    {
        TextNaming.AsRegion => (Math.Max(only.SigmaM, options.OblastSigmaM), Math.Min(only.Weight, options.WiderWeight)),
        TextNaming.AsDistrict => (Math.Max(only.SigmaM, options.RaionSigmaM), Math.Min(only.Weight, options.WiderWeight)),
        TextNaming.AsPlace => (Math.Min(only.SigmaM, Math.Max(options.SettlementSigmaM, options.CitySigmaM)), options.SettlementWeight),
        TextNaming.NotThere => (only.SigmaM, only.Weight * options.NotInTextFactor),
        _ => (only.SigmaM, only.Weight),
    };

    private sealed class Row(List<string> pages, DateOnly day, string place, string name)
    {
        public List<string> Pages { get; } = pages;

        public DateOnly Day { get; } = day;

        public string Place { get; } = place;

        public string Name { get; } = name;

        public string Text { get; set; } = "";

        public TextNaming? Naming { get; set; }
    }
}
