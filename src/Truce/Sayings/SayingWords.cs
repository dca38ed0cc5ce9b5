using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truce.Sayings;

/// <summary>The wording of sayings in one language: lines of <c>key = text</c> with blanks.</summary>
/// <remarks>
/// A blank <c>{0}</c> takes a part as it is, a number with three decimals at most; <c>{0:F2}</c> takes a number with exactly two. A message whose key begins
/// with <c>list</c> has two blanks and joins any number of parts, from the first to the last. A key with a colon is a word of a family, as <c>act:fire</c>. Every catalogue has the same keys and blanks (a test holds them to it).
/// </remarks>
public sealed class SayingWords
{
    /// <summary>Key of words that are said as they are, in every language: what an older record holds as a sentence only.</summary>
    public const string Verbatim = "verbatim";

    private const string ListPrefix = "list";
    private const int Deepest = 32;

    private static readonly ImmutableSortedDictionary<string, SayingWords> All = new SayingWords[]
    {
        new("en", EnglishSayings.Text + "\n" + EnglishResponses.Text, "."),
        new("uk", UkrainianSayings.Text + "\n" + UkrainianResponses.Text, ","),
        new("fr", FrenchSayings.Text + "\n" + FrenchResponses.Text, ","),
        new("ru", RussianSayings.Text + "\n" + RussianResponses.Text, ","),
    }.ToImmutableSortedDictionary(w => w.Language, w => w, StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, ImmutableArray<Piece>> _messages;
    private readonly string _point;

    /// <summary>A catalogue from lines of <c>key = text</c>; lines that start with # are passed over. Throws <see cref="FormatException"/> for a line that is neither.</summary>
    /// <param name="language">ISO 639-1 code.</param>
    /// <param name="text">The messages.</param>
    /// <param name="point">Before the decimals.</param>
    public SayingWords(string language, string text, string point)
    {
        (Language, _point) = (language, point);
        _messages = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" = ", 2) is [var key, var message] ? (Key: key.Trim(), Message: message.Trim()) : throw new FormatException(line))
            .ToImmutableSortedDictionary(m => m.Key, m => Cut(m.Message), StringComparer.Ordinal);
    }

    /// <summary>The reference, and the language of the record.</summary>
    public static SayingWords English => All["en"];

    /// <summary>Languages that have a catalogue, ISO 639-1, sorted.</summary>
    public static ImmutableArray<string> Languages => [.. All.Keys];

    /// <summary>ISO 639-1 code.</summary>
    public string Language { get; }

    /// <summary>All keys, sorted.</summary>
    public IEnumerable<string> Keys => _messages.Keys;

    /// <summary>The catalogue of a language, or nothing.</summary>
    public static SayingWords? Find(string language) => All.GetValueOrDefault(language);

    /// <summary>The catalogue of a language; throws <see cref="ArgumentException"/> that names those there are.</summary>
    public static SayingWords For(string language) => Find(language)
        ?? throw new ArgumentException($"no sayings in '{language}'; there are: {string.Join(", ", All.Keys)}", nameof(language));

    /// <summary>Whether there is such a message.</summary>
    public bool Has(string key) => _messages.ContainsKey(key);

    /// <summary>The message with its blanks, as in the file; throws <see cref="KeyNotFoundException"/> when there is none.</summary>
    public string Message(string key) => string.Concat(_messages[key].Select(p => p.ToString()));

    /// <summary>The saying in words; throws <see cref="KeyNotFoundException"/> when it cannot be said: our mistake, for a saying of this program.</summary>
    public string Say(Saying saying) =>
        TrySay(saying) ?? throw new KeyNotFoundException($"the sayings in '{Language}' cannot say '{saying.Key}' of {saying.Parts.Length} parts");

    /// <summary>The saying in words; nothing when a key in it is not known or its parts do not fit: a record may come from another version of the program.</summary>
    public string? TrySay(Saying saying)
    {
        var text = new StringBuilder();
        return Write(text, saying, Deepest) ? text.ToString() : null;
    }

    private bool Write(StringBuilder text, Saying saying, int depth)
    {
        if (depth == 0 || !_messages.TryGetValue(saying.Key, out ImmutableArray<Piece> pieces)) return false;
        if (saying.Key.StartsWith(ListPrefix, StringComparison.Ordinal)) return Join(text, pieces, saying.Parts, depth);
        int blanks = 0;
        foreach (Piece piece in pieces)
        {
            if (piece.Blank < 0) text.Append(piece.Text);
            else if (piece.Blank >= saying.Parts.Length || !Write(text, piece, saying.Parts[piece.Blank], depth)) return false;
            else blanks |= 1 << piece.Blank;
        }

        return blanks == (1 << saying.Parts.Length) - 1;
    }

    private bool Join(StringBuilder text, ImmutableArray<Piece> pieces, ImmutableArray<SayingPart> parts, int depth)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0) text.Append(pieces[1].Text);
            if (!Write(text, pieces[0], parts[i], depth)) return false;
        }

        return true;
    }

    private bool Write(StringBuilder text, Piece blank, SayingPart part, int depth)
    {
        if (part.Said is { } said) return Write(text, said, depth - 1);
        if (part.Number is { } number) text.Append(number.ToString(blank.Format, CultureInfo.InvariantCulture).Replace(".", _point, StringComparison.Ordinal));
        else text.Append(part.Text);
        return true;
    }

    private static ImmutableArray<Piece> Cut(string message)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        int at = 0;
        for (int open = message.IndexOf('{', StringComparison.Ordinal); open >= 0; open = message.IndexOf('{', at))
        {
            int close = message.IndexOf('}', open);
            if (close < 0) throw new FormatException(message);
            if (open > at) pieces.Add(new(message[at..open], -1, ""));
            string[] blank = message[(open + 1)..close].Split(':', 2);
            pieces.Add(new("", int.Parse(blank[0], NumberStyles.None, CultureInfo.InvariantCulture), blank.Length == 2 ? blank[1] : Plain));
            at = close + 1;
        }

        if (at < message.Length) pieces.Add(new(message[at..], -1, ""));
        return pieces.ToImmutable();
    }

    private const string Plain = "0.###";

    /// <summary>Words between blanks, or a blank.</summary>
    private readonly record struct Piece(string Text, int Blank, string Format)
    {
        public override string ToString() => Blank < 0 ? Text : Format == Plain ? $"{{{Blank}}}" : $"{{{Blank}:{Format}}}";
    }
}
