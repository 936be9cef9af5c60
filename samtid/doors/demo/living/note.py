"""Lappen: what the database says about itself, so that the next start knows what it holds.

It is the database's own comment: it follows the database wherever it goes, and needs no table.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from samtid.doors.running.note import MARK, SAID
from samtid.ground.words import Word


class State(Word):
    """Hur långt kommunen har kommit."""

    EMPTY = "empty", "Tom"
    MAKING = "making", "Görs"
    FILLING = "filling", "Fylls på"
    WHOLE = "whole", "Klar"


@dataclass(frozen=True, slots=True)
class Note:
    """Lappen. ``version`` is the fingerprint of the program that made it; ``busy`` those with the most to do.

    ``parts`` is of how many the whole is made, once that is known (done).
    """

    state: State
    code: str
    seed: int
    size: str
    version: str
    made_at: str
    busy: tuple[str, ...] = ()
    parts: int = 0

    def is_same(self, other: Note) -> bool:
        """Made from the same order by the same program; when does not matter."""
        return (self.code, self.seed, self.size, self.version) == (
            other.code,
            other.seed,
            other.size,
            other.version,
        )


# Ours, but written by a version whose notes were others: to be made anew.
UNKNOWN = Note(State.MAKING, "", 0, "", "", "")


def read(url: str) -> Note | None:
    """The note of the database at ``url``; None when it has none or another's comment."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(SAID).fetchone()
    return understood(row[0] if row else None)


def understood(text: str | None) -> Note | None:
    """The note that a comment is; None when it is none of ours, ``UNKNOWN`` when it is an older kind of ours."""
    try:
        said = json.loads(text or "")[MARK]
    except (ValueError, KeyError, TypeError):
        return None
    try:
        return Note(**(said | {"state": State(said["state"]), "busy": tuple(said["busy"])}))
    except (ValueError, KeyError, TypeError):
        return UNKNOWN


def write(url: str, note: Note) -> None:
    """Puts the note on the database. Waits until it, and all before it, is on the disk."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set synchronous_commit = on")
        text = json.dumps({MARK: asdict(note) | {"state": str(note.state)}})
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("comment on database {} is {}").format(name, sql.Literal(text)))


def erase(url: str) -> None:
    """Takes the note away."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("comment on database {} is null").format(sql.Identifier(connection.info.dbname))
        )


def is_empty(url: str) -> bool:
    """Whether nothing has been put in the database yet."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1"
        ).fetchone()
    return row is None


def version(package: Path) -> str:
    """A fingerprint of what decides what a municipality becomes: the demo itself, and the shape of the tables."""
    print_of = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        if path.suffix in (".py", ".gz", ".csv") and _decides(inside):
            print_of.update(str(path.relative_to(package)).encode())
            print_of.update(path.read_bytes())
    return print_of.hexdigest()[:16]


def _decides(inside: tuple[str, ...]) -> bool:
    if "migrations" in inside:
        return True
    return inside[:2] == ("doors", "demo") and not {"tests", "views.py", "urls.py"} & set(inside)


def again(note: Note, state: State, busy: tuple[str, ...] = (), parts: int = 0) -> Note:
    """The same note in another state."""
    return replace(note, state=state, busy=busy, parts=parts)
