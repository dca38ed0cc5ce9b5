namespace Truce.Pages;

// Words of the page of sites and units. Same keys in every language; a test compares them.
internal static class RussianPostureWords
{
    internal const string Text = """
        page.posture = Размещение
        n.elements.one = {0} объект или подразделение
        n.elements.few = {0} объекта или подразделения
        n.elements.many = {0} объектов или подразделений
        posture.lead = {0} сил на этот день. Принимающая сторона согласовала {1}, не согласовала {2}; о {3} неизвестно.
        posture.empty = Ни одного объекта или подразделения сил не записано.
        posture.empty.do = Что обещано из сил, дано на доске в P3. Объекты и подразделения являются строками пакета: член «forces», docs/formats/ledger.md.
        posture.empty.day = На этот день ни одного объекта или подразделения сил не записано.
        posture.noRules = Правил не задано, поэтому здесь ничего не проверено. Их задают, когда страницы создают: truce commitments serve и publish принимают --agreement и --rules, truce serve принимает --posture-rules.
        posture.rules = С чем сравнивают объекты
        posture.rules.note = Задано, когда создавали эти страницы, файлом {0}; не опечатано.
        posture.rule.far = достаточно далеко: не менее {0} км от линии
        posture.rule.near = достаточно близко: не более {0} ч от линии по самой быстрой модели
        posture.rule.zones = вне зон {0}
        posture.rule.travel = {0}, {1}: {2} км/ч, путь в {3} раза длиннее прямой, {4} ч до начала движения
        posture.rule.sigma = места считают верными в пределах {0} км (1 σ)
        posture.line = Расстояния от линии {0}, версия {1}.
        posture.noLine = Геометрия линии соприкосновения на этот день неизвестна, поэтому расстояний не дано.
        posture.axis = Расстояние от линии
        posture.axis.note = Полоса идёт от ближайшего до дальнейшего расстояния, которое допускает район в полградуса, шагами по 25 км. Она говорит о месте не больше, чем его район.
        posture.axis.spoken = Расстояние от линии по району, {0}; каждый дан в таблицах ниже
        posture.axis.km = км от линии
        posture.axis.least = не менее {0} км
        posture.who = Кто и что
        posture.from = От линии
        posture.way = Путь до линии
        posture.checks = Относительно правил
        posture.km = {0}–{1} км
        posture.hours = {0}–{1} ч
        posture.noModel = модель передвижения не задана
        posture.check.far = достаточно далеко: {0}
        posture.check.near = достаточно близко: {0}
        posture.check.zones = вне зон: {0}
        posture.answer.notKnown = неизвестно
        posture.answer.yes = да
        posture.answer.no = нет
        posture.answer.indeterminate = нельзя решить
        posture.other = Не на этот день
        posture.when = Когда
        posture.from.day = с {0}
        posture.to.day = до {0}
        posture.noDomain = среда не названа
        forcekind.base = база
        forcekind.depot = склад
        forcekind.headquarters = штаб
        forcekind.battalion = батальон
        forcekind.hospital = госпиталь
        forcekind.port = порт
        forcekind.airfield = аэродром
        mode.road = дорога
        mode.rail = железная дорога
        mode.ship = корабль
        mode.helicopter = вертолёт
        """;
}
