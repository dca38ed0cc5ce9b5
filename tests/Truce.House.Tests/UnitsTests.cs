using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Truce.House.Tests;

/// <summary>A bare number says its unit in its name, or stands in the table of numbers that have none.</summary>
public sealed partial class UnitsTests
{
    // Numbers without a unit that no word of ours marks as such, each read by a person. A row goes when its number goes.
    private static readonly string[] Dimensionless =
    [
        "Amount.AtLeast",                 // in the unit that stands beside it
        "Amount.AtMost",
        "Amount.Exact",
        "CommitmentState.DisputedQuantity", // in the unit of the promise
        "CommitmentState.UnconfirmedQuantity",
        "RequirementCover.PromisedQuantity", // in the unit of the requirement
        "RequirementCover.InForceQuantity",
        "WeightedRate.Low",               // shares, 0 to 1
        "WeightedRate.High",
        "WeightedRate.EffectiveCount",    // promises
        "IndicatorDefinition.SeasonAllowance", // factors by which a rate moves
        "IndicatorDefinition.DefaultSeasonAllowance",
        "WatchOptions.MostRestless",
        "Concentration.Total",            // in its measure
        "GateConversion.SoFarInterval.High", // shares, 0 to 1
        "GateConversion.SoFarInterval.Low",
        "HonouredRate.ShareInterval.High",
        "HonouredRate.ShareInterval.Low",
        "LedgerView.Shares",
        "Krippendorff.Nominal",           // agreement beyond chance, 1 at most
        "Krippendorff.Ordinal",
        "Outlook.PriorPromises",          // promises
        "PostureRules.LeastKmFromLine",   // kilometres, from the line
        "ClusterAgreement.F1",            // scores of a partition, 0 to 1
        "ClusterAgreement.Precision",
        "ClusterAgreement.Recall",
        "WilsonShare.High",               // shares, 0 to 1
        "WilsonShare.Low",
        "IncidentRates.Relative",         // logarithms of ratios
        "RecordJson.Number",              // whatever the member says
        "RecordJson.NumberOrNull",
        "ArrayWindow.F",                  // ratios of powers
        "ArrayWindow.FThreshold",
        "ArrayWindow.Semblance",
        "ArrayWindow.MeanCorrelation",
        "ChannelHealth.Figure",           // in the unit that the kind names
        "HealthOptions.DeadCounts",       // counts of the digitiser
        "Onset.Kurtosis",                 // moments over moments
        "StationOptions.KurtosisAtLeast",
        "Biquad.A1",                      // coefficients of a filter
        "Biquad.A2",
        "Biquad.B0",
        "Biquad.B1",
        "Biquad.B2",
        "SourceAtDistance.SpreadLnSigma", // a logarithm
        "LocatorOptions.StrayBearing",    // probabilities, and the logarithm of a density
        "LocatorOptions.OutOfReachLog",
        "TravelTimeOptions.Degrees",      // degrees of freedom
        "ErrorModel.Degrees",
        "TravelTimeOptions.TemperatureC", // degrees Celsius
        "CharacterReader.NamedFrom",      // probabilities
        "EventFeatures.InQuarry",
        "SizeProxy.LocalMagnitude",       // a magnitude
        "BetaCount.Mean",                 // pseudo-counts, and the share they give
        "BetaCount.No",
        "BetaCount.Yes",
        "ClassLikelihoods.Of",            // logarithms
        "Detection.ReportGivenEvent",     // a probability
        "ExactIntervals.Share.Low",       // bounds of a share
        "ExactIntervals.Share.High",
        "FusionOptions.CopiedTextLog",    // a logarithm
        "FusionOptions.GateClockSigma",   // multiples of a standard deviation
        "FusionOptions.GateLogBayes",
        "FusionOptions.GateSigma",
        "FusionOptions.OthersSilentLog",
        "GazetteerOptions.HintMissedRemainder", // weights of readings of a name, relative to 1
        "GazetteerOptions.LooseRemainder",
        "GazetteerOptions.LooseSpelling",
        "GazetteerOptions.OtherCase",
        "GazetteerOptions.OtherRung",
        "GazetteerOptions.OutsideHint",
        "GazetteerOptions.PeopleExponent",
        "GazetteerOptions.PeopleOfVillage", // people
        "GazetteerOptions.Remainder",
        "GazetteerOptions.SeatOfDistrict",
        "GazetteerOptions.SeatOfMunicipality",
        "GazetteerOptions.SeatOfRegion",
        "GazetteerOptions.UnitWithoutKind",
        "Hypothesis.Attribution",         // probabilities by side
        "SourceAtDistance.Amplitude",     // in the unit of the noise
        "IncidentRates.Total",            // in the unit of its table
        "Interval95.Low",                 // in the unit of what it bounds
        "Interval95.High",
        "LookoutOptions.AlarmAirLog",     // logarithms and a probability
        "LookoutOptions.AlarmExplosionLog",
        "LookoutOptions.HeatGivenEvent",
        "Observation.Strength",           // in the unit that the feed's README names
        "OriginOptions.CitedLikeness",    // likeness of texts, 0 to 1
        "OriginOptions.TranslatedLikeness",
        "OriginOptions.TripleContainment",
        "OriginOptions.WordLikeness",
        "Place.Population",               // people
        "SayingPart.Number",              // in the unit that the message names
        "SensorChannel.Sensitivity",      // counts for one unit, which the channel names
        "WaveformSamples.Float32.Values", // counts, or in the unit that the channel names
        "WaveformSamples.Float64.Values",
        "SeededRandom.NextNormal",        // standard normal
        "SeededRandom.NextUnit",          // uniform on [0, 1)
        "SourceModel.Of.GivenEvent",      // probabilities
        "SourceModel.Of.GivenNone",
        "TermResult.InsideHigh",
        "TermResult.InsideLow",
    ];

