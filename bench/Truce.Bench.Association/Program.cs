using Truce.Bench.Association;
using Truce.Simulation.Arrivals;

string data = args.FirstOrDefault(a => a.Contains('/')) ?? "../shared/data/seismo";
if (args.Contains("--statistics"))
{
    foreach (int n in new[] { 50, 250 })
    {
        Statistics.Print($"given {n}", GivenSet.Read(Path.Combine(data, "association"), n));
        Statistics.Print($"drawn {n}", new DenseCatalogue { Events = n }.Draw(1));
    }

    Statistics.Print("drawn 1000", new DenseCatalogue().Draw(1));
    Statistics.Print("sparse", new SparseCatalogue().Draw(1));
    Statistics.Print("sparse, air only", new SparseCatalogue { ArraysHearGround = false }.Draw(1));
}

else if (args.Contains("--given"))
{
    foreach (int n in new[] { 50, 250 }) Runs.Once($"given {n}", GivenSet.Read(Path.Combine(data, "association"), n), Runs.Dense, new HomogeneousGround());
}
else if (args.Contains("--sparse"))
{
    SparseCatalogue made = new() { ArraysHearGround = !args.Contains("--air"), Arrays = Number("--arrays", 2), Stations = Number("--stations", 1), Events = Number("--events", 2000), DurationS = 3600 * Number("--hours", 24) };
    Runs.Seeds("sparse", Number("--seeds", 10), Number("--first", 101), seed => made.Draw(seed), Runs.Sparse, Runs.SparseGround);
}
else
{
    DenseCatalogue made = new() { Events = Number("--events", 1000) };
    Runs.Seeds("dense", Number("--seeds", 10), Number("--first", 101), seed => made.Draw(seed), Runs.Dense, new HomogeneousGround());
}

int Number(string name, int usual) => Array.IndexOf(args, name) is var i and >= 0 ? int.Parse(args[i + 1], System.Globalization.CultureInfo.InvariantCulture) : usual;
