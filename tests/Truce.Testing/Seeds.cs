using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace Truce.Testing;

/// <summary>Seeds for randomised tests: a new one a run, always printed, so that any failure can be repeated.</summary>
public static class Seeds
{
    /// <summary>The environment variable that repeats a run: <c>TRUCE_SEED=N</c>.</summary>
    public const string Variable = "TRUCE_SEED";

    /// <summary>A seed from 0 to 2³¹ − 1: the one in <see cref="Variable"/>, or a fresh one. It is written to the test's output.</summary>
    /// <param name="output">Where to print; absent: the output of the running test.</param>
    public static int Next(ITestOutputHelper? output = null)
    {
        string? given = Environment.GetEnvironmentVariable(Variable);
        int seed = given is { Length: > 0 }
            ? int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        string line = string.Create(CultureInfo.InvariantCulture, $"seed {seed} (repeat with {Variable}={seed})");
        if ((output ?? TestContext.Current.TestOutputHelper) is { } helper) helper.WriteLine(line);
        else Console.Error.WriteLine(line);
        return seed;
    }
}
