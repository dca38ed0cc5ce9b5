namespace Truce.Evidence.Trees;

/// <summary>Base64 with one spelling per value: RFC 4648 section 4, padded, no white space, zero trailing bits.</summary>
/// <remarks>A lenient reader would let a changed byte pass unseen: two texts that decode alike.</remarks>
public static class StrictBase64
{
    /// <summary>Decodes; false when the text is not the one canonical spelling of its bytes.</summary>
    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text is null) return false;
        byte[] buffer = new byte[(text.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(text, buffer, out int written)) return false;
        if (Convert.ToBase64String(buffer.AsSpan(0, written)) != text) return false;
        bytes = buffer[..written];
        return true;
    }
}
