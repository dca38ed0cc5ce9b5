namespace Truce.Pages;

// How each figure is computed, by the anchor to which it links. Same keys in every language; a test compares them. The formulas: docs/metrics.md.
internal static class FrenchMethodWords
{
    internal const string Text = """
        definition.of = Calcul : {0}
        method.contents = Sur cette page
        method.lead = Tout sur ces pages est calculé à partir de lignes qui nomment leur source. Le programme et les formules sont ouverts ; les mêmes lignes donnent les mêmes pages.
        method.sources.title = Sources et origines
        method.sources = Une déclaration est une phrase dans nos mots, avec son locuteur, son jour et son rapport. Les rapports qui se répètent, nomment la même origine ou viennent d’un même organe comptent pour une origine ; chaque page donne ses propres lettres aux origines. Deux temps sont gardés : quand la chose fut dite ou arriva, et quand elle entra au registre. Rien n’est modifié.
        method.state.title = État d’une promesse
        method.state = Le stade est l’étape la plus avancée que montrent les preuves. Une livraison ne compte que si le destinataire ou un tiers la montre ; la parole du donateur et les quantités contestées figurent à côté, non comptées. La situation suit cet ordre : retirée ; livrée entièrement ; refusée par un vote contraignant ou passé le jour jusqu’auquel elle pouvait être tenue ; une condition ou un événement qui n’est pas venu ; échéance non connue ; jour non écoulé ; livrée en partie ; sinon en retard.
        method.contested.title = Contesté
        method.contested = Un point est contesté quand des voix différentes disent ce qui ne peut être vrai à la fois : pour et contre, contraignant et non, des quantités sans nombre commun, des rangs sans rang commun. Toutes les positions figurent côte à côte avec le nombre d’origines indépendantes. Le registre ne choisit pas.
        method.strength.title = Mots de force
        method.strength = Huit degrés de « refuse » à « garantit ». L’ordre est le nôtre et celui d’aucune source ; un mot hors de l’échelle est montré sans place. L’image joint les mots d’un même locuteur et ne mesure rien entre deux degrés.
        method.representation.title = Niveau de représentation
        method.representation = Qui fut annoncé à une réunion et qui vint, par rang : chef d’État, chef de gouvernement, ministre, envoyé et au-dessous. Un signal à part ; aucun état de promesse n’en est calculé.
        method.honoured.title = Taux d’honoré
        method.honoured = Promesses tenues entièrement sur promesses échues (tenues, tenues en partie, en retard, caduques). Non échues, non connues et retirées sont à part. L’intervalle est exact (Clopper et Pearson 1934). À côté figure un taux de base public tel que rapporté.
        method.base.title = Taux de base public
        method.base = 27 % des engagements de sécurité honorés entièrement en cinq ans, selon la presse de janvier 2026 qui l’attribue à Chatham House ; personne de ce projet n’a vu l’étude. Un registre qui énonce un autre taux de base est comparé à celui-là.
        method.value.title = Honoré en valeur
        method.value = Σ min(livré, promis) / Σ promis, en euros, sur les promesses d’argent échues ; les autres monnaies au cours du registre ce jour-là. Les promesses sans cours sont comptées à part et n’y entrent pas.
        method.weighted.title = Honoré en poids
        method.weighted = Σ poids · part livrée / Σ poids, sur ce qui est échu. Les poids sont dans les lignes ; une promesse sans poids pèse 1. Ce qui est livré en partie compte en partie.
        method.conversion.title = Passage des étapes
        method.conversion = Des promesses qui ont une étape : franchie, refusée, ouverte. La part est franchie sur toutes, avec son intervalle exact (Clopper et Pearson 1934). Une promesse à plusieurs votes a franchi l’étape quand tous l’ont fait.
        method.coverage.title = Couverture des besoins énoncés
        method.coverage = Seulement face à un besoin que quelqu’un a énoncé : y répond une promesse de son pilier, de son domaine et de sa capacité s’il les nomme, ni retirée ni caduque. À un besoin chiffré répond la part promise dans son unité, au plus le tout ; à un besoin sans chiffre, une promesse quelconque. Deux moyennes sur les besoins d’un pilier et d’un domaine : ce à quoi répond une promesse quelconque, et ce à quoi répondent celles en vigueur ou plus avancées. Sans besoin énoncé, rien n’est dit.
        method.without.title = Sans certains garants (N-1)
        method.without = Leurs promesses et déclarations sont retirées et le pilier est recompté : qui reste, quel chef de file manque, quels domaines ne sont plus couverts, quelle part de l’argent vient de ceux qui restent. Une déclaration partagée par plusieurs n’en est qu’une et reste tant que l’un d’eux reste. Un groupe reste : aucune source ne dit qui en est membre. Cela dit ce qui reste, pas ce qui arriverait.
        method.attention.title = Attention ailleurs
        method.attention = Ils font une pause dans les piliers 1 et 4 pendant 90 jours à partir du jour montré et restent dans les autres. Sont dits ce qui reste ces jours-là, le dernier de ces jours et leurs promesses dans ces piliers dont l’échéance y tombe. La même règle que truce commitments metrics --scenario. Une hypothèse, pas une prévision.
        method.dependence.title = Part du plus grand
        method.dependence = La part de chaque donateur : des promesses en nombre, de l’argent promis en euros et, pour le soutien aux forces armées et l’aide économique, de ce que le suivi du soutien appelle alloué. Les promesses retirées ou caduques n’y sont pas.
        method.hhi.title = Indice de Herfindahl-Hirschman (HHI)
        method.hhi = La somme des carrés des parts, Σ sᵢ² (Hirschman 1964) : 1 est un seul donateur, un sur le nombre de donateurs un partage égal.
        method.support.title = Soutien par année
        method.support = Lignes d’un suivi public du soutien par donateur et par mois : engagé et alloué. Ni l’un ni l’autre n’est une livraison, ni n’en porte le nom.
        method.parliament.title = Temps au parlement
        method.parliament = Jours du dépôt à la décision, les votes encore ouverts étant comptés comme tels (Kaplan et Meier 1958). L’intervalle est sur l’échelle log(−log) ; celui de la médiane est là où les bornes de la courbe croisent un demi.
        method.powers.title = Pouvoirs de guerre
        method.powers = Faits de droit et d’usage, une ligne par pays et par acte : qui prend part, avant ou après, de façon contraignante ou non. Chacune nomme où elle fut lue et jusqu’où ce fut vérifié. Ni conseil juridique ni prévision d’un vote.
        method.outlook.title = Perspective
        method.outlook = Pour une promesse ouverte : le taux de base, au poids de quatre promesses, et ce que sont devenues les promesses échues du même pilier, avec ou sans conditions. À côté figurent les 95 % centraux de cette loi bêta.
        method.reversals.title = Revirements
        method.reversals = La même voix sur le même garant, pilier et domaine un jour ultérieur : plus faible d’au moins deux degrés de notre échelle, ou retournée, ou qui ne lie plus ; et les promesses retirées. Les phrases d’un même jour n’ont pas d’ordre.
        method.postponements.title = Échéances déplacées
        method.postponements = Une échéance déplacée par une version ultérieure de la ligne : la première et celle qui vaut aujourd’hui.
        method.slippage.title = Jours après l’échéance
        method.slippage = De l’échéance à la livraison entière, pour les promesses dont le jour est passé ; à temps compte pour 0, ce qui est encore dû est compté comme tel (Kaplan et Meier 1958). Une médiane que moins de la moitié a atteinte n’est pas donnée.
        method.posture.title = Sites et unités de la force
        method.posture = Ce qui fut promis de la force, par domaine et par région d’un demi-degré. Face à l’accord : assez loin de la ligne et hors des zones, en probabilité avec l’erreur de la ligne et du lieu ; assez près selon un modèle de trajet donné, non mesuré, sur la distance droite multipliée par un détour. La distance et la durée de trajet de la page sont celles que permet la région, élargies par pas de 25 km et par heures entières. Aucun lieu exact ne sort de son étiquette.
        method.labels.title = Ce qui n’est pas montré
        method.labels = Les lignes dont l’étiquette ne permet pas à ce lecteur de les voir sont omises, ainsi que tout nom qu’elles seules emploient. Les chiffres sont calculés sur ce qui est montré. Le lieu d’un site ou d’une unité n’est jamais donné plus précisément qu’un demi-degré.
        method.data.title = Données
        door.what = Ce que les garants ont promis, où cela en est d’après les preuves, ce qui se contredit, et ce qui resterait sans l’un d’eux.
        method.data = Les mêmes lignes et chiffres pour tableurs et programmes :
        """;
}
