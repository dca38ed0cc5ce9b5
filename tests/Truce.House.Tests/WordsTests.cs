using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Truce.House.Tests;

/// <summary>A machine never says that somebody broke an agreement, and the rooms that decide what happened do not know who the sides are.</summary>
public sealed partial class WordsTests
{
    // What people may say, and the one word by which the Terms room proposes. File, then the exact token text.
    private static readonly HashSet<(string File, string Token)> Allowed =
    [
        ("src/Truce/Terms/TermsCommand.cs", "\"violation\""), // read from given vectors, never written: it becomes violation-candidate
    ];

    private static readonly string[] Proposals = ["violation-candidate", "countAsViolation"]; // the second: a field that the parties write

    private static readonly string[] BlindRooms = ["Measures", "Observations", "Detections", "Coverage", "Fusion"];

    // Attribution is a factor that speaks of origin, kept apart; here and nowhere else may a side be named.
    private static readonly string[] MaySpeakOfSides =
    [
        "src/Truce/Fusion/Hypothesis.cs",
        "src/Truce/Observations/Label.cs", // who may read, not who acted
    ];

    [Fact]
    public void No_machine_calls_anything_a_violation() => Verdict.None(Code("src").SelectMany(Accusations));

    [Fact]
    public void The_rooms_that_decide_what_happened_do_not_know_the_sides() =>
        Verdict.None(BlindRooms.SelectMany(room => Code("src/Truce/" + room)).SelectMany(Sides));

    [Theory]
    [InlineData("class Violation;")]
    [InlineData("class P { int CeasefireViolations; }")]
    [InlineData("class P { string s = \"two violations\"; }")]
    [InlineData("class P { string s = $\"{1} Violation of article 3\"; }")]
    [InlineData("class P { string s = \"\"\"violator\"\"\"; }")]
    [InlineData("class P { byte[] s = [.. \"violated\"u8]; }")]
    [InlineData("class P { void Violate() { } }")]
    [InlineData("class P { string s = \"порушення режиму тиші\"; }")]
    [InlineData("class P { string s = \"violation-candidate\"; }", true)]
    [InlineData("/// <summary>Not a violation before people have said so.</summary>\nclass P { /* violation */ }", true)]
    public void A_planted_accusation_is_found(string code, bool fine = false) =>
        Assert.Equal(fine, !Accusations(new("src/P.cs", code)).Any());

    [Theory]
    [InlineData("class P { string Party = \"\"; }")]
    [InlineData("class P { void F(string sideId) { } }")]
    [InlineData("enum Actors { A }")]
    [InlineData("class P { int PartiesSeen; }")]
    [InlineData("class P { int n_side; }")]
    [InlineData("class P { bool Inside, Outside; int factor, Sidereal, aside; }", true)]
    [InlineData("class P { /* which side */ string s = \"side\"; }", true)]
    public void A_planted_side_is_found(string code, bool fine = false) =>
        Assert.Equal(fine, !Sides(new("src/Truce/Fusion/P.cs", code)).Any());

    private static IEnumerable<Plant> Code(string folder) => House.Files(folder, ".cs").Select(path => new Plant(path, House.Read(path)));

    private static IEnumerable<string> Accusations(Plant file) =>
        from token in Tokens(file)
        where IsText(token) || token.IsKind(SyntaxKind.IdentifierToken)
        where Accusation().IsMatch(Proposals.Aggregate(token.Text, (text, word) => text.Replace(word, "", StringComparison.Ordinal)))
        where !Allowed.Contains((file.Path, token.Text))
        select $"{file.Path}:{Line(token)}: {Short(token.Text)}";

    private static IEnumerable<string> Sides(Plant file) =>
        from token in Tokens(file)
        where token.IsKind(SyntaxKind.IdentifierToken) && !MaySpeakOfSides.Contains(file.Path)
        where Words().Matches(token.Text).Any(w => Side().IsMatch(w.Value))
        select $"{file.Path}:{Line(token)}: {Short(token.Text)}";

    private static IEnumerable<SyntaxToken> Tokens(Plant file) => House.Parse(file.Path, file.Code).GetRoot().DescendantTokens();

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;

    private static string Short(string text) => text.ReplaceLineEndings(" ") is { Length: > 90 } whole ? whole[..90] + "…" : text;

    private static int Line(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex("violat|порушен|нарушен", RegexOptions.IgnoreCase)]
    private static partial Regex Accusation();

    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();

    [GeneratedRegex("^(party|parties|side|sides|actor|actors)$", RegexOptions.IgnoreCase)]
    private static partial Regex Side();
}
