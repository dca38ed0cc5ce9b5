using Truce.Sayings;

namespace Truce.Response.Notices;

/// <summary>Notices in French.</summary>
internal static class NoticeFrench
{
    internal const string Text = MonthWords.French + "\n" + """
        date = {0} {1} {2}
        when = {0}, {1} {2} (UTC{3}), soit {4} UTC
        subject.simulated = EXERCICE · SIMULATED : {0}
        subject.convened = Consultation {0} : vous êtes invité à consulter ({1})
        subject.escalated = Consultation {0} : le palier suivant a commencé ({1})
        subject.reminder = Consultation {0} : votre réponse est attendue ({1})
        subject.overdue = Consultation {0} : le délai de réponse est écoulé ({1})
        subject.stoodDown = Consultation {0} : elle a pris fin ({1})
        body.simulated = EXERCICE · SIMULATED. Ceci est un exercice. Rien de ce qui est dit ici n'a eu lieu, et rien de réel ne vous est demandé.
        body.convened = {0} vous demande de prendre part à la consultation {1} au titre de « {2} », palier « {3} ».
        body.escalated = {0} vous informe que la consultation {1} au titre de « {2} » est passée au palier suivant : « {3} ».
        body.reminder = {0} vous rappelle la consultation {1} au titre de « {2} », palier « {3} ». Aucune réponse de votre part n'est enregistrée.
        body.overdue = {0} constate que, dans la consultation {1} au titre de « {2} », palier « {3} », le délai de votre réponse est écoulé et qu'aucune n'est enregistrée.
        body.stoodDown = {0} vous informe que la consultation {1} au titre de « {2} », palier « {3} », a pris fin. Plus rien ne vous est demandé.
        basis.reported = L'événement est signalé. Aucune personne ne l'a confirmé.
        basis.corroborated = L'événement est corroboré par des sources indépendantes. Aucune personne ne l'a encore confirmé.
        basis.confirmed = Deux personnes de la mission ont confirmé que l'événement a eu lieu. Cet avis ne dit pas qui en est à l'origine.
        body.severity = Gravité, selon les mots de l'accord : {0}.
        body.place = Lieu : {0}, à {1} km près.
        body.place.withheld = Lieu : non indiqué, vu les règles de diffusion de cet avis.
        place.within = {0}, à {1} km près
        clock.occurred = Le délai court depuis le moment où l'événement a eu lieu : {0}.
        clock.detected = Le délai court depuis le moment où l'événement a été détecté pour la première fois : {0}.
        clock.determined = Le délai court depuis le moment où des personnes ont confirmé le constat : {0}.
        clock.notified = Le délai court depuis le moment où l'avis a été donné : {0}.
        body.due = Votre réponse est attendue au plus tard le {0}.
        body.due.past = Votre réponse était attendue au plus tard le {0}.
        body.due.none = Aucun délai de réponse n'est fixé.
        body.answer = Une réponse est un texte, avec l'instrument sur lequel il se fonde, qui cite cet avis. Le silence est enregistré comme silence.
        handling = Diffusion : {0}. Destinataires possibles : {1}.
        handling.caveats = {0} Réserves : {1}.
        label.public = pour tous
        label.parties = pour les parties, la mission et les garants
        label.mission = pour la mission et les garants
        label.restricted = pour des personnes désignées seulement
        label.all = tous ceux que couvre cette diffusion
        foot.notice = Avis {0}
        foot.evidence = Preuves (SHA-256) {0}
        cap.event = Consultation au titre d'un accord de cessez-le-feu
        letter.page = page {0} sur {1}
        letter.to = À
        letter.from = De
        letter.issued = Émis
        letter.subject = Objet
        letter.signed = Pour {0}
        letter.signature = Signature
        letter.name = Nom et fonction
        letter.date = Date et heure
        letter.receipt = Accusé de réception
        letter.receipt.text = J'ai reçu l'avis {0}. Cet accusé ne dit rien sur le contenu de l'avis.
        letter.receipt.return = Veuillez signer cet accusé et le remettre au porteur, ou en envoyer une copie.
        """;
}
