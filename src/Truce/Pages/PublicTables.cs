using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The public ledger as data: one table for spreadsheets, one document for programs.</summary>
public static class PublicTables
{
    /// <summary>A row for each promise and each statement; UTF-8, RFC 4180, line ends CR LF.</summary>
    /// <remarks>A cell that a spreadsheet would take for a formula gets an apostrophe before it.</remarks>
    public static string Csv(LedgerView view)
    {
        var text = new StringBuilder();
        if (view.Simulated) text.Append("SIMULATED\r\n");
        Row(text, "kind", "id", "guarantor", "pillar", "domain", "day", "text", "speaker", "strength", "stage", "standing", "binding", "due", "amount", "source", "published", "address");
        foreach (CommitmentState s in view.Metrics.States)
        {
            Commitment c = s.Commitment;
            LedgerSource? source = c.Source is { } id ? view.Ledger.Sources.GetValueOrDefault(id) : null;
            Row(text, "promise", c.Id.ToString(), c.Guarantor, c.Pillar, c.Domain, c.Announced?.ToString() ?? "", c.Text, "", "", LedgerWriting.Word(s.Stage), LedgerWriting.Word(s.Standing), LedgerWriting.Word(s.Binding), s.Due is { } due ? LedgerWriting.Day(due) : "", c.Quantity?.ToString() ?? "", source?.Outlet ?? "", source?.Published?.ToString() ?? "", source?.Address ?? "");
        }

        foreach (LedgerStatement s in view.Ledger.Statements)
        {
            LedgerSource? source = view.Ledger.Sources.GetValueOrDefault(s.Source);
            string binding = s.BindingNow switch { true => "yes", false => "no", _ => "" };
            Row(text, s.About.Length > 0 ? "statement: " + s.About : "statement", s.Id.ToString(), string.Join(' ', s.Guarantors), s.Pillar, s.Domain, view.Ledger.DayOf(s)?.ToString() ?? "", s.Claim, s.Speaker, s.Strength, "", LedgerWriting.Word(s.Direction), binding, "", (s.Value ?? s.Quantity)?.ToString() ?? "", source?.Outlet ?? "", source?.Published?.ToString() ?? "", source?.Address ?? "");
        }

        return text.ToString();
    }

    /// <summary>The board, what is contested, and the force by half degrees.</summary>
    public static JsonObject Ledger(LedgerView view)
    {
        JsonObject json = LedgerWriting.Board(view.Metrics.Positions, view.Ledger);
        json["on"] = LedgerWriting.Day(view.Metrics.Day);
        json["contested"] = new JsonArray([.. view.Contested.Select(c => (JsonNode)LedgerWriting.Contested(c, view.Ledger))]);
        json["forces"] = new JsonArray([.. view.Ledger.Forces.Select(f => (JsonNode)Force(f))]);
        if (view.Simulated) json["simulated"] = "SIMULATED";
        return json;
    }

    /// <summary>The figures.</summary>
    public static JsonObject Metrics(LedgerView view)
    {
        JsonObject json = MetricsWriting.Write(view.Metrics);
        if (view.Simulated) json["simulated"] = "SIMULATED";
        return json;
    }

    private static JsonObject Force(ForceElement f)
    {
        var json = new JsonObject { ["id"] = f.Id.ToString(), ["guarantor"] = f.Guarantor, ["domain"] = f.Domain, ["kind"] = f.Kind };
        if (f.Strength is { } strength) json["strength"] = LedgerWriting.Amount(strength);
        if (f.HostApproved is { } host) json["hostApproved"] = host;
        if (f.ReadyDays is { } ready) json["readyDays"] = ready;
        if (f.RotationMonths is { } rotation) json["rotationMonths"] = rotation;
        if (f.Place is not { } place) return json;
        (double lat, double lon) = CoarseRegion.Of(place);
        json["region"] = new JsonObject { ["latitude"] = lat, ["longitude"] = lon, ["stepDeg"] = CoarseRegion.SideDeg };
        return json;
    }

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            string cell = cells[i];
            if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) cell = "'" + cell;
            text.Append(cell.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        }

        text.Append("\r\n");
    }
}
