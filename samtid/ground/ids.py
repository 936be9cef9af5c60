"""Nycklar: names for rows that tell nothing.

Rows about persons have UUIDs made here, not by the database: a sequence would tell how many there
are, and ``INSERT … RETURNING`` would need the right to read what one may only hand over.
"""

from __future__ import annotations

import random
import time
from contextvars import ContextVar
from datetime import datetime
from threading import Lock
from uuid import UUID

# Where chance comes from. The demo and the tests put a seeded one here; otherwise the system's.
chance: ContextVar[random.Random] = ContextVar("chance", default=random.SystemRandom())  # noqa: B039

# Crockford's alphabet: no I, L, O or U, so a number can be read aloud on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


_last, _one_at_a_time = 0, Lock()


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): ordered by time, so indexes stay dense, and otherwise random.

    The twelve bits after the milliseconds are parts of one (6.2, method 3), and no key of this process is before
    the one made before it: rows made in the same moment are in the order they were made, however quick the machine.
    """
    global _last
    with _one_at_a_time:
        _last = max((time.time_ns() << 12) // 1_000_000, _last + 1)
        ticks = _last
    bits = chance.get().getrandbits(62)
    value = (ticks >> 12 & (2**48 - 1)) << 80 | 7 << 76 | (ticks & 0xFFF) << 64 | 2 << 62 | bits
    return UUID(int=value)


def case_number(at: datetime) -> str:
    """Ärendenummer such as ``26-7KQ4MX``: the year, then chance, so that it does not count cases."""
    return f"{at.year % 100:02d}-" + "".join(chance.get().choices(ALPHABET, k=6))


def receipt_code() -> str:
    """Kvittonummer such as ``7KQ4-MXT2``: says that something came in, and nothing else."""
    letters = "".join(chance.get().choices(ALPHABET, k=8))
    return f"{letters[:4]}-{letters[4:]}"
