namespace Truce.Reports;

/// <summary>Words of the report about recordings and about how far sensors hear; each joins the messages of its language.</summary>
internal static class ListeningMessages
{
    internal const string English = """
        col.recordings = Recordings
        recordings.title = Recordings behind located events
        recordings.note = Each channel as its sensor recorded it, with its power by frequency beneath. An upright line is a pick: the instant at which a machine takes the wave to have arrived; the band is one standard deviation to either side. Read from sealed records whose hashes were checked. Time is UTC.
        recordings.more = Drawn: {0} of {1} located events. The others are among the observations.
        recordings.link = channels: {0}
        recordings.caption = {0}: {1} of {2} sites that contributed, the nearest first.
        col.sensor = Sensor
        col.listened = Hours listened, of {0}
        col.reach = {0} reach, km
        hearing.title = How far sensors heard
        hearing.kg = kg TNT
        hearing.says = Drawn: where one sensor alone would have detected an explosion of {0} kg TNT equivalent while it listened. Within the solid outline silence says something; beyond the dotted one it says nothing.
        hearing.share = Part of the mission’s area, averaged over the whole period; time in which a sensor was dead, disturbed or not heard counts for nothing:
        hearing.caption = Reach of each sensor that listened at any time in the period, for {0} kg TNT equivalent, by injection into its own noise. The table says for how long each listened.
        hearing.unknown = Reach unknown: this mission names no measured curves for these sensors. That nothing was heard does not mean that nothing happened.
        hearing.assumed = Assumed:
        hearing.legend = detected with at least {0}
        hearing.all = sensor, listened all the time
        hearing.part = sensor, listened part of the time
        hearing.none = sensor, did not listen
        hearing.sensor.unknown = reach unknown
        hearing.table = Sensors, how long they listened, and their reach
        """;

    internal const string Ukrainian = """
        col.recordings = Записи
        recordings.title = Записи, на яких ґрунтуються визначені місця подій
        recordings.note = Кожен канал — як його записав датчик, під ним — потужність за частотою. Вертикальна лінія — вступ: мить, коли, за оцінкою машини, прийшла хвиля; смуга — одне стандартне відхилення в обидва боки. Прочитано із запечатаних записів, геші яких перевірено. Час — UTC.
        recordings.more = Зображено подій із визначеним місцем: {0} з {1}. Решта — серед спостережень.
        recordings.link = каналів: {0}
        recordings.caption = {0}: пунктів {1} із {2}, що дали внесок, найближчі спершу.
        col.sensor = Датчик
        col.listened = Годин слухав, із {0}
        col.reach = Досяжність {0}, км
        hearing.title = Як далеко чули датчики
        hearing.kg = кг ТНТ
        hearing.says = Зображено, де один датчик сам виявив би вибух {0} кг у тротиловому еквіваленті, поки слухав. Усередині суцільного контуру тиша щось означає; за пунктирним — не означає нічого.
        hearing.share = Частка району місії, у середньому за весь період; час, коли датчик не працював, мав перешкоди або мовчав, не враховано:
        hearing.caption = Досяжність кожного датчика, що слухав хоч якийсь час за період, для {0} кг у тротиловому еквіваленті, за введенням сигналів у його власний шум. Скільки слухав кожен, сказано в таблиці.
        hearing.unknown = Досяжність невідома: місія не називає виміряних кривих для цих датчиків. Те, що нічого не чути, не означає, що нічого не сталося.
        hearing.assumed = Припущено:
        hearing.legend = виявлення щонайменше {0}
        hearing.all = датчик, слухав увесь час
        hearing.part = датчик, слухав частину часу
        hearing.none = датчик, не слухав
        hearing.sensor.unknown = досяжність невідома
        hearing.table = Датчики, скільки вони слухали та їхня досяжність
        """;

