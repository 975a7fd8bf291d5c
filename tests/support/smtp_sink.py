"""A mail server that takes everything and delivers nothing, for tests: real SMTP, with faults on demand.

    target/venv/bin/python tests/support/smtp_sink.py [--auth USER:PASSWORD] [--tls CERT KEY | --smtps CERT KEY] [--junk]
        [--host ADDRESS]

It listens on a free port of 127.0.0.1, or of ADDRESS, prints {"port": N}, then one JSON line for each message that it took:
{"from", "to", "data", "tls", "user", "connection", "lax", "bare_lf"}; `connection` counts from 1, `lax` is the
number of messages that a server which also ends lines at a bare LF would have seen (1, unless somebody smuggles),
`bare_lf` the number of line feeds without a carriage return.
It ends when the process that started it does.

The recipient's local part, up to a "+", chooses a fault; <code> is any three digits such as 421 or 552:
    rcpt<code>  refused at RCPT               cutrcpt  the connection is cut instead of an answer to RCPT
    data<code>  refused at DATA, before 354   cutdata  cut instead of 354
    dot<code>   refused after the final dot   cutbody  cut after 354
                                              cutdot   the message is taken, then cut instead of an answer
    slow        20 s until the answer to RCPT slowdot  the message is taken, 20 s until the answer
    once-<fault>  the fault the first time this address is seen, well afterwards
The sender's local part does the same at MAIL: mail<code>, cutmail. Short names: temp = rcpt451, perm = rcpt550,
data4 = dot452, data5 = dot554, drop = cutdot, once = once-rcpt421.
--tls demands STARTTLS, --smtps speaks TLS from the first byte, --auth demands a sign-in (not without TLS unless it
is absent), --junk greets with nonsense.
"""
import argparse
import asyncio
import itertools
import json
import os
import re
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

SHORT = {
    "temp": "rcpt451",
    "perm": "rcpt550",
    "data4": "dot452",
    "data5": "dot554",
    "drop": "cutdot",
    "once": "once-rcpt421",
}
STALL = 20  # seconds
CONNECTIONS = itertools.count(1)
SEEN = set()


def fault(address):
    """The fault that an address asks for this time."""
    name = address.split("@")[0].split("+")[0].lower()
    name = SHORT.get(name, name)
    if name.startswith("once-"):
        name = "" if address in SEEN else name.removeprefix("once-")
    return name


class Sink(SMTP):
    """One connection."""

    def __init__(self, junk=False, **settings):
        super().__init__(Taking(), hostname="sink.test", enable_SMTPUTF8=True, timeout=60, **settings)
        self.number = next(CONNECTIONS)
        self.junk = junk
        self.faults = []

    async def push(self, status):
        if self.junk and str(status).startswith("220"):
            status = "HTTP/1.1 400 Bad Request"
        await super().push(status)

    def cut(self):
        self.transport.abort()
        return "421 never seen"

    async def answer(self, stage, address):
        """The refusal that a fault asks for at a stage; none when all is well there."""
        wanted = fault(address)
        if wanted == "cut" + stage:
            SEEN.add(address)
            return self.cut()
        if found := re.fullmatch(stage + r"(\d{3})", wanted):
            SEEN.add(address)
            return f"{found[1]} {found[1][0]}.0.0 as you asked"
        return None

    async def smtp_DATA(self, arg):
        for address in self.envelope.rcpt_tos:
            if refusal := await self.answer("data", address):
                await self.push(refusal)
                return
            if fault(address) == "cutbody":
                SEEN.add(address)
                await self.push("354 go on")
                self.cut()
                return
        await super().smtp_DATA(arg)


class Taking:
    """What happens to envelopes."""

    async def handle_MAIL(self, server, session, envelope, address, options):
        if refusal := await server.answer("mail", address or ""):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if refusal := await server.answer("rcpt", address):
            return refusal
        if fault(address) == "slow":
            SEEN.add(address)
            await asyncio.sleep(STALL)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if fault(address) != "cutdot" and (refusal := await server.answer("dot", address)):
                return refusal
        wanted = [fault(address) for address in envelope.rcpt_tos]
        SEEN.update(envelope.rcpt_tos)
        raw = envelope.original_content
        message = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "data": raw.decode("utf-8", "replace"),
            "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data.decode() if session.authenticated else None,
            "connection": server.number,
            "lax": 1 + len(re.findall(rb"(?<!\r)\n\.\r?\n", raw)),
            "bare_lf": len(re.findall(rb"(?<!\r)\n", raw)),
        }
        print(json.dumps(message), flush=True)
        if "cutdot" in wanted:
            return server.cut()
        if "slowdot" in wanted:
            await asyncio.sleep(STALL)
        return "250 OK queued"


def settings(arguments):
    """What each connection is made with, and the TLS that it begins with."""
    connection, tls = {"junk": arguments.junk}, None
    if files := arguments.tls or arguments.smtps:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*files)
        if arguments.tls:
            connection |= {"tls_context": context, "require_starttls": True}
        else:
            tls = context
    if arguments.auth:
        user, password = (part.encode() for part in arguments.auth.split(":", 1))

        def check(server, session, envelope, mechanism, data):
            good = (data.login, data.password) == (user, password)
            return AuthResult(success=good, handled=good, auth_data=data.login)

        connection |= {"auth_required": True, "auth_require_tls": bool(arguments.tls), "authenticator": check}
    return connection, tls


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--auth")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--smtps", nargs=2)
    parser.add_argument("--junk", action="store_true")
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    connection, tls = settings(arguments)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Sink(**connection), arguments.host, 0, ssl=tls)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(0.5)


warnings.simplefilter("ignore")  # signing in without TLS, deprecations: on purpose
asyncio.run(main())
