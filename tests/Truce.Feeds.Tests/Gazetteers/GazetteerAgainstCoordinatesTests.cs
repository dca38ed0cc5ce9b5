using System.Globalization;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests.Gazetteers;

/// <summary>Names of real rows resolved and compared with the coordinates that stand beside them.</summary>
public sealed class GazetteerAgainstCoordinatesTests
{
    [Fact]
    public void Verified_rows_lie_where_their_town_says()
    {
        string path = SharedData.Path("incidents/window-2022-06/cir_verified_incidents.csv");
        Score score = Measure(path, "town/city", "province", "lat", "lon", r => r["country"] == "Ukraine");
        TestContext.Current.TestOutputHelper?.WriteLine("verified rows, town and province: " + score);
        Assert.True(score.Resolved > 0.85, score.ToString());
        Assert.InRange(score.Inside, 0.85, 0.95);
    }

    [Fact]
    public void News_rows_lie_where_their_place_says()
    {
        string path = SharedData.Path("incidents/dev-cut/viina_2022.csv");
        Score score = Measure(path, "asciiname", "ADM1_NAME", "latitude", "longitude", r => r["asciiname"].Length > 0);
        TestContext.Current.TestOutputHelper?.WriteLine("news rows, asciiname and ADM1: " + score);
        Assert.True(score.Resolved > 0.85, score.ToString());
        Assert.InRange(score.Inside, 0.85, 0.95);
    }

    private static Score Measure(string path, string nameColumn, string hintColumn, string lat, string lon, Func<IReadOnlyDictionary<string, string>, bool> wanted)
    {
        var errors = new List<double>();
        int all = 0, resolved = 0, inside = 0;
        var unresolved = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var far = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (IReadOnlyDictionary<string, string> row in TestCsv.Read(path))
        {
            if (row[nameColumn].Length == 0 || !wanted(row)) continue;
            all++;
            var truth = new GeoPoint(double.Parse(row[lat], CultureInfo.InvariantCulture), double.Parse(row[lon], CultureInfo.InvariantCulture));
            if (Ukraine.Gazetteer.Resolve(row[nameColumn], new(row[hintColumn])) is not ObservedPlace.Named named)
            {
                unresolved[row[nameColumn]] = unresolved.GetValueOrDefault(row[nameColumn]) + 1;
                continue;
            }

            resolved++;
            double error = truth.DistanceM(named.Candidates[0].Position);
            errors.Add(error);
            if (MixtureRegion.Holds(named.Candidates, truth, 0.9)) inside++;
            else far[row[nameColumn] + "|" + row[hintColumn]] = far.GetValueOrDefault(row[nameColumn] + "|" + row[hintColumn]) + 1;
        }

        errors.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine("not resolved: " + string.Join(", ", unresolved.OrderByDescending(u => u.Value).Take(25).Select(u => $"{u.Key} {u.Value}")));
        TestContext.Current.TestOutputHelper?.WriteLine("outside: " + string.Join(", ", far.OrderByDescending(u => u.Value).Take(40).Select(u => $"{u.Key} {u.Value}")));
        return new(all, (double)resolved / all, (double)inside / resolved, errors[errors.Count / 2] / 1000, errors[errors.Count * 9 / 10] / 1000);
    }

    private sealed record Score(int Rows, double Resolved, double Inside, double MedianKm, double P90Km)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Rows} rows, resolved {Resolved:p1}, true point inside the 90 % region {Inside:p1}, first candidate off by median {MedianKm:f1} km, p90 {P90Km:f1} km");
    }
}
