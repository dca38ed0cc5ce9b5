using System.Globalization;

namespace Truce.Terms;

/// <summary>How much a remark about a file weighs.</summary>
public enum RemarkWeight
{
    /// <summary>The file cannot be used until this is mended.</summary>
    Error = 0,

    /// <summary>The file can be used; something in it can never be decided or is probably not meant.</summary>
    Warning,
}

/// <summary>One remark about a file: where, what is wrong, and what to write instead.</summary>
/// <param name="Weight">Error or warning.</param>
/// <param name="File">Name of the file as it was handed in; for a referenced geometry the reference.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Path">JSON path of the value, for instance <c>$.zones[3].geometry.km</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Instead">What to write instead.</param>
public sealed record AgreementError(RemarkWeight Weight, string File, int Line, int Column, string Path, string Message, string Instead)
{
    /// <summary>One line in the form compilers use: <c>file:line:column: error at path: message; write …</c>.</summary>
    public override string ToString()
    {
        string word = Weight == RemarkWeight.Error ? "error" : "warning";
        return string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {word} at {Path}: {Message}; {Instead}");
    }
}
