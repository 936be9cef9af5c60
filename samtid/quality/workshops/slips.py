"""Lapparna till ingången: words that are shown once, when they are made, and kept nowhere. What is given the secret is pure."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from samtid.ground.ids import ALPHABET

from .rules import WORD


@dataclass(frozen=True, slots=True)
class Slip:
    """Lapp till ingången: which group it is for and its word. Beside no name."""

    group: int
    word: str


def word_of(secret: str, workshop: UUID, turn: int, group: int, nth: int) -> str:
    """The word of one seat: forty bits of the house's secret, new each ``turn`` that slips are made."""
    made = hmac.new(
        secret.encode(), f"stuga|{workshop}|{turn}|{group}|{nth}".encode(), hashlib.sha256
    ).digest()
    number = int.from_bytes(made[:5], "big")
    return "".join(ALPHABET[number >> 5 * n & 31] for n in range(WORD))


def sealed(secret: str, code: str, word: str) -> str:
    """What the database is told instead of the word: 64 hex letters, worth nothing without the secret."""
    return hmac.new(secret.encode(), f"stuga|{code}|{word}".encode(), hashlib.sha256).hexdigest()


def slips(secret: str, workshop: UUID, people: dict[int, int], spare: int, turn: int = 1) -> list[Slip]:
    """The slips of every group: one for each who was asked, and some more."""
    return [
        Slip(group, word_of(secret, workshop, turn, group, nth))
        for group, many in sorted(people.items())
        for nth in range(many + spare)
    ]


def of(workshop: UUID, people: dict[int, int], spare: int, turn: int = 1) -> list[Slip]:
    """The same by this house's secret."""
    return slips(settings.SECRET_KEY, workshop, people, spare, turn)


def told(code: str, word: str) -> str:
    """What the database is told of a code and a word, by this house's secret."""
    return sealed(settings.SECRET_KEY, code, word)
