using System.Text;

namespace Truce.Response.Indicators;

/// <summary>The indicators of a mission that brings none of its own, in the form in which a mission writes them: one reader for both.</summary>
public static class StandardIndicators
{
    /// <summary>The file, UTF-8.</summary>
    public static ReadOnlyMemory<byte> File => Encoding.UTF8.GetBytes(Text);

    private const string Text = """
        {
          "schema": "truce-indicators/1",
          "falseLightsPerYear": 1,
          "indicators": [
            {
              "id": "weapons-in-zones", "source": "findings", "acts": ["presence"], "split": "areas",
              "name": {"en": "Weapons where the agreement bars them", "uk": "Озброєння там, де угода його забороняє", "fr": "Armes là où l'accord les interdit", "ru": "Вооружение там, где соглашение его запрещает"},
              "reason": {
                "en": "Candidates against terms on presence: a weapon seen at a place and the zone read with its error. Heavy weapons come back before they fire.",
                "uk": "Кандидати за умовами про присутність: зброя, яку бачили на місці, і зона з її похибкою. Важке озброєння повертається раніше, ніж стріляє.",
                "fr": "Candidats au titre des clauses de présence : une arme vue à un endroit et la zone lue avec son erreur. Les armes lourdes reviennent avant de tirer.",
                "ru": "Кандидаты по условиям о присутствии: оружие, замеченное на месте, и зона с её погрешностью. Тяжёлое вооружение возвращается раньше, чем стреляет."}
            },
            {
              "id": "build-up", "source": "incidents", "classes": ["weaponPresence", "advanceOfPositions"], "split": "sites",
              "name": {"en": "Build-up at named sites", "uk": "Накопичення в названих місцях", "fr": "Concentration sur des sites nommés", "ru": "Накопление в названных местах"},
              "reason": {
                "en": "Weapons and works at places that the mission names, inside or outside of zones.",
                "uk": "Озброєння та роботи в місцях, які називає місія, у зонах чи поза ними.",
                "fr": "Armes et travaux en des lieux que la mission nomme, dans les zones ou au-dehors.",
                "ru": "Вооружение и работы в местах, которые называет миссия, в зонах или вне их."}
            },
            {
              "id": "interference", "source": "observations", "classes": ["interferenceWithMonitoring"], "split": "areas",
              "name": {"en": "Interference with monitoring", "uk": "Перешкоджання спостереженню", "fr": "Entraves à l'observation", "ru": "Помехи наблюдению"},
              "reason": {
                "en": "Jamming, spoofing and fire at instruments, as each monitor tells it. What is prepared is hidden first.",
                "uk": "Глушіння, підміна сигналу та вогонь по приладах, як повідомляє кожен спостерігач. Те, що готують, спершу ховають.",
                "fr": "Brouillage, leurrage et tirs sur les instruments, comme chaque observateur le dit. Ce qui se prépare se cache d'abord.",
                "ru": "Глушение, подмена сигнала и огонь по приборам, как сообщает каждый наблюдатель. То, что готовят, сперва прячут."}
            },
            {
              "id": "flights", "source": "incidents", "classes": ["flight"], "split": "areas",
              "name": {"en": "Flights", "uk": "Польоти", "fr": "Vols", "ru": "Полёты"},
              "reason": {
                "en": "Aircraft with and without crew, echoes counted once. Reconnaissance grows before movement.",
                "uk": "Літальні апарати з екіпажем і без, повтори враховано один раз. Розвідка зростає раніше за рух.",
                "fr": "Aéronefs avec et sans équipage, les échos comptés une fois. La reconnaissance croît avant le mouvement.",
                "ru": "Летательные аппараты с экипажем и без, повторы учтены один раз. Разведка растёт раньше движения."}
            },
            {
              "id": "refusals", "source": "observations", "classes": ["restrictionOfMovement"], "split": "areas",
              "name": {"en": "Refusals of access", "uk": "Відмови в доступі", "fr": "Refus d'accès", "ru": "Отказы в доступе"},
              "reason": {
                "en": "Denials, delays and conditions at checkpoints and sites, as each patrol tells it.",
                "uk": "Відмови, затримки й умови на пунктах і об'єктах, як повідомляє кожен патруль.",
                "fr": "Refus, retards et conditions aux points de passage et sur les sites, comme chaque patrouille le dit.",
                "ru": "Отказы, задержки и условия на пунктах и объектах, как сообщает каждый патруль."}
            },
            {
              "id": "lost-watch", "source": "lostWatch", "seasonAllowance": 1,
              "name": {"en": "Loss of coverage", "uk": "Втрата спостереження", "fr": "Perte de couverture", "ru": "Потеря наблюдения"},
              "reason": {
                "en": "Hours that nobody looked, of feeds that keep a watch, whatever the cause. The day that other rows call not known is counted here.",
                "uk": "Години, коли ніхто не дивився, для джерел, що ведуть спостереження, хоч би яка причина. День, який інші рядки називають невідомим, рахується тут.",
                "fr": "Heures sans regard, pour les sources qui tiennent une veille, quelle qu'en soit la cause. Le jour que d'autres lignes disent inconnu est compté ici.",
                "ru": "Часы, когда никто не смотрел, у источников, ведущих наблюдение, по любой причине. День, который другие строки называют неизвестным, считается здесь."}
            }
          ],
          "sites": []
        }
        """;
}
