using System.Xml.Linq;

namespace Truce.House.Tests;

/// <summary>Which project may refer to which, and to which packages: a table, so that a new edge is a decision.</summary>
public sealed class EdgesTests
{
    private static readonly SortedDictionary<string, Edges> Table = new(StringComparer.Ordinal)
    {
        ["src/Truce"] = new([], ["NetTopologySuite", "NodaTime"], []),
        ["src/Truce.Evidence"] = new([], [], []),
        ["src/Truce.Feeds"] = new(["Truce"], ["DocumentFormat.OpenXml"], []), // reads the template as a workbook: decision 0096
        ["src/Truce.Simulation"] = new(["Truce"], [], []),
        ["src/Truce.Storage"] = new(["Truce", "Truce.Evidence"], ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"], []),
        ["src/Truce.Server"] = new(["Truce", "Truce.Evidence", "Truce.Feeds", "Truce.Simulation", "Truce.Storage"],
            ["System.CommandLine", "YamlDotNet"], ["Microsoft.AspNetCore.App"]),
        ["src/Truce.Verify"] = new(["Truce.Evidence"], [], []),
        ["tests/Truce.Testing"] = new([], ["xunit.v3.assert", "xunit.v3.extensibility.core"], []),
        ["tests/Truce.Tests"] = new(["Truce", "Truce.Testing"], [], []),
        ["tests/Truce.Evidence.Tests"] = new(["Truce.Evidence", "Truce.Testing", "Truce.Verify"], [], []),
        ["tests/Truce.Feeds.Tests"] = new(["Truce.Feeds", "Truce.Testing"], [], []),
        ["tests/Truce.Storage.Tests"] = new(["Truce.Storage", "Truce.Testing"], [], []),
        ["tests/Truce.Simulation.Tests"] = new(["Truce.Simulation", "Truce.Testing"], [], []),
        ["tests/Truce.Server.Tests"] = new(["Truce.Server", "Truce.Testing"], [], []),
        ["tests/Truce.House.Tests"] = new(["Truce.Testing"], ["Microsoft.CodeAnalysis.CSharp"], []),
    };

    // Directory.Build.props gives every project this analyzer and every test project the test packages.
    private static readonly string[] Everywhere = ["FsCheck", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "xunit.v3"];

    [Fact]
    public void Every_project_has_the_edges_of_the_table() => Verdict.None(Differences(Projects()));

    [Fact]
    public void Benchmarks_see_only_the_projects_of_src() =>
        Verdict.None(from path in House.Files("bench", ".csproj")
                     from edge in Read(House.Read(path)).Projects
                     where !Table.ContainsKey("src/" + edge)
                     select $"{path} refers to {edge}");

    [Fact]
    public void The_props_give_no_other_package_to_all() =>
        Assert.Equal(Everywhere, Read(House.Read("Directory.Build.props")).Packages);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string[] listed = [.. XDocument.Parse(House.Read("Truce.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value).Order(StringComparer.Ordinal)];
        string[] present = [.. new[] { "src", "tests", "bench" }.SelectMany(f => House.Files(f, ".csproj")).Order(StringComparer.Ordinal)];
        Assert.Equal(present, listed);
    }

    [Fact]
    public void Every_package_version_is_pinned_once_and_exactly() =>
        Assert.All(XDocument.Parse(House.Read("Directory.Packages.props")).Descendants("PackageVersion"), package =>
            Assert.Matches(@"^\d+\.\d+\.\d+$", package.Attribute("Version")!.Value));

    [Fact]
    public void Every_project_of_the_solution_has_its_lock_file() =>
        Assert.All(XDocument.Parse(House.Read("Truce.slnx")).Descendants("Project"), project =>
            Assert.Contains($"{Path.GetDirectoryName(project.Attribute("Path")!.Value)}/packages.lock.json", House.Files("."), StringComparer.Ordinal));

    [Theory]
    [InlineData("src/Truce", """<PackageReference Include="Npgsql" />""")]
    [InlineData("src/Truce", """<ProjectReference Include="../Truce.Feeds/Truce.Feeds.csproj" />""")]
    [InlineData("src/Truce.Evidence", """<ProjectReference Include="../Truce/Truce.csproj" />""")]
    [InlineData("src/Truce.Evidence", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""")]
    [InlineData("src/Truce.Verify", """<ProjectReference Include="..\Truce.Storage\Truce.Storage.csproj" />""")]
    [InlineData("src/Truce.Feeds", """<Reference Include="Hidden"><HintPath>x.dll</HintPath></Reference>""")]
    [InlineData("src/Truce.Planted", "")]
    public void A_planted_edge_is_found(string project, string line)
    {
        SortedDictionary<string, string> projects = Projects();
        string text = projects.GetValueOrDefault(project, "<Project></Project>");
        projects[project] = text.Replace("</Project>", $"<ItemGroup>{line}</ItemGroup></Project>", StringComparison.Ordinal);
        Assert.Single(Differences(projects).Except(Differences(Projects())));
    }

    [Fact]
    public void A_lost_edge_is_found_too()
    {
        SortedDictionary<string, string> projects = Projects();
        projects.Remove("src/Truce.Verify");
        projects["src/Truce.Feeds"] = "<Project />";
        Assert.Equal(2, Differences(projects).Except(Differences(Projects())).Count());
    }

    private static SortedDictionary<string, string> Projects() => new(
        new[] { "src", "tests" }.SelectMany(f => House.Files(f, ".csproj")).ToDictionary(p => Path.GetDirectoryName(p)!, House.Read), StringComparer.Ordinal);

    private static string[] Differences(SortedDictionary<string, string> projects) =>
    [
        .. from name in Table.Keys.Union(projects.Keys).Order(StringComparer.Ordinal)
           let wanted = Table.GetValueOrDefault(name)
           let found = projects.TryGetValue(name, out string? text) ? Read(text) : null
           where wanted?.ToString() != found?.ToString()
           select $"{name}\n  table: {wanted?.ToString() ?? "not there"}\n  file:  {found?.ToString() ?? "not there"}",
    ];

    private static Edges Read(string text)
    {
        XDocument file = XDocument.Parse(text);
        return new(
            Sorted(file, "ProjectReference", p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))),
            Sorted(file, "PackageReference", p => p),
            [.. Sorted(file, "FrameworkReference", p => p), .. Sorted(file, "Reference", p => "file " + p)]);
    }

    private static string[] Sorted(XDocument file, string element, Func<string, string> name) =>
        [.. file.Descendants(element).Select(e => name(e.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];

    private sealed record Edges(string[] Projects, string[] Packages, string[] Frameworks)
    {
        public override string ToString() =>
            $"projects [{string.Join(", ", Projects)}] packages [{string.Join(", ", Packages)}] frameworks [{string.Join(", ", Frameworks)}]";
    }
}