    [Fact]
    public void Every_public_number_of_the_core_says_its_unit() => Verdict.None(Nameless(House.Compile("Truce")).Except(Dimensionless));

    [Theory]
    [InlineData("public double Height { get; }")]
    [InlineData("public double? Height { get; }")]
    [InlineData("public float Delay;")]
    [InlineData("public const double Limit = 1;")]
    [InlineData("public System.Collections.Immutable.ImmutableArray<double> Levels { get; }")]
    [InlineData("public IReadOnlyList<float?> Levels { get; } = [];")]
    [InlineData("public Dictionary<string, double> Levels { get; } = [];")]
    [InlineData("public double Distance(int a) => a;")]
    [InlineData("public (double East, double NorthM) ToPlane() => (0, 0);")]
    [InlineData("public sealed record Inner(double Height);")]
    [InlineData("public double ALARM { get; }")]
    [InlineData("public double HeightM { get; }", true)]
    [InlineData("public double? CalibreLowMm { get; }", true)]
    [InlineData("public double EastEastM2 { get; }", true)]
    [InlineData("public double RatePerKm2Hour { get; }", true)]
    [InlineData("public double MetresPerDegreeNorth { get; }", true)]
    [InlineData("public double ProbabilityLow { get; }", true)]
    [InlineData("public double LogClutter { get; }", true)]
    [InlineData("public (double EastM, double NorthM) ToPlane() => (0, 0);", true)]
    [InlineData("public int Members { get; }", true)]
    [InlineData("internal double Height { get; }", true)]
    public void A_planted_number_without_a_unit_is_found(string member, bool fine = false) =>
        Assert.Equal(fine, Nameless(House.Compile("Truce",
            new Plant("src/Truce/Measures/Planted.cs", $"namespace Truce.Measures; public sealed class Planted {{ {member} }}")), "Planted.cs").Length == 0);

    [Fact]
    public void The_table_holds_no_row_whose_number_is_gone() =>
        Verdict.None(Dimensionless.Except(Nameless(House.Compile("Truce"))));

    private static string[] Nameless(CSharpCompilation core, string ending = "") =>
    [
        .. from tree in core.SyntaxTrees
           where tree.FilePath.StartsWith("src/Truce/", StringComparison.Ordinal) && tree.FilePath.EndsWith(ending, StringComparison.Ordinal)
           let model = core.GetSemanticModel(tree)
           from declared in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
           let type = model.GetDeclaredSymbol(declared) as INamedTypeSymbol
           where type is not null && IsPublic(type)
           from member in type.GetMembers()
           where member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared | member is IPropertySymbol
           from number in Numbers(member)
           where !Says(number)
           select Shown(type, member, number)
    ];

    private static string Shown(INamedTypeSymbol type, ISymbol member, string number)
    {
        string owner = type.ContainingType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;
        return number == member.Name ? $"{owner}.{member.Name}" : $"{owner}.{member.Name}.{number}";
    }

    // The names under which a member shows bare numbers.
    private static IEnumerable<string> Numbers(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } property => Numbers(property.Type, property.Name),
        IFieldSymbol field => Numbers(field.Type, field.Name),
        IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } method => Numbers(method.ReturnType, method.Name),
        _ => [],
    };

    private static IEnumerable<string> Numbers(ITypeSymbol type, string name) => type switch
    {
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => [name],
        IArrayTypeSymbol array => Numbers(array.ElementType, name),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.SelectMany(e => Numbers(e.Type, e.Name)),
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => Numbers(generic.TypeArguments[^1], name),
        _ => [],
    };

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static bool Says(string name) => UnitAtTheEnd().IsMatch(name) || NoUnit().IsMatch(name);

    [GeneratedRegex(@"(?<=[a-z0-9])(M|Km|Mm|Cm|M2|M4|Km2|S|Ms|H|Days|Months|Years|Hours|Eur|Deg|Rad|Hz|Db|Kg|Mw|K|Pa|MS|KmH|Nats|Bits)$|Per[A-Z]\w*$|^(Metres|Hours|Seconds|Days)[A-Z]\w*$|^(Hours|Days|Eur)$")]
    private static partial Regex UnitAtTheEnd();

    // Pure numbers by their own word: a share, a probability, a logarithm, a ratio.
    [GeneratedRegex(@"(Share|Probability|Probabilities|Weight|Weights|Likelihood|LogOdds|LogRatio|Ratio|Odds|Fraction|Confidence|Factor|Score|Quantile|Cdf|Robustness)(?![a-z])|^(Log|Ln|P)(?=[A-Z])")]
    private static partial Regex NoUnit();
}
