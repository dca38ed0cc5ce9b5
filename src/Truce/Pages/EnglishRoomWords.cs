namespace Truce.Pages;

/// <summary>Words of a consultation's room in English: what came in by machine, and what it rests on.</summary>
internal static class EnglishRoomWords
{
    internal const string Text = """
        invitee.cameIn = came in by webhook, {0}, not yet entered by a person: {1}
        invitee.setAside = came in by webhook, {0}; set aside by {1}: {2}
        basis.then = Basis at opening: version {0} of the finding, level {1}, severity {2}.
        basis.now = Basis now: version {0} of the finding, level {1}, severity {2}; {3}. Since {4}.
        basis.closed = its incident went into another one or dissolved
        """;
}
