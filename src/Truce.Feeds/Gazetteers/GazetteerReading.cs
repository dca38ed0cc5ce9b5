using System.Collections.Immutable;
using Truce.Observations.Places;

namespace Truce.Feeds.Gazetteers;

/// <summary>A mistake in a gazetteer file.</summary>
/// <param name="File">Path as it was given.</param>
/// <param name="Line">Line, the first is 1; 0 when the file as a whole is meant.</param>
/// <param name="Message">What stands there and what to write instead.</param>
public sealed record GazetteerError(string File, int Line, string Message)
{
    /// <summary>"file:line: message".</summary>
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>The files that make a mission's gazetteer. Formats: docs/formats/gazetteer.md.</summary>
public sealed record GazetteerFiles
{
    /// <summary>Tables of districts: <c>pcode,parent,name_en,name_uk,name_ru,lat,lon</c> (any <c>name_xx</c>). Several are read as one: a code that stands twice is an error.</summary>
    public ImmutableArray<string> Districts { get; init; } = [];

    /// <summary>Tables of municipalities, the same columns.</summary>
    public ImmutableArray<string> Municipalities { get; init; } = [];

    /// <summary>Tables of settlements without coordinates: <c>pcode,hromada_pcode,name_en,name_uk</c>.</summary>
    public ImmutableArray<string> Settlements { get; init; } = [];

    /// <summary>BCP 47 language whose name stands first and is shown beside a candidate; empty for the first by letter.</summary>
    public string FirstLanguage { get; init; } = "";

    /// <summary>GeoJSON files of first-level areas.</summary>
    public ImmutableArray<string> Areas { get; init; } = [];

    /// <summary>Place tables in our own format, read last and in order: they add places, names and better positions.</summary>
    public ImmutableArray<string> Places { get; init; } = [];
}

/// <summary>A gazetteer and the mistakes found on the way; rows with a mistake are left out, all others are kept.</summary>
/// <param name="Gazetteer">The gazetteer.</param>
/// <param name="Errors">The mistakes, by file and line.</param>
public sealed record GazetteerReading(Gazetteer Gazetteer, ImmutableArray<GazetteerError> Errors);
