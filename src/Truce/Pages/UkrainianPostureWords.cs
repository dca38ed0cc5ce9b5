namespace Truce.Pages;

// Words of the page of sites and units. Same keys in every language; a test compares them.
internal static class UkrainianPostureWords
{
    internal const string Text = """
        page.posture = Розміщення
        n.elements.one = {0} обʼєкт чи підрозділ
        n.elements.few = {0} обʼєкти чи підрозділи
        n.elements.many = {0} обʼєктів чи підрозділів
        posture.lead = {0} сил на цей день. Господар погодив {1}, не погодив {2}; щодо {3} невідомо.
        posture.empty = Жодного обʼєкта чи підрозділу сил не записано.
        posture.empty.do = Що обіцяно із сил, подано на дошці в P3. Обʼєкти й підрозділи є рядками пакета: член «forces», docs/formats/ledger.md.
        posture.empty.day = На цей день жодного обʼєкта чи підрозділу сил не записано.
        posture.noRules = Правил не задано, тож тут нічого не перевірено. Їх задають, коли сторінки створюють: truce commitments serve і publish приймають --agreement і --rules, truce serve приймає --posture-rules.
        posture.rules = З чим порівнюють обʼєкти
        posture.rules.note = Задано, коли створювали ці сторінки, файлом {0}; не запечатано.
        posture.rule.far = досить далеко: щонайменше {0} км від лінії
        posture.rule.near = досить близько: щонайбільше {0} год від лінії за найшвидшою моделлю
        posture.rule.zones = поза зонами {0}
        posture.rule.travel = {0}, {1}: {2} км/год, шлях у {3} раза довший за пряму, {4} год до початку руху
        posture.rule.sigma = місця вважають правильними в межах {0} км (1 σ)
        posture.line = Відстані від лінії {0}, версія {1}.
        posture.noLine = Геометрії лінії зіткнення на цей день не відомо, тож відстаней не подано.
        posture.axis = Відстань від лінії
        posture.axis.note = Смуга йде від найближчої до найдальшої відстані, яку допускає район у пів градуса, кроками по 25 км. Вона каже про місце не більше, ніж його район.
        posture.axis.spoken = Відстань від лінії за районом, {0}; кожен подано в таблицях нижче
        posture.axis.km = км від лінії
        posture.axis.least = щонайменше {0} км
        posture.who = Хто і що
        posture.from = Від лінії
        posture.way = Шлях до лінії
        posture.checks = Щодо правил
        posture.km = {0}–{1} км
        posture.hours = {0}–{1} год
        posture.noModel = моделі пересування не задано
        posture.check.far = досить далеко: {0}
        posture.check.near = досить близько: {0}
        posture.check.zones = поза зонами: {0}
        posture.answer.notKnown = невідомо
        posture.answer.yes = так
        posture.answer.no = ні
        posture.answer.indeterminate = не можна вирішити
        posture.other = Не на цей день
        posture.when = Коли
        posture.from.day = від {0}
        posture.to.day = до {0}
        posture.noDomain = середовище не назване
        forcekind.base = база
        forcekind.depot = склад
        forcekind.headquarters = штаб
        forcekind.battalion = батальйон
        forcekind.hospital = шпиталь
        forcekind.port = порт
        forcekind.airfield = аеродром
        mode.road = дорога
        mode.rail = залізниця
        mode.ship = корабель
        mode.helicopter = гелікоптер
        """;
}
