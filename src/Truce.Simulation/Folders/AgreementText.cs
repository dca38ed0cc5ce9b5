namespace Truce.Simulation.Folders;

/// <summary>The agreement of the exercise: the shape of docs/formats/terms.md with invented content, in force on all its days.</summary>
internal static class AgreementText
{
    /// <summary>The text of <c>agreement.json</c>.</summary>
    public const string Text = """
        {
          "schema": "truce-terms/0.1-draft",
          "note": "SIMULATED. Invented for an exercise in a fictional land; it is nobody's agreement.",
          "agreement": {
            "id": "SIM-1",
            "version": 1,
            "title": "SIMULATED cessation of hostilities",
            "authoritativeLanguage": "en",
            "languages": ["en", "uk", "ru"],
            "effectiveFrom": "2031-03-01T00:01:00-01:00",
            "effectiveTo": null,
            "timeZone": "Atlantic/Azores"
          },
          "parties": [{"id": "A", "name": "Party A"}, {"id": "B", "name": "Party B"}],
          "bodies": [
            {"id": "MM", "kind": "monitoringMission"},
            {"id": "SC", "kind": "specialCommission"},
            {"id": "JC", "kind": "jointCoordinationCentre"},
            {"id": "CC", "kind": "coordinationCell"}
          ],
          "lines": [
            {
              "id": "LOC",
              "kind": "lineOfContact",
              "version": 1,
              "asOf": "2031-02-20",
              "geometryRef": "lines/loc-2031-02-20.geojson",
              "surveyErrorMetres": 100,
              "sides": {"left": "A", "right": "B"}
            },
            {
              "id": "LOC",
              "kind": "lineOfContact",
              "version": 2,
              "asOf": "2031-03-06",
              "geometryRef": "lines/loc-2031-03-06.geojson",
              "surveyErrorMetres": 100,
              "sides": {"left": "A", "right": "B"}
            }
          ],
          "weaponCategories": [
            {"id": "W1", "label": "small arms and machine guns up to 14.5 mm"},
            {"id": "W2", "label": "tanks; guns under 100 mm; mortars up to 120 mm"},
            {"id": "W3", "label": "artillery of 100 mm or more", "minCalibreMm": 100},
            {"id": "W4", "label": "multiple rocket launchers"},
            {"id": "W5", "label": "long-range rocket and tactical missile systems"},
            {"id": "W6", "label": "armed or one-way-attack uncrewed aircraft"},
            {"id": "W7", "label": "observation uncrewed aircraft"},
            {"id": "W8", "label": "aviation with crew"}
          ],
          "zones": [
            {"id": "Z-BUF", "kind": "bufferZone", "geometry": {"offsetFromLine": "LOC", "side": "both", "km": 7.5}},
            {"id": "Z-W2-A", "kind": "withdrawalZone", "geometry": {"offsetFromLine": "LOC", "side": "A", "km": 15}},
            {"id": "Z-W2-B", "kind": "withdrawalZone", "geometry": {"offsetFromLine": "LOC", "side": "B", "km": 15}},
            {"id": "Z-W3", "kind": "withdrawalZone", "geometry": {"offsetFromLine": "LOC", "side": "both", "totalWidthKm": 50}},
            {"id": "Z-W4", "kind": "withdrawalZone", "geometry": {"offsetFromLine": "LOC", "side": "both", "totalWidthKm": 70}},
            {"id": "Z-W5", "kind": "withdrawalZone", "geometry": {"offsetFromLine": "LOC", "side": "both", "totalWidthKm": 140}},
            {"id": "Z-AIR", "kind": "airExclusion", "geometry": {"offsetFromLine": "LOC", "side": "both", "km": 30}},
            {"id": "Z-HOLD", "kind": "weaponsHoldingArea", "geometry": {"points": "holding-areas.geojson", "radiusKm": 0.5}},
            {"id": "Z-SET", "kind": "settlement", "geometry": {"polygons": "settlements.geojson", "marginKm": 0.5}},
            {"id": "Z-INFRA", "kind": "protectedObject", "geometry": {"points": "protected-objects.geojson", "radiusKm": 1}},
            {"id": "Z-ALL", "kind": "area", "geometry": {"everywhere": true}}
          ],
          "terms": [
            {
              "id": "T1",
              "article": "2(a)",
              "modality": "prohibit",
              "act": "fire",
              "actor": "any",
              "weapons": "*",
              "zones": ["Z-ALL"],
              "severity": "serious",
              "exceptions": ["E-EXERCISE", "E-DEMINING", "E-ORDERED-RETURN"]
            },
            {
              "id": "T2",
              "article": "2(b)",
              "modality": "prohibit",
              "act": "sniperFire",
              "actor": "any",
              "zones": ["Z-ALL"],
              "severity": "serious",
              "exceptions": []
            },
            {
              "id": "T3",
              "article": "3(1)",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W2"],
              "actor": "A",
              "zones": ["Z-W2-A"],
              "severity": "ordinary",
              "exceptions": ["E-HOLDING"]
            },
            {
              "id": "T4",
              "article": "3(1)",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W2"],
              "actor": "B",
              "zones": ["Z-W2-B"],
              "severity": "ordinary",
              "exceptions": ["E-HOLDING"]
            },
            {
              "id": "T5",
              "article": "3(2)",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W3"],
              "actor": "any",
              "zones": ["Z-W3"],
              "severity": "ordinary",
              "exceptions": ["E-HOLDING", "E-TRANSIT"]
            },
            {
              "id": "T6",
              "article": "3(3)",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W4"],
              "actor": "any",
              "zones": ["Z-W4"],
              "severity": "serious",
              "exceptions": ["E-HOLDING"]
            },
            {
              "id": "T7",
              "article": "3(4)",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W5"],
              "actor": "any",
              "zones": ["Z-W5"],
              "severity": "serious",
              "exceptions": []
            },
            {
              "id": "T8",
              "article": "4",
              "modality": "prohibit",
              "act": "flight",
              "weapons": ["W6", "W7", "W8"],
              "actor": "any",
              "zones": ["Z-AIR"],
              "severity": "ordinary",
              "exceptions": ["E-MISSION-UAV", "E-MEDEVAC"]
            },
            {
              "id": "T9",
              "article": "5",
              "modality": "prohibit",
              "act": "presence",
              "weapons": ["W3", "W4", "W5"],
              "actor": "any",
              "zones": ["Z-SET"],
              "severity": "serious",
              "exceptions": []
            },
            {
              "id": "T10",
              "article": "6",
              "modality": "prohibit",
              "act": "attackOn",
              "object": "protectedObject",
              "actor": "any",
              "zones": ["Z-INFRA"],
              "severity": "grave",
              "exceptions": []
            },
            {
              "id": "T11",
              "article": "7",
              "modality": "prohibit",
              "act": "advanceOfPositions",
              "actor": "any",
              "zones": ["Z-BUF"],
              "severity": "serious",
              "exceptions": []
            },
            {
              "id": "T12",
              "article": "8",
              "modality": "oblige",
              "act": "grantAccess",
              "beneficiary": "MM",
              "actor": "any",
              "zones": ["Z-ALL"],
              "severity": "ordinary",
              "within": "PT2H",
              "exceptions": ["E-MINES"]
            },
            {
              "id": "T13",
              "article": "8(2)",
              "modality": "prohibit",
              "act": "interfereWithMonitoring",
              "examples": ["jamming", "spoofing", "shooting at a mission aircraft", "covering a camera"],
              "actor": "any",
              "zones": ["Z-ALL"],
              "severity": "serious",
              "exceptions": []
            },
            {
              "id": "T14",
              "article": "9",
              "modality": "oblige",
              "act": "notify",
              "what": "liveFireExercise",
              "actor": "any",
              "to": ["MM", "JC"],
              "leadTime": "PT48H",
              "fields": ["place", "start", "end", "weapons", "unitLevel"]
            },
            {
              "id": "T15",
              "article": "9",
              "modality": "oblige",
              "act": "notify",
              "what": "inventoryOfHoldingArea",
              "actor": "any",
              "to": ["MM"],
              "every": "P30D",
              "fields": ["area", "type", "serial"]
            },
            {"id": "T16", "article": "10", "modality": "oblige", "act": "reportDiscipline", "actor": "any", "to": ["SC"], "within": "P7D"}
          ],
          "exceptions": [
            {
              "id": "E-EXERCISE",
              "when": {"notified": "liveFireExercise", "leadTimeMet": true, "insideNotifiedWindow": true, "outsideZones": ["Z-BUF", "Z-W3"]}
            },
            {"id": "E-DEMINING", "when": {"notified": "controlledDetonation", "leadTimeMet": true, "leadTime": "PT24H"}},
            {"id": "E-ORDERED-RETURN", "when": {"inResponseTo": "offensiveAction", "coordinationTried": "JC", "writtenOrderNotifiedTo": "SC"}},
            {"id": "E-HOLDING", "when": {"insideZone": "Z-HOLD", "inInventory": true}},
            {"id": "E-TRANSIT", "when": {"notified": "movement", "leadTimeMet": true, "leadTime": "PT24H", "escortedBy": "MM"}},
            {"id": "E-MISSION-UAV", "when": {"operator": "MM"}},
            {"id": "E-MEDEVAC", "when": {"notified": "medicalFlight", "leadTime": "PT0H30M"}},
            {"id": "E-MINES", "when": {"documentedHazard": true, "plannedClearanceDate": "required"}}
          ],
          "judgement": {"zoneContainment": {"inside": 0.95, "outside": 0.05}, "needsLevel": {"publishAsConfirmed": 3, "countAsViolation": 4, "namePartyPublicly": 5}},
          "responseProtocol": {
            "clockStart": "determination",
            "note": "public reporting is unclear whether clocks run from the event, its recording or its determination: the agreement must say, and the product must store all four times",
            "tiers": [
              {
                "id": "R1",
                "trigger": {"level": 4, "severityAtLeast": "ordinary"},
                "deadline": "PT24H",
                "actions": ["diplomaticWarning", "noticeToParty", "JC call"],
                "convenes": ["SC"]
              },
              {
                "id": "R2",
                "trigger": {"continues": true, "after": "R1"},
                "deadline": "PT48H",
                "actions": ["consultation of guarantors"],
                "convenes": ["CC"],
                "quorum": 0.5
              },
              {
                "id": "R3",
                "trigger": {"severityAtLeast": "grave", "or": "wideAttack"},
                "deadline": "PT72H",
                "actions": ["consultation at the highest level"],
                "convenes": ["CC", "SC"],
                "decidedBy": "humans; the product keeps the clock and the record only"
              }
            ]
          }
        }

        """;
}
