using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Truce.Observations;
using Truce.Pages;
using Truce.Server.Consoles;
using Truce.Server.Guarantors;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce commitments publish</c>: the pages as files for everyone, from what is public only.</summary>
internal static class PublishCommand
{
    private const string Style = "guarantors.css";

    public static Command Publish()
    {
        Option<string> store = Shared.Store();
        var to = new Option<string>("--out") { Description = "folder for the site; one that was published before is replaced as a whole", Required = true };
        Option<string?> known = Shared.AsKnown(), on = CommitmentsCommands.On();
        var lang = new Option<string>("--lang") { Description = "languages with commas: en,uk,fr,ru", DefaultValueFactory = _ => "en,uk,fr,ru" };
        Option<string?> agreement = PostureCommand.AgreementOption(), rules = PostureCommand.RulesOption("--rules");
        Option<bool> json = Shared.Json();
        var command = new Command("publish", "Writes the public pages, ledger.csv, ledger.json and metrics.json: only what every label lets everyone see.") { store, to, known, on, lang, agreement, rules, json };
        command.SetAction(parsed => Shared.Guarded("commitments publish", () =>
        {
            CommitmentsCommands.Question asked = CommitmentsCommands.Ask(parsed.GetValue(store)!, parsed.GetValue(known), parsed.GetValue(on), TimeProvider.System);
            // An exercise may play in a year to come: without a day it is judged on its last one.
            bool free = parsed.GetValue(on) is null && parsed.GetValue(known) is null && asked.Ledger.Simulated;
            if (free && LedgerPages.LastDay(asked.History) is var last && last > asked.Day) asked = asked with { Day = last };
            return Publish(asked, parsed.GetValue(to)!, Languages(parsed.GetValue(lang)!), PosturePages.Read(parsed.GetValue(agreement), parsed.GetValue(rules)), parsed.GetValue(json));
        }));
        return command;
    }

    internal static int Publish(CommitmentsCommands.Question asked, string folder, ImmutableArray<string> languages, PostureBasis posture, bool json)
    {
        string target = Path.GetFullPath(folder);
        if (File.Exists(target)) throw new BadInputException($"{folder}: is a file; name a folder");
        bool ours = File.Exists(Path.Combine(target, Style)) && File.Exists(Path.Combine(target, PublicSite.DataFiles[0]));
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !ours) throw new BadInputException($"{folder}: holds other things than a published site; name an empty folder");

        // The new site is whole before the old one goes, and nothing of the old one stays: what was withdrawn since must not.
        string fresh = target + ".new";
        if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        LedgerView view = LedgerView.Of(asked.History, asked.Known, asked.Day, Classification.Public);
        long bytes = 0;
        int files = 0;
        foreach (SiteFile file in PublicSite.Files(view, languages, posture).Append(new(Style, ConsoleAssets.Own.Find(Style)!.Bytes)))
        {
            string path = Path.Combine(fresh, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes);
            (bytes, files) = (bytes + file.Bytes.Length, files + 1);
        }

        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(fresh, target);
        string simulated = view.Simulated ? "SIMULATED " : "";
        Console.WriteLine(json
            ? new System.Text.Json.Nodes.JsonObject { ["folder"] = folder, ["files"] = files, ["bytes"] = bytes, ["simulated"] = view.Simulated }.ToJsonString(Shared.Compact)
            : string.Create(CultureInfo.InvariantCulture, $"{simulated}{folder}: {files} files, {bytes} bytes, {string.Join(", ", languages)}; open index.html"));
        return 0;
    }

    private static ImmutableArray<string> Languages(string list)
    {
        ImmutableArray<string> asked = [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (asked.Length == 0) throw new BadInputException($"--lang names no language; there are {string.Join(", ", PageWords.Languages)}");
        foreach (string unknown in asked.Where(l => !PageWords.Languages.Contains(l))) throw new BadInputException($"--lang '{unknown}': no such language; there are {string.Join(", ", PageWords.Languages)}");
        return asked;
    }
}
