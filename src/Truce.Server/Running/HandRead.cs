using Truce.Fusion;

namespace Truce.Server.Running;

/// <summary>Small tables of keys and words that people wrote: labels of rows, and judgements of links. No quoting; a line is a row.</summary>
internal static class HandRead
{
    /// <summary>The label of each key. Throws <see cref="BadInputException"/> with the line that cannot be read.</summary>
    public static Dictionary<string, string> Labels(string file)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((int line, string[] fields) in Rows(file, 2))
        {
            if (!labels.TryAdd(fields[0], fields[1])) throw new BadInputException($"{file}:{line}: key '{fields[0]}' stands there twice");
        }

        return labels;
    }

    /// <summary>The judgement of each link that was read; columns report, reference row, sample, judgement. Throws <see cref="BadInputException"/> as above.</summary>
    public static IReadOnlyDictionary<Link, LinkJudgement> Links(string file)
    {
        var links = new Dictionary<Link, LinkJudgement>();
        foreach ((int line, string[] fields) in Rows(file, 4))
        {
            LinkJudgement[] meant = [.. Enum.GetValues<LinkJudgement>().Where(j => Word(j) == fields[3])];
            if (meant.Length == 0) throw new BadInputException($"{file}:{line}: '{fields[3]}' is no judgement; write same, plausible, different or cannot-tell");
            if (!links.TryAdd(new(fields[0], fields[1]), meant[0])) throw new BadInputException($"{file}:{line}: link {fields[0]} {fields[1]} stands there twice");
        }

        return links;
    }

    /// <summary>A judgement as it is written in the table.</summary>
    public static string Word(LinkJudgement judgement) => judgement switch
    {
        LinkJudgement.Same => "same",
        LinkJudgement.Plausible => "plausible",
        LinkJudgement.Different => "different",
        _ => "cannot-tell",
    };

    private static IEnumerable<(int Line, string[] Fields)> Rows(string file, int least)
    {
        if (!File.Exists(file)) throw new BadInputException($"{file}: no such file");
        int line = 0;
        foreach (string text in File.ReadLines(file))
        {
            if (++line == 1 || text.Length == 0) continue; // the header
            string[] fields = text.Split(',');
            if (fields.Length < least) throw new BadInputException($"{file}:{line}: {least} fields expected, got {fields.Length}");
            yield return (line, fields);
        }
    }
}
