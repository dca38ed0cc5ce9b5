using System.Text;

namespace Truce.Response.Notices;

/// <summary>A password or key. It is never printed: its text says only that there is one.</summary>
public sealed class Secret
{
    private readonly byte[] _bytes;

    private Secret(byte[] bytes) => _bytes = bytes;

    /// <summary>How many bytes it has.</summary>
    public int Length => _bytes.Length;

    /// <summary>From a text; blanks and line ends around it are not part of it, because editors add them.</summary>
    public static Secret Of(string text) => new(Encoding.UTF8.GetBytes(text.Trim()));

    /// <summary>The bytes, for the one call that needs them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
