using Truce.Feeds.SeedLink;
using Truce.Testing;

namespace Truce.Feeds.Tests.SeedLink;

/// <summary>The state file: what was acknowledged, whole or not at all.</summary>
public sealed class SeedLinkStateTests
{
    [Fact]
    public void What_was_acknowledged_is_there_for_the_next_process()
    {
        using var folder = new TempFolder();
        string path = folder.At("state.json");
        SeedLinkState state = SeedLinkState.Load(path);
        var time = new DateTimeOffset(2026, 11, 22, 10, 0, 0, 125, TimeSpan.Zero);
        state.Acknowledge("GE_WLF", ulong.MaxValue, time);
        state.Acknowledge("GE_APE", 7, null);
        state.Save();
        SeedLinkState next = SeedLinkState.Load(path);
        Assert.Equal(new(ulong.MaxValue, time), next.Of("GE_WLF"));
        Assert.Equal(new(7, null), next.Of("GE_APE"));
        Assert.Null(next.Of("GE_UGM"));
        Assert.False(File.Exists(path + ".new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"stations":{"GE_WLF":{"sequence":-1}}}""")]
    [InlineData("""{"stations":{"GE_WLF":7}}""")]
    [InlineData("""{"stations":{"GE_WLF":{"sequence":1,"time":"soon"}}}""")]
    public void A_damaged_file_is_told_and_stays(string text)
    {
        using var folder = new TempFolder();
        string path = folder.Write("state.json", text);
        SeedLinkState state = SeedLinkState.Load(path);
        Assert.NotEqual("", state.Problem);
        Assert.Empty(state.All());
        state.Save();
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Numbers_of_another_server_are_forgotten()
    {
        SeedLinkState state = SeedLinkState.InMemory();
        Assert.False(state.Bind("a:18000/4"));
        state.Acknowledge("GE_WLF", 7, null);
        Assert.False(state.Bind("a:18000/4"));
        Assert.True(state.Bind("a:18000/3"));
        Assert.Null(state.Of("GE_WLF"));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_and_tried_again()
    {
        using var folder = new TempFolder();
        string path = folder.At("state.json");
        SeedLinkState state = SeedLinkState.Load(path);
        state.Acknowledge("GE_WLF", 7, null);
        Directory.CreateDirectory(path); // a folder in the place of the file
        Assert.Throws<SeedLinkStateException>(state.Save);
        Directory.Delete(path);
        state.Save();
        Assert.Equal(7UL, SeedLinkState.Load(path).Of("GE_WLF")!.Value.Sequence);
    }
}
