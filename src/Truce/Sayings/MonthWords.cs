namespace Truce.Sayings;

/// <summary>Names of the months as they stand in a date, for every catalogue that writes one.</summary>
internal static class MonthWords
{
    internal const string English = """
        month.1 = January
        month.2 = February
        month.3 = March
        month.4 = April
        month.5 = May
        month.6 = June
        month.7 = July
        month.8 = August
        month.9 = September
        month.10 = October
        month.11 = November
        month.12 = December
        """;

    internal const string Ukrainian = """
        month.1 = січня
        month.2 = лютого
        month.3 = березня
        month.4 = квітня
        month.5 = травня
        month.6 = червня
        month.7 = липня
        month.8 = серпня
        month.9 = вересня
        month.10 = жовтня
        month.11 = листопада
        month.12 = грудня
        """;

    internal const string French = """
        month.1 = janvier
        month.2 = février
        month.3 = mars
        month.4 = avril
        month.5 = mai
        month.6 = juin
        month.7 = juillet
        month.8 = août
        month.9 = septembre
        month.10 = octobre
        month.11 = novembre
        month.12 = décembre
        """;

    internal const string Russian = """
        month.1 = января
        month.2 = февраля
        month.3 = марта
        month.4 = апреля
        month.5 = мая
        month.6 = июня
        month.7 = июля
        month.8 = августа
        month.9 = сентября
        month.10 = октября
        month.11 = ноября
        month.12 = декабря
        """;
}
