"""Kedjan: proves that the log of openings is whole, independently of the SQL that wrote it.

Each line of the log has a link: its chain, its place in the chain, the hash of the line before, and
SHA-256 over all of it and over what the line says (walls.py). Whoever changes, removes
or adds a line afterwards must recompute every later link, and then a head that was sent outside
before (``head``, signed) no longer agrees. Needs no Django: it can be run on a restored copy.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import psycopg

CHAINS = 16
GENESIS = "samtid:openings:"
FORMAT = "samtid-audit-head/1"
STREAM_FORMAT = "samtid-log/1"  # one line of the log as it left the machine (doors/worker/stream.py)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

ON_THE_WAY = timedelta(hours=1)  # so long a line may take to its receiver before it is missed there

# A line that more than one link says is its own: each of them may agree with its chain.
DOUBLED = """
    select chain, sequence, opening_id from (
      select l.*, row_number() over (partition by opening_id order by chain, sequence) as nth from access.link l
        where opening_id in (select opening_id from access.link group by 1 having count(*) > 1)) again
    where nth > 1 order by 1, 2
"""

# Every line and every link, whether or not they have each other.
LINES = """
    select l.chain, l.sequence, l.previous, l.written_at, l.hash,
      o.id, o.at, o.staff_id, o.action, o.dossier_id, o.compartment_id, o.page, o.why,
      o.protection, o.sought
    from access.link l full join access_opening o on o.id = l.opening_id
    order by l.chain nulls last, l.sequence, o.at, o.id
