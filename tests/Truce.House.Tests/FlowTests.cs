using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Truce.House.Tests;

/// <summary>Data flows one way: a room of the core uses only rooms upstream of it, and no room sees the machines at the top.</summary>
public sealed class FlowTests
{
    private static readonly string[] Flow =
    [
        "Sayings", "Measures", "Observations", "Detections", "Coverage", "Fusion", "Listening", "Incidents", "Terms", "Findings", "Review", "Records", "Reports",
    ];

    // Beside the flow: promises look at what was found; answers look at what people confirmed and at the promises; pages write both down for readers.
    private static readonly string[] Beside = ["Commitments", "Response", "Pages"];

    private const string Top = "the top of the house";

    // Mission.cs lies at the top because a mission is what the machines are started with. It is data: it looks at the first two rooms only,
    // and the last room prints whose report it is. Nothing between may ask which mission it works for.
    private const string Mission = "Mission.cs";

    [Fact]
    public void Every_room_looks_upstream_only() => Verdict.None(Trespasses(House.Compile("Truce")));

    [Fact]
    public void Every_folder_of_the_core_is_a_room_and_every_namespace_is_its_folder() => Verdict.None(Misplaced(House.Compile("Truce")));

    [Theory]
    [InlineData("a type of the parent namespace, without a using", "Measures", "class P { Observations.Observation? o; }")]
    [InlineData("a using alone", "Measures", "using Truce.Observations; class P;")]
    [InlineData("a using static", "Measures", "using static Truce.Incidents.PlantedNumbers; class P { int n = Number; }")]
    [InlineData("an alias", "Detections", "using I = Truce.Incidents.Incident; class P { I? i; }")]
    [InlineData("a const, which leaves no trace in IL", "Measures", "class P { int n = Incidents.PlantedNumbers.Number; }")]
    [InlineData("nameof, which leaves no trace in IL", "Measures", "class P { string n = nameof(Incidents.PlantedNumbers); }")]
    [InlineData("nameof a method", "Measures", "class P { string n = nameof(Incidents.PlantedNumbers.Twice); }")]
    [InlineData("a generic argument", "Fusion", "class P { List<Findings.Finding> f = []; }")]
    [InlineData("a base type", "Observations", "class P : Incidents.PlantedBase;")]
    [InlineData("an attribute", "Observations", "[Incidents.Planted] class P;")]
    [InlineData("typeof", "Observations", "class P { Type t = typeof(Incidents.Incident); }")]
    [InlineData("a type behind var", "Incidents", "class P { object F() { var a = Incidents.PlantedNumbers.Leak(); return a; } }")]
    [InlineData("the mission", "Fusion", "class P { Mission? m; }")]
    [InlineData("the machines at the top", "Reports", "class P { PlantedMachine? m; }")]
    [InlineData("a room beside the flow", "Reports", "class P { Commitments.PlantedPromise? c; }")]
    [InlineData("Terms looks at Measures and Sayings only", "Terms", "class P { Observations.Observation? o; }")]
    [InlineData("Sayings look at nothing", "Sayings", "class P { Measures.GeoPoint g; }")]
    [InlineData("an inner folder is the same room", "Observations/Places", "class P { Fusion.Hypothesis? h; }")]
    [InlineData("promises do not see people's judgement", "Commitments", "class P { Review.ConfirmedFinding? c; }")]
    [InlineData("promises do not see the answers", "Commitments", "class P { Response.PlantedAnswer? c; }")]
    [InlineData("reports do not see the pages beside them", "Reports", "class P { Pages.PlantedPage? p; }")]
    [InlineData("answers do not see records", "Response", "class P { Type t = typeof(Records.FindingRecords); }")]
    public void A_planted_trespass_is_found(string what, string room, string code)
    {
        CSharpCompilation planted = House.Compile("Truce",
            new Plant("src/Truce/Commitments/PlantedPromise.cs", "namespace Truce.Commitments; class PlantedPromise { Findings.Finding? f; }"),
            new Plant("src/Truce/Response/PlantedAnswer.cs", "namespace Truce.Response; class PlantedAnswer { Review.ConfirmedFinding? f; Commitments.PlantedPromise? p; }"),
            new Plant("src/Truce/Pages/PlantedPage.cs", "namespace Truce.Pages; class PlantedPage { Reports.Catalogue? c; Response.PlantedAnswer? a; }"),
            new Plant("src/Truce/PlantedMachine.cs", "namespace Truce; class PlantedMachine;"),
            new Plant("src/Truce/Incidents/PlantedNumbers.cs", """
                namespace Truce.Incidents;
                static class PlantedNumbers { public const int Number = 1; public static int Twice() => 2; public static List<Mission> Leak() => []; }
                class PlantedBase;
                class PlantedAttribute : Attribute;
                """),
            new Plant($"src/Truce/{room}/Planted.cs", InRoom(room, code)));
        Assert.True(Trespasses(planted, "Planted.cs").Length > 0, what + " was not found");
    }

