namespace Truce.Simulation.Folders;

/// <summary>The guarantors of the exercise: what invented states said and promised, and the protocol by which they answer.</summary>
internal static class GuarantorsText
{
    /// <summary>The text of <c>guarantors.json</c>: a pack of the ledger (docs/formats/ledger.md).</summary>
    public const string Ledger = """
        {
          "id": "sim-guarantors",
          "note": "SIMULATED. Invented for an exercise: no such state, summit, outlet or promise exists.",
          "simulated": true,
          "event": {"id": "SIMULATED summit of January 2031"},
          "sources": [
            {"id": "S1", "outlet": "SIMULATED Northern Wire", "published": "2031-01-07", "language": "en"},
            {"id": "S2", "outlet": "SIMULATED Harbour Post", "published": "2031-01-08", "language": "en", "cites": ["S1"]},
            {"id": "S3", "outlet": "SIMULATED Gazette of Alderland", "language": "en"},
            {"id": "S4", "outlet": "SIMULATED Cedaria Radio", "published": "2031-02-12", "language": "en"},
            {"id": "S5", "outlet": "SIMULATED Receiving Ministry", "language": "en"}
          ],
          "pillars": [
            {"id": "P1", "name": "Monitoring and verification", "lead": ["CEDAR"]},
            {"id": "P2", "name": "Support to the armed forces"},
            {"id": "P3", "name": "Multinational force on land, at sea and in the air", "lead": ["ALDER", "BIRCH"], "constraint": "stationed away from the line"},
            {"id": "P4", "name": "Commitment to respond to renewed aggression"},
            {"id": "P5", "name": "Long-term defence cooperation"}
          ],
          "besidePillars": [{"id": "B1", "name": "Sanctions kept credible"}],
          "statements": [
            {"id": "T1", "source": "S1", "about": "attendance", "claim": "nine delegations came", "value": 9, "unit": "delegations"},
            {"id": "T2", "source": "S4", "about": "attendance", "claim": "eleven delegations came", "value": 11, "unit": "delegations"},
            {"id": "T3", "source": "S1", "speaker": "SIMULATED President of Cedaria", "date": "2031-01-06", "guarantors": ["CEDAR"], "pillar": "P4", "claim": "Cedaria fully supports a commitment to respond", "strength": "full support"},
            {"id": "T4", "source": "S4", "speaker": "SIMULATED President of Cedaria", "date": "2031-02-10", "guarantors": ["CEDAR"], "pillar": "P4", "claim": "an answer by Cedaria is possible", "strength": "possible"},
            {"id": "T5", "source": "S4", "speaker": "SIMULATED Speaker of the Chamber of Cedaria", "date": "2031-02-12", "guarantors": ["CEDAR"], "pillar": "P4", "claim": "nothing binds Cedaria before a vote", "direction": "negative", "bindingNow": false},
            {"id": "T6", "source": "S2", "speaker": "SIMULATED Foreign Minister of Cedaria", "date": "2031-01-08", "guarantors": ["CEDAR"], "pillar": "P4", "claim": "the joint statement binds Cedaria from today", "bindingNow": true, "instrument": "joint statement"},
            {"id": "T7", "source": "S1", "speaker": "SIMULATED President of Cedaria", "date": "2031-01-06", "guarantors": ["CEDAR"], "pillar": "P1", "claim": "Cedaria leads the monitoring", "instrument": "oral statement"},
            {"id": "T8", "source": "S1", "date": "2031-01-06", "guarantors": ["ALDER", "BIRCH"], "pillar": "P3", "claim": "both intend to send a force after a ceasefire", "instrument": "declaration of intent", "bindingNow": false, "condition": "ceasefire"},
            {"id": "T9", "source": "S2", "speaker": "SIMULATED Defence Minister of Birchmark", "date": "2031-01-20", "guarantors": ["BIRCH"], "pillar": "P3", "domain": "land", "claim": "three battalions of Birchmark", "quantity": {"value": 3, "unit": "battalion"}},
            {"id": "T10", "source": "S4", "speaker": "SIMULATED Chief of Staff of Birchmark", "date": "2031-02-11", "guarantors": ["BIRCH"], "pillar": "P3", "domain": "land", "claim": "no more than one battalion of Birchmark", "quantity": {"atMost": 1, "unit": "battalion"}},
            {"id": "T11", "source": "S1", "about": "representation", "guarantors": ["ELM"], "claim": "the foreign minister of the Elm Isles came", "level": ["minister"], "planned": "minister"},
            {"id": "T12", "source": "S4", "about": "representation", "guarantors": ["ELM"], "claim": "an envoy spoke for the Elm Isles", "level": ["special envoy"]},
            {"id": "T13", "source": "S2", "date": "2031-01-09", "guarantors": ["HAZEL"], "pillar": "B1", "claim": "the Hazel Union will tighten measures if the ceasefire fails", "strength": "likely"},
            {"id": "T14", "source": "S1", "date": "2031-01-06", "guarantors": ["ELM"], "pillar": "P5", "claim": "the Elm Isles offer joint work on drones", "strength": "likely"}
          ],
          "commitments": [
            {"id": "C1", "guarantor": "CEDAR", "pillar": "P1", "domain": "air", "text": "forty observation drones", "capability": "drones", "quantity": {"value": 40, "unit": "drone"}, "announced": "2031-01-06", "due": "2031-03-01", "source": "S1",
             "deliveries": [{"date": "2031-02-20", "quantity": {"value": 25, "unit": "drone"}, "witness": "recipient", "evidence": "receipt 14", "source": "S5"}, {"date": "2031-02-27", "quantity": {"value": 10, "unit": "drone"}, "witness": "giver", "evidence": "press release", "source": "S4"}]},
            {"id": "C2", "guarantor": "ELM", "pillar": "P1", "domain": "space", "text": "satellite images of the zone every second day", "capability": "imagery", "announced": "2031-01-06", "due": "2031-02-15", "source": "S1",
             "deliveries": [{"date": "2031-02-14", "complete": true, "witness": "recipient", "evidence": "service began", "source": "S5"}]},
            {"id": "C3", "guarantor": "ALDER", "pillar": "P2", "text": "money for air defence", "kind": "money", "quantity": {"value": 600, "unit": "MEUR"}, "announced": "2031-01-10", "due": "2031-02-28", "source": "S3",
             "gates": [{"kind": "parliament", "tabled": "2031-01-15", "debated": "2031-01-22", "decided": "2031-02-03", "result": "approved", "chambers": ["National Assembly"], "majority": "simple", "force": "binding", "source": "S3"}, {"kind": "appropriated", "decided": "2031-02-05", "result": "approved", "value": 600, "source": "S3"}],
             "deliveries": [{"date": "2031-02-25", "quantity": {"value": 600, "unit": "MEUR"}, "witness": "recipient", "evidence": "booked", "source": "S5"}]},
            {"id": "C4", "guarantor": "HAZEL", "pillar": "P2", "text": "a loan", "kind": "money", "quantity": {"value": 900, "unit": "MEUR"}, "announced": "2031-01-12", "due": "2031-02-20", "source": "S2",
             "gates": [{"kind": "parliament", "tabled": "2031-01-25", "chambers": ["Council"], "force": "binding", "source": "S2"}]},
            {"id": "C5", "guarantor": "ALDER", "pillar": "P3", "domain": "land", "text": "two battalions for the multinational force", "quantity": {"value": 2, "unit": "battalion"}, "conditions": ["ceasefire", "host request", "parliament"], "announced": "2031-01-06", "dueEvent": "ceasefire", "dueDays": 60, "source": "S1",
             "gates": [{"kind": "parliament", "tabled": "2031-02-10", "debated": "2031-02-24", "chambers": ["National Assembly"], "force": "binding", "when": "before", "source": "S3"}]},
            {"id": "C6", "guarantor": "BIRCH", "pillar": "P3", "domain": "land", "text": "a brigade headquarters and three battalions", "quantity": {"value": 3, "unit": "battalion"}, "conditions": ["ceasefire"], "announced": "2031-01-20", "dueEvent": "ceasefire", "dueDays": 45, "source": "S2"},
            {"id": "C7", "guarantor": "BIRCH", "pillar": "P3", "domain": "sea", "text": "mine hunters", "quantity": {"atLeast": 2, "atMost": 4, "unit": "ship"}, "announced": "2031-01-20", "due": "2031-05-01", "source": "S2"},
            {"id": "C8", "guarantor": "CEDAR", "pillar": "P4", "text": "consult within 72 hours of a confirmed finding", "kind": "legalUndertaking", "announced": "2031-01-06", "dueEvent": "consultation", "dueDays": 3, "source": "S1"},
            {"id": "C9", "guarantor": "ALDER", "pillar": "P4", "text": "share what its own sensors saw", "announced": "2031-01-06", "dueEvent": "consultation", "dueDays": 2, "source": "S1"},
            {"id": "C10", "guarantor": "HAZEL", "pillar": "B1", "text": "put prepared measures before its Council", "announced": "2031-01-09", "dueEvent": "tier R2", "dueDays": 14, "source": "S2"},
            {"id": "C11", "guarantor": "ELM", "pillar": "P5", "text": "a joint drone works", "announced": "2031-01-06", "due": "2032-01-01", "source": "S1"},
            {"id": "C12", "guarantor": "BIRCH", "pillar": "P5", "text": "training for 2,000 people", "quantity": {"value": 2000, "unit": "people"}, "announced": "2031-01-20", "withdrawn": "2031-02-18", "withdrawnWhy": "needed at home", "source": "S2"}
          ],
          "instruments": [
            {"id": "I1", "work": "intent", "kind": "declaration of intent", "title": "SIMULATED declaration on a multinational force", "version": "draft", "date": "2031-01-04", "text": "The signatories shall send a force of five battalions. They shall consult at once if the ceasefire fails.", "binds": [], "binding": false, "commitments": ["C5", "C6"], "source": "S2"},
            {"id": "I2", "work": "intent", "kind": "declaration of intent", "title": "SIMULATED declaration on a multinational force", "version": "final", "date": "2031-01-06", "text": "The signatories intend to send a force after a ceasefire. They will consult if the ceasefire fails.", "binds": [], "binding": false, "commitments": ["C5", "C6"], "source": "S1"}
          ],
          "happenings": [
            {"id": "H1", "kind": "ceasefire", "from": "2031-03-01", "source": "S1"},
            {"id": "H2", "kind": "host request", "from": "2031-03-02", "source": "S5"}
          ],
          "requirements": [
            {"id": "Q1", "pillar": "P1", "domain": "air", "capability": "drones", "quantity": {"value": 60, "unit": "drone"}, "source": "S5"},
            {"id": "Q2", "pillar": "P1", "domain": "space", "capability": "imagery", "source": "S5"},
            {"id": "Q3", "pillar": "P3", "domain": "land", "quantity": {"value": 5, "unit": "battalion"}, "source": "S5"},
            {"id": "Q4", "pillar": "P3", "domain": "air", "capability": "air policing", "source": "S5"}
          ],
          "warPowers": [
            {"id": "W1", "country": "ALDER", "act": "troops", "body": "National Assembly", "when": "before", "force": "binding", "basis": "SIMULATED Basic Law 24", "reference": "SIMULATED Gazette of Alderland"},
            {"id": "W2", "country": "BIRCH", "act": "troops", "body": "both houses are told", "when": "after", "force": "consultative", "basis": "SIMULATED custom", "reference": "SIMULATED Harbour Post"},
            {"id": "W3", "country": "CEDAR", "act": "intelligence", "when": "none", "force": "none", "reference": "SIMULATED Cedaria Radio"},
            {"id": "W4", "country": "ELM", "act": "troops", "when": "notKnown", "force": "notKnown"}
          ],
          "forces": [
            {"id": "F1", "commitment": "C5", "guarantor": "ALDER", "domain": "land", "kind": "SIMULATED depot", "strength": {"atLeast": 100, "atMost": 300, "word": "hundreds", "unit": "people"}, "hostApproved": true, "readyDays": 20, "rotationMonths": 6, "lat": 0.4, "lon": -19.8, "label": "mission"},
            {"id": "F2", "commitment": "C6", "guarantor": "BIRCH", "domain": "land", "kind": "SIMULATED headquarters", "strength": {"atLeast": 50, "atMost": 150, "word": "about a hundred", "unit": "people"}, "hostApproved": false, "readyDays": 30, "lat": 0.9, "lon": -18.9, "label": "mission"}
          ]
        }

        """;

