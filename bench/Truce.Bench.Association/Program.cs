using Truce.Bench.Association;
using Truce.Simulation.Arrivals;

string data = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "../shared/data/seismo";
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
