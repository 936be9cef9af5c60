"""Adressen till databasen: every way that PostgreSQL's own client reads, taken apart and put together again.

``postgres://`` and ``postgresql://``, sockets, several hosts, IPv6, percent signs, ``service=`` and ``sslmode=`` are all
libpq's to understand; we only ask it, and say in Swedish what it did not.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

SCHEMES = ("postgresql", "postgres")
# Django's own word in an address of ours (tests, the demonstration's filling), which libpq does not know.
ROLE = "assume_role"
LOOKS_LIKE = "postgresql://konto:password@värd:5432/databas"


class BadAddress(ValueError):
    """The text is one Swedish line, without the address: it may hold a password."""


def parse(url: str) -> dict[str, str]:
    """The parts, by libpq's names. Raises ``BadAddress``."""
    try:
        parts = urlsplit(url)
        port = parts.port if "," not in parts.netloc else None
    except ValueError:
        raise BadAddress(f"adressen går inte att läsa. Skriv den så här: {LOOKS_LIKE}") from None
    if parts.scheme not in SCHEMES:
        raise BadAddress(f"adressen ska börja med postgresql://. Skriv den så här: {LOOKS_LIKE}")
    if port == 0:
        raise BadAddress("porten i adressen är inte ett tal mellan 1 och 65535")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([one for one in asked if one[0] != ROLE], quote_via=quote)
    try:
        told = conninfo_to_dict(f"postgresql://{parts.netloc}{parts.path}{'?' + query if query else ''}")
    except psycopg.ProgrammingError as error:
        said = str(error).strip().splitlines()[0]
        if "percent-encoded" in said or "%" in said:
            raise BadAddress("ett procenttecken i adressen ska skrivas %25") from None
        if "option" in said or "parameter" in said:
            raise BadAddress(f"adressen har ett tillägg som inte finns: {said.rpartition(': ')[2]}") from None
        raise BadAddress(f"adressen går inte att läsa. Skriv den så här: {LOOKS_LIKE}") from None
    return {name: str(value) for name, value in told.items()} | {
        name: value for name, value in asked if name == ROLE
    }


def build(parts: dict[str, str]) -> str:
    """An address of the parts, with every letter that means something else written as a percent sign."""
    left = dict(parts)
    name, user, password = left.pop("dbname", ""), left.pop("user", ""), left.pop("password", "")
    host, port = left.get("host", ""), left.get("port", "")
    place = ""
    if host and not host.startswith(("/", "@")) and "," not in host:
        place = f"[{host}]" if ":" in host else quote(host)
        place += f":{port}" if port else ""
        left.pop("host")
        left.pop("port", None)
    who = quote(user, safe="")
    if password:
        who += f":{quote(password, safe='')}"
    query = urlencode(left, quote_via=quote)
    # by hand: the library would leave out the slashes where there is no host
    return (
        f"postgresql://{who}{'@' if who else ''}{place}/{quote(name, safe='')}{'?' + query if query else ''}"
    )


def with_database(url: str, name: str, user: str = "", password: str = "") -> str:
    """``url`` with another database, and optionally another log-in."""
    parts = parse(url) | {"dbname": name}
    if user:
        parts |= {"user": user, "password": password}
    return build(parts)


def name_of(url: str) -> str:
    """The database's name; empty where the address has none."""
    return parse(url).get("dbname", "")
