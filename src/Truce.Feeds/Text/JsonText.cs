using System.Text.Json;

namespace Truce.Feeds.Text;

/// <summary>Strings of JSON that may hold broken escapes.</summary>
public static class JsonText
{
    /// <summary>The string or member name under the reader; a lone surrogate escape, which is no text, gives an empty string.</summary>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
