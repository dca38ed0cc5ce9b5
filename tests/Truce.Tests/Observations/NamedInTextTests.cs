using Truce.Observations.Places;

namespace Truce.Tests.Observations;

public sealed class NamedInTextTests
{
    [Theory]
    [InlineData("Ракетний удар по Херсону", "Kherson", TextNaming.AsPlace)]
    [InlineData("авіаударів у Херсонській області", "Kherson", TextNaming.AsRegion)]
    [InlineData("знищили склади на Херсонщині", "Kherson", TextNaming.AsRegion)]
    [InlineData("Удар по Полтавщині", "Poltava", TextNaming.AsRegion)]
    [InlineData("на кордоні Миколаївської та Херсонської областей", "Mykolayiv", TextNaming.AsRegion)]
    [InlineData("на кордоні Миколаївської та Херсонської областей", "Kherson", TextNaming.AsRegion)]
    [InlineData("нафтобазу в Новомосковському районі", "Novomoskovsk", TextNaming.AsDistrict)]
    [InlineData("аэродрому в Харьковском районе", "Kharkiv", TextNaming.AsDistrict)]
    [InlineData("На Харківщині, у Харкові, вибухи", "Kharkiv", TextNaming.AsPlace)]
    [InlineData("Кременчуцький завод горить", "Kremenchuk", TextNaming.AsPlace)]
    [InlineData("удар по ангарам в Кременчуге", "Kremenchuk", TextNaming.AsPlace)]
    [InlineData("по южной окраине Киева", "Kyiv", TextNaming.AsPlace)]
    [InlineData("У Новій Каховці знищено склад", "Nova Kakhovka", TextNaming.AsPlace)]
    [InlineData("У Новій Одесі знищено склад", "Nova Kakhovka", TextNaming.NotThere)]
    [InlineData("Оккупанты ударили по Днепру", "Lviv", TextNaming.NotThere)]
    [InlineData("", "Lviv", TextNaming.NotThere)]
    [InlineData("Вибухи", "", TextNaming.NotThere)]
    public void A_town_is_told_from_the_region_that_is_called_after_it(string text, string name, TextNaming expected) =>
        Assert.Equal(expected, NamedInText.Of(text, name));

    [Fact]
    public void Any_text_and_any_name_is_read_without_complaint()
    {
        string[] odd = ["\ud800", "А", "ь", new string('ж', 9_000), "Ужгород " + new string('a', 200), "—|«»", "Ss Ck Zk Wan Qan"];
        Assert.All(odd, text => Assert.All(odd, name => Assert.True(Enum.IsDefined(NamedInText.Of(text, name)))));
    }
}
