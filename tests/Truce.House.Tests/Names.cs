using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Truce.House.Tests;

/// <summary>A name in a source file and what it means.</summary>
/// <param name="Where">Path and line.</param>
/// <param name="File">Path from the root of the checkout.</param>
/// <param name="Symbol">A type, a namespace, or a member of a type.</param>
internal sealed record NameUse(string Where, string File, ISymbol Symbol);

/// <summary>Asks the compiler what every name in a project means. Documentation comments are not code and are left out.</summary>
internal static class Names
{
    /// <summary>Every name used in the files of a compilation, with the types behind <c>var</c> and behind generic arguments.</summary>
    public static IEnumerable<NameUse> In(CSharpCompilation compilation, Func<string, bool> file)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(t => file(t.FilePath)))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(n => !IsNamespaceDeclaration(n)))
            {
                foreach (ISymbol symbol in Meanings(model, name).SelectMany(Parts)) yield return new(Line(name), tree.FilePath, symbol);
            }
        }
    }

    /// <summary>Path and line of a node, as an editor opens it.</summary>
    public static string Line(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static IEnumerable<ISymbol> Meanings(SemanticModel model, SimpleNameSyntax name)
    {
        SymbolInfo info = model.GetSymbolInfo(name);
        if (info.Symbol is IAliasSymbol alias) return [alias.Target];
        return info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols; // nameof a method group has candidates only
    }

    private static IEnumerable<ISymbol> Parts(ISymbol symbol) => symbol switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        IPointerTypeSymbol pointer => Parts(pointer.PointedAtType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.SelectMany(e => Parts(e.Type)),
        { ContainingType: { IsTupleType: true } or { IsAnonymousType: true } } => [], // declared where they are made
        INamedTypeSymbol type => type.TypeArguments.Where(a => a is not ITypeParameterSymbol).SelectMany(Parts).Prepend(type.OriginalDefinition),
        INamespaceSymbol => [symbol],
        IMethodSymbol { ReducedFrom: { } extension } => [extension],
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => [symbol.OriginalDefinition],
        _ => [], // locals, parameters, labels: their types are named where they are declared
    };

    private static bool IsNamespaceDeclaration(SimpleNameSyntax name)
    {
        SyntaxNode top = name;
        while (top.Parent is QualifiedNameSyntax) top = top.Parent;
        return top.Parent is BaseNamespaceDeclarationSyntax declaration && declaration.Name == top;
    }
}
