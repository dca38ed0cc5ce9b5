using System.Collections.Immutable;
using Truce.Detections;
using Truce.Feeds.Firms;
using Truce.Feeds.Gazetteers;
using Truce.Feeds.Text;
using Truce.Findings;
using Truce.Fusion;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Places;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>What a mission stands on before its first feed: places, background, line and agreement. Read once, never changed.</summary>
internal sealed class MissionWorld
{
    private readonly Lazy<BackgroundField> _background;
    private NearestPlaces? _settlements;

    private MissionWorld(Mission mission, Gazetteer gazetteer, Lazy<BackgroundField> background, ImmutableArray<MissionLineVersion> lines, Agreement agreement, ReadIndicators? indicators)
    {
        Mission = mission;
        Gazetteer = gazetteer;
        _background = background;
        Lines = lines;
        Agreement = agreement;
        Indicators = indicators;
        Days = new(mission);
    }

    public Mission Mission { get; }

    public Gazetteer Gazetteer { get; }

    /// <summary>How often places are hot without anybody's doing; read when it is first asked for, which a report never does.</summary>
    public BackgroundField Background => _background.Value;

    public ImmutableArray<MissionLineVersion> Lines { get; }

    /// <summary>The agreement as its file gives it; a watch reads it with the mission's versions of the line.</summary>
    public Agreement Agreement { get; }

    /// <summary>The mission's own definitions of indicators; absent when it uses the standard ones.</summary>
    public ReadIndicators? Indicators { get; }

    public MissionDays Days { get; }

    /// <summary>Reads what a mission stands on; every mistake is told, with its file.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="whole">Whether every version of the line is derived now, so that a broken one is told at the start; without, each when it is asked for.</param>
    /// <param name="progress">Where to show how far it is.</param>
    public static (MissionWorld? World, ImmutableArray<string> Problems) Load(Mission mission, bool whole, Progress progress)
    {
        var problems = new List<string>();
        Gazetteer gazetteer = ReadGazetteer(mission, problems);
        var background = new Lazy<BackgroundField>(() => ReadBackground(mission, progress));
        ImmutableArray<MissionLineVersion> lines = [.. mission.Lines.SelectMany(l => LineFiles.Read(l, gazetteer.Areas, problems))];
        if (whole) LineFiles.DeriveAll(lines, problems);
        AgreementReading reading = AgreementFile.Read(mission.AgreementPath);
        problems.AddRange(reading.Errors.Select(e => e.ToString()));
        if (reading.Agreement is not { } agreement || problems.Count > 0) return (null, [.. problems]);
        foreach (MissionParty party in mission.Parties.Where(p => agreement.Parties.All(a => a.Id != p.Id)))
        {
            problems.Add($"{mission.AgreementPath}: party '{party.Id}' of the mission is not a party of the agreement ({string.Join(", ", agreement.Parties.Select(p => p.Id))})");
        }

        foreach (MissionLine line in mission.Lines.Where(l => l.Format == MissionLine.NoGeometry && agreement.Lines.All(a => a.Id != l.Id)))
        {
            problems.Add($"{mission.AgreementPath}: line '{line.Id}' is declared without geometry and is not a line of the agreement ({string.Join(", ", agreement.Lines.Select(a => a.Id).Distinct())})");
        }

        problems.AddRange(mission.Feeds.Select(HearingCurves.Problem).Where(p => p.Length > 0));
        ReadIndicators? indicators = ReadDefinitions(mission, agreement, problems);
        return problems.Count > 0 ? (null, [.. problems]) : (new(mission, gazetteer, background, lines, agreement, indicators), []);
    }

    /// <summary>A watch over this mission that has seen nothing.</summary>
    public Watch NewWatch()
    {
        var options = new LookoutOptions { SouthWest = Mission.AreaSouthWest, NorthEast = Mission.AreaNorthEast };
        var lookout = new Lookout(options, Background, SourceModel.Empty, Circle);
        var plane = new LocalPlane(Mission.AreaSouthWest);
        double areaKm2 = (Mission.AreaNorthEast.LatitudeDeg - Mission.AreaSouthWest.LatitudeDeg) * plane.MetresPerDegreeNorth
            * (Mission.AreaNorthEast.LongitudeDeg - Mission.AreaSouthWest.LongitudeDeg) * plane.MetresPerDegreeEast / 1e6;
        return new(lookout, new FusionOptions { AreaKm2 = areaKm2 }, NewTerms(), NewCaseMaker(), new LevelOptions());
    }

