using System.Collections.Immutable;
using System.Text;
using Truce.Response.Notices;
using Truce.Terms;
using Truce.Testing;

namespace Truce.Tests.Response.Notices;

public sealed class ChannelsReaderTests
{
    internal const string Good = """
        {
          "schema": "truce-channels-1",
          "house": "Special Commission",
          "from": "desk@commission.example",
          "smtp": { "host": "mail.commission.example", "user": "desk", "password": { "env": "TRUCE_SMTP_PASSWORD" } },
          "capSender": "commission.example",
          "invitees": [
            { "id": "GB", "language": "en", "channels": [
              { "kind": "email", "to": ["duty@ministry.example"], "pdf": true },
              { "kind": "webhook", "url": "https://desk.example/notices", "key": { "file": "secrets/gb.key" } },
              { "kind": "email", "to": "second@ministry.example" } ] },
            { "id": "UA", "language": "uk", "channels": [
              { "kind": "cap", "folder": "cap" },
              { "kind": "letter", "folder": "letters", "address": ["Ministry of Example", "1 Example Street"] } ] }
          ]
        }
        """;

    [Fact]
    public void A_whole_file_is_read()
    {
        (NoticeChannels? read, ImmutableArray<AgreementError> remarks) = Read(Good);
        Assert.Empty(remarks);
        Assert.Equal(["GB/email", "GB/webhook", "GB/email-2", "UA/cap", "UA/letter"], read!.Invitees.SelectMany(i => i.Channels).Select(c => c.Name));
        Assert.Equal(new MailServer("mail.commission.example", 587, MailTls.Required, "desk", new SecretReference.Environment("TRUCE_SMTP_PASSWORD"), null), read.Server);
        Assert.True(Assert.IsType<NoticeChannel.Mail>(read.Find("GB/email")).WithPdf);
        Assert.Equal(new SecretReference.File("secrets/gb.key"), Assert.IsType<NoticeChannel.Webhook>(read.Find("GB/webhook")).Key);
        Assert.Equal(["Ministry of Example", "1 Example Street"], Assert.IsType<NoticeChannel.Letter>(read.Find("UA/letter")).Address);
        Assert.Null(read.Find("FR/email"));
    }

    [Fact]
    public void Keys_for_what_comes_in_are_an_invitees_own_or_those_of_its_webhooks()
    {
        NoticeChannels read = Read(Good).Item1!, own = Read(Good.Replace("\"language\": \"uk\",", "\"language\": \"uk\", \"inKeys\": [{ \"file\": \"a\" }, { \"env\": \"B\" }],", StringComparison.Ordinal)
            .Replace("\"language\": \"en\",", "\"language\": \"en\", \"inKeys\": [{ \"env\": \"C\" }],", StringComparison.Ordinal)).Item1!;
        Assert.Equal([new SecretReference.File("secrets/gb.key")], read.Invitees[0].KeysIn);
        Assert.Empty(read.Invitees[1].KeysIn);
        Assert.Equal([new SecretReference.Environment("C")], own.Invitees[0].KeysIn);
        Assert.Equal([new SecretReference.File("a"), new SecretReference.Environment("B")], own.Invitees[1].KeysIn);
    }

