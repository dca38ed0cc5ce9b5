using Truce.Measures;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>Who was listening where: the only silence that today's feeds let us know of.</summary>
/// <remarks>
/// A monitor who reported hearing something from one place shortly before an event, and again from the same place shortly after, was there and listening in
/// between. Only hearing counts: sight needs a line of sight that nobody records, orbits have no schedule in the data, and an outlet that wrote nothing may
/// have known nothing. Pure; the order of adding does not matter.
/// </remarks>
public sealed class HearingPosts
{
    /// <summary>Longest time between the report before and the report after. Chosen by us: a watch, not a shift.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    /// <summary>Farthest that the two reports' posts may lie apart to be one post, metres. Chosen by us.</summary>
    public const double SamePostM = 200;

    private readonly SortedDictionary<string, List<Observation>> _posts = new(StringComparer.Ordinal);

    /// <summary>Takes an observation; those that are no hearing from a known post at a known time are passed over.</summary>
    public void Add(Observation o)
    {
        if (o is not { Means: ObservationMeans.Heard, Where: ObservedPlace.Sector, When: not null }) return;
        if (!_posts.TryGetValue(o.Source, out List<Observation>? of)) _posts[o.Source] = of = [];
        of.Add(o);
    }

    /// <summary>Sources that have reported hearing the class from a post, in ordinal order.</summary>
    public IEnumerable<string> SourcesOf(ObservationClass said) => _posts.Where(p => p.Value.Any(o => o.Class == said)).Select(p => p.Key);

    /// <summary>Whether the source was listening within reach, as its own other reports show.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="when">Time of the event.</param>
    /// <param name="where">Place of the event.</param>
    /// <param name="own">Reports that do not count as proof: those of the event itself, and those that were taken back.</param>
    public bool Listened(string source, TimeInterval when, GeoPoint where, Func<Hash256, bool> own)
    {
        if (!_posts.TryGetValue(source, out List<Observation>? all)) return false;
        Observation[] posts = [.. all.Where(o => !own(o.Id))];
        return posts.Any(a => a.When!.Value.End <= when.Start && Reaches(a, where)
            && posts.Any(b => b.When!.Value.Start >= when.End && b.When!.Value.Start - a.When!.Value.End <= LongestPause && Reaches(b, where) && SamePost(a, b)));
    }

    private static bool Reaches(Observation o, GeoPoint where) => o.Where is ObservedPlace.Sector s && s.Observer.DistanceM(where) <= s.FarM;

    private static bool SamePost(Observation a, Observation b) =>
        a.Where is ObservedPlace.Sector x && b.Where is ObservedPlace.Sector y && x.Observer.DistanceM(y.Observer) <= SamePostM;
}
