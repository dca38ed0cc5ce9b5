using System.Collections.Immutable;

namespace Truce.Simulation.Folders;

/// <summary>The mission file of the exercise.</summary>
internal static class MissionText
{
    /// <summary>The text of <c>mission.yaml</c>.</summary>
    public static string Write(ulong seed, string? title, ImmutableArray<string> completeRegisters) => $$$"""
        # SIMULATED exercise, seed {{{seed}}}. Made by Truce.Simulation; nothing in this folder is real.
        mission: simulated-exercise
        title:
          en: "SIMULATED exercise{{{About(title)}}} (seed {{{seed}}})"
          uk: "СИМУЛЬОВАНІ навчання{{{About(title)}}} (зерно {{{seed}}})"
          fr: "Exercice SIMULÉ{{{About(title)}}} (graine {{{seed}}})"
          ru: "СИМУЛИРОВАННОЕ учение{{{About(title)}}} (зерно {{{seed}}})"
        simulated: true
        timeZone: Atlantic/Azores
        area: {south: 0, west: -20, north: 1.5, east: -18.5}
        days: {first: 2031-03-03, last: 2031-03-08}
        cutOff: "00:00"
        reportAfter: PT12H
        languages: [en, uk]
        log: {origin: "truce.example/simulated-exercise/SIMULATED"}
        parties:
          - {id: A, name: {en: Party A, uk: Сторона А, fr: Partie A, ru: Сторона А}}
          - {id: B, name: {en: Party B, uk: Сторона Б, fr: Partie B, ru: Сторона Б}}
        agreement: agreement.json{{{Complete(completeRegisters)}}}
        lines:
          - {id: LOC, format: geojson, files: "lines/*.geojson", errorM: 100, inside: A}
        gazetteers:
          - {format: truce, path: gazetteer.csv}
          - {format: areas, path: areas.geojson}
        feeds:
          - {id: firms, format: firms, files: "feeds/firms-*.csv", knownAfter: PT3H, label: public, grade: B, exposureShare: 1, attribution: "SIMULATED", bias: {en: "none", uk: "немає"}}
          - {id: alarms, format: alarms, files: "feeds/alarms-*.csv", knownAfter: PT1M, label: public, grade: B, exposureShare: 1, attribution: "SIMULATED", bias: {en: "none", uk: "немає"}}
          - {id: patrol, format: patrol, files: "feeds/patrol-*.jsonl", knownAfter: PT30M, label: mission, grade: A, exposureShare: 0.35, attribution: "SIMULATED", bias: {en: "none", uk: "немає"}}
          - {id: press, format: viina, files: "feeds/press-*.csv", knownAfter: PT2H, label: public, grade: D, exposureShare: 0.8, attribution: "SIMULATED", bias: {en: "invented outlets of both sides", uk: "вигадані видання обох сторін"}}
          - {id: verified, format: incidents, files: "feeds/verified-*.csv", knownAfter: PT60H, label: public, grade: B, exposureShare: 0.5, attribution: "SIMULATED", bias: {en: "invented", uk: "вигадано"}}
        background:
          - {id: firms-earlier, format: firms, files: "background/firms-*.csv", knownAfter: PT3H, label: public, grade: B, attribution: "SIMULATED"}
        caution:
          en: "SIMULATED exercise. Every place, name, source and event is invented; the land lies in the open ocean."
          uk: "СИМУЛЬОВАНІ навчання. Усі місця, назви, джерела й події вигадані; суходіл розташовано у відкритому океані."
          fr: "Exercice SIMULÉ. Tous les lieux, noms, sources et événements sont inventés ; cette terre est en plein océan."
          ru: "СИМУЛИРОВАННОЕ учение. Все места, названия, источники и события вымышлены; эта суша находится в открытом океане."

        """;

    private static string About(string? title) => title is null ? "" : $": {title}";

    private static string Complete(ImmutableArray<string> registers) =>
        registers.IsEmpty ? "" : $"\ncompleteRegisters: [{string.Join(", ", registers)}]";
}
