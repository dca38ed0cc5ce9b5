using Truce.Response.Notices;
using Truce.Server.Running;

namespace Truce.Server.Notices;

/// <summary>The keys by which invitees' systems are known, out of the file of channels.</summary>
public static class PeerKeys
{
    /// <summary>Keys by invitee; invitees without one cannot post. Throws <see cref="BadInputException"/> with what to mend; a key is never in it.</summary>
    /// <param name="channels">The file of channels.</param>
    /// <param name="folder">Its folder.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<Secret>> Of(NoticeChannels channels, string folder)
    {
        var keys = new SortedDictionary<string, IReadOnlyList<Secret>>(StringComparer.Ordinal);
        var owners = new List<(string Peer, Secret Key)>();
        foreach (NoticeInvitee invitee in channels.Invitees.Where(i => i.KeysIn.Any()))
        {
            var own = new List<Secret>();
            foreach (SecretReference reference in invitee.KeysIn)
            {
                Secret key = SecretStore.Find(reference, folder, out string reason) ?? throw new BadInputException($"the key of {invitee.Id}: {reason}");
                if (key.Length < WebhookSignature.LeastKeyBytes) throw new BadInputException($"the key of {invitee.Id} is shorter than {WebhookSignature.LeastKeyBytes} bytes; agree on a longer one");
                // Who holds a key is who speaks: with one key for two, either could answer for the other.
                if (owners.FirstOrDefault(o => o.Peer != invitee.Id && o.Key.Bytes.SequenceEqual(key.Bytes)).Peer is { } other) throw new BadInputException($"{invitee.Id} and {other} have the same key; each needs one of its own");
                own.Add(key);
                owners.Add((invitee.Id, key));
            }

            keys[invitee.Id] = own;
        }

        return keys.Count > 0 ? keys : throw new BadInputException("the file of channels has no invitee with a webhook or inKeys: nobody could post");
    }
}
