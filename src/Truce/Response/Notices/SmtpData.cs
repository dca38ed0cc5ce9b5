using System.Buffers;

namespace Truce.Response.Notices;

/// <summary>The body of a message as SMTP transports it (RFC 5321 §4.5.2).</summary>
public static class SmtpData
{
    /// <summary>Every line ends in CRLF, a dot at the start of a line is doubled, and a line with one dot ends it all.</summary>
    /// <remarks>A bare CR or LF becomes CRLF, so that no server can see an end of the message where another sees none (SMTP smuggling).</remarks>
    public static byte[] Stuff(ReadOnlySpan<byte> message)
    {
        var to = new ArrayBufferWriter<byte>(message.Length + 64);
        bool start = true;
        for (int i = 0; i < message.Length; i++)
        {
            byte b = message[i];
            if (b is (byte)'\r' or (byte)'\n')
            {
                if (b == (byte)'\r' && i + 1 < message.Length && message[i + 1] == (byte)'\n') i++;
                to.Write("\r\n"u8);
                start = true;
                continue;
            }

            if (start && b == (byte)'.') to.Write("."u8);
            to.Write([b]);
            start = false;
        }

        to.Write(start ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return to.WrittenSpan.ToArray();
    }
}
