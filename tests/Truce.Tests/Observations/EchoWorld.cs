using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Observations;

/// <summary>A seeded press: events, a first report of each, its echoes, and reports that owe it nothing.</summary>
internal sealed class EchoWorld
{
    private static readonly (string Uk, string Ru, string En)[] Places =
    [
        ("Миколаєві", "Николаеве", "Mykolaiv"), ("Харкові", "Харькове", "Kharkiv"), ("Краматорську", "Краматорске", "Kramatorsk"),
        ("Бердянську", "Бердянске", "Berdiansk"), ("Мелітополі", "Мелитополе", "Melitopol"), ("Лисичанську", "Лисичанске", "Lysychansk"),
        ("Нікополі", "Никополе", "Nikopol"), ("Авдіївці", "Авдеевке", "Avdiivka"), ("Торецьку", "Торецке", "Toretsk"), ("Ізюмі", "Изюме", "Izium"),
        ("Очакові", "Очакове", "Ochakiv"), ("Херсоні", "Херсоне", "Kherson"), ("Сумах", "Сумах", "Sumy"), ("Одесі", "Одессе", "Odesa"),
        ("Попасній", "Попасной", "Popasna"), ("Костянтинівці", "Константиновке", "Kostiantynivka"), ("Гуляйполі", "Гуляйполе", "Huliaipole"), ("Чугуєві", "Чугуеве", "Chuhuiv"),
    ];

    private static readonly (string Uk, string Ru, string En)[] Things =
    [
        ("нафтобаза", "нефтебаза", "an oil depot"), ("школа", "школа", "a school"), ("лікарня", "больница", "a hospital"), ("завод", "завод", "a plant"),
        ("склад боєприпасів", "склад боеприпасов", "an ammunition depot"), ("житловий будинок", "жилой дом", "a residential building"),
        ("залізнична станція", "железнодорожная станция", "a railway station"), ("підстанція", "подстанция", "a substation"),
    ];

    private static readonly (string Uk, string Ru, string En)[] Officials =
    [
        ("Віталій Кім", "Виталий Ким", "Vitalii Kim"), ("Іван Федоров", "Иван Федоров", "Ivan Fedorov"), ("Павло Кириленко", "Павел Кириленко", "Pavlo Kyrylenko"),
        ("Олег Синєгубов", "Олег Синегубов", "Oleh Syniehubov"), ("Сергій Гайдай", "Сергей Гайдай", "Serhii Haidai"), ("Валентин Резніченко", "Валентин Резниченко", "Valentyn Reznichenko"),
    ];

    private static readonly (string Uk, string Ru, string En)[] Templates =
    [
        ("У {P} внаслідок обстрілу пошкоджена {T}, загинули {K} людей, ще {W} поранені, повідомив {O} у своєму телеграм-каналі близько {H} години. На місці працюють рятувальники, пожежу ліквідовують.",
         "В {P} в результате обстрела повреждена {T}, погибли {K} человек, еще {W} ранены, сообщил {O} в своем телеграм-канале около {H} часов. На месте работают спасатели, пожар ликвидируют.",
         "Shelling damaged {T} in {P}, killing {K} people and wounding {W} more, {O} said on his Telegram channel at about {H}. Rescue workers are at the scene, the fire is being put out."),
        ("Російські війська вночі завдали ракетного удару по {P}: зруйнована {T}, кількість загиблих зросла до {K}, поранених {W}. За словами {O}, удар стався о {H}, під завалами можуть бути люди.",
         "Российские войска ночью нанесли ракетный удар по {P}: разрушена {T}, количество погибших выросло до {K}, раненых {W}. По словам {O}, удар произошел в {H}, под завалами могут быть люди.",
         "Russian forces struck {P} with missiles overnight: {T} was destroyed, the number of dead rose to {K}, with {W} wounded. According to {O}, the strike came at {H} and people may be under the rubble."),
        ("Потужні вибухи пролунали вранці в {P}. Місцеві жителі пишуть про дим над містом, горить {T}. {O} закликав залишатися в укриттях, попередньо є {W} поранених і {K} загиблих, тривога тривала до {H}.",
         "Мощные взрывы прогремели утром в {P}. Местные жители пишут о дыме над городом, горит {T}. {O} призвал оставаться в укрытиях, предварительно есть {W} раненых и {K} погибших, тревога длилась до {H}.",
         "Powerful explosions were heard in {P} this morning. Local residents write of smoke over the city, {T} is burning. {O} urged people to stay in shelters; there are preliminarily {W} wounded and {K} dead, the alert lasted until {H}."),
        ("Ворожа артилерія протягом доби шість разів обстріляла {P}. Влучання зафіксовано у {T}, без світла залишилися квартали міста. {K} цивільних загинули, {W} доправлені до лікарні, уточнив {O} о {H}.",
         "Вражеская артиллерия в течение суток шесть раз обстреляла {P}. Попадание зафиксировано в {T}, без света остались кварталы города. {K} гражданских погибли, {W} доставлены в больницу, уточнил {O} в {H}.",
         "Enemy artillery shelled {P} six times during the day. A hit was recorded at {T}, parts of the city are without light. {K} civilians died, {W} were taken to hospital, {O} specified at {H}."),
    ];

