using System.Collections.Immutable;

namespace Truce.Simulation.Lands;

/// <summary>A name in the three languages of the gazetteer.</summary>
/// <param name="En">Latin letters.</param>
/// <param name="Uk">Ukrainian.</param>
/// <param name="Ru">Russian.</param>
public sealed record SpokenName(string En, string Uk, string Ru);

/// <summary>Invented names. Each is a made-up stem with a made-up ending; none is taken from a map.</summary>
internal static class PlaceNames
{
    private static readonly ImmutableArray<SpokenName> Stems =
    [
        new("Lumo", "Лумо", "Лумо"), new("Ornu", "Орну", "Орну"), new("Veska", "Веска", "Веска"), new("Talvo", "Талво", "Талво"),
        new("Kirme", "Кірме", "Кирме"), new("Sodru", "Содру", "Содру"), new("Pelmi", "Пелмі", "Пелми"), new("Nurva", "Нурва", "Нурва"),
        new("Zimbo", "Зімбо", "Зимбо"), new("Rasku", "Раску", "Раску"), new("Dolfe", "Долфе", "Долфе"), new("Ebru", "Ебру", "Эбру"),
    ];

    private static readonly ImmutableArray<SpokenName> Endings =
    [
        new("marin", "марін", "марин"), new("lessa", "лесса", "лесса"), new("dunt", "дунт", "дунт"), new("vinna", "вінна", "винна"),
        new("taro", "таро", "таро"), new("sklen", "склен", "склен"), new("bora", "бора", "бора"), new("nemi", "немі", "неми"),
    ];

    /// <summary>How many different names there are.</summary>
    public static int Count => Stems.Length * Endings.Length;

    /// <summary>The name of a number below <see cref="Count"/>; neighbours differ in stem and ending.</summary>
    public static SpokenName Of(int index)
    {
        SpokenName stem = Stems[index % Stems.Length];
        SpokenName end = Endings[((index / Stems.Length) + index) % Endings.Length];
        return new(stem.En + end.En, stem.Uk + end.Uk, stem.Ru + end.Ru);
    }

    /// <summary>Names of the two regions, west and east.</summary>
    public static ImmutableArray<SpokenName> Regions { get; } =
        [new("Ostelska", "Остельська", "Остельская"), new("Vedimska", "Ведімська", "Ведимская")];

    /// <summary>Names of the districts, from the north-west, row by row.</summary>
    public static ImmutableArray<SpokenName> Districts { get; } =
    [
        new("Lumarskyi", "Лумарський", "Лумарский"), new("Ornavskyi", "Орнавський", "Орнавский"),
        new("Talvinskyi", "Талвінський", "Талвинский"), new("Kirmelskyi", "Кірмельський", "Кирмельский"),
        new("Sodrunskyi", "Содрунський", "Содрунский"), new("Pelmarskyi", "Пелмарський", "Пелмарский"),
        new("Nurvenskyi", "Нурвенський", "Нурвенский"), new("Zimborskyi", "Зімборський", "Зимборский"),
    ];
}
