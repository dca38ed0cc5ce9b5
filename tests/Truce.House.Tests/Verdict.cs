namespace Truce.House.Tests;

/// <summary>Says all that was found, not the first few: a list to work through.</summary>
internal static class Verdict
{
    /// <summary>Fails with the whole list unless it is empty.</summary>
    public static void None(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, $"{all.Length} found:\n{string.Join('\n', all)}");
    }
}
