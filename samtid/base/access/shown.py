"""Vilka som visats: whom a request has read, whom it has logged already, and so who is left for the frame to log.

A page need remember nothing. Every row with a name in it notes itself as it is read, the ways into the log note what
they have written, and when the answer is ready the frame looks for the names in it (base/dossier/frame.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from django.db import models
from markupsafe import escape


@dataclass(slots=True)
class Shown:
    """Under en fråga: who has been read, and what has been logged.

    ``people`` are the rows that name each person; ``unknown`` what came in and is nobody's yet, by the compartment
    where it lies; ``near`` who stands near whom.
    """

    people: dict[UUID, list[tuple[Any, tuple[str, ...]]]] = field(default_factory=dict)
    unknown: dict[int, list[tuple[Any, tuple[str, ...]]]] = field(default_factory=dict)
    cases: dict[UUID, UUID] = field(default_factory=dict)  # the dossier of each case
    rows: dict[UUID, UUID] = field(default_factory=dict)  # the case of each row
    near: list[tuple[UUID, UUID]] = field(default_factory=list)
    whose: dict[UUID, UUID] = field(default_factory=dict)  # the person of each dossier
    dossiers: set[UUID] = field(default_factory=set)
    compartments: set[int] = field(default_factory=set)
    persons: set[UUID] = field(default_factory=set)
    logged_cases: set[UUID] = field(default_factory=set)

    def about(self, keys: Iterable[object]) -> list[UUID]:
        """The cases of the rows with these keys, those that no line is about: a page about a row shows it, named or not."""
        found = {self.rows[key] for key in keys if isinstance(key, UUID) and key in self.rows}
        return [
            one for one in found if one not in self.logged_cases and self.cases.get(one) not in self.dossiers
        ]

    def left(self, text: str | None) -> tuple[list[UUID], list[int]]:
        """Persons, and compartments of what is nobody's yet, that ``text`` tells of and no line does.

        ``None`` is an answer that cannot be read as text: it is taken to tell of all that were read for it.
        """
        logged = self.persons | {person for one, person in self.whose.items() if one in self.dossiers}
        logged |= {other for person, other in self.near if person in logged}
        return (
            [pk for pk, rows in self.people.items() if pk not in logged and _told(text, rows)],
            [
                lies
                for lies, rows in self.unknown.items()
                if lies not in self.compartments and _told(text, rows)
            ],
        )


current: ContextVar[Shown | None] = ContextVar("shown", default=None)


class Noted(models.Model):
    """En rad som berättar om någon: it notes itself as it is read, joined rows too."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, *read: Any, **how: Any) -> Self:
        """How Django makes an object of a row."""
        row = super().from_db(*read, **how)
        if (shown := current.get()) is not None:
            row.tell(shown)
        return row

    def tell(self, read: Shown) -> None:
        """Says whom it is about."""
        raise NotImplementedError


def note_logged(
    *,
    dossier: UUID | None = None,
    compartments: Iterable[int | None] = (),
    persons: Iterable[UUID] = (),
    cases: Iterable[UUID] = (),
) -> None:
    """A line is being written, so the frame need not."""
    shown = current.get()
    if shown is None:
        return
    if dossier is not None:
        shown.dossiers.add(dossier)
    else:  # a line about somebody's dossier says nothing of what is nobody's yet
        shown.compartments.update(one for one in compartments if one is not None)
    shown.persons.update(persons)
    shown.logged_cases.update(cases)


def _told(text: str | None, rows: Iterable[tuple[Any, tuple[str, ...]]]) -> bool:
    """Whether a text has any of the words by which these rows name somebody."""
    words = {_read(row, name) for row, names in rows for name in names} - {None, ""}
    return any(text is None or _has(text, str(word)) for word in words)


def _read(row: Any, name: str) -> Any:
    """What was read of a row, ``beside.name`` of the row joined to it; what a query left out is not fetched for this."""
    beside, _, name = name.rpartition(".")
    if beside:
        row = row._state.fields_cache.get(beside)
    return None if row is None else row.__dict__.get(name)


def _has(text: str, word: str) -> bool:
    """As a word of its own: as it is, as HTML writes it, as JSON does, and with the hyphen of an identity number."""
    ways = {word, str(escape(word)), json.dumps(word)[1:-1]}
    if len(word) == 12 and word[:8].isdigit():
        ways.add(f"{word[:8]}-{word[8:]}")
    return any(_stands(text, way) for way in ways)


def _stands(text: str, word: str) -> bool:
    """Whether it stands there with no letter or digit against it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(word, at + 1)
    return False