    private static readonly string[] Frames =
        ["⚡️ ", "УНІАН: ", "РИА Новости — ", "Читайте нас у Telegram. ", "Главное за час | ", "BREAKING: ", "Оновлено. ", "Специальная военная операция — "];

    private readonly SeededRandom _random;

    public EchoWorld(ulong seed, int events)
    {
        _random = new(seed);
        for (int i = 0; i < events; i++) Tell(i);
    }

    /// <summary>All observations, originals, echoes and independents.</summary>
    public List<Observation> All { get; } = [];

    /// <summary>Original and echo, and what kind of echo.</summary>
    public List<(Observation Original, Observation Echo, string Kind)> Echoes { get; } = [];

    /// <summary>Origin of each observation, the truth.</summary>
    public Dictionary<Hash256, int> Truth { get; } = [];

    private void Tell(int number)
    {
        DateTimeOffset day = new(2022, 6, 1 + _random.NextBelow(28), 0, 0, 0, TimeSpan.Zero);
        var place = Pick(Places);
        var thing = Pick(Things);
        var official = Pick(Officials);
        int killed = 1 + _random.NextBelow(19), wounded = 20 + _random.NextBelow(70);
        string hour = $"{_random.NextBelow(24):00}:{_random.NextBelow(60):00}";
        int template = _random.NextBelow(Templates.Length), language = _random.NextBelow(3);
        string Text(int t, int l, int k, int w) => Said(Templates[t], l).Replace("{P}", Said(place, l)).Replace("{T}", Said(thing, l)).Replace("{O}", Said(official, l))
            .Replace("{K}", $"{k}").Replace("{W}", $"{w}").Replace("{H}", hour);

        string first = Text(template, language, killed, wounded);
        Observation original = Make(first, day, "first", 2 * number);
        Echo(original, first, "verbatim", day, number);
        Echo(original, Pick(Frames) + first, "framed", day, number);
        Echo(original, Pick(Frames) + Cut(first, 0.55 + (0.3 * _random.NextUnit())), "cut", day, number);
        Echo(original, Edit(first), "edited", day, number);
        for (int l = 0; l < 3; l++)
        {
            if (l != language) Echo(original, Pick(Frames) + Text(template, l, killed, wounded), l == 2 || language == 2 ? "translated-en" : "translated-uk-ru", day, number);
        }

        // Another outlet's own report of the same event, from its own people: other words, other time, other first counts.
        int other = (template + 1 + _random.NextBelow(Templates.Length - 1)) % Templates.Length;
        hour = $"{_random.NextBelow(24):00}:{_random.NextBelow(60):00}";
        Make(Text(other, _random.NextBelow(3), 1 + _random.NextBelow(19), 20 + _random.NextBelow(70)), day, "independent", (2 * number) + 1);
    }

    private void Echo(Observation original, string text, string kind, DateTimeOffset day, int number) =>
        Echoes.Add((original, Make(text, day.AddDays(_random.NextBelow(2)), kind, 2 * number), kind));

    private Observation Make(string text, DateTimeOffset day, string kind, int origin)
    {
        var o = new Observation
        {
            Feed = "press",
            Source = $"outlet-{kind}-{All.Count}",
            Means = ObservationMeans.OpenSource,
            When = new(day, day.AddDays(1).AddSeconds(-1)),
            Where = new ObservedPlace.Nowhere(""),
            Text = text,
            References = [$"https://outlet.example/{All.Count + 100_000}"],
        };
        All.Add(o);
        Truth[o.Id] = origin;
        return o;
    }

    /// <summary>Drops every ninth word or so and swaps one pair.</summary>
    private string Edit(string text)
    {
        List<string> words = [.. text.Split(' ')];
        for (int i = words.Count - 1; i > 0; i -= 8 + _random.NextBelow(4)) words.RemoveAt(i);
        int s = _random.NextBelow(words.Count - 1);
        (words[s], words[s + 1]) = (words[s + 1], words[s]);
        return string.Join(' ', words);
    }

    private static string Cut(string text, double share) => text[..text.LastIndexOf(' ', (int)(text.Length * share))] + "…";

    private static string Said((string Uk, string Ru, string En) word, int language) => language switch { 0 => word.Uk, 1 => word.Ru, _ => word.En };

    private T Pick<T>(T[] list) => list[_random.NextBelow(list.Length)];
}
