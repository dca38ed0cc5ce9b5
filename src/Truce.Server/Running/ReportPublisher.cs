using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Leaves;
using Truce.Evidence.Notes;
using Truce.Measures;
using Truce.Reports;
using Truce.Server.Pdf;

namespace Truce.Server.Running;

/// <summary>Makes a day's report, checks that it adds up, seals its row set and writes the files.</summary>
internal sealed class ReportPublisher(StoreFolder store, MissionWorld world, EventPictures? pictures = null)
{
    private readonly EventPictures _pictures = pictures ?? new(new(store, world), world);

    /// <summary>The report of a day from the rows known at its cut-off.</summary>
    public DailyReport Make(DateOnly day)
    {
        Checkpoint checkpoint = store.Log.Checkpoint;
        var log = new LogPosition(checkpoint.Origin, checkpoint.Size, Walker.HashOf(checkpoint.Root), store.VerifierKey);
        return ReportBuilder.Build(new ReportMaker(store.Database.Read, world, log, _pictures).Make(day));
    }

    /// <summary>The report over several days, from the rows known at the cut-off of the last.</summary>
    public DailyReport Make(DateOnly first, DateOnly last)
    {
        Checkpoint checkpoint = store.Log.Checkpoint;
        var log = new LogPosition(checkpoint.Origin, checkpoint.Size, Walker.HashOf(checkpoint.Root), store.VerifierKey);
        return ReportBuilder.Build(new ReportMaker(store.Database.Read, world, log, _pictures).Make(first, last));
    }

    /// <summary>Writes a report in the formats asked for and returns what was written; or what does not add up, and then nothing is.</summary>
    public async Task<(ImmutableArray<string> Written, ImmutableArray<Discrepancy> Refused)> PublishAsync(
        DailyReport report, string folder, IReadOnlyCollection<string> formats, IReadOnlyCollection<string> languages)
    {
        ImmutableArray<Discrepancy> wrong = Reconciliation.Check(report);
        if (!wrong.IsEmpty) return ([], wrong);
        Directory.CreateDirectory(folder);
        string day = report.Input.Name;
        var written = new List<string>();
        void Put(string name, ReadOnlySpan<byte> bytes)
        {
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            written.Add(path);
        }

        long index = Seal(report, day);
        Put($"{day}.rows.jsonl", report.Rows.Bytes.AsSpan());
        Put($"{day}.tlog-proof", Encoding.UTF8.GetBytes(store.Log.ProveInclusion(index).Encode()));
        if (formats.Contains("csv")) Put($"{day}.csv", Encoding.UTF8.GetBytes(CsvReport.Render(report)));
        if (formats.Contains("geojson")) Put($"{day}.geojson", Encoding.UTF8.GetBytes(GeoJsonReport.Render(report)));
        foreach (string language in languages)
        {
            Catalogue words = Catalogue.For(language);
            if (formats.Contains("html")) Put($"{day}.{language}.html", Encoding.UTF8.GetBytes(HtmlReport.Render(report, words)));
            if (formats.Contains("pdf")) written.Add(await PrintAsync(HtmlReport.Render(report, words, HtmlOptions.Print), Path.Combine(folder, $"{day}.{language}.pdf")).ConfigureAwait(false));
        }

        return ([.. written], []);
    }

    /// <summary>Prints a page; a missing or failing Chromium is told in one line.</summary>
    public static async Task<string> PrintAsync(string html, string path)
    {
        ChromiumPdf printer = ChromiumPdf.Find(ChromiumPdfOptions.FromEnvironment()) ?? throw new BadInputException(ChromiumPdf.MissingMessage);
        return await printer.PrintAsync(html, path, CancellationToken.None).ConfigureAwait(false) switch
        {
            PdfResult.Printed printed => printed.Path,
            PdfResult.Failed failed => throw new BadInputException(failed.Reason),
            _ => throw new InvalidOperationException("the set of results is closed"),
        };
    }

    /// <summary>The report's own entry in the log: the day and the hash of its row set. The same report is sealed once.</summary>
    private long Seal(DailyReport report, string day)
    {
        var record = new JsonObject
        {
            ["v"] = 1,
            ["type"] = "report",
            ["mission"] = world.Mission.Id,
            ["day"] = day,
            ["rowSet"] = report.RowSetHash.ToString(),
            ["simulated"] = world.Mission.Simulated,
        };
        long index = store.Log.Append([new(CanonicalJson.Write(record), CoarseType.Report, world.Mission.Simulated)])[0].Index;
        store.Database.Write(w => w.PutReport(day, report.RowSetHash, index));
        store.Log.Publish();
        return index;
    }
}
