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
    public void The_signature_is_HMAC_SHA256_over_seconds_name_and_body_with_dots_between()
    {
        // Made with: printf '1901102400.delivery-1.{"id":1}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        Assert.Equal("t=1901102400,v1=a94509fe82800f2f06df4b39ec17810d4239d9559c4c88fc740782aaf5b6dc2a", WebhookSignature.Sign(Key, Now, "delivery-1", Body));
    }

    [Theory]
    [InlineData("delivery-2")]
    [InlineData("")]
    [InlineData("delivery-1.{\"id\"")]
    [InlineData("delivery 1")]
    [InlineData("delivery\n1")]
    public void A_signature_is_of_one_name_only(string delivery)
    {
        string header = WebhookSignature.Sign(Key, Now, "delivery-1", Body);
        Assert.NotEqual(WebhookVerdict.Right, WebhookSignature.Verify([Key], header, delivery, Body, Now, WebhookSignature.Window));
    }

    [Fact]
    public void A_right_signature_is_taken_within_the_window_and_at_its_ends_only()
    {
        string header = WebhookSignature.Sign(Key, Now, "delivery-1", Body);
        foreach ((int seconds, WebhookVerdict verdict) in new[] { (0, WebhookVerdict.Right), (300, WebhookVerdict.Right), (-300, WebhookVerdict.Right), (301, WebhookVerdict.OutOfTime), (-301, WebhookVerdict.OutOfTime) })
        {
            Assert.Equal(verdict, Verify([Key], header, Body, Now.AddSeconds(seconds)));
        }
    }

    [Fact]
    public void Another_key_another_body_another_time_and_every_flipped_digit_are_wrong()
    {
        string header = WebhookSignature.Sign(Key, Now, "delivery-1", Body);
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
        string both = WebhookSignature.Sign(Other, Now, "delivery-1", Body) + "," + WebhookSignature.Sign(Key, Now, "delivery-1", Body).Split(',')[1];
        Assert.Equal(WebhookVerdict.Right, Verify([Key], both, Body, Now));
        Assert.Equal(WebhookVerdict.Right, Verify([Other], both, Body, Now));
        Assert.Equal(WebhookVerdict.Right, Verify([Other, Key], WebhookSignature.Sign(Key, Now, "delivery-1", Body), Body, Now));
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
    public void What_was_answered_is_answered_so_again_after_a_restart_and_the_first_reading_stays()
    {
        var received = new WebhookReceived(Now, Now.AddSeconds(3), "GB", "delivery-1", Hash256.Of(Body), Body.Length);
        var read = new WebhookRead(Now.AddSeconds(4), "GB", "delivery-1", new(422, new JsonObject { ["error"] = "no consultation 0123 asks GB", ["received"] = "x" }));
        WebhookInbox inbox = WebhookInbox.Empty.Apply(received);
        Assert.Null(inbox.Before("GB", "delivery-1", received.Body)); // sealed and not read: it is read now, by whoever repeats it
        Assert.Equal(("GB", "delivery-1"), Assert.Single(inbox.Unread));
        inbox = inbox.Apply(read);
        Assert.Empty(inbox.Unread);
        WebhookInbox restarted = WebhookInbox.Empty
            .Apply(WebhookReceived.Read((JsonObject)JsonNode.Parse(CanonicalJson.Write(received.ToJson()))!))
            .Apply(WebhookRead.Read((JsonObject)JsonNode.Parse(CanonicalJson.Write(read.ToJson()))!))
            .Apply(received with { At = Now.AddDays(1) })
            .Apply(read with { Answer = WebhookAnswer.Refusal(400, "another") });
        foreach (WebhookInbox held in (WebhookInbox[])[inbox, restarted])
        {
            WebhookAnswer again = held.Before("GB", "delivery-1", received.Body)!;
            Assert.Equal(422, again.Status);
            Assert.Equal(CanonicalJson.Write(read.Answer.Body), CanonicalJson.Write(again.Body));
            Assert.Equal((1, 0, 1), (held.Count(422), held.Count(400), held.Count(422, "GB")));
            Assert.Equal(Now, held.Deliveries[("GB", "delivery-1")].Received.At);
        }
    }

    [Fact]
    public void Another_body_under_a_taken_name_is_refused_and_names_belong_to_their_peer()
    {
        WebhookInbox inbox = WebhookInbox.Empty.Apply(new WebhookReceived(Now, Now, "GB", "1", Hash256.Of(Body), Body.Length));
        Assert.Equal(409, inbox.Before("GB", "1", Hash256.Of("{}"u8))!.Status);
        Assert.Null(inbox.Before("FR", "1", Hash256.Of("{}"u8)));
        Assert.Null(inbox.Before("GB", "2", Hash256.Of(Body)));
        Assert.Same(inbox, inbox.Apply(new WebhookRead(Now, "FR", "1", WebhookAnswer.Refusal(400, "x"))));
        Assert.Equal(401, WebhookAnswer.Refusal(WebhookVerdict.Wrong).Status);
        Assert.Equal(WebhookAnswer.Refusal(WebhookVerdict.Wrong).Body.ToJsonString(), WebhookAnswer.Refusal(WebhookVerdict.Malformed).Body.ToJsonString());
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

    private static WebhookVerdict Verify(Secret[] keys, string? header, byte[] body, DateTimeOffset now) => WebhookSignature.Verify(keys, header, "delivery-1", body, now, WebhookSignature.Window);
}
