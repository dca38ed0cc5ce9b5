namespace Truce.Server.Running;

/// <summary>A line on the terminal for long work; silent when nobody watches.</summary>
internal sealed class Progress
{
    private readonly TextWriter? _terminal;
    private readonly TimeProvider _clock;
    private long _last;
    private int _width;

    private Progress(TextWriter? terminal, TimeProvider clock)
    {
        _terminal = terminal;
        _clock = clock;
    }

    /// <summary>On standard error when it is a terminal.</summary>
    public static Progress OnTerminal(TimeProvider clock) => new(Console.IsErrorRedirected ? null : Console.Error, clock);

    /// <summary>Says nothing.</summary>
    public static Progress Silent(TimeProvider clock) => new(null, clock);

    /// <summary>Shows how far the work has come; at most ten times a second.</summary>
    public void Report(string what, long done, long of)
    {
        if (_terminal is null) return;
        long now = _clock.GetTimestamp();
        if (_last != 0 && _clock.GetElapsedTime(_last, now) < TimeSpan.FromMilliseconds(100)) return;
        _last = now;
        const int Cells = 28;
        int full = of <= 0 ? 0 : (int)Math.Clamp(done * Cells / of, 0, Cells);
        string line = $"\r{what,-22} [{new string('█', full)}{new string('·', Cells - full)}] {done:N0} of {of:N0}";
        _terminal.Write(line.PadRight(_width));
        _width = line.Length;
    }

    /// <summary>Clears the line.</summary>
    public void Done()
    {
        if (_terminal is null || _width == 0) return;
        _terminal.Write("\r" + new string(' ', _width) + "\r");
        _width = 0;
        _last = 0;
    }
}
