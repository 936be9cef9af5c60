"""Filer med organisationen: what each may hold, and a row of it by the names of the form. No database here."""

from __future__ import annotations

from dataclasses import dataclass

from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind
from samtid.ground import tables
from samtid.ground.tables import Unreadable
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
    return [
        Row(
            file,
            line.number,
            kind,
            {name: _value(name, cell) for name, cell in line.cells.items()},
            line.wrong,
        )
        for line in tables.read(file, sent, kind.columns, kind.needed)
    ]


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
