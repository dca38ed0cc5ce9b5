using System.Collections.Frozen;

namespace Truce.Observations.Origins;

/// <summary>Words of the field that differ between Ukrainian, Russian and English, by their beginnings, as one concept each.</summary>
/// <remarks>Our own short list. Cognates that fold to one skeleton anyway are left out. Longest beginning wins.</remarks>
internal static class FieldWords
{
    private const int ShortestPrefix = 3, LongestPrefix = 12;

    // Each line: a concept, then the beginnings of words that say it in Ukrainian, Russian and English. Words, not judgements: none of it reaches a page.
    private const string Table =
        "explosion вибух взрыв взорв вибуха підірв подорв explo blast deton сдетонир здетонув\n" +
        "sound пролунал лунал прогрем прозвуч раздал прогрем heard rang slyshn чутн слышн чули слышал\n" +
        "shelling обстріл обстрел shell\n" +
        "strike удар вдарил ударил завдал нанес нанёс нанос strike struck attack атак hit влуч попал попад\n" +
        "missile ракет missil rocket\n" +
        "air авіа авиа air повітрян воздушн\n" +
        "artillery артилер artill\n" +
        "drone дрон бпла безпілотник беспилотник drone uav\n" +
        "killed загин погиб вбит убит killed dead death смерт died загибл\n" +
        "wounded поран ранен injur wound постражд пострад\n" +
        "people людей люди осіб особи чолов человек people person civilian цивіль мирн\n" +
        "child дит дет child\n" +
        "woman жінк женщин woman women\n" +
        "fire пожеж пожар горит горить загор зайня fire blaze burn спалах возгор\n" +
        "damage пошкодж поврежд поврежден damag\n" +
        "destroy знищ зруйн разруш уничтож destroy ruin\n" +
        "depot склад depot warehouse storage\n" +
        "ammunition боєприпас боеприпас ammun ammo боєкомплект боекомплект\n" +
        "oil нафтобаз нефтебаз нафт нефт oil fuel пальн горюч топлив нпз refinery\n" +
        "airfield аеродром аэродром airfield airport аеропорт аэропорт airbase авіабаз авиабаз\n" +
        "plant завод plant factory підприємств предприят\n" +
        "house будин дом жил житл hous home building здани будівл\n" +
        "school школ school\n" +
        "hospital лікарн больниц hospit\n" +
        "bridge міст мост bridge\n" +
        "port порт port\n" +
        "railway залізни железнодор railw railroad вокзал station станці станци\n" +
        "power електр электр power energ енерг энерг\n" +
        "substation підстанц подстанц substat\n" +
        "city місто міста місті город городе города city town міськ городск\n" +
        "village село села селі village\n" +
        "district район district raion\n" +
        "region област oblast region обл\n" +
        "head голова голови глава главы head мер мэр mayor губернатор governor\n" +
        "administration адміністрац администрац administration ова ода\n" +
        "military військов военн military army армі арми\n" +
        "forces сил войск військ forces troops зсу всу\n" +
        "russian росі росій русск россий росс russia russian\n" +
        "opponent окупант оккупант ворог враг enemy occup противник\n" +
        "ukrainian украї украин ukrain\n" +
        "report повідом сообщ report said заяв заявил says tell розпов рассказ\n" +
        "morning ранк утр morning\n" +
        "night ніч ноч night вночі ночью\n" +
        "evening вечір вечор вечер evening\n" +
        "result внаслідок наслід результат вследствие последств result\n" +
        "situation ситуац situation\n" +
        "near поблизу вблизи рядом неподалік недалеко near outskirt\n" +
        "rescue рятувальн спасател rescue дснс дсчс мчс\n" +
        "staff генштаб генеральн general staff\n" +
        "today сьогодні сегодня today\n" +
        "yesterday вчора вчера yesterday";

    private static readonly FrozenDictionary<string, string> Prefixes = Make();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan = Prefixes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The concept of a lower-case word; absent for a word outside the list.</summary>
    public static string? Concept(ReadOnlySpan<char> word)
    {
        for (int n = Math.Min(word.Length, LongestPrefix); n >= ShortestPrefix; n--)
        {
            if (BySpan.TryGetValue(word[..n], out string? concept)) return concept;
        }

        return null;
    }

    private static FrozenDictionary<string, string> Make()
    {
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in Table.Split('\n'))
        {
            string[] words = line.Split(' ');
            foreach (string prefix in words[1..]) prefixes.TryAdd(prefix, words[0]);
        }

        return prefixes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
