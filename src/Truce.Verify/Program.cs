using Truce.Verify;

return Commands.Run(args, Console.Out, Console.Error, !Console.IsErrorRedirected);