    [Fact]
    public void The_example_of_the_document_is_read()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/formats/notices.md"));
        string example = page.Split("```json\n")[1].Split("```")[0];
        (NoticeChannels? read, ImmutableArray<AgreementError> remarks) = Read(example);
        Assert.Empty(remarks);
        Assert.Equal(["GB/email", "GB/webhook", "UA/cap", "UA/letter"], read!.Invitees.SelectMany(i => i.Channels).Select(c => c.Name));
    }

    [Theory]
    [InlineData("\"language\": \"uk\"", "\"language\": \"ua\"", "$.invitees[1].language", "write \"uk\"")]
    [InlineData("\"schema\": \"truce-channels-1\",", "", "$: the member", "truce-channels-1")]
    [InlineData("desk@commission.example", "desk at commission", "$.from", "write \"from\"")]
    [InlineData("duty@ministry.example", "duty@ministry.example\\r\\nBcc: x@example.org", "$.invitees[0].channels[0].to[0]", "desk@ministry.example")]
    [InlineData("{ \"env\": \"TRUCE_SMTP_PASSWORD\" }", "\"hunter2\"", "$.smtp.password", "change it now")]
    [InlineData("\"language\": \"uk\",", "\"language\": \"uk\", \"inKeys\": \"hunter2\",", "$.invitees[1].inKeys", "\"env\"")]
    [InlineData("\"language\": \"uk\",", "\"language\": \"uk\", \"inKeys\": [\"hunter2\"],", "$.invitees[1].inKeys[0]", "change it now")]
    [InlineData("\"language\": \"uk\",", "\"language\": \"uk\", \"inKeys\": [],", "$.invitees[1].inKeys", "leave it out")]
    [InlineData("{ \"file\": \"secrets/gb.key\" }", "{ \"value\": \"hunter2\" }", "$.invitees[0].channels[1].key", "\"env\"")]
    [InlineData("{ \"file\": \"secrets/gb.key\" }", "{ \"file\": \"a\", \"env\": \"B\" }", "$.invitees[0].channels[1].key", "\"env\"")]
    [InlineData("https://desk.example/notices", "http://desk.example/notices", "$.invitees[0].channels[1].url", "https://")]
    [InlineData("https://desk.example/notices", "https://user:pass@desk.example/", "$.invitees[0].channels[1].url", "https://")]
    [InlineData("https://desk.example/notices", "desk", "$.invitees[0].channels[1].url", "https://")]
    [InlineData("\"kind\": \"cap\"", "\"kind\": \"capp\"", "$.invitees[1].channels[0].kind", "write \"cap\"")]
    [InlineData("\"id\": \"UA\"", "\"id\": \"GB\"", "$.invitees[1].id", "put all its channels into one")]
    [InlineData("\"capSender\": \"commission.example\",", "", "$: CAP needs", "capSender")]
    [InlineData("\"capSender\": \"commission.example\"", "\"capSender\": \"the commission\"", "$.capSender", "commission.example")]
    [InlineData("\"from\": \"desk@commission.example\",", "", "$: e-mail needs", "\"from\"")]
    [InlineData("\"user\": \"desk\",", "", "$.smtp: a user", "add \"user\"")]
    [InlineData("\"user\": \"desk\"", "\"tls\": \"whenOffered\", \"user\": \"desk\"", "$.smtp.tls", "\"required\"")]
    [InlineData("\"user\": \"desk\"", "\"port\": 70000, \"user\": \"desk\"", "$.smtp.port", "a number in that range")]
    [InlineData("mail.commission.example", "smtp://mail", "$.smtp.host", "without a scheme")]
    [InlineData("\"pdf\": true", "\"pdff\": true", "$.invitees[0].channels[0].pdff", "write \"pdf\"")]
    [InlineData("[\"duty@ministry.example\"]", "[]", "$.invitees[0].channels[0].to", "add \"to\"")]
    public void A_mistake_has_its_place_and_its_remedy(string from, string to, string place, string remedy)
    {
        Assert.Contains(from, Good, StringComparison.Ordinal);
        (NoticeChannels? read, ImmutableArray<AgreementError> remarks) = Read(Good.Replace(from, to, StringComparison.Ordinal));
        Assert.Null(read);
        Assert.Contains(remarks, r => r.ToString().Contains(place, StringComparison.Ordinal) && r.ToString().Contains(remedy, StringComparison.Ordinal));
        Assert.All(remarks, r => Assert.DoesNotContain("hunter2", r.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_the_bytes_are_the_reader_does_not_throw()
    {
        byte[] good = Encoding.UTF8.GetBytes(Good);
        var random = new Truce.Measures.SeededRandom(20300330);
        for (int round = 0; round < 2000; round++)
        {
            byte[] bad = [.. good];
            for (int i = 0; i <= round % 4; i++) bad[random.NextBelow(bad.Length)] = (byte)random.NextBelow(256);
            (NoticeChannels? read, ImmutableArray<AgreementError> remarks) = ChannelsReader.Read(bad.AsMemory(0, round % 3 == 0 ? random.NextBelow(bad.Length) : bad.Length), "channels.json");
            Assert.True(read is not null || remarks.Length > 0);
        }
    }

    private static (NoticeChannels?, ImmutableArray<AgreementError>) Read(string json) => ChannelsReader.Read(Encoding.UTF8.GetBytes(json), "channels.json");
}
