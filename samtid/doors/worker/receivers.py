"""Mottagare utanför maskinen: a file that grows, a syslog over TLS (RFC 5424, 5425), an address that takes POST, a mailbox.

Each raises ``OSError`` when it has not received; what it has received is on its disk, as far as it says so.
"""

from __future__ import annotations

import json
import os
import smtplib
import socket
import ssl
from collections.abc import Iterable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

PATIENCE = 10  # seconds
AUDIT, NOTICE = 13 * 8 + 5, 13 * 8 + 1  # facility "log audit", severity notice and alert
SCHEMES = ("file", "https", "syslog+tls", "smtp", "smtps")


class BadReceiver(ValueError):
    """An address that nothing can be sent to; the text is a Swedish sentence without a full stop."""


def check(address: str, *, alarms: bool) -> None:
    """Refuses an address before anything is sent to it: never in clear over the net."""
    parts = urlsplit(address)
    allowed = SCHEMES if alarms else SCHEMES[:3]
    if parts.scheme not in allowed or not (parts.path if parts.scheme == "file" else parts.hostname):
        raise BadReceiver(f"mottagaren ska vara {', '.join(f'{one}://…' for one in allowed)}")
    if parts.scheme.startswith("smtp") and not (parts.path.strip("/") and "from" in parse_qs(parts.query)):
        raise BadReceiver("en brevlåda skrivs smtps://värd/till@kommunen.se?from=samtid@kommunen.se")


def send(address: str, said: Iterable[Mapping[str, Any]], *, is_alarm: bool = False, token: str = "") -> None:
    """All of it, or ``OSError``: then it is sent again."""
    rows = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in said]
    parts = urlsplit(address)
    if parts.scheme == "file":
        _append(Path(parts.path), rows)
    elif parts.scheme == "https":
        _post(address, rows, token)
    elif parts.scheme == "syslog+tls":
        _syslog(parts.hostname or "", parts.port or 6514, rows, NOTICE if is_alarm else AUDIT)
    else:
        _mail(parts, rows)


def _append(path: Path, rows: list[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())


def _post(address: str, rows: list[str], token: str) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = "".join(f"{row}\n" for row in rows).encode()
    # requests' own errors are OSErrors; a redirect is no receipt
    answer = requests.post(address, data=body, headers=headers, timeout=PATIENCE, allow_redirects=False)
    if not answer.ok or answer.is_redirect:
        raise OSError(f"mottagaren svarade {answer.status_code}")


def frame(row: str, priority: int) -> bytes:
    """One message as it goes over the line: its length, then RFC 5424 with UTF-8 text."""
    said = f"<{priority}>1 - - samtid - - - \ufeff{row}".encode()
    return str(len(said)).encode() + b" " + said


def _syslog(host: str, port: int, rows: list[str], priority: int) -> None:
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as line,
        ssl.create_default_context().wrap_socket(line, server_hostname=host) as safe,
    ):
        safe.sendall(b"".join(frame(row, priority) for row in rows))
        safe.unwrap()  # the other side has taken all of it when it says goodbye


def _mail(parts: Any, rows: list[str]) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Larm från Samtid"
    letter["From"] = parse_qs(parts.query)["from"][0]
    letter["To"] = parts.path.strip("/")
    letter.set_content("\n".join(rows) + "\n\nLogga in i Samtid och läs larmet där.\n")
    opened = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with opened(parts.hostname or "", parts.port or 0, timeout=PATIENCE) as post:
            if parts.scheme == "smtp":
                post.starttls(context=ssl.create_default_context())
            post.send_message(letter)
    except smtplib.SMTPException as error:
        raise OSError(type(error).__name__) from error
