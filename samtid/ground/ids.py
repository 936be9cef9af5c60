"""Nycklar: names for rows that tell nothing.

Rows about persons have UUIDs made here, not by the database: a sequence would tell how many there
are, and ``INSERT … RETURNING`` would need the right to read what one may only hand over.
"""

from __future__ import annotations

import random
import time
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

# Where chance comes from. The demo and the tests put a seeded one here; otherwise the system's.
chance: ContextVar[random.Random] = ContextVar("chance", default=random.SystemRandom())  # noqa: B039

# Crockford's alphabet: no I, L, O or U, so a number can be read aloud on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): ordered by time, so indexes stay dense, and otherwise random."""
    millis = time.time_ns() // 1_000_000
    bits = chance.get().getrandbits(74)
    value = (millis & (2**48 - 1)) << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (2**62 - 1)
    return UUID(int=value)


def case_number(at: datetime) -> str:
    """Ärendenummer such as ``26-7KQ4MX``: the year, then chance, so that it does not count cases."""
    return f"{at.year % 100:02d}-" + "".join(chance.get().choices(ALPHABET, k=6))


def receipt_code() -> str:
    """Kvittonummer such as ``7KQ4-MXT2``: says that something came in, and nothing else."""
    letters = "".join(chance.get().choices(ALPHABET, k=8))
    return f"{letters[:4]}-{letters[4:]}"
