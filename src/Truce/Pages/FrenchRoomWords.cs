namespace Truce.Pages;

/// <summary>Words of a consultation's room in French: what came in by machine, and what it rests on.</summary>
internal static class FrenchRoomWords
{
    internal const string Text = """
        invitee.cameIn = arrivé par webhook, {0}, pas encore consigné par une personne : {1}
        invitee.setAside = arrivé par webhook, {0} ; écarté par {1} : {2}
        basis.then = Base à l’ouverture : version {0} du constat, niveau {1}, gravité {2}.
        basis.now = Base maintenant : version {0} du constat, niveau {1}, gravité {2} ; {3}. Depuis {4}.
        basis.closed = son incident s’est fondu dans un autre ou s’est dissous
        """;
}