    internal const string French = """
        col.recordings = Enregistrements
        recordings.title = Enregistrements à l’appui des événements localisés
        recordings.note = Chaque canal tel que son capteur l’a enregistré, avec dessous sa puissance par fréquence. Un trait vertical est un pointé : l’instant où, selon une machine, l’onde est arrivée ; la bande est d’un écart type de part et d’autre. Lu dans des enregistrements scellés dont les empreintes ont été vérifiées. Heure UTC.
        recordings.more = Dessinés : {0} événements localisés sur {1}. Les autres figurent parmi les observations.
        recordings.link = canaux : {0}
        recordings.caption = {0} : {1} des {2} sites qui ont contribué, les plus proches d’abord.
        col.sensor = Capteur
        col.listened = Heures d’écoute, sur {0}
        col.reach = Portée à {0}, km
        hearing.title = Jusqu’où les capteurs ont entendu
        hearing.kg = kg de TNT
        hearing.says = Dessiné : là où un capteur seul aurait détecté une explosion de {0} kg d’équivalent TNT pendant son écoute. À l’intérieur du contour continu, le silence dit quelque chose ; au-delà du pointillé, il ne dit rien.
        hearing.share = Part de la zone de la mission, en moyenne sur toute la période ; le temps où un capteur était mort, perturbé ou muet ne compte pas :
        hearing.caption = Portée de chaque capteur qui a écouté à un moment de la période, pour {0} kg d’équivalent TNT, par injection dans son propre bruit. Le tableau dit combien de temps chacun a écouté.
        hearing.unknown = Portée inconnue : la mission ne donne pas de courbes mesurées pour ces capteurs. N’avoir rien entendu ne veut pas dire que rien ne s’est passé.
        hearing.assumed = Hypothèses :
        hearing.legend = détection à {0} au moins
        hearing.all = capteur, a écouté tout le temps
        hearing.part = capteur, a écouté une partie du temps
        hearing.none = capteur, n’a pas écouté
        hearing.sensor.unknown = portée inconnue
        hearing.table = Capteurs, durée d’écoute et portée
        """;

    internal const string Russian = """
        col.recordings = Записи
        recordings.title = Записи, на которых основаны определённые места событий
        recordings.note = Каждый канал — как его записал датчик, под ним — мощность по частоте. Вертикальная линия — вступление: миг, когда, по оценке машины, пришла волна; полоса — одно стандартное отклонение в обе стороны. Прочитано из запечатанных записей, хеши которых проверены. Время — UTC.
        recordings.more = Изображено событий с определённым местом: {0} из {1}. Остальные — среди наблюдений.
        recordings.link = каналов: {0}
        recordings.caption = {0}: пунктов {1} из {2}, давших вклад, ближайшие первыми.
        col.sensor = Датчик
        col.listened = Часов слушал, из {0}
        col.reach = Дальность {0}, км
        hearing.title = Как далеко слышали датчики
        hearing.kg = кг ТНТ
        hearing.says = Изображено, где один датчик сам обнаружил бы взрыв {0} кг в тротиловом эквиваленте, пока слушал. Внутри сплошного контура тишина что-то значит; за пунктирным — не значит ничего.
        hearing.share = Доля района миссии, в среднем за весь период; время, когда датчик не работал, имел помехи или молчал, не учтено:
        hearing.caption = Дальность каждого датчика, слушавшего хоть какое-то время за период, для {0} кг в тротиловом эквиваленте, по введению сигналов в его собственный шум. Сколько слушал каждый, сказано в таблице.
        hearing.unknown = Дальность неизвестна: миссия не называет измеренных кривых для этих датчиков. То, что ничего не слышно, не означает, что ничего не произошло.
        hearing.assumed = Принято:
        hearing.legend = обнаружение не менее {0}
        hearing.all = датчик, слушал всё время
        hearing.part = датчик, слушал часть времени
        hearing.none = датчик, не слушал
        hearing.sensor.unknown = дальность неизвестна
        hearing.table = Датчики, сколько они слушали и их дальность
        """;
}
