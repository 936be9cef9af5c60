"""Utbud: what a room tells the rest of the house of itself, declared as values in its ``offers.py``.

The doors (the day, the dossier, the worker, the outage pack) loop over the rooms (base/look/house.py) and know
none of them by name. Data and functions only: what a function is given and what it gives back is said here, and
the tables it reads are the room's own business.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from samtid.ground.reasons import Obstacle

MOST = 100  # rows of each kind that wait: more than anyone can do in a day, and a bound on the page


# --- In the head of every page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Menu:
    """Menyval. ``roles`` see it (empty: everyone); ``order`` says where among the other rooms' it stands."""

    name: str
    address: str
    order: int
    roles: Collection[str] = ()
    onward: bool = False  # offered to one who has nobody waiting
    is_home: bool = False  # where one begins whose roles have no day of their own

    def is_for(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles finds it in the menu."""
        return not self.roles or bool(set(self.roles) & set(roles))


# --- What was begun and not sent ------------------------------------------------------------------------------

Names = Callable[[Any, Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class DraftForm:
    """Ett formulär vars utkast sparas: the only place that makes its key.

    ``name`` is ``room:form``; ``address`` the page where it stands, where that has another name, ``part`` where on
    the page. ``whose`` gives a viewer the names of those that the forms are about.
    """

    name: str
    title: str
    address: str = ""
    part: str = ""
    whose: Names | None = None

    def key(self, about: object = "") -> str:
        """The key of one draft of the form. ``about`` is the row it is about, nothing where there is only one."""
        return f"{self.name}:{about}" if about else self.name

    @property
    def page(self) -> str:
        """The name of the address of its page."""
        return self.address or self.name


# --- What waits --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Day:
    """Vems dag: what a room is told when it is asked what waits.

    ``mine`` is the filter of rows whose ``case`` is the viewer's; ``clocks`` are those that run in them, read already.
    """

    viewer: Any
    at: datetime
    today: date
    roles: Collection[str]
    mine: Any
    clocks: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the day: who waits, for what, until when, and the one next thing to do.

    ``promptly`` is the law's own word where it names no day (*genast*); ``since`` is the day the waiting began;
    ``follow_up_on`` the day of follow-up of what has not begun; ``part`` the part of the page to land on; ``first``
    that it comes before every day. A room gives ``case``, and the desk fills in whose it is.
    """

    what: str
    step: str
    address: str
    about: UUID
    law: str = ""
    rule: str = ""
    due_on: date | None = None
    promptly: str = ""
    since: date | None = None
    follow_up_on: date | None = None
    part: str = ""
    first: bool = False
    case: Any = None
    who: str = ""
    need: str = ""
    case_number: str = ""
    caseworker: str = ""
    is_protected: bool = False
    dossier: UUID | None = None

    @property
    def day(self) -> date | None:
        """The day it ought to be done: what the law wants promptly, on the day it began."""
        return self.due_on or (self.since if self.promptly else None)

    def is_late(self, today: date) -> bool:
        """Whether that day has passed."""
        return self.day is not None and self.day < today


@dataclass(frozen=True, slots=True)
class OnClock:
    """Vad man gör när en frist löper. ``called`` is what waits, where the rule's name says what happens otherwise.

    ``duty`` is the same beside its day. ``is_ours`` is false for a time limit that nobody here is late with.
    """

    rule: str
    step: str = "Öppna akten"
    address: str = ""
    part: str = ""
    called: str = ""
    duty: str = ""
    first: bool = False
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """Ett kort överst på Min dag: rows of one kind that wait for the viewer and for nobody else."""

    title: str
    note: str
    rows: Sequence[CardRow]


@dataclass(frozen=True, slots=True)
class CardRow:
    """En rad på kortet: who, what it is (a link), and a line of where it comes from."""

    who: str
    text: str
    address: str
    about: UUID
    said: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class UnitNotice:
    """Något chefen ska se först på enhetens sida."""

    title: str
    text: str
    link: str
    address: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class UnitLink:
    """En väg vidare från enhetens sida. ``is_about_unit``: its address takes the unit's number."""

    name: str
    address: str
    is_about_unit: bool = False
    is_button: bool = False


# --- The dossier, step by step ------------------------------------------------------------------------------------


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
    ``stage`` is asked in the order of the house, with what the earlier rooms have said. ``reading`` is what one who
    takes over a case reads first.
    """

    names: tuple[str, ...] = ()
    word: str = ""
    read: Callable[[File], Iterable[Any]] | None = None
    stage: Callable[[File, Stage | None], Stage | None] | None = None
    steps: Callable[[File], Iterable[Step]] | None = None
    rows: Callable[[File], Iterable[FileRow]] | None = None
    reading: Callable[[File], Iterable[FileRow]] | None = None


# --- What is told of the log, what is done at night, what is on paper when nothing else is ----------------------


@dataclass(frozen=True, slots=True)
class LogWords:
    """Vad en sida heter i loggen och utdraget, and what one reads it for. ``page`` is a page or a whole room."""

    page: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """Ett varv: when the duty was due, the moment it is done, and where what leaves the database is put."""

    due: datetime
    at: datetime
    folder: Path | None = None
    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Duty:
    """Syssla: what the worker does every night, or the first of every month, at ``hour`` Swedish time.

    ``do`` gives back what came of it, in numbers, and may be done again if the database goes away. It is one
    transaction with the line that says it is done, unless it goes ``in_parts``.
    """

    name: str
    label: str
    help: str
    hour: time
    do: Callable[[Run], Mapping[str, Any]]
    monthly: bool = False
    in_parts: bool = False

    def __post_init__(self) -> None:
        # that hour is missing one night of the year and comes twice another
        assert self.hour.hour != 2, f"{self.name}: not between two and three"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Frist på papper: who waits for what, and until when."""

    due_on: date
    who: str
    what: str
    number: str
    caseworker: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Besök i någons dag: when, to whom, where, what, who goes (empty for nobody yet), and with whom."""

    at: datetime
    minutes: int
    who: str
    place: str
    what: str
    staff: str
    also: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Sheets:
    """Rummets blad i avbrottspaketet.

    ``persons`` get a sheet of how they are reached. What must be logged when it is printed: ``given`` is the case
    and the service of each row, ``unknown`` the compartments of what is nobody's yet.
    """

    deadlines: Sequence[Deadline] = ()
    calls: Sequence[Call] = ()
    visits: int = 0  # fewer than the calls where two go together
    persons: Mapping[UUID, Any] = field(default_factory=dict)
    given: Sequence[tuple[UUID, UUID]] = ()
    unknown: Sequence[int] = ()


# --- All of it ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offers:
    """Allt ett rum berättar. Leave out what the room does not have."""

    menu: Sequence[Menu] = ()
    drafts: Sequence[DraftForm] = ()
    clocks: Sequence[OnClock] = ()
    log: Sequence[LogWords] = ()
    duties: Sequence[Duty] = ()
    way: Way | None = None
    waits: Callable[[Day], Iterable[Waiting]] | None = None
    # the lines of the running clocks, as the room would have them told
    arrange: Callable[[Day, list[Waiting]], list[Waiting]] | None = None
    card: Callable[[Day], Card | None] | None = None
    unit: Callable[[Any, Any, datetime], Iterable[UnitNotice]] | None = None
    unit_links: Sequence[UnitLink] = ()
    # viewer, unit, day, moment
    outage: Callable[[Any, Any, date, datetime], Sheets] | None = None
