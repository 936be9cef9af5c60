"""Akten, steg för steg: a room's part of the way that a need goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from samtid.ground.reasons import Obstacle


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done next in a dossier, or that cannot yet, and why."""

    text: str
    address: str
    about: UUID | None = None
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Var på vägen: a step of the way, whether it is now, done or where the matter ended, and steps not taken."""

    step: str
    state: str = "now"
    without: tuple[str, ...] = ()


@dataclass(slots=True)
class File:
    """Akten när den läses: its cases, the clocks that run in them, and each room's rows by the room's word."""

    viewer: Any
    dossier: Any
    cases: list[Any]
    clocks: list[Any]
    today: date
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def of(self, word: str) -> list[Any]:
        """What a room has read, newest first; nothing where the room is not there."""
        return self.rows.get(word, [])

    @property
    def current(self) -> Any:
        """The case to act in: the newest open one, else the newest."""
        return next((case for case in self.cases if case.closed_at is None), next(iter(self.cases), None))


@dataclass(frozen=True, slots=True)
class FileRow:
    """En rad i akten: under which heading, what (a link), when, and by whom."""

    heading: str
    text: str
    address: str
    about: UUID
    said: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Rummets del av vägen.

    ``names`` are the steps of the way that it has. ``read`` gives its rows, in one question, kept under ``word``.
    ``stage`` is asked in the order of the house, with what the earlier rooms have said. ``reading`` is what is not
    finished in the file's cases: what one who takes over reads first, and one who hands over looks at before.
    ``has`` is whether a case has any rows of the room, as an expression on the cases: a room that few have rows in
    is then asked only where there are some.
    """

    names: tuple[str, ...] = ()
    word: str = ""
    read: Callable[[File], Iterable[Any]] | None = None
    has: Callable[[], Any] | None = None
    stage: Callable[[File, Stage | None], Stage | None] | None = None
    steps: Callable[[File], Iterable[Step]] | None = None
    rows: Callable[[File], Iterable[FileRow]] | None = None
    reading: Callable[[File], Iterable[FileRow]] | None = None
