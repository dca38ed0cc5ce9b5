using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truce.Feeds.FdsnWs;

/// <summary>One line of what is asked of a service: codes with <c>*</c>, <c>?</c> and commas as the specification has them, and a window of time.</summary>
/// <param name="Network">Network codes.</param>
/// <param name="Station">Station codes.</param>
/// <param name="Location">Location codes; <c>--</c> is the empty one.</param>
/// <param name="Channel">Channel codes.</param>
/// <param name="Start">First instant, UTC.</param>
/// <param name="End">Last instant, UTC.</param>
public sealed record FdsnSelection(string Network, string Station, string Location, string Channel, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>What is wrong, saying what to write instead; empty when nothing.</summary>
    public string Problem()
    {
        foreach (string codes in (string[])[Network, Station, Location, Channel])
        {
            if (codes.Length is 0 or > 200 || !codes.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '?' or ',' or '-')) return $"codes of letters, digits, *, ?, - and commas expected, got '{codes}'";
        }

        return End > Start ? "" : "an end after the start expected";
    }
}

/// <summary>What is asked: of dataselect or of station, as GET for one line and as POST for more.</summary>
/// <param name="Service">Address up to the version, for instance <c>https://host/fdsnws/dataselect/1/</c>.</param>
/// <param name="Selections">At least one.</param>
public sealed record FdsnRequest(Uri Service, ImmutableArray<FdsnSelection> Selections)
{
    /// <summary>More parameters, for instance <c>level=channel</c> or <c>format=text</c>; names and values as the service knows them.</summary>
    public ImmutableArray<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>The message of one attempt.</summary>
    internal HttpRequestMessage Message()
    {
        var query = new Uri(Service, "query");
        if (Selections.Length != 1) return new(HttpMethod.Post, query) { Content = new StringContent(Body(), Encoding.ASCII, "text/plain") };
        FdsnSelection s = Selections[0];
        IEnumerable<(string, string)> all = [("net", s.Network), ("sta", s.Station), ("loc", s.Location), ("cha", s.Channel), ("start", Time(s.Start)), ("end", Time(s.End)), .. Parameters];
        return new(HttpMethod.Get, new Uri(query, "?" + string.Join('&', all.Select(p => p.Item1 + "=" + Uri.EscapeDataString(p.Item2)))));
    }

    private string Body()
    {
        var body = new StringBuilder();
        foreach ((string name, string value) in Parameters) body.Append(name).Append('=').Append(value).Append('\n');
        foreach (FdsnSelection s in Selections) body.AppendJoin(' ', s.Network, s.Station, s.Location, s.Channel, Time(s.Start), Time(s.End)).Append('\n');
        return body.ToString();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}

/// <summary>Bounds of a fetch.</summary>
public sealed record FdsnOptions
{
    /// <summary>Attempts in all.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Longest time of one attempt, to its last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait before the second attempt; doubled with each, half to one and a half of it by chance.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait, also when the service asks for a longer one: then the fetch ends instead.</summary>
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of an answer at most.</summary>
    public long MostBytes { get; init; } = 1L << 30;

    /// <summary>Seed of the chance in the waits.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>How a fetch ended: a closed set.</summary>
/// <param name="Attempts">Attempts made.</param>
public abstract record FdsnResult(int Attempts)
{
    /// <summary>Everything is there.</summary>
    /// <param name="Bytes">Bytes written.</param>
    /// <param name="ContentType">As the service says; empty when it does not.</param>
    /// <param name="Attempts">Attempts made.</param>
    public sealed record Done(long Bytes, string ContentType, int Attempts) : FdsnResult(Attempts);

    /// <summary>The service holds nothing of it (204, or 404 where that was asked for). That is its word, not proof of silence.</summary>
    /// <param name="Attempts">Attempts made.</param>
    public sealed record NoData(int Attempts) : FdsnResult(Attempts);

    /// <summary>More than the service gives at once (413) or than we take: ask for less.</summary>
    /// <param name="Detail">Who said so.</param>
    /// <param name="Attempts">Attempts made.</param>
    public sealed record TooMuch(string Detail, int Attempts) : FdsnResult(Attempts);

    /// <summary>The service will not answer this request, now or later.</summary>
    /// <param name="Status">Its HTTP status.</param>
    /// <param name="Detail">Its words, cut to 2,000 characters.</param>
    /// <param name="Attempts">Attempts made.</param>
    public sealed record Refused(int Status, string Detail, int Attempts) : FdsnResult(Attempts);

    /// <summary>All attempts failed in ways that may pass: no connection, 429, 5xx, an answer that was cut off.</summary>
    /// <param name="Detail">The last failure.</param>
    /// <param name="Attempts">Attempts made.</param>
    public sealed record GaveUp(string Detail, int Attempts) : FdsnResult(Attempts);
}
