namespace Truce.Pages;

/// <summary>Words of a consultation's room in Ukrainian: what came in by machine, and what it rests on.</summary>
internal static class UkrainianRoomWords
{
    internal const string Text = """
        invitee.cameIn = надійшло через вебхук, {0}, людиною ще не внесено: {1}
        invitee.setAside = надійшло через вебхук, {0}; відхилив {1}: {2}
        basis.then = Підстава на час відкриття: версія висновку {0}, ступінь перевірки {1}, тяжкість {2}.
        basis.now = Підстава зараз: версія висновку {0}, ступінь перевірки {1}, тяжкість {2}; {3}. Від {4}.
        basis.closed = його подія увійшла в іншу або розпалася
        """;
}
