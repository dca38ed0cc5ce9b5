using System.Collections.Frozen;

namespace Truce.Observations.Origins;

/// <summary>Whom a text says it has the news from: "за даними X", "сообщает X", "according to X", "Forwarded from X", "… – Генштаб".</summary>
/// <remarks>
/// A mouth is the run of one to three capitalised words (or an @handle) that the sign points to, as <see cref="TextForm"/> tokens, so that one person
/// or office is one mouth in the three languages. At most four mouths of a text are kept.
/// </remarks>
internal static class CitedMouth
{
    private static readonly FrozenSet<string> Signs = ("даними данным словами словам інформацією информации повідомляє повідомив повідомила повідомили повідомляють сообщает сообщил сообщила сообщили " +
        "сообщают заявив заявила заявил заявили пише пишет передає передает розповів розповіла рассказал рассказала уточнив уточнил according said reported reports says told via " +
        "джерело источник source from від из з").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Bridges = ("в у у the про об о що что сам сама мер мэр голова глава губернатор head mayor речник пресслужба пресс-служба прес-служба прессекретар " +
        "to by офіційний официальный представитель представник начальник міністр министр").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WeakSigns = "from від из з".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Forwards = "forwarded переслано переслане переслал пересланное репост repost via fwd".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The mouths cited, sorted and different.</summary>
    public static ulong[] Of(string text)
    {
        string[] words = text.Length > 4_000 ? Split(text[..4_000]) : Split(text);
        var mouths = new SortedSet<ulong>();
        for (int i = 0; i < words.Length && mouths.Count < 4; i++)
        {
            string lower = words[i].ToLowerInvariant();
            if (words[i] is "–" or "—" or "|" && words.Length - i <= 4) Mouth(words, i + 1, mouths); // a headline's tail
            if (!Signs.Contains(lower)) continue;
            if (WeakSigns.Contains(lower) && !(i > 0 && Forwards.Contains(words[i - 1].ToLowerInvariant()))) continue;
            Mouth(words, i + 1, mouths);
        }

        return [.. mouths];
    }

    /// <summary>The mouth that a name or a handle stands for, so that the cited source itself is found; 0 for none.</summary>
    public static ulong Named(string name)
    {
        var mouths = new SortedSet<ulong>();
        string[] words = Split(name);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 0 && char.IsLetter(words[i][0])) words[i] = char.ToUpperInvariant(words[i][0]) + words[i][1..];
        }

        Mouth(words, 0, mouths);
        return mouths.Count == 0 ? 0 : mouths.Min;
    }

    private static void Mouth(string[] words, int at, SortedSet<ulong> mouths)
    {
        while (at < words.Length && Bridges.Contains(words[at].ToLowerInvariant())) at++;
        ulong sum = 0;
        int taken = 0;
        for (; at < words.Length && taken < 3; at++)
        {
            string w = words[at].TrimStart('@');
            if (w.Length < 2 || !(char.IsUpper(w[0]) || words[at][0] == '@')) break;
            unchecked
            {
                sum += TextForm.Token(w.ToLowerInvariant()); // a sum: first name and surname stand in either order
            }

            taken++;
            if (words[at][0] == '@') break;
        }

        if (taken > 0) mouths.Add(Hashing.Mix(sum));
    }

    private static string[] Split(string text) =>
        text.Split([' ', '\n', '\r', '\t', ',', '.', ':', ';', '(', ')', '«', '»', '"', '“', '”', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
}
