"""Lås: files that only the holder of a key can read, in the open format age (age-encryption.org/v1).

What is locked needs the public half only (``age1…``), so the machine that takes backups cannot read
old ones. ``age`` and ``rage`` open the same files without Samtid.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

SUFFIX = ".age"


class BadKey(ValueError):
    """A key that is none, or not the one that fits; the text is a Swedish sentence without a full stop."""


class Damaged(ValueError):
    """What was locked has been changed or cut off since."""


def new_key(at: datetime) -> tuple[str, str]:
    """A fresh key: the text of its file (secret, as ``age-keygen`` writes it) and its public half."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    return f"# created: {at.isoformat(timespec='seconds')}\n# public key: {public}\n{made}\n", public


def readers(said: Iterable[str]) -> list[Any]:
    """Those who will be able to read: public keys (``age1…``), or names of files with one on each line.

    Raises ``BadKey``. A file of a secret key is taken for its public half.
    """
    found = []
    for one in said:
        for line in [one] if one.startswith("age1") else _lines(one):
            try:
                secret = line.startswith("AGE-SECRET-KEY-")
                found.append(
                    pyrage.x25519.Identity.from_str(line).to_public()
                    if secret
                    else pyrage.x25519.Recipient.from_str(line)
                )
            except (pyrage.RecipientError, pyrage.IdentityError):
                name = "nyckeln" if line == one else f"nyckeln i {Path(one).name}"
                raise BadKey(f"{name} är ingen nyckel av slaget age1…") from None
    return found


def is_secret(said: str) -> bool:
    """Whether it is the secret half of a key."""
    try:
        pyrage.x25519.Identity.from_str(said)
    except pyrage.IdentityError:
        return False
    return True


def keys(path: Path) -> list[Any]:
    """The secret keys in a file. Raises ``BadKey``."""
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in _lines(str(path))]
    except pyrage.IdentityError:
        raise BadKey(f"{path.name} innehåller ingen hemlig nyckel (AGE-SECRET-KEY-…)") from None


def lock(plain: BinaryIO, locked: BinaryIO, to: list[Any]) -> None:
    """Writes all of ``plain`` to ``locked``, piece by piece."""
    pyrage.encrypt_io(plain, locked, to)


def lock_bytes(plain: bytes, to: list[Any]) -> bytes:
    """A small file, locked."""
    return bytes(pyrage.encrypt(plain, to))


def unlock(locked: BinaryIO, plain: BinaryIO, having: list[Any]) -> None:
    """Writes all of ``locked`` to ``plain``. Raises ``BadKey`` before anything is written, or ``Damaged`` when
    what has been written so far must not be trusted."""
    try:
        pyrage.decrypt_io(locked, plain, having)
    except pyrage.DecryptError as error:
        if "matching" in str(error).lower():
            raise BadKey("nyckeln passar inte") from None
        raise Damaged(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno is None:  # the library's own word for a piece whose seal is broken
            raise Damaged(str(error)) from None
        raise


def _lines(name: str) -> list[str]:
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadKey(f"nyckelfilen {Path(name).name} går inte att läsa") from None
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise BadKey(f"nyckelfilen {Path(name).name} är tom")
    return lines
