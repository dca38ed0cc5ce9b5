using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Truce.House.Tests;

/// <summary>What makes code impure: the outside world, the clock, chance, waiting, and telling anybody but the caller.</summary>
internal static class Purity
{
    /// <summary>Namespaces, types and members that a pure core neither uses nor shows, each with everything below it.</summary>
    public static readonly string[] Impure =
    [
        "System.IO", "System.Net", "System.Threading", "System.Timers", "System.Data", "System.Xml", "System.Diagnostics", "System.Runtime.InteropServices",
        "System.Console", "System.Environment", "System.AppDomain", "System.AppContext", "System.IServiceProvider", "System.TimeProvider",
        "System.TimeZoneInfo", "System.Random", "System.GC", "System.Progress", "System.IProgress", "System.Activator",
        "System.Linq.ParallelEnumerable", "System.Security.Cryptography.RandomNumberGenerator",
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.DateTime.ToLocalTime", "System.DateTimeOffset.ToLocalTime", "System.DateTimeOffset.LocalDateTime",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Globalization.CultureInfo.CurrentCulture", "System.Globalization.CultureInfo.CurrentUICulture",
        "NodaTime.SystemClock", "NodaTime.IClock", "NodaTime.ZonedClock", "NodaTime.DateTimeZoneProviders.Bcl",
        "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.Data", "Npgsql",
    ];

    // Below an impure name, but only words about code or pure functions.
    private static readonly string[] Harmless =
    [
        "System.Diagnostics.CodeAnalysis", "System.Diagnostics.UnreachableException", "System.Diagnostics.DebuggerDisplayAttribute",
        "System.Diagnostics.Debug", "System.Net.WebUtility", "System.IO.InvalidDataException", "System.IO.MemoryStream",
        "System.Runtime.InteropServices.MemoryMarshal", "System.Runtime.InteropServices.CollectionsMarshal",
        "System.Runtime.InteropServices.ImmutableCollectionsMarshal", "System.Runtime.InteropServices.StructLayoutAttribute",
        "System.Runtime.InteropServices.LayoutKind",
    ];

    /// <summary>Every impure name and statement in the files of a compilation.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="file">Which of its files.</param>
    /// <param name="allowed">Names that this file may use, each with everything below it, and <c>async</c> or <c>lock</c>.</param>
    public static IEnumerable<string> Breaches(CSharpCompilation compilation, Func<string, bool> file, Func<string, IReadOnlyList<string>> allowed)
    {
        foreach (NameUse use in Names.In(compilation, file))
        {
            string name = FullName(use.Symbol);
            if (use.Symbol is INamespaceSymbol || !Below(name, Impure) || Below(name, Harmless) || Below(name, allowed(use.File))) continue;
            yield return $"{use.Where}: {name}";
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(t => file(t.FilePath)))
        {
            foreach ((SyntaxNode node, string word) in tree.GetRoot().DescendantNodes().SelectMany(Waiting))
            {
                if (!allowed(tree.FilePath).Contains(word)) yield return $"{Names.Line(node)}: {word}";
            }
        }
    }

    /// <summary>Whether a name is one of the list or lies below one.</summary>
    public static bool Below(string name, IReadOnlyList<string> list) =>
        list.Any(entry => name.StartsWith(entry, StringComparison.Ordinal) && (name.Length == entry.Length || name[entry.Length] == '.'));

    private static IEnumerable<(SyntaxNode, string)> Waiting(SyntaxNode node)
    {
        if (node is AwaitExpressionSyntax) yield return (node, "async");
        if (node is LockStatementSyntax) yield return (node, "lock");
        if ((node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
            && node.ChildTokens().Any(t => t.IsKind(SyntaxKind.AsyncKeyword)))
        {
            yield return (node, "async");
        }
    }

    private static string FullName(ISymbol symbol) => symbol is INamespaceSymbol or ITypeSymbol
        ? Of(symbol)
        : $"{Of(symbol.ContainingType ?? symbol)}.{symbol.Name}";

    private static string Of(ISymbol symbol) =>
        symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None)
            .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None));
}
