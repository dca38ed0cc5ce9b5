using System.CommandLine;
using NodaTime.Text;
using Truce.Feeds;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.Wav;
using Truce.Observations.Waveforms;

namespace Truce.Server.Commands;

/// <summary><c>truce decode FORMAT FILE…</c>: a decoder alone.</summary>
internal static class DecodeCommands
{
    public static Command Decode()
    {
        var format = new Argument<string>("FORMAT") { Description = $"one of {string.Join(", ", DecodeCommand.Names)}" };
        var files = new Argument<string[]>("FILE") { Description = "files, gzip or plain", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "JSON lines; the last one is a summary (this is also the default)" };
        var samples = new Option<bool>("--samples") { Description = "waveforms: print the samples of each run too" };
        var start = new Option<string?>("--start") { Description = "wav: instant of the first sample, for instance 2026-11-22T10:00:00.125Z" };
        var channel = new Option<string?>("--channel") { Description = "wav: channel of the first track, for instance FDSN:XX_NODE1__D_D_F" };
        var command = new Command("decode", "Decodes files and prints observations and rejects, or runs of waveforms, gaps and channels, then a summary.")
        {
            format, files, json, samples, start, channel,
        };
        command.SetAction(parsed =>
        {
            if (!TryWav(parsed.GetValue(start), parsed.GetValue(channel), out WavOptions wav, out string problem))
            {
                Console.Error.WriteLine($"truce decode: {problem}");
                return 2;
            }

            using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
            var options = new WaveformDecodeOptions { Samples = parsed.GetValue(samples), Wav = wav };
            return DecodeCommand.Run(parsed.GetValue(format)!, parsed.GetValue(files)!, output, Console.Error, options);
        });
        return command;
    }

    private static bool TryWav(string? start, string? channel, out WavOptions wav, out string problem)
    {
        wav = new();
        problem = "";
        if (start is not null)
        {
            if (InstantPattern.ExtendedIso.Parse(start) is not { Success: true } at) problem = $"--start: an instant as 2026-11-22T10:00:00Z expected, got '{start}'";
            else wav = wav with { Start = at.Value };
        }

        if (channel is null) return problem.Length == 0;
        if (ChannelId.TryParse(channel, out ChannelId? id, out string wrong)) wav = wav with { Channel = id };
        else problem = $"--channel: {wrong}, got '{channel}'";
        return problem.Length == 0;
    }
}
