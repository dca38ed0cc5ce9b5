"""A real SMTP server (Debian package python3-aiosmtpd) for the tests of mail, on a free port of this machine.

It prints its port, writes each message that it took as JSON into a folder, parsed by Python's own e-mail library, and ends when its standard input closes.
What it answers depends on the local part of a recipient: busy 451, nobody 550, full 552 after the message.
"""
import asyncio
import email
import email.policy
import hashlib
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, certificate, key, password = sys.argv[1:5]
taken = 0


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local == "busy":
            return "451 4.3.0 try again later"
        if local == "nobody":
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global taken
        if any(a.startswith("full@") for a in envelope.rcpt_tos):
            return "552 5.2.2 mailbox full"
        taken += 1
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = message.get_body(("plain",))
        told = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.authenticated else "",
            "subject": str(message["Subject"]),
            "fromHeader": str(message["From"]),
            "messageId": str(message["Message-ID"]),
            "simulated": str(message["X-Truce-Simulated"] or ""),
            "defects": [type(d).__name__ for part in message.walk() for d in part.defects],
            "text": body.get_content() if body is not None else "",
            "attachments": [
                {"name": a.get_filename(), "type": a.get_content_type(), "sha256": hashlib.sha256(a.get_payload(decode=True)).hexdigest()}
                for a in message.iter_attachments()
            ],
            "raw": envelope.content.decode("latin-1"),
        }
        part = os.path.join(folder, f"{taken:04d}.part")
        with open(part, "w", encoding="utf-8") as out:
            json.dump(told, out)
        os.rename(part, os.path.join(folder, f"{taken:04d}.json"))
        return f"250 2.0.0 taken as {taken:04d}"


def authenticate(server, session, envelope, mechanism, data):
    right = data.password.decode() == password
    return AuthResult(success=right, handled=right, auth_data=data)  # not handled: the server says 535 itself


def serve():
    options = {"hostname": "mail.test"}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        options.update(tls_context=context)
    if password:
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=True)
    return SMTP(Handler(), **options)


async def main():
    server = await asyncio.get_running_loop().create_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
os._exit(0)
