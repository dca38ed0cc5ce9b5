using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Fetches secrets from where a file of channels says they are kept. A message about one never holds it.</summary>
public static class SecretStore
{
    private const int MostBytes = 64 * 1024;

    /// <summary>The secret; or why there is none, in one line that says what to do.</summary>
    /// <param name="reference">Where it is kept.</param>
    /// <param name="folder">Folder of the file of channels.</param>
    /// <param name="reason">Why there is none; empty when there is.</param>
    public static Secret? Find(SecretReference reference, string folder, out string reason)
    {
        reason = "";
        switch (reference)
        {
            case SecretReference.Environment(var name):
                if (Environment.GetEnvironmentVariable(name) is { } value && value.Trim().Length > 0) return Secret.Of(value);
                reason = $"the variable {name} is not set; set it for this program";
                return null;
            case SecretReference.File(var relative):
                return FromFile(Path.Combine(folder, relative), relative, out reason);
            default:
                throw new ArgumentOutOfRangeException(nameof(reference));
        }
    }

    private static Secret? FromFile(string path, string shown, out string reason)
    {
        try
        {
            var file = new FileInfo(path);
            reason = !file.Exists ? $"the file {shown} is not there; make it, with mode 0600"
                : !OperatingSystem.IsWindows() && (file.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0 ? $"others than its owner may use the file {shown}; write chmod 600 {shown}"
                : file.Length > MostBytes ? $"the file {shown} is longer than {MostBytes} bytes; it is no secret"
                : "";
            if (reason.Length > 0) return null;
            Secret secret = Secret.Of(File.ReadAllText(path));
            reason = secret.Length == 0 ? $"the file {shown} is empty; write the secret into it" : "";
            return secret.Length == 0 ? null : secret;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = $"the file {shown} cannot be read: {e.GetType().Name}";
            return null;
        }
    }
}
