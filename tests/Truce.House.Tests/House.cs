using System.Collections.Concurrent;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Truce.Testing;

namespace Truce.House.Tests;

/// <summary>A source file that a test plants into a project to see its check fail.</summary>
/// <param name="Path">Path from the root of the checkout.</param>
/// <param name="Code">What stands in it.</param>
internal sealed record Plant(string Path, string Code);

/// <summary>The projects of this checkout, compiled from their sources so that a test can ask what a name means.</summary>
internal static class House
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None,
        preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER", "NET9_0_OR_GREATER", "NET8_0_OR_GREATER", "RELEASE"]);

    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Compiled = new(StringComparer.Ordinal);

    private static readonly string[] Skipped = ["artifacts", "node_modules", ".git", "obj", "bin"];

    // A source generator would fill these in; its absence changes no name that we look at.
    private static readonly string[] Generated = ["CS8795", "CS9248", "CS0759"];

    /// <summary>Every file below a folder of the checkout, as a path from its root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings)
    {
        string top = Path.Combine(Repository.Root, folder);
        return !Directory.Exists(top) ? [] :
        [
            .. Walk(top).Select(path => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path)).Replace('\\', '/'))
                .Where(path => endings.Length == 0 || endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The text of a file of the checkout.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>The names of the projects in a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> Projects(string folder) =>
        [.. Files(folder, ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>One C# file as a tree.</summary>
    public static SyntaxTree Parse(string path, string code) => CSharpSyntaxTree.ParseText(code, Parsing, path);

    /// <summary>A project of <c>src</c>, compiled; it compiles without an error, or the test that asks fails.</summary>
    public static CSharpCompilation Compile(string project) =>
        Compiled.GetOrAdd(project, name => new(() => Build(name))).Value;

    /// <summary>The same project with files planted into it. They must compile too: a name that means nothing is never found.</summary>
    public static CSharpCompilation Compile(string project, params Plant[] plants)
    {
        SyntaxTree[] trees = [.. plants.Select(p => Parse(p.Path, p.Code))];
        CSharpCompilation planted = Compile(project).AddSyntaxTrees(trees);
        Refuse(planted, trees.SelectMany(t => planted.GetSemanticModel(t).GetDiagnostics()));
        return planted;
    }

    private static CSharpCompilation Build(string project)
    {
        string folder = "src/" + project;
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), $"no {folder}");
        XDocument file = XDocument.Parse(Read($"{folder}/{project}.csproj"));
        IEnumerable<MetadataReference> projects = file.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(name => Compile(name).ToMetadataReference());
        SyntaxTree usings = Parse("implicit.cs", string.Concat(new[]
        {
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        }.Select(n => $"global using {n};\n")));
        return Checked(CSharpCompilation.Create(project,
            [usings, .. Files(folder, ".cs").Select(path => Parse(path, Read(path)))],
            [.. Framework(file), .. Packages(project), .. projects],
            new(file.Descendants("OutputType").Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)));
    }

    // Where nothing compiles, no name means anything and every check would pass: so this is asserted first.
    private static CSharpCompilation Checked(CSharpCompilation compilation)
    {
        Refuse(compilation, compilation.GetDiagnostics());
        return compilation;
    }

    private static void Refuse(CSharpCompilation compilation, IEnumerable<Diagnostic> diagnostics)
    {
        string[] errors =
        [
            .. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && !Generated.Contains(d.Id)).Select(d => d.ToString()).Take(10),
        ];
        Assert.True(errors.Length == 0, $"{compilation.AssemblyName} does not compile inside the test:\n{string.Join('\n', errors)}");
    }

    private static IEnumerable<MetadataReference> Framework(XDocument project)
    {
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        List<string> folders = [core];
        foreach (XElement reference in project.Descendants("FrameworkReference"))
        {
            string shared = Path.Combine(core, "../..", reference.Attribute("Include")!.Value);
            folders.Add(Directory.GetDirectories(shared, "10.*").Order(StringComparer.Ordinal).Last());
        }

        return folders.SelectMany(f => Directory.GetFiles(f, "*.dll")).Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path));
    }

    private static bool IsManaged(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using System.Reflection.PortableExecutable.PEReader reader = new(stream);
        return reader.HasMetadata;
    }

    // What restore has written down: the assemblies a project compiles against.
    private static IEnumerable<MetadataReference> Packages(string project)
    {
        string path = Path.Combine(Repository.Root, "artifacts/obj", project, "project.assets.json");
        Assert.True(File.Exists(path), $"{project} is not restored: run dotnet restore Truce.slnx");
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] caches = [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name)];
        List<MetadataReference> found = [];
        foreach (JsonProperty library in assets.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package" || !library.Value.TryGetProperty("compile", out JsonElement compile)) continue;

            foreach (JsonProperty item in compile.EnumerateObject().Where(i => i.Name.EndsWith(".dll", StringComparison.Ordinal)))
            {
                found.Add(MetadataReference.CreateFromFile(
                    caches.Select(c => Path.Combine(c, library.Name.ToLowerInvariant(), item.Name)).First(File.Exists)));
            }
        }

        return found;
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (string inner in Directory.EnumerateDirectories(folder).Where(d => !Skipped.Contains(Path.GetFileName(d))))
        {
            foreach (string file in Walk(inner)) yield return file;
        }
    }
}
