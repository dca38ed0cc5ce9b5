using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Truce.House.Tests;

/// <summary>At the edges, what does the same job lies side by side and does not look sideways: feeds, and stores.</summary>
public sealed class FoldersTests
{
    private const string Root = "";

    // A feed folder sees itself and the shared reading of text. The registry at the root sees all and is seen by none of them.
    private static readonly Rule Feeds = new("Truce.Feeds", ["Text"], ["FeedFormats"]);

    // Each store is native: what two of them share belongs to the root, as a contract.
    private static readonly Rule Stores = new("Truce.Storage", [], []);

    [Fact]
    public void No_feed_sees_another() => Verdict.None(Glances(House.Compile("Truce.Feeds"), Feeds));

    [Fact]
    public void No_store_sees_another() => Verdict.None(Glances(House.Compile("Truce.Storage"), Stores));

    [Fact]
    public void A_planted_glance_sideways_is_found()
    {
        Plant[] plants =
        [
            new("src/Truce.Feeds/PlantOne/One.cs", "namespace Truce.Feeds.PlantOne; static class One { public const int N = 1; }"),
            new("src/Truce.Feeds/PlantTwo/Two.cs", "namespace Truce.Feeds.PlantTwo; class Two { int n = PlantOne.One.N; }"),
            new("src/Truce.Feeds/Text/Three.cs", "namespace Truce.Feeds.Text; class Three { string n = nameof(PlantOne.One); }"),
            new("src/Truce.Feeds/PlantedFour.cs", "namespace Truce.Feeds; class PlantedFour { int n = PlantOne.One.N; Text.Three? t; }"),
            new("src/Truce.Feeds/PlantTwo/Five.cs", "namespace Truce.Feeds.PlantTwo; class Five { Text.Three? t; Truce.Measures.GeoPoint g; PlantedFour? f; }"),
        ];
        string[] found = Glances(House.Compile("Truce.Feeds", plants), Feeds);
        Assert.Contains(found, f => f.StartsWith("src/Truce.Feeds/PlantTwo/Two.cs", StringComparison.Ordinal));
        Assert.Contains(found, f => f.StartsWith("src/Truce.Feeds/Text/Three.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(found, f => f.Contains("Four.cs:", StringComparison.Ordinal) || f.Contains("Five.cs:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_glance_between_stores_is_found() => Assert.Single(Glances(House.Compile("Truce.Storage",
        new Plant("src/Truce.Storage/PlantLite/One.cs", "namespace Truce.Storage.PlantLite; class One;"),
        new Plant("src/Truce.Storage/PlantGres/Two.cs", "namespace Truce.Storage.PlantGres; class Two : PlantLite.One;")), Stores, "Two.cs"));

    private static string[] Glances(CSharpCompilation compilation, Rule rule, string ending = "")
    {
        string folder = $"src/{rule.Project}/";
        return
        [
            .. from use in Names.In(compilation, path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal))
               let here = FolderOf(use.File, folder)
               where here != Root
               where use.Symbol is not INamespaceSymbol
               from location in use.Symbol.Locations
               let path = location.SourceTree?.FilePath
               where path?.StartsWith(folder, StringComparison.Ordinal) == true
               let there = FolderOf(path, folder)
               where there == Root ? rule.Registries.Contains(Path.GetFileNameWithoutExtension(path)) : there != here && !rule.Shared.Contains(there)
               select $"{use.Where}: {here} uses {use.Symbol.ToDisplayString()} of {(there == Root ? path : there)}",
        ];
    }

    private static string FolderOf(string path, string folder) => path[folder.Length..].Split('/') is [string first, _, ..] ? first : Root;

    private sealed record Rule(string Project, string[] Shared, string[] Registries);
}