"""


class Fault(StrEnum):
    """Fel: what is wrong with a line, in Swedish."""

    CHANGED = "är ändrad efter att den skrevs"
    REMOVED = "är borttagen"
    ADDED = "är insatt vid sidan av loggen"
    DOUBLED = "står två gånger i kedjorna"
    REWRITTEN = "är omskriven: huvudet som lämnats ut säger något annat"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log with its link. ``opening`` is None when only the link is left."""

    chain: int
    sequence: int
    previous: bytes
    written_at: datetime
    hash: bytes
    opening: UUID | None
    at: datetime | None
    staff: int | None
    action: str | None
    dossier: UUID | None
    compartment: int | None
    page: str | None
    why: str | None
    protection: str | None = None
    sought: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Brott: the first line of a chain that does not agree. ``chain`` is None for a line without a link."""

    chain: int | None
    sequence: int | None
    opening: UUID | None
    fault: Fault

    def __str__(self) -> str:
        where = (
            f"Rad {self.sequence} i kedja {self.chain}"
            if self.chain is not None
            else "En rad utan plats i kedjan"
        )
        name = f" (öppning {self.opening})" if self.opening else ""
        return f"{where}{name} {self.fault}."


@dataclass(frozen=True, slots=True)
class Head:
    """Huvud: where a chain ends."""

    chain: int
    lines: int
    hash: bytes


def said(line: Line) -> bytes:
    """What the hash of a line is taken over: netstrings of its place, the hash before, and its content.

    A line from before 0003 says neither how protected the person was nor what was sought, and is two words shorter;
    so is one that has neither. No line can be made into the other kind without another hash.
    """
    words: tuple[object, ...] = (
        line.chain,
        line.sequence,
        line.previous.hex(),
        _micros(line.written_at),
        line.opening,
        _micros(line.at),
        line.staff,
        line.action,
        line.dossier,
        line.compartment,
        line.page,
        line.why,
    )
    if line.protection is not None or line.sought is not None:
        words += (line.protection, line.sought)
    return ",".join("-" if word is None else f"{len(str(word).encode())}:{word}" for word in words).encode()


def genesis(chain: int) -> bytes:
    """The hash before the first line of a chain."""
    return hashlib.sha256(f"{GENESIS}{chain}".encode()).digest()


def breaks(lines: Iterable[Line], heads: Iterable[Head], known: Iterable[Head] = ()) -> Iterator[Break]:
    """The first broken line of each chain. ``lines`` come in order of chain and sequence.

    ``heads`` is what the database says of its own ends; ``known`` what was sent outside earlier.
    """
    ends = {head.chain: head for head in heads}
    outside: dict[tuple[int, int], set[bytes]] = {}
    promised: dict[int, int] = {}
    for head in known:
        outside.setdefault((head.chain, head.lines), set()).add(head.hash)
        promised[head.chain] = max(head.lines, promised.get(head.chain, 0))
    last: dict[int, Head] = {number: Head(number, 0, genesis(number)) for number in range(CHAINS)}
    broken: set[int] = set()
    for line in lines:
        if line.chain in broken:
            continue
        before = last.get(line.chain, Head(line.chain, 0, genesis(line.chain)))
        found = _fault(line, before)
        if found is None:
            told = outside.get((line.chain, line.sequence), set()) - {line.hash}
            found = Break(line.chain, line.sequence, line.opening, Fault.REWRITTEN) if told else None
        if found:
            broken.add(line.chain)
            yield found
        last[line.chain] = Head(line.chain, line.sequence, line.hash)
    for number, reached in last.items():
        if number in broken:
            continue
        longest = max(ends[number].lines if number in ends else 0, promised.get(number, 0))
        if number not in ends or longest > reached.lines:
            yield Break(number, reached.lines + 1, None, Fault.REMOVED)
        elif ends[number].lines < reached.lines or ends[number].hash != reached.hash:
            yield Break(number, reached.lines, None, Fault.ADDED)


def _fault(line: Line, before: Head) -> Break | None:
    if line.sequence > before.lines + 1:
        return Break(line.chain, before.lines + 1, None, Fault.REMOVED)
    if line.sequence <= before.lines or not 0 <= line.chain < CHAINS:
        return Break(line.chain, line.sequence, line.opening, Fault.ADDED)
    if line.opening is None:
        return Break(line.chain, line.sequence, None, Fault.REMOVED)
    if hashlib.sha256(said(line)).digest() != line.hash:
        return Break(line.chain, line.sequence, line.opening, Fault.CHANGED)
    if line.previous != before.hash:
        # this line agrees with itself, so it is the one before that got another hash
        return Break(line.chain, before.lines, None, Fault.CHANGED)
    return None


def verify(connection: psycopg.Connection[Any], known: Iterable[Head] = ()) -> tuple[int, list[Break]]:
    """Reads the whole log as it stands at one moment; how many lines, and what is broken.

    ``connection`` is the owner's, outside any transaction. Lines without a link come first.
    """
    counted = 0
    loose: list[Break] = []

    def stream() -> Iterator[Line]:
        nonlocal counted
        with connection.cursor(name="samtid_audit") as cursor:
            cursor.itersize = 5000
            cursor.execute(LINES)
            for row in cursor:
                counted += row[5] is not None
                if row[0] is None:
                    loose.append(Break(None, None, row[5], Fault.ADDED))
                else:
                    yield Line(*row)

    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        found = list(breaks(stream(), heads(connection), known))
        found += [
            Break(number, sequence, opening, Fault.DOUBLED)
            for number, sequence, opening in connection.execute(DOUBLED).fetchall()
        ]
    return counted, loose + found


def unreceived(
    connection: psycopg.Connection[Any], received: Iterable[Head], until: datetime
) -> list[tuple[int, int, int]]:
    """What a receiver should have by now and has nothing of: chain, the first such line, how many.

    ``until`` is the moment of the latest line that it has: what was written an hour before that has been sent. So a chain
    that it never got a line of is told too, and an end that it has lost.
    """
    reached = dict.fromkeys(range(CHAINS), 0)
    for head in received:
        reached[head.chain] = max(head.lines, reached.get(head.chain, 0))
    rows = connection.execute(
        "select l.chain, min(l.sequence), count(*) from access.link l join unnest(%s::int[], %s::bigint[]) got (chain, reached) "
        "on got.chain = l.chain and l.sequence > got.reached where l.written_at < %s group by l.chain order by l.chain",
        [[*reached], [*reached.values()], until - ON_THE_WAY],
    )
    return [(int(number), int(first), int(many)) for number, first, many in rows]


def heads(connection: psycopg.Connection[Any]) -> list[Head]:
    """Where each chain ends, as the database says."""
    rows = connection.execute("select number, length, head from access.chain order by number")
    return [Head(*row) for row in rows]


def statement(ends: list[Head], at: datetime, key: bytes = b"") -> dict[str, Any]:
    """The heads as something to send outside: plain values, one root, and a signature when there is a key.

    ``root`` is SHA-256 over all the hashes in order: 64 signs that can be written in a minute book.
    """
    told: dict[str, Any] = {
        "format": FORMAT,
        "taken_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "lines": sum(end.lines for end in ends),
        "root": hashlib.sha256(b"".join(end.hash for end in ends)).hexdigest(),
        "chains": [{"chain": end.chain, "lines": end.lines, "hash": end.hash.hex()} for end in ends],
    }
    if key:
        told["key"] = hashlib.sha256(b"id" + key).hexdigest()[:12]
        told["signature"] = _signature(told, key)
    return told


def read_statement(told: dict[str, Any], key: bytes) -> list[Head]:
    """The heads of a statement. Raises ``ValueError`` when it is not ours or has been changed."""
    if told.get("format") != FORMAT:
        raise ValueError("filen är inget huvud från samtid audit head")
    digests = [bytes.fromhex(one["hash"]) for one in told["chains"]]
    if told.get("root") != hashlib.sha256(b"".join(digests)).hexdigest() or len(digests) != CHAINS:
        raise ValueError("huvudet är inte helt: roten stämmer inte med kedjorna")
    if "signature" in told:
        body = {name: value for name, value in told.items() if name != "signature"}
        if not hmac.compare_digest(_signature(body, key), str(told["signature"])):
            raise ValueError("underskriften på huvudet stämmer inte")
    return [Head(one["chain"], one["lines"], bytes.fromhex(one["hash"])) for one in told["chains"]]


def latest_of(rows: Iterable[str]) -> datetime:
    """When the latest line that a receiver has was written."""
    return max(
        (datetime.fromisoformat(json.loads(row)["written_at"]) for row in rows if row.strip()), default=EPOCH
    )


def read_stream(rows: Iterable[str]) -> tuple[list[Head], list[tuple[int, int]]]:
    """What a receiver has received: each line's place and hash, and the places that it never got. Raises ``ValueError``."""
    got: dict[tuple[int, int], set[bytes]] = {}
    for row in rows:
        if not row.strip():
            continue
        told = json.loads(row)
        if not isinstance(told, dict) or told.get("format") != STREAM_FORMAT:
            raise ValueError("filen är ingen ström från samtid audit stream")
        got.setdefault((int(told["chain"]), int(told["number"])), set()).add(bytes.fromhex(told["hash"]))
    ends: dict[int, int] = {}
    for number, place in got:
        ends[number] = max(place, ends.get(number, 0))
    gaps = [
        (number, place)
        for number, end in ends.items()
        for place in range(1, end + 1)
        if (number, place) not in got
    ]
    heads = [Head(number, place, digest) for (number, place), digests in got.items() for digest in digests]
    return heads, sorted(gaps)


def _signature(told: dict[str, Any], key: bytes) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)