    /// <summary>The agreement with the mission's versions of its lines, ready to read cases.</summary>
    public TermsEvaluator NewTerms() => new(Agreement with { Lines = WithMissionLines(Agreement, Lines, Mission) });

    /// <summary>Puts incidents into the words of the terms, with the registers that are complete here.</summary>
    public CaseMaker NewCaseMaker()
    {
        var complete = CaseRegisters.None;
        foreach (string word in Mission.CompleteRegisters) complete |= Enum.Parse<CaseRegisters>(word, ignoreCase: true);
        return new(complete);
    }

    /// <summary>The place a name may mean, for decoders.</summary>
    public ObservedPlace Resolve(string name, string? adminHint) => Gazetteer.Resolve(name, new PlaceHint(adminHint ?? ""));

    /// <summary>The nearest settlement within 60 km; absent when there is none.</summary>
    public Place? Nearest(GeoPoint at)
    {
        _settlements ??= new(Gazetteer.Places.Where(p => p.Level == PlaceLevel.Settlement));
        return _settlements.Nearest(at, 60_000);
    }

    private AreaCircle? Circle(ObservedPlace.Area area)
    {
        if ((Gazetteer.Areas.Find(area.Code) ?? Gazetteer.Areas.Find(area.Name)) is { } found
            && AreaIndex.Describe(found, area.Name) is { Centre: { } centre, RadiusM: { } radius })
        {
            return new(centre, radius);
        }

        return Gazetteer.Resolve(area.Name) switch
        {
            ObservedPlace.Area { Centre: { } c, RadiusM: { } r } => new(c, r),
            ObservedPlace.Named { Candidates: [{ Weight: >= 0.5 } best, ..] } => new(best.Position, 2 * best.SigmaM),
            _ => null,
        };
    }

    private static ImmutableArray<LineVersion> WithMissionLines(Agreement agreement, ImmutableArray<MissionLineVersion> lines, Mission mission)
    {
        ImmutableArray<LineVersion> own = LineFiles.ForTerms(lines, mission);
        return [.. agreement.Lines.Where(l => l.Shape is not null || own.All(o => o.Id != l.Id)),
            .. own.Where(o => agreement.Lines.All(l => l.Id != o.Id || l.Shape is null))];
    }

    private static Gazetteer ReadGazetteer(Mission mission, List<string> problems)
    {
        ImmutableArray<string> Of(string format) => [.. mission.Gazetteers.Where(g => g.Format == format).Select(g => g.Path)];
        GazetteerReading reading = GazetteerReader.Read(new GazetteerFiles
        {
            Districts = Of("districts"),
            Municipalities = Of("municipalities"),
            Settlements = Of("settlements"),
            FirstLanguage = mission.Languages[0],
            Areas = Of("areas"),
            Places = Of("truce"),
        });
        problems.AddRange(reading.Errors.Where(e => e.Line == 0).Select(e => e.ToString()));
        return reading.Gazetteer;
    }

    private static ReadIndicators? ReadDefinitions(Mission mission, Agreement agreement, List<string> problems)
    {
        if (mission.IndicatorsPath is not { } path) return null;
        (ReadIndicators? read, ImmutableArray<string> mistakes) = IndicatorDefinitions.Read(File.ReadAllBytes(path), path, agreement, mission);
        problems.AddRange(mistakes);
        return read;
    }

    private static BackgroundField ReadBackground(Mission mission, Progress progress)
    {
        var builder = new BackgroundFieldBuilder();
        string[] files = [.. mission.Background.SelectMany(b => b.Files)];
        for (int i = 0; i < files.Length; i++)
        {
            progress.Report("background", i, files.Length);
            using FileStream stream = File.OpenRead(files[i]);
            FirmsDecoder.ForEachPoint(stream, FeedLimits.Default, (lat, lon, day) => builder.Add(lat, lon, day.DayOfYear, day.Year));
        }

        progress.Done();
        // Without any history: the order of a quiet European countryside, 1 pixel a day in 10 000 km². Chosen by us.
        return builder.Count == 0 ? BackgroundField.Constant(4e-6) : builder.Build();
    }
}
