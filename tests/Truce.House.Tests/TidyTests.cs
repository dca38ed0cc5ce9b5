using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Truce.House.Tests;

/// <summary>Small things that rot: leftovers, folded regions, the machine's own clock, and names of somebody's machine.</summary>
public sealed partial class TidyTests
{
    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".slnx", ".json", ".yaml", ".yml", ".md", ".html", ".css", ".js", ".ts", ".tsx", ".txt", ".sh", ".svg", "check", "truce", "truce-verify", "run"];

    // Words are put together here, so that this file does not find itself.
    private static readonly string[] Markers = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X", "NotImpl" + "ementedException", "to be imple" + "mented"];

    private static readonly string[] Places =
        ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Use" + "rs/", "C:" + "\\Users", "nu" + "get.org", "npm" + "js.org", "npm" + "js.com", "py" + "pi.org", "crates" + ".io"];

    [Fact]
    public void Nothing_is_left_over() => Verdict.None(All().SelectMany(Leftovers));

    [Fact]
    public void No_machine_and_no_registry_is_named() => Verdict.None(All().SelectMany(MachineNames));

    [Fact]
    public void Nothing_is_folded_away_in_a_region() => Verdict.None(Code().SelectMany(Regions));

    [Fact]
    public void Nobody_asks_the_machine_for_the_time_or_for_chance() => Verdict.None(Code().SelectMany(Clocks));

    [Fact]
    public void Planted_leftovers_are_found()
    {
        Assert.All(Markers, marker => Assert.Single(Leftovers(new("src/P.cs", $"// x\n// {marker}: later\n"))));
        Assert.Empty(Leftovers(new("src/P.cs", "var methodology = \"hackathon\"; // a todoist's mastodon\n")));
    }

    [Fact]
    public void Planted_names_of_machines_are_found()
    {
        Assert.All(Places, place => Assert.Single(MachineNames(new("docs/p.md", $"see {place}x\n"))));
        Assert.Empty(MachineNames(new("docs/p.md", "see ../shared/data, net" + "work/x and https://example.org/home\n")));
    }

    [Fact]
    public void Planted_regions_and_clocks_are_found()
    {
        Assert.Single(Regions(new("src/P.cs", "#reg" + "ion x\nclass P;\n#endreg" + "ion\n")));
        Assert.Empty(Regions(new("src/P.cs", "// no #reg" + "ion here\nclass P;\n")));
        Assert.Equal(3, Clocks(new("src/P.cs",
            "class P { object a = DateTime.UtcNow, b = System.DateTimeOffset.Now; Func<Guid> c = Guid.NewGuid; string d = \"DateTime.UtcNow\"; /* DateTime.Now */ }")).Count());
    }

    private static IEnumerable<Plant> All() =>
        House.Files(".", Texts).Where(p => !p.EndsWith("packages.lock.json", StringComparison.Ordinal)).Select(path => new Plant(path, House.Read(path)));

    private static IEnumerable<Plant> Code() => All().Where(p => p.Path.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Leftovers(Plant file) => Lines(file, line => Markers.Any(m =>
        Regex.IsMatch(line, $@"(?<!\w){m}(?!\w)", RegexOptions.CultureInvariant)) ? "a leftover" : null);

    private static IEnumerable<string> MachineNames(Plant file) => Lines(file, line =>
        Places.Any(p => MachineName(p).IsMatch(line)) ? "a machine or registry" : null);

    // A path starts after a blank, a quote or a bracket: the end of a web address is not one.
    private static Regex MachineName(string place) => new(place.StartsWith('/') ? $@"(?<![\w.\-]){place}" : Regex.Escape(place), RegexOptions.CultureInvariant);

    private static IEnumerable<string> Regions(Plant file) => House.Parse(file.Path, file.Code).GetRoot()
        .DescendantTrivia().Where(t => t.IsKind(SyntaxKind.RegionDirectiveTrivia)).Select(_ => file.Path + ": a region");

    private static IEnumerable<string> Clocks(Plant file) =>
        from node in House.Parse(file.Path, file.Code).GetRoot().DescendantNodes()
        where node.IsKind(SyntaxKind.SimpleMemberAccessExpression) && Clock().IsMatch(node.ToString())
        select $"{Names.Line(node)}: {node}";

    private static IEnumerable<string> Lines(Plant file, Func<string, string?> wrong) =>
        file.Code.Split('\n').Select((line, i) => wrong(line) is { } what ? $"{file.Path}:{i + 1}: {what}: {line.Trim()}" : null).OfType<string>();

    [GeneratedRegex(@"^(System\.)?(DateTime(Offset)?\.(UtcNow|Now|Today)|Guid\.NewGuid|Random\.Shared)$")]
    private static partial Regex Clock();
}
