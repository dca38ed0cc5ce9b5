using System.Diagnostics;
using Truce.Observations;
using Truce.Observations.Places;

namespace Truce.Feeds.Tests.Gazetteers;

public sealed class GazetteerTests
{
    [Theory]
    [InlineData("Миколаїв", "UA4806015001")]
    [InlineData("Миколаєві", "UA4806015001")]
    [InlineData("Николаева", "UA4806015001")]
    [InlineData("Mykolayiv", "UA4806015001")]
    [InlineData("Mykolajiv", "UA4806015001")]
    [InlineData("Харьковом", "UA6312027001")]
    [InlineData("Харковом", "UA6312027001")]
    [InlineData("Kharkov", "UA6312027001")]
    [InlineData("м. Харків", "UA6312027001")]
    [InlineData("город Харьков", "UA6312027001")]
    [InlineData("Сєвєродонецька", "UA4412011001")]
    [InlineData("Северодонецке", "UA4412011001")]
    [InlineData("Severodonetsk", "UA4412011001")]
    [InlineData("Sievierodonetsk", "UA4412011001")]
    [InlineData("Bakhmut", "UA1402001001")]
    [InlineData("Artemivsk", "UA1402001001")]
    [InlineData("Артемовска", "UA1402001001")]
    [InlineData("Артемівську", "UA1402001001")]
    [InlineData("Одессе", "UA5110027001")]
    [InlineData("Odessa", "UA5110027001")]
    [InlineData("Odesa", "UA5110027001")]
    [InlineData("Kyiv", "UA8000000000")]
    [InlineData("Києва", "UA8000000000")]
    [InlineData("Киеве", "UA8000000000")]
    [InlineData("Lysytsjansk", "UA4412005001")]
    [InlineData("Lysychans'k", "UA4412005001")]
    [InlineData("Cлов’янськ", "UA1412021001")]
    [InlineData("Славянском", "UA1412021001")]
    [InlineData("Чорнобаївці", "UA6510017001")]
    [InlineData("Чернобаевке", "UA6510017001")]
    [InlineData("Івано-Франківську", "UA2604019001")]
    [InlineData("Кривого Рогу", "UA1206017001")]
    [InlineData("Запорожье", "UA2306007001")]
    [InlineData("Сумах", "UA5908027001")]
    public void A_name_in_any_script_case_and_spelling_weighs_most_on_the_place_that_is_meant(string said, string expected)
    {
        var named = Assert.IsType<ObservedPlace.Named>(Ukraine.Gazetteer.Resolve(said));
        Assert.True(named.Candidates[0].Id == expected, $"{said}: " + string.Join(", ", named.Candidates.Take(5).Select(c => $"{c.Id} {c.Name} {c.Weight:f3}")));
    }

    [Theory]
    [InlineData("Харківська область", "UA-63")]
    [InlineData("Харківської області", "UA-63")]
    [InlineData("Kharkivska oblast", "UA-63")]
    [InlineData("Kharkiv Region", "UA-63")]
    [InlineData("Харківщині", "UA-63")]
    [InlineData("Харьковщина", "UA-63")]
    [InlineData("UA-63", "UA-63")]
    [InlineData("UA63", "UA-63")]
    [InlineData("UA44", "UA-09")]
    [InlineData("UA01", "UA-43")]
    [InlineData("Николаевская область", "UA-48")]
    [InlineData("Mykolayiv", "UA-48")]
    [InlineData("Zaporizhzhya", "UA-23")]
    [InlineData("Zaporizja Oblast", "UA-23")]
    [InlineData("Cherson Oblast", "UA-65")]
    [InlineData("Donetsk Obalst", "UA-14")]
    [InlineData("Crimea", "UA-43")]
    [InlineData("Дніпропетровщини", "UA-12")]
    [InlineData("Luhansk oblast", "UA-09")]
    [InlineData("Khmel'nyts'kyy", "UA-68")]
    public void An_area_answers_to_codes_and_names(string said, string code) =>
        Assert.Equal(code, Ukraine.Gazetteer.Areas.Find(said)?.Code);

    [Fact]
    public void Simferopol_Sevastopol_and_Kerch_lie_in_the_area_the_outlines_say()
    {
        AreaIndex areas = Ukraine.Gazetteer.Areas;
        Assert.Equal(["UA-43"], areas.Locate(new(44.952, 34.102))); // Simferopol
        Assert.Equal(["UA-43"], areas.Locate(new(44.605, 33.522))); // Sevastopol
        Assert.Equal(["UA-43"], areas.Locate(new(45.357, 36.468))); // Kerch
        Assert.Equal(["UA-32"], areas.Locate(new(50.450, 30.524))); // Kyiv
        Assert.Empty(areas.Locate(new(55.75, 37.62)));
        Assert.All(["Сімферополь", "Севастополь", "Керч"], name =>
            Assert.Equal("UA-43", Ukraine.Gazetteer.Get(((ObservedPlace.Named)Ukraine.Gazetteer.Resolve(name)).Candidates[0].Id)!.Area));
        Assert.NotNull(areas.Outline("UA-43"));
        Assert.Null(areas.Outline("UA-00"));
    }

