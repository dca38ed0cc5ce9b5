using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Truce.House.Tests;

/// <summary>Files stay under 400 lines and methods under 60. What is longer today stands here with its number, which may only shrink.</summary>
public sealed class RatchetTests
{
    private const int FileLines = 400;
    private const int MethodLines = 60;

    // Path, and the lines it has today. When a file has shrunk, write its new number; below 400, take it out.
    private static readonly SortedDictionary<string, int> LongFiles = new(StringComparer.Ordinal)
    {
    };

    // Path::Type.Method, and the lines it has today.
    private static readonly SortedDictionary<string, int> LongMethods = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void No_file_grows_beyond_its_number() => Verdict.None(Slips(Files(Code()), LongFiles, FileLines));

    [Fact]
    public void No_method_grows_beyond_its_number() => Verdict.None(Slips(Methods(Code()), LongMethods, MethodLines));

    [Fact]
    public void A_planted_long_file_is_found() =>
        Assert.Single(Slips(Files([new("src/P.cs", "class P;" + new string('\n', 401))]), [], FileLines));

    [Theory]
    [InlineData("class P { void F() {LINES} }")]
    [InlineData("class P { P() {LINES} }")]
    [InlineData("class P { int N { get {LINESreturn 1; } } }")]
    [InlineData("class P { int F() =>LINES1; }")]
    [InlineData("class P { static P operator +(P a, P b) {LINESreturn a; } }")]
    public void A_planted_long_method_is_found(string code) =>
        Assert.Single(Slips(Methods([new("src/P.cs", code.Replace("LINES", new string('\n', 61), StringComparison.Ordinal))]), [], MethodLines));

    [Fact]
    public void Documentation_above_a_method_does_not_count() =>
        Assert.Empty(Slips(Methods([new("src/P.cs", $"class P {{ {new string('\n', 61)} /// x\n void F() {{ }} }}")]), [], MethodLines));

    [Fact]
    public void A_number_that_could_be_lower_is_found()
    {
        SortedDictionary<string, int> table = new() { ["src/P.cs"] = 900, ["src/Gone.cs"] = 500 };
        Assert.Equal(2, Slips([("src/P.cs", 800)], table, FileLines).Length);
    }

    private static IEnumerable<Plant> Code() =>
        new[] { "src", "tests", "bench" }.SelectMany(f => House.Files(f, ".cs")).Select(path => new Plant(path, House.Read(path)));

    private static IEnumerable<(string Name, int Lines)> Files(IEnumerable<Plant> code) =>
        code.Select(c => (c.Path, c.Code.TrimEnd('\n').Count(ch => ch == '\n') + 1 + (c.Code.EndsWith("\n\n", StringComparison.Ordinal) ? c.Code.Length - c.Code.TrimEnd('\n').Length : 0)));

    private static IEnumerable<(string Name, int Lines)> Methods(IEnumerable<Plant> code) =>
        from c in code
        from node in House.Parse(c.Path, c.Code).GetRoot().DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null }
        let span = node.SyntaxTree.GetLineSpan(node.Span)
        select ($"{c.Path}::{Name(node)}", span.EndLinePosition.Line - span.StartLinePosition.Line + 1);

    private static string Name(SyntaxNode node)
    {
        string type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.Text ?? "";
        string member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            ConstructorDeclarationSyntax => "constructor",
            OperatorDeclarationSyntax op => "operator " + op.OperatorToken.Text,
            { } other => other.Kind().ToString(),
            null => "",
        };
        return $"{type}.{member}";
    }

    // Overloads share a name: the longest counts.
    private static string[] Slips(IEnumerable<(string Name, int Lines)> measured, SortedDictionary<string, int> table, int limit)
    {
        SortedDictionary<string, int> longest = new(
            measured.GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(m => m.Lines)), StringComparer.Ordinal);
        return
        [
            .. longest.Where(m => m.Value > table.GetValueOrDefault(m.Key, limit))
                .Select(m => $"{m.Key}: {m.Value} lines, at most {table.GetValueOrDefault(m.Key, limit)}; look for the second concept in it"),
            .. table.Where(t => longest.GetValueOrDefault(t.Key) < t.Value)
                .Select(t => $"{t.Key}: the table says {t.Value}, it has {longest.GetValueOrDefault(t.Key)} now; lower the number (or take it out at {limit})"),
        ];
    }
}
