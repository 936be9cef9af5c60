"""SIE 4: the Swedish file of a ledger (SIE-gruppen, SIE filformat utgåva 4B). Read as it is written in the wild.

4E is a whole year with its verifications, 4I verifications alone; both are read the same, and 4I is written. Rows that
were taken away (#BTRANS) or stand twice (#RTRANS, always followed by the same #TRANS) are not counted. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .ledger import (
    Ledger,
    Posting,
    Refused,
    Unreadable,
    as_account,
    as_day,
    as_objects,
    as_ore,
    is_page,
    text_of,
)

# A backslash has no way to be itself before the quote that ends a field.
LIKE = {
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "”": '"',
    "“": '"',
    "’": "'",
    "€": "EUR",
    "§": "par.",
    "\\": "/",
}


def fields(line: str) -> list[str | list[str]]:
    """What stands on a line: words, ``"words in quotes"`` with ``\\"`` in them, and ``{lists}`` of words.

    Raises ``ValueError`` in Swedish when a quote or a brace is not closed.
    """
    found: list[str | list[str]] = []
    inside: list[str] | None = None
    at = 0
    while at < len(line):
        sign = line[at]
        if sign in " \t":
            at += 1
        elif sign == "{" and inside is None:
            inside, at = [], at + 1
        elif sign == "}" and inside is not None:
            found.append(inside)
            inside, at = None, at + 1
        else:
            word, at = _quoted(line, at + 1) if sign == '"' else _bare(line, at, inside is not None)
            (found if inside is None else inside).append(word)
    if inside is not None:
        raise ValueError("En { har ingen }.")
    return found


def _bare(line: str, at: int, is_inside: bool) -> tuple[str, int]:
    ends = at + 1
    while ends < len(line) and line[ends] not in (' \t"{}' if is_inside else ' \t"{'):
        ends += 1
    return line[at:ends], ends


def _quoted(line: str, at: int) -> tuple[str, int]:
    word = []
    while at < len(line) and line[at] != '"':
        if line[at] == "\\" and line[at + 1 : at + 2] == '"':
            at += 1
        word.append(line[at])
        at += 1
    if at >= len(line):
        raise ValueError("Ett citationstecken är inte avslutat.")
    return "".join(word), at + 1


class _Reader:
    """The verifications so far. One that does not sum to nothing, or has a row refused, is refused by its own line."""

    def __init__(self) -> None:
        self.postings: list[Posting] = []
        self.refused: list[Refused] = []
        self.program = ""
        self.is_sie = False
        self.began: int | None = None
        self.is_open = False
        self.on: date | None = None
        self.rows: list[Posting] = []
        self.is_whole = True

    def take(self, number: int, line: str) -> None:
        if line.strip() == "{":
            if self.began is None or self.is_open:
                self.refuse(number, "En { står utan verifikation.")
            self.is_open = True
            return
        if line.strip() == "}":
            self.end(number)
            return
        if not line.lstrip().startswith("#"):
            if self.began is not None:
                self.refuse(number, "Raden börjar inte med #.")
            return
        try:
            said = fields(line.strip())
            self.label(number, str(said[0]).upper(), said[1:])
        except ValueError as fault:
            self.refuse(number, str(fault))

    def label(self, number: int, label: str, said: Sequence[str | list[str]]) -> None:
        if label == "#FLAGGA" or label == "#SIETYP":
            self.is_sie = True
            kind = _text(said, 0)
            if label == "#SIETYP" and not kind.startswith("4"):
                raise Unreadable(f"Filen är SIE typ {kind[:10]}: bara typ 4 har verifikationer.")
        elif label == "#PROGRAM":
            self.program = _text(said, 0)[:60]
        elif label == "#VER":
            if self.began is not None:
                self.refuse(self.began, "Verifikationen är inte avslutad med }.")
            self.began, self.rows, self.is_whole, self.is_open, self.on = number, [], True, False, None
            self.on = as_day(_text(said, 2))
        elif label == "#TRANS":
            self.row(said)

    def row(self, said: Sequence[str | list[str]]) -> None:
        if self.began is None or not self.is_open:
            raise ValueError("#TRANS står utanför en verifikation.")
        if len(said) < 3 or not isinstance(said[1], list):
            raise ValueError("#TRANS saknar konto, objekt inom { } eller belopp.")
        objects = said[1]
        if len(objects) % 2:
            raise ValueError("Objekten står inte i par av dimension och objekt.")
        pairs = zip(objects[::2], objects[1::2], strict=True)
        own = _text(said, 3)
        if self.on is None and not own.strip():
            raise ValueError("Raden har ingen dag, och inte verifikationen heller.")
        on = as_day(own) if own.strip() else self.on
        assert on is not None
        self.rows.append(Posting(as_account(_text(said, 0)), as_objects(pairs), as_ore(_text(said, 2)), on))

    def end(self, number: int) -> None:
        if self.began is None or not self.is_open:
            self.refuse(number, "En } står utan verifikation.")
            return
        left = sum(row.ore for row in self.rows)
        if self.is_whole and left:
            self.refuse(
                self.began,
                f"Verifikationen går inte ihop: {left / 100:.2f} kronor är över.".replace(".", ",", 1),
            )
        elif self.is_whole:
            self.postings += self.rows
        self.began, self.is_open = None, False

    def refuse(self, number: int, why: str) -> None:
        self.is_whole = False
        self.refused.append(Refused(number, why))


def _text(said: Sequence[str | list[str]], place: int) -> str:
    one = said[place] if place < len(said) else ""
    return one if isinstance(one, str) else ""


def read(content: bytes) -> Ledger:
    """Everything in a SIE 4 file, with each refused row. Raises ``Unreadable`` for what is no such file at all."""
    text = text_of(content)
    if is_page(text):
        raise Unreadable("Filen är en webbsida, inte SIE. Hämta den på nytt ur ekonomisystemet.")
    reader = _Reader()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line.strip(" \t\x1a"):
            reader.take(number, line)
    if not reader.is_sie:
        raise Unreadable("Filen är inte SIE: den har varken #FLAGGA eller #SIETYP.")
    if reader.began is not None:
        reader.refuse(reader.began, "Verifikationen är inte avslutad med }.")
    return Ledger(tuple(reader.postings), tuple(reader.refused), reader.program)


@dataclass(frozen=True, slots=True)
class Voucher:
    """En verifikation att bokföra: the receiver numbers it. ``text`` is for the ledger and holds no person."""

    on: date
    text: str
    rows: tuple[Posting, ...]
    series: str = ""


def write(vouchers: Iterable[Voucher], *, company: str, on: date, version: str) -> bytes:
    """A SIE 4I file in CP437 with CRLF. Raises ``ValueError`` when a voucher does not sum to nothing."""
    lines = [
        "#FLAGGA 0",
        f"#PROGRAM {_said('Samtid')} {_said(version)}",
        "#FORMAT PC8",
        f"#GEN {on:%Y%m%d}",
        "#SIETYP 4",
        f"#FNAMN {_said(company)}",
    ]
    for voucher in vouchers:
        left = sum(row.ore for row in voucher.rows)
        if left or not voucher.rows:
            raise ValueError(f"Verifikationen går inte ihop: {left} öre är över.")
        lines += [f'#VER {_said(voucher.series)} "" {voucher.on:%Y%m%d} {_said(voucher.text)}', "{"]
        for row in voucher.rows:
            objects = " ".join(f"{dimension} {_said(one)}" for dimension, one in row.objects)
            sign = "-" if row.ore < 0 else ""
            kronor, ore = divmod(abs(row.ore), 100)
            lines.append(f"#TRANS {row.account} {{{objects}}} {sign}{kronor}.{ore:02d} {row.on:%Y%m%d}")
        lines.append("}")
    return ("\r\n".join(lines) + "\r\n").encode("cp437")


def _said(text: str) -> str:
    """In quotes, with only what CP437 has: the nearest letters for others, and ``?`` for what has none."""
    found = []
    for sign in "".join(LIKE.get(one, one) for one in text):
        if not sign.isprintable():
            found.append(" ")
            continue
        try:
            sign.encode("cp437")
            found.append(sign)
        except UnicodeEncodeError:
            plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
            found.append(plain or "?")
    return '"' + "".join(found).replace('"', '\\"') + '"'
