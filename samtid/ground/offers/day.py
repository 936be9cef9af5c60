"""Det som syns på Min dag, i menyn och på enhetens sida."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

MOST = 100  # rows of each kind that wait: more than anyone can do in a day, and a bound on the page
ALL_OF_THEM = 2000  # where one asks to see the rest


@dataclass(frozen=True, slots=True)
class Menu:
    """Menyval. ``roles`` see it (empty: everyone); ``order`` says where among the other rooms' it stands.

    ``not_in``: kinds of units where it is of no use; whoever works in no other does not see it.
    """

    name: str
    address: str
    order: int
    roles: Collection[str] = ()
    onward: bool = False  # offered to one who has nobody waiting
    is_home: bool = False  # where one begins whose roles have no day of their own
    not_in: Collection[str] = ()

    def is_for(self, posts: Iterable[tuple[str, str]]) -> bool:
        """Whether somebody with these posts, role and kind of unit, finds it in the menu."""
        return not self.roles or any(role in self.roles and kind not in self.not_in for role, kind in posts)


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


Whose = Callable[
    [Any, datetime], Any
]  # a filter of rows whose case is a viewer's, open or closed since a moment


@dataclass(frozen=True, slots=True)
class Seldom:
    """Det som sällan finns: a condition in SQL, asked together with those of the other rooms.

    What is there for one viewer in a thousand would else be a question of its own on every page of the day. The
    condition is asked as the viewer, behind the same walls as the rows.
    """

    name: str
    condition: str


@dataclass(frozen=True, slots=True)
class Day:
    """Vems dag: what a room is told when it is asked what waits.

    ``mine`` is the filter of rows whose ``case`` is the viewer's, open or closed this year: ``whose`` of the viewer and
    ``since``, for a room that has its question put together once (``Asked``). ``clocks`` are those that
    run in them, read already. ``posts`` are where the viewer works today, each a role in a unit. ``read`` keeps what a
    room has read once for its lines and its card. ``most`` is how many of each kind it may give, and ``cut`` what was
    left out: counting it would cost as much as the page. ``there`` is what of the seldom there is; nothing is known when
    nobody has asked.
    """

    viewer: Any
    at: datetime
    today: date
    roles: Collection[str]
    since: datetime
    whose: Whose
    clocks: Sequence[Any] = ()
    posts: Sequence[Any] = ()
    read: dict[str, Any] = field(default_factory=dict)
    most: int = MOST
    cut: list[str] = field(default_factory=list)
    there: frozenset[str] | None = None

    def has(self, seldom: Seldom) -> bool:
        """Whether there may be anything of it, so that it is worth asking for."""
        return self.there is None or seldom.name in self.there

    def first(self, rows: Any) -> list[Any]:
        """The first ``most`` of a kind, and no more on the page. That there are others is kept: the page says it."""
        found = list(rows[: self.most + 1])
        if len(found) > self.most:
            self.cut.append(rows.model.__name__)
        return found[: self.most]

    @property
    def mine(self) -> Any:
        """Rows of the viewer's cases."""
        return self.whose(self.viewer, self.since)

    def units(self, *roles: str) -> dict[int, Any]:
        """The units where the viewer has one of the roles, by number."""
        return {post.unit_id: post.unit for post in self.posts if post.role in roles}


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
    about: UUID | int | None  # nothing where the address is a page of its own
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
    is_nobodys: bool = False  # a case that no caseworker has
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
    about: UUID | None  # nothing where the address is a page of its own
    said: str = ""
    is_protected: bool = False
    part: str = ""


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
