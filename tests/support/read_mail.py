"""Reads mails as strictly as Python can: one JSON text per line on standard input, one JSON answer per line.

The answer has "defects", everything the parser of the standard library (policy `strict`, RFC 5322, 2045, 2047, 2231) does
not like in the mail, in one of its headers or parts; "headers" as a reader sees them; "text" and "html", its parts; "schemes" and "dark", what its
HTML says about colours.
"""
import email
import email.policy
import json
import re
import sys

POLICY = email.policy.SMTP.clone(raise_on_defect=False)


def defects(message):
    """All that is wrong in a message, its headers and its parts."""
    found = [repr(defect) for defect in message.defects]
    for name, value in message.items():
        found += [f"{name}: {defect!r}" for defect in getattr(value, "defects", [])]
    for part in message.iter_parts():
        found += defects(part)
    return found


for line in sys.stdin:
    raw = json.loads(line).encode()
    message = email.message_from_bytes(raw, policy=POLICY)
    found = defects(message)
    try:
        email.message_from_bytes(raw, policy=email.policy.strict)
    except Exception as error:  # any exception is a defect
        found.append(f"strict: {error!r}")
    for text in raw.split(b"\r\n"):
        if len(text) > (76 if b"=?utf-8?" in text else 998):
            found.append(f"a line of {len(text)} characters")
    html = message.get_body(("html",)).get_content()
    print(
        json.dumps(
            {
                "defects": found,
                "headers": {name.lower(): str(value) for name, value in message.items()},
                "text": message.get_body(("plain",)).get_content(),
                "html": html,
                "schemes": re.findall(r'<meta name="(?:supported-)?color-schemes?" content="([^"]*)"', html),
                "dark": "prefers-color-scheme: dark" in html,
            }
        ),
        flush=True,
    )
