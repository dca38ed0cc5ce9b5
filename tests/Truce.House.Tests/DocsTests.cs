using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Truce.Testing;

namespace Truce.House.Tests;

/// <summary>What the documents say is there: decisions in their index, links that lead somewhere, commands that exist.</summary>
public sealed partial class DocsTests
{
    private const string Index = "docs/decisions/README.md";

    /// <remarks>With <c>UPDATE_SNAPSHOTS=1</c> the index is written instead.</remarks>
    [Fact]
    public void Every_decision_stands_in_the_index()
    {
        IReadOnlyList<string> pages = [.. House.Files("docs/decisions", ".md").Where(p => p != Index)];
        Assert.NotEmpty(pages);
        string wanted = IndexOf([.. pages.Select(p => new Plant(p, House.Read(p)))]);
        if (Snapshot.Compare(Path.Combine(Repository.Root, Index), wanted, Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") is { } difference) Assert.Fail(difference);
    }

    [Fact]
    public void Every_decision_has_its_number_once_and_its_parts() =>
        Verdict.None(DecisionFaults([.. House.Files("docs/decisions", ".md").Where(p => p != Index).Select(p => new Plant(p, House.Read(p)))]));

    [Fact]
    public void Links_between_files_lead_somewhere() =>
        Verdict.None(Documents().SelectMany(d => DeadLinks(d, path => File.Exists(path) || Directory.Exists(path))));

    [Fact]
    public void Pages_named_in_the_code_are_there() => Verdict.None(
        from path in House.Files("src", ".cs").Concat(House.Files("tests", ".cs"))
        where !path.StartsWith("tests/Truce.House.Tests/", StringComparison.Ordinal) // names planted pages
        from Match match in PageName().Matches(House.Read(path))
        where !File.Exists(Path.Combine(Repository.Root, match.Value))
        select $"{path}: {match.Value}");

    [Fact]
    public void Commands_in_the_readme_exist()
    {
        string[] words = ServerWords();
        Verdict.None(Documents().Where(d => !d.Path.Contains('/', StringComparison.Ordinal)).SelectMany(d => UnknownCommands(d, words)));
    }

    [Fact]
    public void Planted_faults_in_documents_are_found()
    {
        Assert.Equal(3, DecisionFaults(
        [
            new("docs/decisions/0001-a.md", "# 0001: A\n\n**Context.** x\n"),
            new("docs/decisions/0001-b.md", "# 0001: B\n\n**Context.** x\n"), // number twice
            new("docs/decisions/0002-c.md", "# C\n\n**Context.** x\n"), // no number in the title
            new("docs/decisions/0003-d.md", "# 0003: D\n\nDone.\n"), // no context
        ]).Count());
        Assert.Equal(["docs/p.md: gone.md"], DeadLinks(new("docs/p.md", "[a](gone.md#part) [b](https://example.org/x) [c](#here) `[d](code.md)`"), _ => false));
        Assert.Equal(["README.md: truce fly", "README.md: ./missing.sh"],
            UnknownCommands(new("README.md", "```sh\n./truce demo --port 1\n$ ./truce fly\n./missing.sh\n./check\n```\nThe word ./truce sing is prose.\n"), ["demo"]));
        Assert.Contains("- [0001: A](0001-a.md)\n", IndexOf([new("docs/decisions/0001-a.md", "# 0001: A\n")]), StringComparison.Ordinal);
    }

    private static IEnumerable<Plant> Documents() => House.Files(".", ".md").Select(path => new Plant(path, House.Read(path)));

    private static string IndexOf(IReadOnlyList<Plant> pages) =>
        "# Decisions\n\nA page for each choice that someone will question: context, options with their costs, what we gave up.\n"
        + "This list is written by a test: `UPDATE_SNAPSHOTS=1 artifacts/bin/Truce.House.Tests/release/Truce.House.Tests`.\n\n"
        + string.Concat(pages.Select(p => $"- [{Title(p)}]({Path.GetFileName(p.Path)})\n"));

    private static string Title(Plant page) => page.Code.Split('\n')[0].TrimStart('#', ' ');

    private static IEnumerable<string> DecisionFaults(IReadOnlyList<Plant> pages)
    {
        foreach (IGrouping<string, Plant> number in pages.GroupBy(p => Path.GetFileName(p.Path)[..4]).Where(g => g.Count() > 1))
        {
            yield return $"number {number.Key} twice: {string.Join(", ", number.Select(p => p.Path))}";
        }

        foreach (Plant page in pages)
        {
            string name = Path.GetFileName(page.Path);
            if (!DecisionName().IsMatch(name)) yield return $"{page.Path}: a decision is named NNNN-what-it-says.md";
            else if (!Regex.IsMatch(page.Code, $@"^# {name[..4]}: \S")) yield return $"{page.Path}: the title begins with its number";
            else if (!page.Code.Contains("**Context.**", StringComparison.Ordinal)) yield return $"{page.Path}: a decision tells its **Context.**";
        }
    }

    private static IEnumerable<string> DeadLinks(Plant page, Func<string, bool> exists) =>
        from Match match in Link().Matches(InlineCode().Replace(Fence().Replace(page.Code, ""), ""))
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        where !exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!, target))
        select $"{page.Path}: {target}";

    // Every word the program's own sources say: a command that is nowhere among them does not exist.
    private static string[] ServerWords() =>
    [
        .. House.Files("src/Truce.Server", ".cs").SelectMany(path => House.Parse(path, House.Read(path)).GetRoot().DescendantTokens())
            .Where(t => t.IsKind(SyntaxKind.StringLiteralToken)).Select(t => t.ValueText).Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> UnknownCommands(Plant page, string[] words)
    {
        foreach (string line in Fence().Matches(page.Code).SelectMany(m => m.Value.Split('\n')).Select(l => l.TrimStart(' ', '$')))
        {
            Match script = Script().Match(line);
            if (!script.Success) continue;
            string name = script.Groups[1].Value, verb = script.Groups[2].Value;
            if (!File.Exists(Path.Combine(Repository.Root, name))) yield return $"{page.Path}: ./{name}";
            else if (name == "truce" && verb.Length > 0 && !words.Contains(verb)) yield return $"{page.Path}: truce {verb}";
        }
    }

    [GeneratedRegex(@"docs/[\w./-]+\.md")]
    private static partial Regex PageName();

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\./([\w.-]+)(?: ([a-z][\w-]*))?")]
    private static partial Regex Script();
}
