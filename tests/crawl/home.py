"""Hemma: who is tried first in each room."""

from __future__ import annotations

from collections.abc import Iterator

AT_HOME = {
    "intake": "maja",
    "investigations": "bo",
    "decisions": "ulf",
    "services": "ulf",
    "compulsory": "bo",
    "orders": "ulf",
    "hospital": "ulf",
    "plans": "ulf",
    "parties": "bo",
    "committee": "gun",
    "fees": "ulf",
    "lss": "ulf",
    "delays": "ulf",
    "visits": "inga",
    "followup": "ulf",
    "desk": "karin",
    "dossier": "bo",
    "office": "ola",
    "kolada": "vera",
    "improvement": "vera",
    "workshops": "vera",
    "deviations": "vera",
    "inquiries": "vera",
    "trials": "vera",
    "direction": "vera",
    "routines": "vera",
    "risks": "vera",
    "roster": "inga",
    "planning": "inga",
}
# Whose rounds a whole run goes, beside that of somebody without a log-in.
EVERYONE = ("karin", "maja", "bo", "ulf", "inga", "tova", "omar", "pelle", "vera", "liv", "ola", "rut")
OTHERS = ("karin", "maja", "bo", "ulf", "inga", "gun", "nils", "tova", "rut", "siri", "ola")


def usernames(room: str) -> Iterator[str]:
    """Who is tried, in order."""
    first = AT_HOME.get(room, OTHERS[0])
    yield first
    yield from (one for one in OTHERS if one != first)
