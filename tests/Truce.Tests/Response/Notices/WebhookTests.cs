using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = NoticeSample.Issued;
    private static readonly Secret Key = Secret.Of("0123456789abcdef0123456789abcdef"), Other = Secret.Of("ffffffffffffffffffffffffffffffff");
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":1}""");

    [Fact]
    public void The_signature_is_HMAC_SHA256_over_the_seconds_a_dot_and_the_body()
    {
        // Made with: printf '1901102400.{"id":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        Assert.Equal("t=1901102400,v1=7b2811591458df31619320c9735a77acdfcf41589668f7dc0adea5d1ac34e3e7", WebhookSignature.Sign(Key, Now, Body));
    }

    [Fact]
    public void A_right_signature_is_taken_within_the_window_and_at_its_ends_only()
    {
        string header = WebhookSignature.Sign(Key, Now, Body);
        foreach ((int seconds, WebhookVerdict verdict) in new[] { (0, WebhookVerdict.Right), (300, WebhookVerdict.Right), (-300, WebhookVerdict.Right), (301, WebhookVerdict.OutOfTime), (-301, WebhookVerdict.OutOfTime) })
        {
            Assert.Equal(verdict, Verify([Key], header, Body, Now.AddSeconds(seconds)));
        }
    }

    [Fact]
    public void Another_key_another_body_another_time_and_every_flipped_digit_are_wrong()
    {
        string header = WebhookSignature.Sign(Key, Now, Body);
        Assert.Equal(WebhookVerdict.Wrong, Verify([Other], header, Body, Now));
        Assert.Equal(WebhookVerdict.Wrong, Verify([Key], header, [.. Body, (byte)' '], Now));
        Assert.Equal(WebhookVerdict.Wrong, Verify([Key], header.Replace("t=1901102400", "t=1901102401", StringComparison.Ordinal), Body, Now));
        Assert.Equal(WebhookVerdict.Wrong, Verify([], header, Body, Now));
        int first = header.IndexOf("v1=", StringComparison.Ordinal) + 3;
        for (int i = first; i < header.Length; i++)
        {
            char flipped = header[i] == '0' ? '1' : '0';
            Assert.Equal(WebhookVerdict.Wrong, Verify([Key], header[..i] + flipped + header[(i + 1)..], Body, Now));
        }
    }

    [Fact]
    public void While_a_key_is_changed_both_are_taken()
    {
        string both = WebhookSignature.Sign(Other, Now, Body) + "," + WebhookSignature.Sign(Key, Now, Body).Split(',')[1];
        Assert.Equal(WebhookVerdict.Right, Verify([Key], both, Body, Now));
        Assert.Equal(WebhookVerdict.Right, Verify([Other], both, Body, Now));
        Assert.Equal(WebhookVerdict.Right, Verify([Other, Key], WebhookSignature.Sign(Key, Now, Body), Body, Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1")]
    [InlineData("v1=00")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,t=2,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,v1=000000000000000000000000000000000000000000000000000000000000000G")]
    [InlineData("nonsense")]
    public void What_is_no_signature_is_malformed(string? header) => Assert.Equal(WebhookVerdict.Malformed, Verify([Key], header, Body, Now));

    [Fact]
    public void A_replay_is_answered_the_same_and_changes_nothing_even_after_a_restart()
    {
        WebhookInbox inbox = WebhookInbox.Empty;
        (WebhookAnswer first, WebhookReceived? sealing) = inbox.Take("GB", "delivery-1", Body, Now);
        inbox = inbox.Apply(sealing!);
        (WebhookAnswer second, WebhookReceived? nothing) = inbox.Take("GB", "delivery-1", Body, Now.AddDays(3));
        Assert.Null(nothing);
        Assert.Equal((200, first.Body.ToJsonString()), (second.Status, second.Body.ToJsonString()));
        WebhookInbox restarted = WebhookInbox.Empty.Apply(WebhookReceived.Read((JsonObject)JsonNode.Parse(CanonicalJson.Write(sealing!.ToJson()))!));
        Assert.Equal(first.Body.ToJsonString(), restarted.Take("GB", "delivery-1", Body, Now.AddDays(9)).Answer.Body.ToJsonString());
        Assert.Same(inbox, inbox.Apply(sealing));
    }

    [Fact]
    public void Another_body_under_a_taken_name_is_refused_and_names_belong_to_their_peer()
    {
        WebhookInbox inbox = WebhookInbox.Empty.Apply(WebhookInbox.Empty.Take("GB", "1", Body, Now).ToSeal!);
        (WebhookAnswer answer, WebhookReceived? nothing) = inbox.Take("GB", "1", "{}"u8, Now);
        Assert.Null(nothing);
        Assert.Equal(409, answer.Status);
        Assert.NotNull(inbox.Take("FR", "1", "{}"u8, Now).ToSeal);
        Assert.Equal(400, inbox.Take("GB", "", Body, Now).Answer.Status);
        Assert.Equal(400, inbox.Take("GB", "a\nb", Body, Now).Answer.Status);
        Assert.Equal(401, WebhookInbox.Refused(WebhookVerdict.Wrong).Status);
        Assert.Equal(WebhookInbox.Refused(WebhookVerdict.Wrong).Body.ToJsonString(), WebhookInbox.Refused(WebhookVerdict.Malformed).Body.ToJsonString());
    }

    [Fact]
    public void A_secret_is_never_printed()
    {
        Assert.Equal("(secret)", Key.ToString());
        Assert.DoesNotContain("0123", $"{Key} {new { Key }}", StringComparison.Ordinal);
        Assert.Equal(32, Secret.Of(" 0123456789abcdef0123456789abcdef\n").Length);
        var hook = new NoticeChannel.Webhook("GB/webhook", "GB", new("https://desk.example/in?token=abc"), new SecretReference.Environment("TRUCE_KEY"));
        Assert.DoesNotContain("abc", hook.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120", 120.0)]
    [InlineData("0", 0.0)]
    [InlineData("Sat, 30 Mar 2030 12:01:00 GMT", 60.0)]
    [InlineData("Sat, 30 Mar 2030 11:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999", null)]
    [InlineData(null, null)]
    public void Retry_After_is_seconds_or_a_date(string? value, double? expectedS) => Assert.Equal(expectedS, RetryAfter.Read(value, Now)?.TotalSeconds);

    private static WebhookVerdict Verify(Secret[] keys, string? header, byte[] body, DateTimeOffset now) => WebhookSignature.Verify(keys, header, body, now, WebhookSignature.Window);
}
