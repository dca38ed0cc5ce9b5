using System.Text.Json.Nodes;
using Truce.Observations;

namespace Truce.Feeds.Tests;

/// <summary>The command line's decode, and the registry behind it.</summary>
public sealed class DecodeCommandTests
{
    private static (int Code, string[] Lines, string Errors) Run(string format, params string[] texts)
    {
        string folder = Directory.CreateTempSubdirectory("truce-decode-").FullName;
        try
        {
            string[] files = [.. texts.Select((text, i) =>
            {
                string path = Path.Combine(folder, $"{i}_2022-06-01");
                File.WriteAllText(path, text);
                return path;
            })];
            using StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
            int code = DecodeCommand.Run(format, files, output, errors);
            return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_format_writes_its_records_and_a_summary_whose_bytes_add_up()
    {
        foreach ((string format, string[] seeds) in Samples.All)
        {
            (int code, string[] lines, string errors) = Run(format, seeds);
            Assert.Equal((0, ""), (code, errors));
            JsonNode summary = JsonNode.Parse(lines[^1])!;
            Assert.True(summary["summary"]!.GetValue<bool>() && summary["bytesAddUp"]!.GetValue<bool>());
            Assert.Equal(lines.Length - 1, summary["observations"]!.GetValue<long>() + summary["rejects"]!.GetValue<long>());
            Assert.Equal(seeds.Sum(s => System.Text.Encoding.UTF8.GetByteCount(s)), summary["bytesIn"]!.GetValue<long>());
            Assert.All(lines[..^1], line => Assert.True(JsonNode.Parse(line)!["id"] is not null || JsonNode.Parse(line)!["reject"] is not null));
        }
    }

    [Fact]
    public void The_same_row_in_two_downloads_is_one_observation()
    {
        (_, string[] lines, _) = Run("firms", Samples.FirmsReduced, "\n" + Samples.FirmsReduced);
        string?[] ids = [.. lines[..^1].Select(l => JsonNode.Parse(l)!["id"]?.GetValue<string>())];
        Assert.Equal(ids[..2], ids[2..]);
    }

    [Fact]
    public void Wrong_words_and_missing_files_are_answered_in_one_line()
    {
        using StringWriter output = new(), errors = new();
        Assert.Equal(2, DecodeCommand.Run("firmz", ["x"], output, errors));
        Assert.Contains("firms", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, DecodeCommand.Run("firms", [], output, errors));
        Assert.Equal(2, DecodeCommand.Run("firms", ["/nowhere/at/all.csv"], output, errors));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void Options_are_checked_with_what_to_write_instead()
    {
        Assert.True(FeedFormats.TryGet("firms", new Dictionary<string, string> { ["unknownPixelM"] = "750" }, out _, out _));
        Assert.False(FeedFormats.TryGet("firms", new Dictionary<string, string> { ["unknownPixelM"] = "wide", ["colour"] = "red" }, out _, out IReadOnlyList<string> problems));
        Assert.Equal(2, problems.Count);
        Assert.Contains("unknownPixelM: a number from 1 to 10000 expected, got 'wide'", problems);
        Assert.False(FeedFormats.TryGet("viina", new Dictionary<string, string> { ["timeZone"] = "Mars/Base" }, out _, out problems));
        Assert.Contains("Europe/Kyiv", Assert.Single(problems), StringComparison.Ordinal);
        Assert.All(FeedFormats.Names, name => Assert.True(FeedFormats.TryGet(name, out _)));
    }

    [Fact]
    public void A_decoder_that_lost_a_byte_would_be_seen()
    {
        var summary = new DecodeSummary();
        summary.Add(new Decoded.PassedOver(new(default, 0, 9)));
        summary.EndItem(10);
        Assert.False(summary.BytesAddUp); // the planted fault
        summary.Add(new Decoded.PassedOver(new(default, 9, 1)));
        Assert.True(summary.BytesAddUp);
    }
}
