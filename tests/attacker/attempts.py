"""Försöken: a name, what it tries, and how it is carried out. Each one must fail.

An attempt gets the town and the attacker's connection: Pelle of another unit, logged in as the web's
own role with whatever SQL he likes. It returns what he saw. ``ATTEMPTS`` is read by test_attempts.py,
which also prints the table for ``make prove-secrecy``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.attacker.foothold import NAME, NOTE, NUMBER, Town

Web = psycopg.Connection[Any]
Run = Callable[[Town, Web], Any]


class Fell(AssertionError):
    """The attempt succeeded: a wall did not hold."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: to what group it belongs, what it tries, and the doing."""

    group: str
    tries: str
    run: Run


ATTEMPTS: list[Attempt] = []


def attempt(group: str, tries: str) -> Callable[[Run], Run]:
    """Enter a function in the list."""

    def enter(run: Run) -> Run:
        ATTEMPTS.append(Attempt(group, tries, run))
        return run

    return enter


def say(group: str, tries: str, *statements: str) -> None:
    """An attempt that is only SQL, one statement after the other, going on after a refusal."""
    ATTEMPTS.append(Attempt(group, tries, lambda town, web: said(web, *statements)))


def said(web: Web, *statements: str) -> str:
    """Everything that the database answers: rows, refusals with their details, notices."""
    heard: list[str] = []
    web.add_notice_handler(
        lambda note: heard.append(f"notice: {note.message_primary} {note.message_detail or ''}")
    )
    for statement in statements:
        try:
            with web.transaction():
                if "to stdout" in statement:
                    with web.cursor().copy(statement) as out:  # type: ignore[call-overload]
                        heard += [str(row) for row in out.rows()]
                    continue
                cursor = web.execute(statement)  # type: ignore[call-overload]
                while True:
                    if cursor.description:
                        heard += [str(row) for row in cursor.fetchall()]
                    if not cursor.nextset():
                        break
        except psycopg.Error as refusal:
            diag = refusal.diag
            words = f"refused: {refusal} {diag.message_detail} {diag.message_hint} {diag.context}"
            heard.append(" ".join(words.split()))
    return "\n".join(heard)


def look(town: Town, heard: object) -> None:
    """Is any of the secret in what the attacker heard?"""
    text = str(heard)
    for secret in (NAME, "Alva", NOTE, "blåmärken", "Strömbackaskolan", str(town.case), str(town.dossier)):
        if secret in text:
            raise Fell(f"hörde {secret!r}")


def refused(heard: str) -> str:
    """Everything that was tried must have been refused."""
    lines = [line for line in heard.splitlines() if not line.startswith(("refused", "notice"))]
    if lines:
        raise Fell(f"fick {lines[0][:80]!r}")
    return "nekad"


def different(one: object, other: object, what: str) -> None:
    """Two answers that must not differ: one about somebody known, one about nobody."""
    if one != other:
        raise Fell(f"{what}: {one} för den kända, {other} för ingen")


KNOWN, UNKNOWN = NUMBER, "201309162380"
