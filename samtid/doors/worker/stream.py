"""Strömmen: the log's lines leave the machine as they are written, and alarms are told, by number, kind and unit only.

Sent until it is received, and then marked: a receiver may get a line twice and never misses one. What it has received is
proof against the database later (``samtid audit verify --against``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import psycopg

from samtid.base.access.chain import STREAM_FORMAT

from . import receivers

MOST = 500  # lines of one chain at a time
KINDS = {
    "break_glass": "Nödöppning",
    "brake": "Ovanligt många försök",
    "case_opened": "Nytt ärende om en skyddad person",
    "related": "Skyddad person nämnd i annat ärende",
    "protection_lowered": "Skydd sänkt",
}
Send = Callable[..., None]


def name_of(address: str) -> str:
    """What a receiver is called in the database: neither its address nor anything that it is reached with."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def lines(
    connection: psycopg.Connection[Any], address: str, token: str = "", *, send: Send = receivers.send
) -> int:
    """Sends what the receiver has not received. Returns how many lines; raises ``OSError`` when it did not take them."""
    receiver = name_of(address)
    rows = connection.execute("select * from worker.lines_to_send(%s, %s)", [receiver, MOST]).fetchall()
    if not rows:
        return 0
    told = [
        {
            "format": STREAM_FORMAT,
            "chain": chain,
            "number": number,
            "previous": previous.hex(),
            "hash": digest.hex(),
            "written_at": written_at.isoformat(),
            "kind": kind,
            "unit": unit,
        }
        for chain, number, previous, digest, written_at, kind, unit in rows
    ]
    send(address, told, token=token)
    for chain in {row[0] for row in rows}:
        reached = max(row[1] for row in rows if row[0] == chain)
        connection.execute("select worker.lines_received(%s, %s::smallint, %s)", [receiver, chain, reached])
    return len(rows)


def alarms(
    connection: psycopg.Connection[Any], address: str, token: str = "", *, send: Send = receivers.send
) -> int:
    """Tells what nobody has been told there. One at a time, so that what was told is not told again with the rest."""
    receiver = name_of(address)
    rows = connection.execute("select * from worker.alarms_to_tell(%s)", [receiver]).fetchall()
    for key, kind, at, unit in rows:
        said = {
            "larm": KINDS.get(kind, kind),
            "nummer": str(key)[-6:].upper(),
            "enhet": unit or "",
            "tid": at.isoformat(timespec="seconds"),
        }
        send(address, [said], is_alarm=True, token=token)
        connection.execute("select worker.alarm_told(%s, %s)", [receiver, key])
    return len(rows)
