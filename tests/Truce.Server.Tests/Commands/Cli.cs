using Truce.Server.Commands;

namespace Truce.Server.Tests.Commands;

/// <summary>The command line in this process, with what it printed. The console is one for all: callers stand in one collection.</summary>
internal static class Cli
{
    public static (int Code, string Out, string Err) Run(params string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var told = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(told);
            int code = TruceCommand.Invoke(args);
            return (code, said.ToString(), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
