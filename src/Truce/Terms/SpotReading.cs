using System.Globalization;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Typed access to JSON values; a value of the wrong type becomes a remark with what to write instead, and reading goes on.</summary>
internal static class SpotReading
{
    /// <summary>Most items of a list in an agreement; the longest real text we know has some hundreds.</summary>
    private const int MostItems = 2000;

    /// <summary>Whether it is an object; a remark when not.</summary>
    public static bool IsObject(this JsonSpot spot, Problems problems, string what)
    {
        if (spot.Kind == SpotKind.Object) return true;
        problems.Add(spot, $"{spot.Said} stands where {what} is expected", "write an object { … }");
        return false;
    }

    /// <summary>The items of an array member; empty when it is absent (with a remark if it is required) or not an array.</summary>
    public static IReadOnlyList<JsonSpot> Array(this JsonSpot spot, string name, Problems problems, bool required = false, int most = MostItems)
    {
        JsonSpot? value = spot[name];
        if (value is null)
        {
            if (required) problems.Add(spot, $"the member \"{name}\" is missing", $"add \"{name}\": [ … ]");
            return [];
        }

        if (value.Kind == SpotKind.Array && value.Items.Count <= most) return value.Items;
        if (value.Kind == SpotKind.Array)
        {
            problems.Add(value, $"\"{name}\" has {value.Items.Count} items, the bound is {most}", "split the file");
            return value.Items[..most];
        }

        problems.Add(value, $"{value.Said} stands where an array is expected", $"write \"{name}\": [ … ]");
        return [];
    }

    /// <summary>A non-empty text member; null when it is absent, null or wrong.</summary>
    public static string? TextMember(this JsonSpot spot, string name, Problems problems, bool required = false, string example = "…")
    {
        JsonSpot? value = spot[name];
        if (value is null || value.Kind == SpotKind.Null)
        {
            if (required) problems.Add(value ?? spot, $"the member \"{name}\" is missing", $"add \"{name}\": \"{example}\"");
            return null;
        }

        if (value.Kind == SpotKind.Text && value.Text.Length is > 0 and <= 2000) return value.Text;
        problems.Add(value, $"{value.Said} stands where a text of 1 to 2000 characters is expected", $"write \"{name}\": \"{example}\"");
        return null;
    }

    /// <summary>A number within bounds, both included; null when it is absent, null or wrong.</summary>
    public static double? NumberMember(this JsonSpot spot, string name, double least, double most, Problems problems)
    {
        JsonSpot? value = spot[name];
        if (value is null || value.Kind == SpotKind.Null) return null;
        if (value.Kind == SpotKind.Number && value.Number >= least && value.Number <= most) return value.Number;
        problems.Add(value, $"{value.Said} stands where a number from {Say(least)} to {Say(most)} is expected", $"write \"{name}\": a number in that range");
        return null;
    }

    /// <summary>True or false; null when it is absent, null or wrong.</summary>
    public static bool? FlagMember(this JsonSpot spot, string name, Problems problems)
    {
        JsonSpot? value = spot[name];
        switch (value?.Kind)
        {
            case null or SpotKind.Null: return null;
            case SpotKind.True: return true;
            case SpotKind.False: return false;
        }

        problems.Add(value!, $"{value!.Said} stands where true or false is expected", $"write \"{name}\": true or \"{name}\": false");
        return null;
    }

    /// <summary>One of a closed list of words; null when it is absent or wrong.</summary>
    public static string? WordMember(this JsonSpot spot, string name, IReadOnlyCollection<string> words, Problems problems, bool required = false)
    {
        string? text = spot.TextMember(name, problems, required, words.First());
        if (text is null || words.Contains(text)) return text;
        problems.Add(spot[name]!, $"{JsonSpot.Quote(text)} is not one of the words allowed here", Choose(text, words, problems));
        return null;
    }

    /// <summary>Texts of an array member, or of a single text.</summary>
    public static List<JsonSpot> Texts(this JsonSpot spot, string name, Problems problems)
    {
        JsonSpot? value = spot[name];
        if (value is null || value.Kind == SpotKind.Null) return [];
        if (value.Kind == SpotKind.Text) return [value];
        var texts = new List<JsonSpot>();
        foreach (JsonSpot item in spot.Array(name, problems))
        {
            if (item.Kind == SpotKind.Text && item.Text.Length > 0) texts.Add(item);
            else problems.Add(item, $"{item.Said} stands where a text is expected", "write a text between quotation marks");
        }

        return texts;
    }

    /// <summary>A remark for every member whose name is not known here, with the nearest known one.</summary>
    public static void OnlyMembers(this JsonSpot spot, Problems problems, params ReadOnlySpan<string> known)
    {
        foreach ((string name, JsonSpot value) in spot.Members)
        {
            if (!known.Contains(name)) problems.Add(value, $"the member {JsonSpot.Quote(name)} is not known here", Choose(name, known.ToArray(), problems));
        }
    }

    /// <summary>"write X" with the nearest of the allowed words first, or the whole list.</summary>
    public static string Choose(string said, IReadOnlyCollection<string> words, Problems problems)
    {
        if (problems.IsFull) return ""; // the remark is only counted; do not spend time on it
        if (words.Count == 0) return "remove it: nothing of this kind is declared";
        string nearest = EditDistance.Nearest(said, words.Take(200));
        string list = string.Join(", ", words.Take(40).Select(w => "\"" + w + "\""));
        return EditDistance.Between(said, nearest) <= (nearest.Length <= 3 ? 1 : Math.Max(2, nearest.Length / 3)) && words.Count > 1
            ? $"write \"{nearest}\" (allowed: {list})"
            : $"write one of {list}";
    }

    private static string Say(double d) => d.ToString("R", CultureInfo.InvariantCulture);
}
