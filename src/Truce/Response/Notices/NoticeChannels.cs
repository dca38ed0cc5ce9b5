using System.Collections.Immutable;

namespace Truce.Response.Notices;

/// <summary>Where a secret is kept; never the secret itself.</summary>
public abstract record SecretReference
{
    private SecretReference()
    {
    }

    /// <summary>A variable of the environment.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Environment(string Name) : SecretReference;

    /// <summary>A file that its owner alone may read (mode 0600 or 0400).</summary>
    /// <param name="Path">Path, relative to the file of channels.</param>
    public sealed record File(string Path) : SecretReference;
}

/// <summary>Whether mail goes out under TLS.</summary>
public enum MailTls
{
    /// <summary>STARTTLS, or nothing is sent.</summary>
    Required = 0,

    /// <summary>TLS from the first byte, as on port 465 (RFC 8314).</summary>
    Implicit,

    /// <summary>STARTTLS where the server offers it; without it nothing secret is said, and the notice goes out in the open.</summary>
    WhenOffered,
}

/// <summary>The house's own server of mail.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Tls">Whether under TLS.</param>
/// <param name="User">Name to log in with; absent: without.</param>
/// <param name="Password">Where the password is kept; absent without a user.</param>
/// <param name="TrustFile">Certificate in PEM that signs the server's, for a house with its own; absent: the machine's list.</param>
public sealed record MailServer(string Host, int Port, MailTls Tls, string? User, SecretReference? Password, string? TrustFile);

/// <summary>One way to one invitee.</summary>
/// <param name="Name">Name within the file, made of invitee, kind and, from the second of a kind on, its number; the outbox knows a channel by it.</param>
/// <param name="Invitee">Whom it reaches.</param>
public abstract record NoticeChannel(string Name, string Invitee)
{
    /// <summary>Mail.</summary>
    /// <param name="Name">Name of the channel.</param>
    /// <param name="Invitee">Whom it reaches.</param>
    /// <param name="To">Addresses.</param>
    /// <param name="WithPdf">Whether the letter is attached.</param>
    public sealed record Mail(string Name, string Invitee, ImmutableArray<string> To, bool WithPdf) : NoticeChannel(Name, Invitee);

    /// <summary>A signed POST.</summary>
    /// <param name="Name">Name of the channel.</param>
    /// <param name="Invitee">Whom it reaches.</param>
    /// <param name="Address">https, or http on this machine.</param>
    /// <param name="Key">Where the shared key is kept.</param>
    public sealed record Webhook(string Name, string Invitee, Uri Address, SecretReference Key) : NoticeChannel(Name, Invitee)
    {
        /// <summary>Without the query of the address, which may hold a token.</summary>
        public override string ToString() => $"{Name} to {Address.GetLeftPart(UriPartial.Path)}";
    }

    /// <summary>A CAP file in a folder that another system takes it from.</summary>
    /// <param name="Name">Name of the channel.</param>
    /// <param name="Invitee">Whom it reaches.</param>
    /// <param name="Folder">Relative to the file of channels.</param>
    public sealed record Cap(string Name, string Invitee, string Folder) : NoticeChannel(Name, Invitee);

    /// <summary>A letter in PDF in a folder, to be printed, signed and carried.</summary>
    /// <param name="Name">Name of the channel.</param>
    /// <param name="Invitee">Whom it reaches.</param>
    /// <param name="Folder">Relative to the file of channels.</param>
    /// <param name="Address">Lines of the address.</param>
    public sealed record Letter(string Name, string Invitee, string Folder, ImmutableArray<string> Address) : NoticeChannel(Name, Invitee);
}

/// <summary>Somebody who is asked.</summary>
/// <param name="Id">The id that the protocol and the labels use.</param>
/// <param name="Language">ISO 639-1 code of the language that notices to it are worded in.</param>
/// <param name="Channels">Ways to it, in the order of the file; a notice goes through all of them.</param>
public sealed record NoticeInvitee(string Id, string Language, ImmutableArray<NoticeChannel> Channels)
{
    /// <summary>Most keys that count at once.</summary>
    public const int MostInKeys = 4;

    /// <summary>Keys of its own for what comes in, several while one is changed; empty where the file gives none.</summary>
    public ImmutableArray<SecretReference> InKeys { get; init; } = [];

    /// <summary>The keys that count for what comes in: its own where it has some, else those of its webhooks. Empty: nothing can come in from it.</summary>
    public IEnumerable<SecretReference> KeysIn => InKeys.IsEmpty ? Channels.OfType<NoticeChannel.Webhook>().Select(w => w.Key) : InKeys;
}

/// <summary>The file of channels: how the house reaches whom it asks. It holds addresses and no secrets.</summary>
/// <param name="House">Name of the house.</param>
/// <param name="From">Address of the house; absent without mail.</param>
/// <param name="Server">Server of mail; absent without mail.</param>
/// <param name="CapSender">Name of the sender in CAP; absent without CAP.</param>
/// <param name="Invitees">Who can be reached, in the order of the file.</param>
public sealed record NoticeChannels(string House, string? From, MailServer? Server, string? CapSender, ImmutableArray<NoticeInvitee> Invitees)
{
    /// <summary>The channel of that name, or nothing.</summary>
    public NoticeChannel? Find(string name) => Invitees.SelectMany(i => i.Channels).FirstOrDefault(c => c.Name == name);
}
