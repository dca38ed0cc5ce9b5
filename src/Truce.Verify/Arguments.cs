namespace Truce.Verify;

/// <summary>A mistake of the caller: told in one line, exit code 2.</summary>
internal sealed class BadInputException(string message) : Exception(message);

/// <summary>A command, its file or folder, and options.</summary>
internal sealed class Arguments
{
    internal const string Usage =
        "usage: truce-verify log DIR --key VKEY [--json] | checkpoint FILE --key VKEY [--json] | "
        + "proof FILE --key VKEY [--entry FILE] [--json] | "
        + "bundle FILE --key VKEY [--persons FILE --threshold N --payload-type TYPE] [--json]";

    private static readonly string[] s_valued = ["--key", "--entry", "--persons", "--threshold", "--payload-type"];
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    private Arguments(string command, string path) => (Command, Path) = (command, path);

    internal string Command { get; }

    internal string Path { get; }

    internal bool Json => _options.ContainsKey("--json");

    internal static Arguments Parse(IReadOnlyList<string> args)
    {
        List<string> plain = [];
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            if (arg == "--json") options[arg] = "";
            else if (s_valued.Contains(arg)) options[arg] = ++i < args.Count ? args[i] : throw new BadInputException($"{arg} needs a value");
            else if (arg.StartsWith("--", StringComparison.Ordinal)) throw new BadInputException($"unknown option {arg}; {Usage}");
            else plain.Add(arg);
        }

        if (plain.Count != 2 || plain[0] is not ("log" or "checkpoint" or "proof" or "bundle")) throw new BadInputException(Usage);
        Arguments parsed = new(plain[0], plain[1]);
        foreach ((string name, string value) in options) parsed._options[name] = value;
        return parsed;
    }

    internal string? Option(string name) => _options.GetValueOrDefault(name);

    internal static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"cannot read {path}: {e.Message}");
        }
    }
}