    [Fact]
    public void An_ambiguous_name_is_a_mixture_and_a_hint_moves_it_without_deciding()
    {
        var blind = (ObservedPlace.Named)Ukraine.Gazetteer.Resolve("Олександрівка");
        Assert.True(blind.Candidates.Length > 10);
        Assert.True(blind.Candidates[0].Weight < 0.3);
        Assert.InRange(blind.Candidates.Sum(c => c.Weight), 0.2, 1);
        var hinted = (ObservedPlace.Named)Ukraine.Gazetteer.Resolve("Олександрівка", new("Херсонська область"));
        Assert.All(hinted.Candidates.Take(2), c => Assert.Equal("UA-65", Ukraine.Gazetteer.Get(c.Id)!.Area));
        Assert.True(hinted.Candidates.Length > 2);
    }

    [Fact]
    public void What_cannot_be_resolved_keeps_what_was_said() =>
        Assert.Equal(new ObservedPlace.Nowhere("Novoshakhtinsk-17"), Ukraine.Gazetteer.Resolve("Novoshakhtinsk-17"));

    [Fact]
    public void Official_names_follow_the_language_and_renamings()
    {
        Gazetteer g = Ukraine.Gazetteer;
        Assert.Equal("Бахмут", g.OfficialName("UA1402001001", "uk"));
        Assert.Equal("Bakhmut", g.OfficialName("UA1402001001", "en"));
        Assert.Equal("Сіверськодонецьк", g.OfficialName("UA4412011001", "uk"));
        Assert.Equal("Харківська область", g.OfficialName("UA-63", "uk"));
        Assert.Null(g.OfficialName("XX", "uk"));
    }

    [Theory]
    [InlineData("Внаслідок обстрілу Миколаєва пошкоджені лінії однієї з підстанцій", "Миколаєва")]
    [InlineData("Між Киселівкою та Чорнобаївкою Херсонської області вибухнув склад з боєприпасами", "Киселівкою|Чорнобаївкою|Херсонської області")]
    [InlineData("Вторая ракета, выпущенная российскими военными по Кременчугу (Полтавская область), попала в завод", "Кременчугу|Полтавская область")]
    [InlineData("Удари по аеродромах у Бердянську та Луганську: у Повітряних силах пояснили", "Бердянську|Луганську")]
    [InlineData("Нефтебаза в Макеевке загорелась после взрыва", "Макеевке")]
    [InlineData("Українська авіація завдала ударів на Херсонщині й Миколаївщині – зведення Генштабу", "Херсонщині|Миколаївщині")]
    [InlineData("Shelling damaged houses in Kryvyi Rih and near Nikopol, officials said.", "Kryvyi Rih|Nikopol")]
    [InlineData("Сергій Шевченко та мер Федоров розповіли про перемогу", "")]
    public void Place_names_are_found_in_free_text(string text, string expected)
    {
        var mentions = Ukraine.Gazetteer.Find(text);
        Assert.Equal(expected, string.Join('|', mentions.Select(m => m.Text)));
        Assert.All(mentions, m => Assert.Equal(m.Text, text.Substring(m.Offset, m.Length)));
    }

    [Fact]
    public void The_given_tables_hold_few_mistakes_and_every_one_is_named_with_its_line()
    {
        Assert.All(Ukraine.Errors, e => Assert.True(e.Line > 0, e.ToString()));
        Assert.True(Ukraine.Errors.Length <= 5, string.Join('\n', Ukraine.Errors.Take(20)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Ukraine.Gazetteer.Places.Count} places, {Ukraine.Errors.Length} errors");
    }

    [Fact]
    public void A_lookup_is_fast()
    {
        var fresh = new Gazetteer(Ukraine.Gazetteer.Places, Ukraine.Gazetteer.Areas);
        string[] all = [.. fresh.Places.SelectMany(p => p.Names).Select(n => n.Text).Distinct().Where((_, i) => i % 5 == 0)];
        var watch = Stopwatch.StartNew();
        int found = all.Count(n => fresh.Resolve(n) is not ObservedPlace.Nowhere);
        TestContext.Current.TestOutputHelper?.WriteLine($"{all.Length / watch.Elapsed.TotalSeconds:n0} lookups/s of {all.Length} names, each for the first time");
        Assert.Equal(all.Length, found);

        string[] names = ["Миколаєві", "Kharkiv", "Сєвєродонецька", "Bakhmut", "Одессе", "Vesele", "Novoshakhtinsk-17"];
        watch.Restart();
        found = 0;
        for (int i = 0; i < 70_000; i++) found += fresh.Resolve(names[i % names.Length]) is ObservedPlace.Named ? 1 : 0;
        TestContext.Current.TestOutputHelper?.WriteLine($"{70_000 / watch.Elapsed.TotalSeconds:n0} lookups/s of seven names again and again");
        Assert.Equal(60_000, found);
        Assert.Equal(fresh.Resolve("Vesele", new("Kherson")), new Gazetteer(fresh.Places, fresh.Areas).Resolve("Vesele", new("Kherson")), Same); // remembered or not
    }

    private static bool Same(ObservedPlace a, ObservedPlace b) =>
        a is ObservedPlace.Named x && b is ObservedPlace.Named y && x.Name == y.Name && x.Candidates.SequenceEqual(y.Candidates);
}
