"""Databasens ord på svenska: what PostgreSQL and its client say when they cannot, as one line that says what to do."""

from __future__ import annotations

import re

# A pattern in what was said, and our line; ``{0}`` is the first group. The first that is found is told.
SAID = (
    (r"No space left|[Dd]isk ?full|could not extend file", "Databasens disk är full. Frigör plats och försök igen."),
    (r"password authentication failed for user \"(.*?)\"", "lösenordet för {0} är fel, eller kontot finns inte."),
    (r"no password supplied", "lösenord saknas i adressen. Skriv postgresql://konto:password@värd/databas."),
    (r"role \"(.*?)\" does not exist", "kontot {0} finns inte på servern."),
    (r"role \"(.*?)\" is not permitted to log in", "kontot {0} får inte logga in. Kör samtid migrate först."),
    (r"database \"(.*?)\" does not exist", "databasen {0} finns inte. Gör den, eller rätta namnet i adressen."),
    (r"permission denied for database \"?(.*?)\"?$", "kontot får inte ansluta till databasen {0}. Kör samtid migrate."),
    (r"no pg_hba.conf entry for .*?(no encryption|SSL encryption|SSL off)?", "servern släpper inte in det här kontot härifrån (pg_hba.conf). Pröva med ?sslmode=require, eller be den som sköter servern."),
    (r"server does not support SSL", "servern kan inte TLS, men adressen kräver det (sslmode). Slå på det på servern."),
    (r"certificate verify failed|SSL error|root certificate file", "serverns certifikat går inte att pröva. Ange er utfärdares fil: ?sslmode=verify-full&sslrootcert=FIL."),
    (r"definition of service \"(.*?)\" not found", "tjänsten {0} finns inte i pg_service.conf (PGSERVICEFILE)."),
    (r"could not translate host name \"(.*?)\"|failed to resolve host '(.*?)'", "värden {0} finns inte. Rätta namnet i adressen."),
    (r"Connection refused|No such file or directory", "ingen databasserver lyssnar där. Starta den, eller rätta värd och port i adressen."),
    (r"timeout expired|timed out", "databasservern svarar inte i tid. Se efter nätet och brandväggen."),
    (r"too many clients|remaining connection slots", "databasservern har inga lediga anslutningar. Höj max_connections eller sätt en pool framför."),
    (r"the database system is (starting up|shutting down|in recovery)", "databasservern startar eller stängs just nu. Försök igen om en stund."),
    (r"invalid (?:connection option|URI query parameter)[^\"]*\"(.*?)\"", "adressen har ett tillägg som inte finns: {0}."),
    (r"invalid port|port number", "porten i adressen är inte ett tal mellan 1 och 65535."),
)  # fmt: skip


def in_words(error: BaseException) -> str:
    """Why the database could not be asked, one line. What is not known is told as it was said."""
    text = str(error)
    for pattern, line in SAID:
        if found := re.search(pattern, text):
            groups = [group for group in found.groups() if group] or [""]
            return f"Databasen svarar inte: {line.format(*groups)}" if line[0].islower() else line
    first = next((line.strip() for line in text.splitlines() if line.strip()), type(error).__name__)
    return f"Databasen svarar inte: {first}"


def is_of_the_database(error: BaseException) -> bool:
    """Whether it is the client library that complains, without importing it to ask."""
    return any(one.__name__ == "OperationalError" for one in type(error).__mro__)
