using System.Collections.Immutable;
using Truce.Measures;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>A post of the mission: a camera by night and a patrol by day.</summary>
/// <param name="Id">Its name, with the word SIMULATED in front.</param>
/// <param name="ChainageKm">Abreast of which kilometre of the line it stands.</param>
/// <param name="Position">Where.</param>
public sealed record MonitoringPost(string Id, double ChainageKm, GeoPoint Position);

/// <summary>Where the mission stands and how far it sees and hears. No post stands in the blind sector.</summary>
public static class MonitoringPosts
{
    /// <summary>Distance at which an explosion can be heard, metres.</summary>
    public const double HeardExplosionM = 9_000;

    /// <summary>Distance at which small arms can be heard, metres.</summary>
    public const double HeardShotsM = 3_500;

    /// <summary>Distance at which a camera sees a flash or a flare, metres.</summary>
    public const double SeenM = 6_000;

    /// <summary>First and last local hour of patrols and flights.</summary>
    public static (double From, double To) DayHours => (7, 19);

    /// <summary>The night on which the cameras of a stretch are out, and the stretch, kilometres along the line.</summary>
    public static (int Day, double FromKm, double ToKm) CameraOut => (3, 30, 62);

    /// <summary>The posts, from the south, 8 km apart and on both sides in turn.</summary>
    public static ImmutableArray<MonitoringPost> Along(ContactLine line)
    {
        var posts = ImmutableArray.CreateBuilder<MonitoringPost>();
        (double blindFrom, double blindTo) = ContactLine.BlindSector;
        for (double km = 6; km < 162; km += 8)
        {
            if (km > blindFrom - 9 && km < blindTo + 9) continue;
            int n = posts.Count + 1;
            posts.Add(new($"SIMULATED Post {n:00}", km, line.At(km, n % 2 == 0 ? 2.4 : -2.4)));
        }

        return posts.ToImmutable();
    }
}
