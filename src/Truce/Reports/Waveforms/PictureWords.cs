namespace Truce.Reports.Waveforms;

/// <summary>The words on pictures of recordings, in the languages of the report.</summary>
internal static class PictureWords
{
    private const string English = """
        title = Recordings, {0} to {1} UTC
        hz = {0} Hz
        s = {0} s
        km = {0} km
        db = dB
        axis = Time, UTC
        counts = counts
        raw = as recorded, {0}
        filtered = {0}–{1} Hz, {2} (Butterworth, order {3}; run forward, so late by the filter's own delay)
        unfit = no filtered trace: {0}–{1} Hz does not fit {2} samples a second
        power = power by frequency, dB re 1 ({0})²/Hz; Hann window of {1} s
        rate = {0} samples/s
        gaps = gaps: {0}
        nodata = no data
        clipped = clipped
        clock = time in doubt
        warned = recorder's warning
        pick = pick
        predicted = predicted {0}
        arrival = arrival
        phase.ground = P or S
        phase.air = sound
        phase.acoustic = audible sound
        phase.infrasound = infrasound
        array = {0}, at the middle of the array
        channel.none = No samples in this span.
        empty = Nothing to draw: no channel was given, or the span has no length.
        more.channels = Not drawn: {0} more channels
        more.marks = without label: {0} more
        desc.span = Recordings of {0} channels from {1} to {2} UTC.
        desc.channel = {0}: {1} samples, gaps: {2}, {3} to {4} {5}.
        """;

    private const string Ukrainian = """
        title = Записи, {0} – {1} UTC
        hz = {0} Гц
        s = {0} с
        km = {0} км
        db = дБ
        axis = Час, UTC
        counts = відліки
        raw = як записано, {0}
        filtered = {0}–{1} Гц, {2} (Баттерворт, порядок {3}; лише вперед, тож із власним запізненням фільтра)
        unfit = без фільтрованого сліду: {0}–{1} Гц не підходить до {2} відліків за секунду
        power = потужність за частотою, дБ відн. 1 ({0})²/Гц; вікно Ганна {1} с
        rate = {0} відліків/с
        gaps = пропуски: {0}
        nodata = даних немає
        clipped = зрізано
        clock = час сумнівний
        warned = застереження реєстратора
        pick = вступ
        predicted = очікувано {0}
        arrival = вступ
        phase.ground = P або S
        phase.air = звук
        phase.acoustic = чутний звук
        phase.infrasound = інфразвук
        array = {0}, посередині групи
        channel.none = У цьому проміжку відліків немає.
        empty = Нічого зображати: не дано жодного каналу або проміжок не має тривалості.
        more.channels = Не зображено каналів: {0}
        more.marks = без підпису ще: {0}
        desc.span = Записи каналів ({0}) від {1} до {2} UTC.
        desc.channel = {0}: відліків {1}, пропуски: {2}, від {3} до {4} {5}.
        """;

    private const string French = """
        title = Enregistrements, {0} à {1} UTC
        hz = {0} Hz
        s = {0} s
        km = {0} km
        db = dB
        axis = Temps, UTC
        counts = coups
        raw = tel qu'enregistré, {0}
        filtered = {0}–{1} Hz, {2} (Butterworth, ordre {3} ; filtre causal, donc avec son propre retard)
        unfit = pas de tracé filtré : {0}–{1} Hz ne convient pas à {2} échantillons par seconde
        power = puissance par fréquence, dB réf. 1 ({0})²/Hz ; fenêtre de Hann de {1} s
        rate = {0} éch./s
        gaps = lacunes : {0}
        nodata = pas de données
        clipped = écrêté
        clock = heure douteuse
        warned = avertissement de l'enregistreur
        pick = pointé
        predicted = {0} prévu
        arrival = arrivée
        phase.ground = P ou S
        phase.air = son
        phase.acoustic = son audible
        phase.infrasound = infrason
        array = {0}, au milieu du réseau de capteurs
        channel.none = Aucun échantillon dans cet intervalle.
        empty = Rien à dessiner : aucun canal donné, ou intervalle sans durée.
        more.channels = Canaux non dessinés : {0}
        more.marks = sans étiquette : {0} de plus
        desc.span = Enregistrements de {0} canaux de {1} à {2} UTC.
        desc.channel = {0} : {1} échantillons, lacunes : {2}, de {3} à {4} {5}.
        """;

    private const string Russian = """
        title = Записи, {0} – {1} UTC
        hz = {0} Гц
        s = {0} с
        km = {0} км
        db = дБ
        axis = Время, UTC
        counts = отсчёты
        raw = как записано, {0}
        filtered = {0}–{1} Гц, {2} (Баттерворт, порядок {3}; только вперёд, поэтому с собственной задержкой фильтра)
        unfit = без фильтрованной записи: {0}–{1} Гц не подходит к {2} отсчётам в секунду
        power = мощность по частоте, дБ отн. 1 ({0})²/Гц; окно Ханна {1} с
        rate = {0} отсчётов/с
        gaps = пропуски: {0}
        nodata = нет данных
        clipped = срезано
        clock = время сомнительно
        warned = предупреждение регистратора
        pick = вступление
        predicted = ожидается {0}
        arrival = вступление
        phase.ground = P или S
        phase.air = звук
        phase.acoustic = слышимый звук
        phase.infrasound = инфразвук
        array = {0}, в середине группы
        channel.none = В этом промежутке отсчётов нет.
        empty = Нечего изображать: не дано ни одного канала или промежуток не имеет длительности.
        more.channels = Не изображено каналов: {0}
        more.marks = без подписи ещё: {0}
        desc.span = Записи каналов ({0}) с {1} по {2} UTC.
        desc.channel = {0}: отсчётов {1}, пропуски: {2}, от {3} до {4} {5}.
        """;

    /// <summary>The words of a language; throws as <see cref="Catalogue.For"/> does for one that has none.</summary>
    internal static Catalogue For(string language) => Catalogue.For(language).Language switch
    {
        "uk" => new(language, Ukrainian, "slavic", "\u00a0", ","),
        "fr" => new(language, French, "fr", "\u202f", ","),
        "ru" => new(language, Russian, "slavic", "\u00a0", ","),
        _ => new(language, English, "en", ",", "."),
    };
}
