namespace Truce.Pages;

/// <summary>Words of a consultation's room in Russian: what came in by machine, and what it rests on.</summary>
internal static class RussianRoomWords
{
    internal const string Text = """
        invitee.cameIn = поступило через вебхук, {0}, человеком ещё не внесено: {1}
        invitee.setAside = поступило через вебхук, {0}; отклонил {1}: {2}
        basis.then = Основание при открытии: версия вывода {0}, уровень {1}, тяжесть {2}.
        basis.now = Основание сейчас: версия вывода {0}, уровень {1}, тяжесть {2}; {3}. С {4}.
        basis.closed = его событие вошло в другое или распалось
        """;
}
