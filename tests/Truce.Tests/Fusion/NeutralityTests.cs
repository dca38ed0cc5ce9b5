using System.Reflection;
using System.Text.RegularExpressions;
using Truce.Fusion;

namespace Truce.Tests.Fusion;

/// <summary>Fusion treats everyone alike because it knows nobody: no party, no side, no room that knows one.</summary>
public partial class NeutralityTests
{
    private static readonly string[] Upstream = ["System", "Truce.Measures", "Truce.Observations", "Truce.Detections", "Truce.Fusion"];

    [Fact]
    public void No_type_of_detections_or_fusion_reaches_a_room_that_knows_parties() =>
        Assert.All(Types().SelectMany(Reached), t => Assert.True(IsUpstream(t), $"{t} is not upstream of fusion"));

    [Fact]
    public void No_name_in_detections_or_fusion_speaks_of_a_party() =>
        Assert.All(Types().SelectMany(t => t.GetMembers(All).Select(m => m.Name).Append(t.Name)), name => Assert.DoesNotMatch(PartyWord(), name));

    [Theory]
    [InlineData("PartyId", true)]
    [InlineData("FiringSide", true)]
    [InlineData("Inside", false)]
    public void The_word_list_sees_a_planted_party(string name, bool seen) => Assert.Equal(seen, PartyWord().IsMatch(name));

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [GeneratedRegex("(^|[a-z_])(Party|Parties|Side|Sides|Belligerent|Occupied|Controller)([A-Z_]|$)|^(party|side)")]
    private static partial Regex PartyWord();

    private static IEnumerable<Type> Types() =>
        typeof(FusionState).Assembly.GetTypes().Where(t => t.Namespace is "Truce.Fusion" or "Truce.Detections" || t == typeof(Lookout));

    private static IEnumerable<Type> Reached(Type t) =>
        t.GetFields(All).Select(f => f.FieldType)
            .Concat(t.GetProperties(All).Select(p => p.PropertyType))
            .Concat(t.GetMethods(All).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)))
            .Concat(t.GetConstructors(All).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
            .SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type t) =>
        t.HasElementType ? Parts(t.GetElementType()!) : t.IsGenericType ? t.GetGenericArguments().SelectMany(Parts).Append(t.GetGenericTypeDefinition()) : [t];

    private static bool IsUpstream(Type t) =>
        t.IsGenericParameter || t == typeof(Lookout) || t.Namespace is null || Upstream.Any(u => t.Namespace == u || t.Namespace.StartsWith(u + ".", StringComparison.Ordinal));
}
