using System.Collections.Immutable;
using Truce.Reports.Waveforms;

namespace Truce.Reports;

/// <summary>The recordings behind located events, in section 3: what the machines heard, for eyes that can check it.</summary>
internal static class HtmlRecordings
{
    /// <summary>The events that the page draws.</summary>
    internal static IEnumerable<EventRecordings> Shown(HtmlContext page) => page.Input.Recordings.Take(page.Options.Events);

    /// <summary>A link to the pictures of an event.</summary>
    internal static string Link(HtmlContext page, EventRecordings heard) =>
        $"<a href=\"#w-{heard.Observation.Short}\">{Html.Escape(page.Words.Format("recordings.link", page.Words.Number(heard.Picture.Channels.Length)))}</a>";

    internal static void Write(HtmlContext page)
    {
        EventRecordings[] shown = [.. Shown(page)];
        if (shown.Length == 0) return;
        Catalogue words = page.Words;
        page.Out.Element("h3", words["recordings.title"]).Element("p", words["recordings.note"], "class=\"fine\"");
        int all = page.Report.Rows.Observations.Count(o => o.Incident is not null && o.Observation.Facts.ContainsKey("arrivals"));
        if (shown.Length < all) page.Out.Element("p", words.Format("recordings.more", words.Number(shown.Length), words.Number(all)), "class=\"fine\"");
        foreach (EventRecordings heard in shown) One(page, heard);
    }

    private static void One(HtmlContext page, EventRecordings heard)
    {
        Catalogue words = page.Words;
        PictureInput picture = heard.Picture;
        string incident = heard.Incident is { } id ? page.IncidentLink(id) : page.Record("observations", heard.Observation);
        string caption = words.Format("recordings.caption", Html.Escape(heard.Source), words.Number(picture.Channels.Length), words.Number(picture.Channels.Length + picture.MoreChannels));
        page.Out.Raw($"<h4 class=\"ev\" id=\"w-{heard.Observation.Short}\">{Html.Escape(words["col.incident"])} {incident}</h4>\n");
        ImmutableArray<PictureInput> parts = heard.Parts(page.Options.ChannelsInPart);
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts.Length == 1 ? "" : $" {words.Number(i + 1)}/{words.Number(parts.Length)}";
            string label = Html.Escape($"{words["recordings.title"]}, {heard.Observation.Short}{part}");
            var options = new PictureOptions { Language = words.Language, Theme = PictureTheme.Page, IdPrefix = $"w-{heard.Observation.Short}-p{i}" };
            page.Out.Raw($"<figure><div class=\"wide strip\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">")
                .Raw(WaveformPicture.Draw(parts[i], options))
                .Raw($"</div><figcaption>{caption}{part}</figcaption></figure>\n");
        }
    }
}
