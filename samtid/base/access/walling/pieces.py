"""Bitarna: what the parts of a ``walls.py`` come down to, and what the raising works with.

Something defined (a function, a policy, a trigger, an index), a right given to a kind of log-in, a table that is
behind row-level security, a kind of log-in, an extension.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Defined:
    """Something that stands under a name. ``{to}`` in ``sql`` is the roles that it is for.

    ``told`` is what the catalogue must say word for word; the rest (how PostgreSQL writes an expression
    back) is remembered from when it was raised.
    """

    kind: str
    name: str
    sql: str
    on: str = ""
    to: tuple[str, ...] = ()
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Right:
    """A right of a kind of log-in: ``right`` (of a ``column``, perhaps) on a table, function or schema."""

    kind: str
    name: str
    right: str
    to: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Walled:
    """A table under row-level security, its owner's own questions too."""

    table: str


@dataclass(frozen=True, slots=True)
class Login:
    """A kind of log-in: its role is made when it is not there, without a password and with no rights."""

    kind: str

    def pieces(self) -> Iterator[Piece]:
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Extension:
    """One of PostgreSQL's own extensions, that the owner of a database may bring."""

    name: str

    def pieces(self) -> Iterator[Piece]:
        """Itself."""
        yield self


Piece = Defined | Right | Walled | Login | Extension


class Part(Protocol):
    """What a ``walls.py`` lists."""

    def pieces(self) -> Iterator[Piece]:
        """What should stand in the database because of it."""
        ...
