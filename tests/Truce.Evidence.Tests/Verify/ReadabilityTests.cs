using Truce.Testing;

namespace Truce.Evidence.Tests.Verify;

public sealed class ReadabilityTests
{
    [Fact]
    public void Evidence_and_verifier_together_stay_short_enough_for_an_expert_to_read()
    {
        int lines = 0;
        foreach (string project in new[] { "Truce.Evidence", "Truce.Verify" })
        {
            lines += Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
                .SelectMany(File.ReadLines).Select(l => l.Trim()).Count(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal));
        }

        Assert.InRange(lines, 1, 3000); // lines that are neither empty nor comment
    }
}
