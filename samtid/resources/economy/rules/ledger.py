"""Ur redovisningen: what is kept of a ledger, and why a row of it is refused. Pure.

Of a row only the account, the objects, the amount and the day are kept. Its text and its signature are never read in, for
an invoice's text often holds a name; nor are other objects than those of ``KEPT``: SIE's own for employee, customer,
supplier and invoice are people, and what a municipality's own mean nobody here knows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# SIE's own dimension kostnadsställe (SIE 4B, #DIM). It is read and looked at, and left out of what is summed.
KEPT = frozenset({"1"})
MOST_ORE = 10**14
# Personal numbers, and co-ordination numbers with sixty added to the day: with or without century and mark.
OF_A_PERSON = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[1-2]\d|3[01]|6[1-9]|[78]\d|9[01])[-+ ]?\d{4}(?!\d)"
)
HEADS = {"konto": "account", "kostnadsställe": "1"}
# one decimal mark, at most two decimals, and threes of figures when a space divides them
AMOUNT = re.compile(r"[-+]?(?:\d{1,16}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5})(?:[.,]\d{1,2})?", re.ASCII)


class Unreadable(Exception):
    """The whole file cannot be read; the text is one line in Swedish for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Posting:
    """En rad i redovisningen. ``objects`` are pairs of dimension and object; ``ore`` is below nothing for credit."""

    account: str
    objects: tuple[tuple[str, str], ...]
    ore: int
    on: date


@dataclass(frozen=True, slots=True)
class Refused:
    """En rad som inte togs in: which line of the file, from 1, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"Rad {self.line}: {self.why}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Det som stod i filen. When anything is refused nothing of it is taken in: half a ledger is a wrong one."""

    postings: tuple[Posting, ...]
    refused: tuple[Refused, ...]
    program: str = ""


def is_result(account: str) -> bool:
    """Whether an account is of what the year costs and brings in, not of what is owned and owed (Kommun-Bas 3–8)."""
    return account[0] in "345678"


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def summed(postings: Iterable[Posting]) -> dict[tuple[date, str], int]:
    """Öre by quarter and account's first two digits, of the accounts of the result, of whole quarters.

    A quarter is whole when each of its months has a row: of a part the next file would tell a month by subtraction.
    """
    found: dict[tuple[date, str], int] = {}
    months: dict[date, set[int]] = {}
    for one in postings:
        if is_result(one.account):
            key = quarter_of(one.on), one.account[:2]
            found[key] = found.get(key, 0) + one.ore
            months.setdefault(key[0], set()).add(one.on.month)
    return {key: ore for key, ore in sorted(found.items()) if len(months[key[0]]) == 3}


def as_ore(said: str) -> int:
    """``-212.5`` as öre. Raises ``ValueError`` in Swedish for what is not kronor with at most two decimals."""
    bare = said.strip().replace("\u2212", "-")
    if not AMOUNT.fullmatch(bare):
        raise ValueError(f"Beloppet «{said[:20]}» är inte kronor med högst två decimaler.")
    amount = Decimal(re.sub(r"[ \u00a0\u202f]", "", bare).replace(",", "."))
    if abs(amount) * 100 > MOST_ORE:
        raise ValueError(f"Beloppet «{said[:20]}» är orimligt.")
    return int(amount * 100)


def as_day(said: str) -> date:
    """``20261127`` or ``2026-11-27``. Raises ``ValueError`` in Swedish for what is no day between 1990 and 2100."""
    digits = said.strip().replace("-", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()) or not 1990 <= int(digits[:4]) < 2100:
        raise ValueError(f"«{said[:20]}» är inte en dag.")
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError(f"«{said[:20]}» är inte en dag.") from None


def as_account(said: str) -> str:
    """Raises ``ValueError`` in Swedish for what is not 3–8 digits."""
    found = said.strip()
    if not (3 <= len(found) <= 8 and found.isascii() and found.isdigit()):
        raise ValueError(f"Kontot «{found[:20]}» är inte 3–8 siffror.")
    return found


def as_objects(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The objects that are kept, in order. Raises ``ValueError`` in Swedish for a wrong one."""
    found = []
    for dimension, said in pairs:
        if dimension not in KEPT:
            continue
        if not 0 < len(said) <= 20 or not said.isprintable():
            raise ValueError(f"Objektet «{said[:20]}» är inte 1–20 tecken.")
        if OF_A_PERSON.search(said):
            raise ValueError("Ett objekt ser ut som ett personnummer och tas inte in.")
        found.append((dimension, said))
    return tuple(sorted(found))


def text_of(content: bytes) -> str:
    """The text of a file as it was most likely written: UTF-8 if it is that, else Windows-1252 or CP437 (PC8).

    What is not UTF-8 is one of the two that Swedish economy systems write. They are told apart by which of them makes
    å, ä and ö of the bytes: as CP437 those are 0x84–0x99, which in Windows-1252 are quotes and dashes.
    """
    if b"\x00" in content:
        raise Unreadable("Filen är inte text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    old = sum(content.count(bytes([sign])) for sign in "åäöÅÄÖé".encode("cp437"))
    new = sum(content.count(bytes([sign])) for sign in "åäöÅÄÖé".encode("cp1252"))
    return content.decode("cp1252", errors="replace") if new > old else content.decode("cp437")


def is_page(text: str) -> bool:
    """Whether the file is a web page: what one gets when the download went wrong."""
    start = text.lstrip()[:200].lower()
    return start.startswith(("<!doctype", "<html", "<?xml"))


def read_csv(content: bytes) -> Ledger:
    """A ledger as CSV with a head: ``datum;konto;belopp`` and, if they are there, the objects. Comma or point in amounts.

    A column of another name – text, name, signature – is not read. Raises ``Unreadable`` without the three.
    """
    text = text_of(content)
    if is_page(text):
        raise Unreadable("Filen är en webbsida, inte en fil med rader. Hämta den på nytt.")
    sep = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text), delimiter=sep)
    try:
        heads = [head.strip().lower() for head in next(rows, [])]
        missing = [head for head in ("datum", "konto", "belopp") if head not in heads]
        if missing:
            raise Unreadable(f"Filens första rad saknar {', '.join(missing)}.")
        postings, refused = [], []
        for row in rows:
            said = dict(zip(heads, row, strict=False))
            if not any(cell.strip() for cell in row):
                continue
            try:
                if len(row) > len(heads) and any(cell.strip() for cell in row[len(heads) :]):
                    raise ValueError("Raden har fler celler än rubriker. Står ett komma i ett belopp?")
                postings.append(_of_row(said))
            except ValueError as fault:
                refused.append(Refused(rows.line_num, str(fault)))
    except csv.Error as fault:
        raise Unreadable(f"Filen är inte CSV (rad {rows.line_num}): {fault}.") from None
    return Ledger(tuple(postings), tuple(refused))


def _of_row(said: dict[str, str]) -> Posting:
    pairs = [
        (dimension, said[head].strip())
        for head, dimension in HEADS.items()
        if head != "konto" and said.get(head, "").strip()
    ]
    return Posting(
        as_account(said.get("konto", "")),
        as_objects(pairs),
        as_ore(said.get("belopp", "")),
        as_day(said.get("datum", "")),
    )
