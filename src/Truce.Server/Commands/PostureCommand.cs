using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Observations;
using Truce.Server.Guarantors;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce commitments posture</c>: sites of the multinational force against the agreement and against "near enough".</summary>
internal static class PostureCommand
{
    public static Command Posture()
    {
        Option<string> store = Shared.Store();
        var agreement = new Option<string>("--agreement") { Description = "the agreement with its lines and zones", Required = true };
        var rules = new Option<string>("--rules") { Description = "file of rules: least distance, travel models, zones", Required = true };
        var release = new Option<string>("--release") { Description = "highest label to show: public, parties, mission or restricted", DefaultValueFactory = _ => "mission" };
        Option<string?> known = Shared.AsKnown(), on = CommitmentsCommands.On();
        Option<bool> json = Shared.Json();
        var command = new Command("posture", "Checks the promised sites of the force; gives no coordinates, and distances in coarse steps.") { store, agreement, rules, release, known, on, json };
        command.SetAction(parsed => Shared.Guarded("commitments posture", () =>
        {
            CommitmentsCommands.Question asked = CommitmentsCommands.Ask(parsed.GetValue(store)!, parsed.GetValue(known), parsed.GetValue(on), TimeProvider.System);
            if (!Enum.TryParse(parsed.GetValue(release), ignoreCase: true, out Classification highest) || !Enum.IsDefined(highest)) throw new BadInputException($"--release '{parsed.GetValue(release)}' is not known; there are public, parties, mission, restricted");
            ImmutableArray<PostureFinding> all = PostureCheck.Of(asked.Ledger.For(highest).Forces, PosturePages.AgreementOf(parsed.GetValue(agreement)!), PosturePages.RulesOf(parsed.GetValue(rules)!), asked.Day);
            if (parsed.GetValue(json)) Console.WriteLine(CommitmentsCommands.Stamped(new JsonObject { ["sites"] = new JsonArray([.. all.Select(f => (JsonNode)Site(f))]) }, asked).ToJsonString(Shared.Compact));
            else foreach (PostureFinding f in all) Console.WriteLine($"{f.Element.Id} ({f.Element.Guarantor}, {f.Element.Domain}, {f.Element.Kind}): far enough {Word(f.FarEnough)}, near enough {Word(f.NearEnough)}, outside the zones {Word(f.OutsideZones)}; {string.Join("; ", f.Because)}");
            return all.Any(f => f.FarEnough == PostureAnswer.No || f.OutsideZones == PostureAnswer.No) ? 1 : 0;
        }));
        return command;
    }

    /// <summary>The file of an agreement, where one may be given.</summary>
    internal static Option<string?> AgreementOption() => new("--agreement") { Description = "the agreement whose line the promised sites are looked at with" };

    /// <summary>The file of rules, where one may be given.</summary>
    internal static Option<string?> RulesOption(string name) => new(name) { Description = "file of rules that the promised sites are held against: least distance, travel models, zones" };

    private static JsonObject Site(PostureFinding f)
    {
        ForceElement e = f.Element;
        var json = new JsonObject
        {
            ["id"] = e.Id.ToString(),
            ["guarantor"] = e.Guarantor,
            ["domain"] = e.Domain,
            ["kind"] = e.Kind,
            ["farEnough"] = Word(f.FarEnough),
            ["nearEnough"] = Word(f.NearEnough),
            ["outsideZones"] = Word(f.OutsideZones),
        };
        if (e.Strength is { } strength) json["strength"] = LedgerWriting.Amount(strength);
        if (e.HostApproved is { } approved) json["hostApproved"] = approved;
        if (e.ReadyDays is { } ready) json["readyDays"] = ready;
        if (e.RotationMonths is { } rotation) json["rotationMonths"] = rotation;
        if (f.RegionKm is { } km) (json["kmFromLineFrom"], json["kmFromLineTo"]) = (km.NearKm, km.FarKm);
        if (f.TravelHours is { } hours) (json["travelHoursFrom"], json["travelHoursTo"]) = (hours.LowHours, hours.HighHours);
        json["because"] = new JsonArray([.. f.Because.Select(b => (JsonNode)b)]);
        return json;
    }

    private static string Word(PostureAnswer answer) => LedgerWriting.Word(answer);
}
