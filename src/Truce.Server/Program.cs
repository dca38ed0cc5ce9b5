using Truce.Server.Commands;

return TruceCommand.Invoke(args);