    /// <summary>The text of <c>posture-rules.json</c>: what promised sites are held against.</summary>
    public const string PostureRules = """
        {
          "leastKmFromLine": 30,
          "nearEnoughHours": 12,
          "placeSigmaKm": 1,
          "forbiddenZones": ["Z-BUF"],
          "travel": [{"domain": "land", "mode": "road", "kmPerHour": 40, "detour": 1.4, "startHours": 4}]
        }

        """;

    /// <summary>The text of <c>protocol.json</c>: tiers, clocks and who is asked (docs/formats/protocol.md).</summary>
    public const string Protocol = """
        {
          "schema": "truce-protocol/1",
          "id": "SIM-1-RESPONSE",
          "version": 1,
          "title": "SIMULATED response protocol of the agreement SIM-1",
          "note": "SIMULATED. Invented for an exercise; nobody concluded this text and the guarantors do not exist.",
          "hypothetical": true,
          "timeZone": "Atlantic/Azores",
          "validFrom": "2031-03-01T00:01:00-01:00",
          "clockStart": "determined",
          "severities": ["ordinary", "serious", "grave"],
          "invitees": [
            {"id": "ALDER", "name": "Alderland"},
            {"id": "BIRCH", "name": "Birchmark"},
            {"id": "CEDAR", "name": "Cedaria"},
            {"id": "ELM", "name": "Elm Isles"},
            {"id": "HAZEL", "name": "Hazel Union"}
          ],
          "bodies": [
            {"id": "SC", "name": "Special Commission", "members": ["ALDER", "BIRCH"]},
            {"id": "CC", "name": "Council of Guarantors", "members": ["ALDER", "BIRCH", "CEDAR", "ELM", "HAZEL"]}
          ],
          "words": [{"id": "wideAttack", "says": "an attack on a wide front", "decidedBy": "SC"}],
          "release": {"machineUpTo": "R1"},
          "standDown": {"decidedBy": "SC", "remedied": true, "quiet": "P7D"},
          "tiers": [
            {
              "id": "R1",
              "trigger": {"level": 4, "severityAtLeast": "ordinary"},
              "deadline": "PT24H",
              "asks": ["SC"],
              "instrument": "note verbale",
              "actions": ["diplomatic warning", "notice to the party"],
              "answer": {"kinds": ["accept", "partial", "refuse"], "needsText": true},
              "escalates": {"onNoAnswer": "R2", "ifContinues": "R2"}
            },
            {
              "id": "R2",
              "deadline": "PT72H",
              "asks": ["CC"],
              "instrument": "consultation of guarantors",
              "actions": ["consultation of guarantors"],
              "answer": {"kinds": ["accept", "partial", "refuse"], "quorum": 0.6},
              "escalates": {"onRefusal": "R3", "ifContinues": "R3"}
            },
            {
              "id": "R3",
              "trigger": {"level": 4, "severityAtLeast": "grave", "or": "wideAttack"},
              "deadline": "P7D",
              "asks": ["CC"],
              "instrument": "consultation at the highest level",
              "actions": ["consultation at the highest level"],
              "answer": {"kinds": ["accept", "partial", "refuse"], "needsText": true, "quorumAtLeast": 4}
            }
          ]
        }

        """;
}
