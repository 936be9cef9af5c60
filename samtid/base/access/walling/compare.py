"""Skillnaden: what the text says and the database does not, in Swedish, one line each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from samtid.base.access.logins import OWNER, role_of

from .catalogue import Catalogue, Given, Stands, read
from .pieces import Defined, Extension, Login, Piece, Right, Walled

# What was raised, and how PostgreSQL wrote it back: an expression is not kept as it was said.
LEDGER = "access.raised"
KEPT = f"""
    create table if not exists {LEDGER} (
      kind text not null, name text not null, said text not null, stands jsonb not null, primary key (kind, name)
    )
"""
WORDS = {
    "function": "Funktionen",
    "policy": "Väggen",
    "trigger": "Utlösaren",
    "index": "Indexet",
    "table": "tabellen",
    "schema": "schemat",
}
FACTS = {
    "body": "texten",
    "volatility": "föränderligheten",
    "as owner": "om den går som ägaren",
    "settings": "inställningarna",
    "returns": "svaret",
    "language": "språket",
    "owner": "ägaren",
    "leakproof": "täthetsmärket",
    "strict": "strängheten",
    "parallel": "samtidigheten",
    "permissive": "sorten",
    "verb": "verben",
    "sees": "vad som syns",
    "writes": "vad som får skrivas",
    "enabled": "om den är på",
    "does": "vad den gör",
    "valid": "om det är helt",
    "over": "vad det ordnar",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the text says, with the names of this server's roles in it."""

    defined: dict[tuple[str, str], Defined]
    rights: set[Given]
    walled: frozenset[str]
    logins: tuple[str, ...]
    extensions: tuple[str, ...]
    schemas: tuple[str, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Wanted:
        """All that the rooms say, put together. Nothing may be said twice."""
        defined: dict[tuple[str, str], Defined] = {}
        rights, walled = set(), set()
        logins: list[str] = []
        extensions: list[str] = []
        for piece in pieces:
            match piece:
                case Defined():
                    if (piece.kind, piece.name) in defined:
                        raise ValueError(f"samtid: {piece.kind} {piece.name} is said twice")
                    defined[piece.kind, piece.name] = piece
                case Right():
                    rights.add(Given(piece.kind, piece.name, piece.right, piece.column, role_of(piece.to)))
                case Walled():
                    walled.add(piece.table)
                case Login():
                    logins.append(piece.kind)
                case Extension():
                    extensions.append(piece.name)
        schemas = {right.name for right in rights if right.kind == "schema"}
        return cls(
            defined, rights, frozenset(walled), tuple(logins), tuple(extensions), tuple(sorted(schemas))
        )


def sql_of(piece: Defined) -> str:
    """The SQL of a piece, with the roles' names in it."""
    return piece.sql.replace("{to}", ", ".join(role_of(kind) for kind in piece.to)) if piece.to else piece.sql


def digest(piece: Defined) -> str:
    """What a text is known by."""
    return hashlib.sha256(sql_of(piece).encode()).hexdigest()


def ledger(cursor: Any) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    """What is remembered from when the walls were raised; nothing before the first time."""
    cursor.execute("select to_regclass(%s) is not null", [LEDGER])
    if not cursor.fetchone()[0]:
        return {}
    cursor.execute(f"select kind, name, said, stands from {LEDGER}")
    return {
        (kind, name): (said, json.loads(stands) if isinstance(stands, str) else stands)
        for kind, name, said, stands in cursor.fetchall()
    }


def look(cursor: Any, wanted: Wanted) -> Catalogue:
    """What stands now in the schemas that the walls speak of."""
    indexes = [name for kind, name in wanted.defined if kind == "index"]
    return read(cursor, list(wanted.schemas), indexes)


def fault(piece: Defined, stands: Stands | None, kept: tuple[str, dict[str, Any]] | None) -> str:
    """What is wrong with something defined; an empty text when nothing is."""
    word = f"{WORDS[piece.kind]} {piece.name}"
    if stands is None:
        return f"{word} saknas i databasen."
    if kept is None or kept[0] != digest(piece):
        return f"{word} har en annan text i programmet än den som senast restes."
    if sorted(stands.to) != sorted(role_of(kind) for kind in piece.to):
        return f"{word} gäller andra roller i databasen än i programmet."
    said = kept[1] | dict(piece.told)
    said["owner"] = OWNER if "owner" in stands.told else None
    changed = [word for name, word in FACTS.items() if name in said and stands.told.get(name) != said[name]]
    return f"{word} är ändrad i databasen: {', '.join(changed)}." if changed else ""


def differences(cursor: Any, pieces: Iterable[Piece]) -> list[str]:
    """Every difference between the text and the database. The running transaction must be the owner's."""
    wanted = Wanted.of(pieces)
    return list(_differences(wanted, look(cursor, wanted), ledger(cursor)))


def _differences(wanted: Wanted, now: Catalogue, kept: dict[tuple[str, str], Any]) -> Iterator[str]:
    for known, piece in wanted.defined.items():
        if said := fault(piece, now.defined.get(known), kept.get(known)):
            yield said
    for kind, name in sorted(now.defined.keys() - wanted.defined.keys()):
        yield f"{WORDS[kind]} {name} finns i databasen men inte i programmet."
    for name in sorted(wanted.walled - now.tables.keys()):
        yield f"Tabellen {name} finns inte, men har väggar i programmet."
    for name, table in sorted(now.tables.items()):
        if name in wanted.walled and not table.is_walled:
            yield f"Radskyddet på tabellen {name} är inte påslaget."
        if name not in wanted.walled and table.is_half_walled:
            yield f"Radskyddet på tabellen {name} är påslaget utan vägg i programmet."
        if table.owner != OWNER:
            yield f"Tabellen {name} ägs av {table.owner}, inte av {OWNER}."
    for right in sorted(wanted.rights - now.rights, key=str):
        yield f"{right.role} saknar rätten {_said(right)}."
    for right in sorted(now.rights - wanted.rights, key=str):
        yield f"{right.role} har rätten {_said(right)}, som programmet inte ger."


def _said(right: Given) -> str:
    column = f" ({right.column})" if right.column else ""
    return f"{right.right}{column} på {WORDS[right.kind].lower()} {right.name}"
