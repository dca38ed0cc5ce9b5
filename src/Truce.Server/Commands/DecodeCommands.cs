using System.CommandLine;
using Truce.Feeds;

namespace Truce.Server.Commands;

/// <summary><c>truce decode FORMAT FILE…</c>: a decoder alone.</summary>
internal static class DecodeCommands
{
    public static Command Decode()
    {
        var format = new Argument<string>("FORMAT") { Description = $"one of {string.Join(", ", FeedFormats.Names)}" };
        var files = new Argument<string[]>("FILE") { Description = "files, gzip or plain", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "JSON lines; the last one is a summary (this is also the default)" };
        var command = new Command("decode", "Decodes files and prints observations and rejects, then a summary.") { format, files, json };
        command.SetAction(parsed =>
        {
            using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
            return DecodeCommand.Run(parsed.GetValue(format)!, parsed.GetValue(files)!, output, Console.Error);
        });
        return command;
    }
}
