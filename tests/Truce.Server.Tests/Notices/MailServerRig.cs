using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Truce.Testing;

namespace Truce.Server.Tests.Notices;

/// <summary>A real SMTP server in a process of its own; it ends with the test.</summary>
internal sealed class MailServerRig : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3"; // Debian's own: the package belongs to it
    private readonly Process _process;
    private readonly TempFolder _folder;

    private MailServerRig(Process process, TempFolder folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    /// <summary>The server's certificate, its own root, in PEM.</summary>
    public string Certificate => _folder.At("server.pem");

    /// <summary>Starts it; skips the test where the package is missing, and fails it in CI.</summary>
    public static async Task<MailServerRig> StartAsync(bool tls = false, string password = "", string? certificateFor = null)
    {
        if (!File.Exists(Python) || await RunAsync("-c", "import aiosmtpd") != 0)
        {
            const string message = "the Debian package python3-aiosmtpd is not installed (eng/packages.txt)";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message);
            Assert.Skip(message);
        }

        var folder = new TempFolder();
        if (tls) Certify(folder, certificateFor ?? "localhost");
        string script = Path.Combine(Repository.Root, "tests/Truce.Server.Tests/Notices/mail-server.py");
        Process process = Start(script, Path.GetDirectoryName(folder.At("mail/x"))!, tls ? folder.At("server.pem") : "", tls ? folder.At("server.key") : "", password);
        string? port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (port is null) Assert.Fail(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return new(process, folder, int.Parse(port, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>What it has taken so far, in order.</summary>
    public IReadOnlyList<JsonObject> Taken() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder.Root, "mail"), "*.json").Order(StringComparer.Ordinal).Select(f => (JsonObject)JsonNode.Parse(File.ReadAllText(f))!)];

    /// <summary>Ends the server at once, as when a machine goes down.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<int> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Certify(TempFolder folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        folder.Write("server.pem", certificate.ExportCertificatePem());
        folder.Write("server.key", key.ExportPkcs8PrivateKeyPem());
    }
}
