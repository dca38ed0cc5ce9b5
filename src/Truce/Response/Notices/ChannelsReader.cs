using System.Collections.Immutable;
using Truce.Terms;

namespace Truce.Response.Notices;

/// <summary>Reads the file of channels strictly: every mistake with its place and what to write instead.</summary>
/// <remarks>docs/formats/notices.md, "The file of channels".</remarks>
public static class ChannelsReader
{
    /// <summary>Longest file, bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly string[] Kinds = ["email", "webhook", "cap", "letter"];
    private static readonly string[] TlsWords = ["required", "implicit", "whenOffered"];
    private const string SecretForm = "{ \"env\": \"TRUCE_…\" } or { \"file\": \"… with mode 0600\" }";

    /// <summary>The channels, and all remarks; no channels when one of the remarks is an error.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">Its name, for remarks.</param>
    public static (NoticeChannels? Channels, ImmutableArray<AgreementError> Remarks) Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var problems = new Problems(file, utf8);
        JsonSpot? root = JsonSpotReader.Read(utf8, MaxBytes, problems);
        NoticeChannels? channels = root is not null && root.IsObject(problems, "the file of channels") ? Root(root, problems) : null;
        return (problems.HasErrors ? null : channels, problems.All());
    }

    private static NoticeChannels Root(JsonSpot root, Problems problems)
    {
        root.OnlyMembers(problems, "schema", "house", "from", "smtp", "capSender", "invitees", "note");
        root.WordMember("schema", ["truce-channels-1"], problems, required: true);
        string house = Name(root, "house", problems, "Special Commission") ?? "";
        string? from = root.TextMember("from", problems, example: "desk@commission.example");
        if (from is not null && MailAddress.Fault(from) is { } fault) problems.Add(root["from"]!, $"{JsonSpot.Quote(from)}: {fault}", "write \"from\": \"desk@commission.example\"");
        MailServer? server = root["smtp"] is { } smtp && smtp.IsObject(problems, "a server of mail") ? Server(smtp, problems) : null;
        string? sender = root.TextMember("capSender", problems, example: "commission.example");
        if (sender is not null && !CapText.IsName(sender)) problems.Add(root["capSender"]!, $"{JsonSpot.Quote(sender)} has a blank, a comma, < or &", "write \"capSender\": \"commission.example\"");
        var invitees = ImmutableArray.CreateBuilder<NoticeInvitee>();
        foreach (JsonSpot item in root.Array("invitees", problems, required: true))
        {
            if (!item.IsObject(problems, "an invitee")) continue;
            NoticeInvitee invitee = ReadInvitee(item, problems);
            if (invitees.Any(i => i.Id == invitee.Id)) problems.Add(item["id"] ?? item, $"the invitee {JsonSpot.Quote(invitee.Id)} stands twice", "put all its channels into one");
            else invitees.Add(invitee);
        }

        Needs<NoticeChannel.Mail>(root, invitees, from is not null && server is not null, "e-mail needs the house's address and server", "add \"from\" and \"smtp\"", problems);
        Needs<NoticeChannel.Cap>(root, invitees, sender is not null, "CAP needs the name of the sender", "add \"capSender\": \"commission.example\"", problems);
        return new(house, from, server, sender, invitees.ToImmutable());
    }

    private static void Needs<T>(JsonSpot root, IEnumerable<NoticeInvitee> invitees, bool isThere, string message, string instead, Problems problems)
    {
        if (!isThere && invitees.Any(i => i.Channels.Any(c => c is T))) problems.Add(root, message, instead);
    }

    private static MailServer Server(JsonSpot smtp, Problems problems)
    {
        smtp.OnlyMembers(problems, "host", "port", "tls", "user", "password", "trust");
        string host = smtp.TextMember("host", problems, required: true, example: "mail.commission.example") ?? "";
        if (host.Length > 0 && !MailAddress.IsDomain(host)) problems.Add(smtp["host"]!, $"{JsonSpot.Quote(host)} is no name of a host", "write \"host\": \"mail.commission.example\", without a scheme or port");
        double port = smtp.NumberMember("port", 1, 65535, problems) ?? 587;
        if (port != Math.Floor(port)) problems.Add(smtp["port"]!, "a port is a whole number", "write \"port\": 587");
        MailTls tls = (MailTls)Math.Max(0, Array.IndexOf(TlsWords, smtp.WordMember("tls", TlsWords, problems) ?? TlsWords[0]));
        string? user = smtp.TextMember("user", problems, example: "desk");
        SecretReference? password = Secret(smtp, "password", problems, required: false);
        if (user is null != password is null) problems.Add(smtp, "a user and a password come together", "add \"user\" and \"password\", or neither");
        if (user is not null && tls == MailTls.WhenOffered) problems.Add(smtp["tls"] ?? smtp, "a password is only said under TLS", "write \"tls\": \"required\"");
        return new(host, (int)port, tls, user, password, smtp.TextMember("trust", problems, example: "server.pem"));
    }

    private static NoticeInvitee ReadInvitee(JsonSpot item, Problems problems)
    {
        item.OnlyMembers(problems, "id", "language", "channels", "inKeys", "note");
        string id = Name(item, "id", problems, "GB") ?? "";
        if (id.Contains('/', StringComparison.Ordinal) || id.Contains('"', StringComparison.Ordinal)) problems.Add(item["id"]!, "a slash or a quotation mark cannot stand in an id", "write letters, digits and hyphens");
        string language = item.WordMember("language", NoticeWords.Languages, problems, required: true) ?? "en";
        var channels = ImmutableArray.CreateBuilder<NoticeChannel>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<JsonSpot> spots = item.Array("channels", problems, required: true, most: 20);
        if (item["channels"] is { Kind: SpotKind.Array, Items.Count: 0 } none) problems.Add(none, "nothing reaches this invitee", "add a channel; a letter needs nothing but a folder");
        foreach (JsonSpot spot in spots)
        {
            if (!spot.IsObject(problems, "a channel") || spot.WordMember("kind", Kinds, problems, required: true) is not { } kind) continue;
            int number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            if (Channel(spot, kind, number == 1 ? $"{id}/{kind}" : $"{id}/{kind}-{number}", id, problems) is { } channel) channels.Add(channel);
        }

        return new(id, language, channels.ToImmutable()) { InKeys = [.. InKeys(item, problems)] };
    }

    private static IEnumerable<SecretReference> InKeys(JsonSpot item, Problems problems)
    {
        if (item["inKeys"] is not { } keys) return [];
        if (keys.Kind == SpotKind.Array && keys.Items.Count is > 0 and <= NoticeInvitee.MostInKeys) return [.. keys.Items.Select(k => Secret(k, "inKeys", problems)).OfType<SecretReference>()];
        // What stands there is not repeated: it may be the secret.
        problems.Add(keys, $"1 to {NoticeInvitee.MostInKeys} keys are expected", $"write \"inKeys\": [{SecretForm}], or leave it out: then the keys of the webhooks count");
        return [];
    }

    private static NoticeChannel? Channel(JsonSpot spot, string kind, string name, string id, Problems problems)
    {
        switch (kind)
        {
            case "email":
                spot.OnlyMembers(problems, "kind", "to", "pdf");
                return new NoticeChannel.Mail(name, id, Addresses(spot, problems), spot.FlagMember("pdf", problems) ?? false);
            case "webhook":
                spot.OnlyMembers(problems, "kind", "url", "key");
                Uri? address = Address(spot, problems);
                SecretReference? key = Secret(spot, "key", problems, required: true);
                return address is null || key is null ? null : new NoticeChannel.Webhook(name, id, address, key);
            case "cap":
                spot.OnlyMembers(problems, "kind", "folder");
                return new NoticeChannel.Cap(name, id, spot.TextMember("folder", problems, required: true, example: "cap") ?? "");
            default:
                spot.OnlyMembers(problems, "kind", "folder", "address");
                return new NoticeChannel.Letter(name, id, spot.TextMember("folder", problems, required: true, example: "letters") ?? "", [.. spot.Texts("address", problems).Select(t => t.Text)]);
        }
    }

    private static ImmutableArray<string> Addresses(JsonSpot spot, Problems problems)
    {
        List<JsonSpot> to = spot.Texts("to", problems);
        if (to.Count == 0) problems.Add(spot["to"] ?? spot, "mail goes to at least one address", "add \"to\": [\"desk@ministry.example\"]");
        foreach (JsonSpot address in to)
        {
            if (MailAddress.Fault(address.Text) is { } fault) problems.Add(address, $"{address.Said}: {fault}", "write an address such as desk@ministry.example");
        }

        return [.. to.Select(t => t.Text)];
    }

    private static Uri? Address(JsonSpot spot, Problems problems)
    {
        if (spot.TextMember("url", problems, required: true, example: "https://desk.example/notices") is not { } text) return null;
        string? fault = !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? "it is no address"
            : uri.UserInfo.Length > 0 ? "a password in an address is a secret in this file"
            : uri.Fragment.Length > 0 ? "what stands after # is never sent"
            : uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? null
            : "notices go over https only; http is for this machine itself";
        if (fault is not null) problems.Add(spot["url"]!, fault, "write \"url\": \"https://desk.example/notices\"");
        return fault is null ? uri : null;
    }

    private static SecretReference? Secret(JsonSpot spot, string name, Problems problems, bool required)
    {
        if (spot[name] is { } value) return Secret(value, name, problems);
        if (required) problems.Add(spot, $"the member \"{name}\" is missing", $"add \"{name}\": {SecretForm}");
        return null;
    }

    private static SecretReference? Secret(JsonSpot value, string name, Problems problems)
    {
        if (value.Kind != SpotKind.Object)
        {
            // Its text is not repeated: it may be the secret.
            problems.Add(value, "a secret never stands in this file", $"change it now, because it has been written down, and write \"{name}\": {SecretForm}");
            return null;
        }

        value.OnlyMembers(problems, "env", "file");
        string? variable = value.TextMember("env", problems, example: "TRUCE_KEY"), file = value.TextMember("file", problems, example: "secrets/key");
        if (variable is null == file is null) problems.Add(value, "a secret is kept in one place", $"write \"{name}\": {SecretForm}");
        return variable is not null ? new SecretReference.Environment(variable) : file is not null ? new SecretReference.File(file) : null;
    }

    private static string? Name(JsonSpot spot, string name, Problems problems, string example)
    {
        string? text = spot.TextMember(name, problems, required: true, example);
        if (text is not null && (text.Length > NoticeRules.LongestName || text.Any(NoticeRules.IsHidden))) problems.Add(spot[name]!, "a name is one line of at most 200 characters", $"write \"{name}\": \"{example}\"");
        return text;
    }
}
