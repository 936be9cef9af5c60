"""Filer med organisationen: what a CSV says, whoever saved it. No database here.

UTF-8 or Windows-1252, semicolon, comma or tab; headings in Swedish, in any order and with any capitals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind
from samtid.ground import text
from samtid.ground.words import Word

from .words import Subject


@dataclass(frozen=True, slots=True)
class Kind:
    """En sorts fil: its name, what its rows are, and its headings with the fields of the form they are read with."""

    file: str
    subject: Subject
    columns: dict[str, str]
    needed: tuple[str, ...]


KINDS = (
    Kind(
        "enheter.csv",
        Subject.UNIT,
        {
            "namn": "name",
            "typ": "kind",
            "nämnd": "committee",
            "hör till": "parent",
            "telefon": "phone",
            "postadress": "address",
            "delas inom": "is_shared_within",
            "från": "from_on",
        },
        ("namn", "typ", "nämnd"),
    ),
    Kind(
        "medarbetare.csv",
        Subject.STAFF,
        {
            "användarnamn": "username",
            "namn": "name",
            "befattning": "title",
            "telefon": "phone",
            "hsa-id": "hsa_id",
            "examen": "degree_on",
            "erfaren från": "experienced_on",
            "från": "from_on",
        },
        ("användarnamn", "namn", "befattning"),
    ),
    Kind(
        "placeringar.csv",
        Subject.MEMBERSHIP,
        {"användarnamn": "staff", "enhet": "unit", "roll": "role", "från": "from_on", "till": "valid_to"},
        ("användarnamn", "enhet", "roll"),
    ),
    Kind(
        "kompetenser.csv",
        Subject.SKILL,
        {"användarnamn": "staff", "kompetens": "skill", "från": "from_on", "till": "valid_to"},
        ("användarnamn", "kompetens"),
    ),
    Kind(
        "delegation.csv",
        Subject.DELEGATION,
        {
            "beslut": "decision",
            "roll": "role",
            "belopp": "amount_limit",
            "enhet": "unit",
            "protokoll": "minute",
            "från": "from_on",
            "till": "valid_to",
        },
        ("beslut", "roll", "protokoll"),
    ),
)
WORDS: dict[str, type[Word]] = {"kind": UnitKind, "role": Role, "skill": Skill, "decision": DecisionKind}
TRUE, FALSE = ("ja", "j", "x", "1", "sant"), ("nej", "n", "0", "falskt", "")


class Unreadable(ValueError):
    """The whole file cannot be read; the text is one Swedish line."""


@dataclass(frozen=True, slots=True)
class Row:
    """En rad: where it stands, what it is, and its fields by the form's names."""

    file: str
    line: int
    kind: Kind
    fields: dict[str, str]
    wrong: str = ""


def kind_of(file: str) -> Kind | None:
    """What a file of that name holds."""
    return next((kind for kind in KINDS if kind.file == file.lower()), None)


def read(file: str, sent: bytes) -> list[Row]:
    """Every row of a file. Raises ``Unreadable``."""
    kind = kind_of(file)
    if kind is None:
        raise Unreadable(f"{file}: filen ska heta {', '.join(one.file for one in KINDS)}.")
    said = _decoded(sent)
    first = next((line for line in said.splitlines() if line.strip()), "")
    if not first:
        raise Unreadable(f"{file}: filen är tom.")
    separator = max(";\t,", key=first.count)
    rows = csv.reader(io.StringIO(said, newline=""), delimiter=separator, strict=True)
    try:
        return list(_rows(file, kind, rows))
    except csv.Error as fault:
        raise Unreadable(f"{file} rad {rows.line_num}: citattecknen går inte ihop ({fault}).") from None


def _rows(file: str, kind: Kind, rows: Iterator[list[str]]) -> Iterator[Row]:
    headings: list[str] = []
    for line in rows:
        number = int(getattr(rows, "line_num", 0))
        cells = [text.one_line(text.clean(cell)) for cell in line]
        if not any(cells):
            continue
        if not headings:
            headings = [cell.casefold() for cell in cells]
            _check(file, kind, headings)
            continue
        if len(cells) > len(headings) and any(cells[len(headings) :]):
            yield Row(
                file,
                number,
                kind,
                {},
                f"raden har {len(cells)} fält, rubriken {len(headings)}. Ett skiljetecken för mycket?",
            )
            continue
        said = {kind.columns[name]: cell for name, cell in zip(headings, cells, strict=False) if name}
        yield Row(file, number, kind, {name: _value(name, cell) for name, cell in said.items()})


def _check(file: str, kind: Kind, headings: list[str]) -> None:
    unknown = [name for name in headings if name and name not in kind.columns]
    missing = [name for name in kind.needed if name not in headings]
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if unknown:
        raise Unreadable(f"{file}: okänd rubrik «{unknown[0]}». Rubrikerna är {', '.join(kind.columns)}.")
    if missing:
        raise Unreadable(f"{file}: rubriken «{missing[0]}» saknas.")
    if twice:
        raise Unreadable(f"{file}: rubriken «{twice[0]}» står två gånger.")


def _value(name: str, cell: str) -> str:
    """A word as the database has it, from its Swedish label; other cells as they are."""
    if name in WORDS:
        known = {one.label.casefold(): str(one) for one in WORDS[name]}
        return known.get(cell.casefold(), cell)
    if name == "is_shared_within":
        return "on" if cell.casefold() in TRUE else "" if cell.casefold() in FALSE else cell
    if name == "amount_limit":
        return cell.replace(" ", "").replace("\u00a0", "").removesuffix("kr")
    return cell


def _decoded(sent: bytes) -> str:
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return sent.decode("cp1252", errors="replace")