    [Fact]
    public void Looking_upstream_and_speaking_of_downstream_in_a_comment_are_no_trespass() => Assert.Empty(Trespasses(House.Compile("Truce",
        new Plant("src/Truce/Reports/Planted.cs", "namespace Truce.Reports; class P { Measures.GeoPoint g; Findings.Finding? f; Mission? m; }"),
        new Plant("src/Truce/Response/Planted.cs", "namespace Truce.Response; class P { Findings.Finding? f; }"),
        new Plant("src/Truce/Planted.cs", "namespace Truce; class P { Findings.Finding? f; Reports.P? r; Response.P? s; }"),
        new Plant("src/Truce/Measures/Planted.cs", "namespace Truce.Measures; /// <summary><see cref=\"Truce.Findings.Finding\"/></summary>\nclass P { }")), "Planted.cs"));

    [Theory]
    [InlineData("src/Truce/Helpers/Planted.cs", "namespace Truce.Helpers; class P;")]
    [InlineData("src/Truce/Measures/Planted.cs", "namespace Truce.Terms; class P;")]
    [InlineData("src/Truce/Planted.cs", "namespace Truce.Terms; class P;")]
    [InlineData("src/Truce/Measures/Planted.cs", "class P;")]
    public void A_planted_stranger_among_the_rooms_is_found(string path, string code) =>
        Assert.NotEmpty(Misplaced(House.Compile("Truce", new Plant(path, code))));

    private static string InRoom(string room, string code)
    {
        int end = code.LastIndexOf("using ", StringComparison.Ordinal) < 0 ? 0 : code.IndexOf(';', code.LastIndexOf("using ", StringComparison.Ordinal)) + 1;
        return $"{code[..end]} namespace Truce.{room.Replace('/', '.')}; {code[end..]}";
    }

    private static string[] Trespasses(CSharpCompilation core, string ending = "") =>
    [
        .. from use in Names.In(core, path => path.StartsWith("src/Truce/", StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal))
           let here = RoomOf(use.File)
           let there = RoomOf(use.Symbol)
           where there is not null && here != Top && here != there && !Upstream(here).Contains(there)
           select $"{use.Where}: {here} uses {use.Symbol.ToDisplayString()} of {there}",
    ];

    private static string[] Misplaced(CSharpCompilation core) =>
    [
        .. from tree in core.SyntaxTrees
           where tree.FilePath.StartsWith("src/Truce/", StringComparison.Ordinal)
           let room = RoomOf(tree.FilePath)
           where room != Top && room != Mission && !Flow.Contains(room) && !Beside.Contains(room)
           select $"{tree.FilePath}: the core has no room {room}; give it a place in the flow first",
        .. from tree in core.SyntaxTrees
           where tree.FilePath.StartsWith("src/Truce/", StringComparison.Ordinal)
           from type in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
           let room = RoomOf(tree.FilePath)
           let symbol = core.GetSemanticModel(tree).GetDeclaredSymbol(type)!
           where RoomOf(symbol) != room
           select $"{Names.Line(type)}: {symbol.ToDisplayString()} lies in the folder of {room}",
    ];

    private static string[] Upstream(string room) =>
        room == "Terms" ? ["Sayings", "Measures"]
        : room == Mission ? ["Measures", "Observations"]
        : room == "Reports" ? [.. Flow[..^1], Mission]
        : room == "Commitments" ? Flow[..(Array.IndexOf(Flow, "Findings") + 1)]
        : room == "Pages" ? [.. Flow, "Commitments", "Response", Mission]
        : room == "Response" ? [.. Flow[..(Array.IndexOf(Flow, "Review") + 1)], "Commitments"]
        : Flow[..Math.Max(0, Array.IndexOf(Flow, room))];

    private static string RoomOf(string path) =>
        path.Split('/') is [_, _, string room, _, ..] ? room : path == "src/Truce/" + Mission ? Mission : Top;

    // The room a symbol lives in; null for what is not of the core and for the namespace Truce itself.
    private static string? RoomOf(ISymbol symbol)
    {
        if (!symbol.Locations.Any(l => l.SourceTree?.FilePath.StartsWith("src/Truce/", StringComparison.Ordinal) == true)) return null;
        string[] names = (symbol as INamespaceSymbol ?? symbol.ContainingNamespace).ToDisplayString().Split('.');
        return names switch
        {
            ["Truce", string room, ..] => room,
            ["Truce"] => symbol is INamespaceSymbol ? null : symbol.Locations.Select(l => l.SourceTree?.FilePath).OfType<string>().Select(RoomOf).First(),
            _ => "no namespace",
        };
    }
}
