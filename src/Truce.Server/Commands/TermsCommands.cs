using System.CommandLine;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Commands;

/// <summary><c>truce terms check</c> and <c>truce terms evaluate</c>: the agreement alone.</summary>
internal static class TermsCommands
{
    public static Command Terms()
    {
        var file = new Argument<string>("FILE") { Description = "an agreement" };
        Option<bool> json = Shared.Json();
        var check = new Command("check", "Validates an agreement; every mistake with file, line and what to write instead.") { file, json };
        check.SetAction(parsed => Shared.Guarded("terms check", () =>
        {
            string path = parsed.GetValue(file)!;
            return Say(TermsCommand.Check(Bytes(path), path, reference => AgreementFile.Geometry(path, reference), parsed.GetValue(json)));
        }));

        var agreement = new Option<string>("--agreement") { Description = "an agreement", Required = true };
        var incidents = new Option<string>("--incidents") { Description = "cases: a JSON array, or JSON lines", Required = true };
        var evaluate = new Command("evaluate", "Reads cases against an agreement.") { agreement, incidents, json };
        evaluate.SetAction(parsed => Shared.Guarded("terms evaluate", () =>
        {
            string path = parsed.GetValue(agreement)!, cases = parsed.GetValue(incidents)!;
            return Say(TermsCommand.Evaluate(Bytes(path), path, Bytes(cases), cases, reference => AgreementFile.Geometry(path, reference)));
        }));
        return new Command("terms", "The agreement alone.") { check, evaluate };
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        if (new FileInfo(path).Length > TermsCommand.MaxBytes) throw new BadInputException($"{path}: larger than {TermsCommand.MaxBytes >> 20} MiB");
        return File.ReadAllBytes(path);
    }

    private static int Say(TermsOutcome outcome)
    {
        foreach (string line in outcome.Output) Console.WriteLine(line);
        foreach (string line in outcome.Messages) Console.Error.WriteLine(line);
        return outcome.ExitCode;
    }
}
