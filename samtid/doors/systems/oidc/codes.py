"""Engångskoder: made by chance, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_code() -> str:
    """A code that nobody guesses: 128 bits, in groups that can be read aloud."""
    said = secrets.token_hex(16).upper()
    return "-".join(said[place : place + 4] for place in range(0, 32, 4))


def hash_of(code: str) -> bytes:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).digest()
