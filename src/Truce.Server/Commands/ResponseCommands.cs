using System.CommandLine;
using Truce.Response.Protocols;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Commands;

/// <summary><c>truce response</c>: protocols alone. What follows a finding that people confirmed is kept as data; here it is checked and tried out.</summary>
internal static class ResponseCommands
{
    public static Command Response()
    {
        var response = new Command("response", "The answer to a confirmed finding: protocols, consultations, clocks.") { Check(), ResponseExercise.Exercise(), ResponseStatus.Status(), IndicatorsCommand.Indicators(), ResponseSend.Send(), ResponseListen.Listen() };
        foreach (Command act in ConsultationCommands.All().Concat(ConsultationEntry.All())) response.Add(act);
        return response;
    }

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = "a protocol, or an agreement with a responseProtocol" };
        Option<bool> json = Shared.Json();
        var check = new Command("check", "Validates a protocol; every mistake with file, line and what to write instead.") { file, json };
        check.SetAction(parsed => Shared.Guarded("response check", () =>
        {
            string path = parsed.GetValue(file)!;
            TermsOutcome outcome = ProtocolCommand.Check(Bytes(path), path, parsed.GetValue(json));
            foreach (string line in outcome.Output) Console.WriteLine(line);
            foreach (string line in outcome.Messages) Console.Error.WriteLine(line);
            return outcome.ExitCode;
        }));
        return check;
    }

    /// <summary>The bytes of a file that may be no longer than an agreement.</summary>
    public static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        if (new FileInfo(path).Length > ProtocolReader.MaxBytes) throw new BadInputException($"{path}: larger than {ProtocolReader.MaxBytes >> 20} MiB");
        return File.ReadAllBytes(path);
    }
}
