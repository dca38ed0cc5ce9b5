using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Truce.Evidence;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary>Options and endings that all commands share.</summary>
internal static class Shared
{
    /// <summary>JSON on one line, letters of all scripts as they are.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<string> Store() => new("--store") { Description = "folder of the store", Required = true };

    public static Option<bool> Json() => new("--json") { Description = "one JSON document, or JSON lines, on standard output" };

    public static Option<string?> AsKnown() => new("--as-known") { Description = "as it was known at this instant, for instance 2022-06-10T18:00:00Z" };

    /// <summary>An instant with an offset, or bad input.</summary>
    public static DateTimeOffset? Instant(string? text, string option)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset t)
            ? t.ToUniversalTime()
            : throw new BadInputException($"{option} '{text}' is not an instant; write for instance 2022-06-10T18:00:00Z");
    }

    /// <summary>A day, or bad input.</summary>
    public static DateOnly? Day(string? text, string option)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new BadInputException($"{option} '{text}' is not a day; write for instance 2022-06-10");
    }

    /// <summary>A finite number, or nothing.</summary>
    public static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && double.IsFinite(n) ? n : null;

    /// <summary>Runs a command: bad input and a failing disk end with 2 and one clear line; our own mistakes are not hidden.</summary>
    public static int Guarded(string command, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (IsForThePerson(e))
        {
            Console.Error.WriteLine($"truce {command}: {e.Message}");
            return 2;
        }
    }

    /// <summary>Bad input, a store that is not ours, or the world outside failing: told in one line. Anything else is our own mistake and is shown whole.</summary>
    public static bool IsForThePerson(Exception e) =>
        e is BadInputException or StoreException or EvidenceDamagedException or EvidenceStoppedException or IOException or UnauthorizedAccessException;
}
