using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Versions of the texts in which a promise stands, each against the one before.</summary>
internal static class TextVersions
{
    internal static void Write(PageContext page, IEnumerable<Instrument> texts)
    {
        string[] works = [.. texts.Select(t => t.Work).Distinct().Order(StringComparer.Ordinal)];
        Reports.Html o = page.Out;
        foreach (string work in works)
        {
            Instrument[] versions = [.. page.View.Works[work].OrderBy(v => v.Date?.First ?? DateOnly.MaxValue).ThenBy(v => v.Id)];
            if (versions.Length < 2) continue;
            o.Raw("<section>").Raw($"<h2>{PageContext.Esc(page["versions.title"])} <span lang=\"en\">{PageContext.Esc(versions[^1].Title)}</span></h2>\n");
            for (int i = 1; i < versions.Length; i++)
            {
                (Instrument earlier, Instrument later) = (versions[i - 1], versions[i]);
                o.Element("h3", page.Words.Say("versions.pair", earlier.Version, page.Words.Date(earlier.Date), later.Version, page.Words.Date(later.Date)));
                Difference(page, earlier.Text, later.Text);
            }

            o.Raw("</section>\n");
        }
    }

    private static void Difference(PageContext page, string earlier, string later)
    {
        Reports.Html o = page.Out;
        if (earlier.Length == 0 || later.Length == 0)
        {
            o.Element("p", page["versions.noText"]);
            return;
        }

        o.Raw("<p class=\"diff\" lang=\"en\">");
        foreach (WordRun run in TextDifference.Between(earlier, later))
        {
            string tag = run.Change switch { WordChange.Removed => "del", WordChange.Added => "ins", _ => "span" };
            o.Raw($"<{tag}>").Text(run.Text).Raw($"</{tag}> ");
        }

        o.Raw("</p>\n").Element("p", page["versions.key"], "class=\"soft\"");
    }
}
