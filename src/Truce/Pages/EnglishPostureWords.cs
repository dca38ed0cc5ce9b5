namespace Truce.Pages;

// Words of the page of sites and units. Same keys in every language; a test compares them.
internal static class EnglishPostureWords
{
    internal const string Text = """
        page.posture = Posture
        n.elements.one = {0} site or unit
        n.elements.other = {0} sites or units
        posture.lead = {0} of the force on this day. The host has agreed to {1}, has not agreed to {2}; for {3} that is not known.
        posture.empty = No sites or units of the force are recorded.
        posture.empty.do = What was promised of the force stands on the board under P3. Its sites and units are rows of a pack: member “forces”, docs/formats/ledger.md.
        posture.empty.day = No site or unit of the force is recorded for this day.
        posture.noRules = No rules were given, so nothing is checked here. They are given when the pages are made: truce commitments serve and publish take --agreement and --rules, truce serve takes --posture-rules.
        posture.rules = What the sites are held against
        posture.rules.note = Given when these pages were made, as file {0}; not sealed.
        posture.rule.far = far enough: at least {0} km from the line
        posture.rule.near = near enough: at most {0} h from the line by the fastest model
        posture.rule.zones = outside the zones {0}
        posture.rule.travel = {0}, {1}: {2} km/h, way {3} times the straight distance, {4} h before anything moves
        posture.rule.sigma = places are taken to be right within {0} km (1 σ)
        posture.line = Distances are from line {0}, version {1}.
        posture.noLine = No geometry of a line of contact is known for this day, so no distance is given.
        posture.axis = Distance from the line
        posture.axis.note = A bar runs from the nearest to the farthest that the region of half a degree allows, in steps of 25 km. It says no more of a place than its region does.
        posture.axis.spoken = Distance from the line by region, for {0}; the tables below have each of them
        posture.axis.km = km from the line
        posture.axis.least = at least {0} km
        posture.who = Who and what
        posture.from = From the line
        posture.way = Way to the line
        posture.checks = Against the rules
        posture.km = {0} to {1} km
        posture.hours = {0} to {1} h
        posture.noModel = no travel model given
        posture.check.far = far enough: {0}
        posture.check.near = near enough: {0}
        posture.check.zones = outside the zones: {0}
        posture.answer.notKnown = not known
        posture.answer.yes = yes
        posture.answer.no = no
        posture.answer.indeterminate = cannot be decided
        posture.other = Not on this day
        posture.when = When
        posture.from.day = from {0}
        posture.to.day = until {0}
        posture.noDomain = domain not said
        forcekind.base = base
        forcekind.depot = depot
        forcekind.headquarters = headquarters
        forcekind.battalion = battalion
        forcekind.hospital = hospital
        forcekind.port = port
        forcekind.airfield = airfield
        mode.road = road
        mode.rail = rail
        mode.ship = ship
        mode.helicopter = helicopter
        """;
}
