"""Filer med rader: what a CSV says, whoever saved it.

UTF-8 or Windows-1252, semicolon, comma or tab; headings in Swedish, in any order and with any capitals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samtid.ground import text


class Unreadable(ValueError):
    """The whole file cannot be read; the text is one Swedish line."""


@dataclass(frozen=True, slots=True)
class Line:
    """En rad: where it stands, its cells by the names of the columns, or what is wrong with it."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    wrong: str = ""


def read(file: str, sent: bytes, columns: Mapping[str, str], needed: Sequence[str]) -> list[Line]:
    """Every row of a file with these headings, each a column's name. Raises ``Unreadable``."""
    said = decoded(sent)
    first = next((line for line in said.splitlines() if line.strip()), "")
    if not first:
        raise Unreadable(f"{file}: filen är tom.")
    separator = max(";\t,", key=first.count)
    rows = csv.reader(io.StringIO(said, newline=""), delimiter=separator, strict=True)
    try:
        return list(_lines(file, columns, needed, rows))
    except csv.Error as fault:
        raise Unreadable(f"{file} rad {rows.line_num}: citattecknen går inte ihop ({fault}).") from None


def decoded(sent: bytes) -> str:
    """What is written, as UTF-8 if it is, else as Windows has it."""
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return sent.decode("cp1252", errors="replace")


def _lines(
    file: str, columns: Mapping[str, str], needed: Sequence[str], rows: Iterator[list[str]]
) -> Iterator[Line]:
    headings: list[str] = []
    for line in rows:
        number = int(getattr(rows, "line_num", 0))
        cells = [text.one_line(text.clean(cell)) for cell in line]
        if not any(cells):
            continue
        if not headings:
            headings = [cell.casefold() for cell in cells]
            _check(file, columns, needed, headings)
            continue
        if len(cells) > len(headings) and any(cells[len(headings) :]):
            wrong = f"raden har {len(cells)} fält, rubriken {len(headings)}. Ett skiljetecken för mycket?"
            yield Line(number, wrong=wrong)
            continue
        yield Line(number, {columns[name]: cell for name, cell in zip(headings, cells, strict=False) if name})


def _check(file: str, columns: Mapping[str, str], needed: Sequence[str], headings: list[str]) -> None:
    unknown = [name for name in headings if name and name not in columns]
    missing = [name for name in needed if name not in headings]
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if unknown:
        raise Unreadable(f"{file}: okänd rubrik «{unknown[0]}». Rubrikerna är {', '.join(columns)}.")
    if missing:
        raise Unreadable(f"{file}: rubriken «{missing[0]}» saknas.")
    if twice:
        raise Unreadable(f"{file}: rubriken «{twice[0]}» står två gånger.")
