using Truce.Measures;

namespace Truce.Detections.Arrivals;

/// <summary>Where waves are heard: a station, or an array by the middle of its elements.</summary>
/// <param name="Id">Names the site among those of one run.</param>
/// <param name="Position">Where it is.</param>
/// <param name="ElevationM">Height above the sea, metres; 0 where not given.</param>
public sealed record ListeningSite(string Id, GeoPoint Position, double ElevationM = 0);
