namespace Truce.Pages;

// Words of the page of sites and units. Same keys in every language; a test compares them.
internal static class FrenchPostureWords
{
    internal const string Text = """
        page.posture = Dispositif
        n.elements.one = {0} site ou unité
        n.elements.other = {0} sites ou unités
        posture.lead = {0} de la force ce jour-là. L’hôte a accepté : {1} ; n’a pas accepté : {2} ; non connu : {3}.
        posture.empty = Aucun site ni unité de la force n’est enregistré.
        posture.empty.do = Ce qui fut promis de la force est au tableau sous P3. Les sites et unités sont des lignes d’un paquet : membre « forces », docs/formats/ledger.md.
        posture.empty.day = Aucun site ni unité de la force n’est enregistré pour ce jour.
        posture.noRules = Aucune règle n’a été donnée, rien n’est donc vérifié ici. On les donne quand on fait les pages : truce commitments serve et publish prennent --agreement et --rules, truce serve prend --posture-rules.
        posture.rules = À quoi les sites sont comparés
        posture.rules.note = Donné quand ces pages furent faites, par le fichier {0} ; non scellé.
        posture.rule.far = assez loin : au moins {0} km de la ligne
        posture.rule.near = assez près : au plus {0} h de la ligne selon le modèle le plus rapide
        posture.rule.zones = hors des zones {0}
        posture.rule.travel = {0}, {1} : {2} km/h, trajet {3} fois la distance droite, {4} h avant tout départ
        posture.rule.sigma = les lieux sont tenus pour justes à {0} km près (1 σ)
        posture.line = Distances depuis la ligne {0}, version {1}.
        posture.noLine = Aucune géométrie de la ligne de contact n’est connue pour ce jour, aucune distance n’est donc donnée.
        posture.axis = Distance de la ligne
        posture.axis.note = Une barre va du plus près au plus loin que permet la région d’un demi-degré, par pas de 25 km. Elle n’en dit pas plus d’un lieu que sa région.
        posture.axis.spoken = Distance de la ligne par région, pour {0} ; chacun est dans les tableaux ci-dessous
        posture.axis.km = km de la ligne
        posture.axis.least = au moins {0} km
        posture.who = Qui et quoi
        posture.from = De la ligne
        posture.way = Trajet jusqu’à la ligne
        posture.checks = Face aux règles
        posture.km = {0} à {1} km
        posture.hours = {0} à {1} h
        posture.noModel = aucun modèle de trajet donné
        posture.check.far = assez loin : {0}
        posture.check.near = assez près : {0}
        posture.check.zones = hors des zones : {0}
        posture.answer.notKnown = non connu
        posture.answer.yes = oui
        posture.answer.no = non
        posture.answer.indeterminate = ne peut être tranché
        posture.other = Pas ce jour-là
        posture.when = Quand
        posture.from.day = dès le {0}
        posture.to.day = jusqu’au {0}
        posture.noDomain = domaine non dit
        forcekind.base = base
        forcekind.depot = dépôt
        forcekind.headquarters = quartier général
        forcekind.battalion = bataillon
        forcekind.hospital = hôpital
        forcekind.port = port
        forcekind.airfield = aérodrome
        mode.road = route
        mode.rail = rail
        mode.ship = navire
        mode.helicopter = hélicoptère
        """;
}
