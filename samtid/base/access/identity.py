"""Vem som handlar: the stamp that tells the database who is acting.

The web signs a short token (who, for what, at what time, on which connection) with a key that the
database role of the web cannot read. A function in the database checks it once per statement
(walls.py), so that text smuggled into a query cannot become somebody else.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db import connections

from .words import Purpose

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts (``None`` for nobody in particular), for what purpose, and at what moment.

    ``at`` is the moment that keys and memberships are judged by; it comes from the injected clock. ``proved_until``
    (seconds since 1970) is how long it holds that they lately showed who they are (proof.py); 0 is not at all.
    """

    staff: int | None
    purpose: Purpose
    at: datetime
    proved_until: int = 0


current: ContextVar[Identity | None] = ContextVar("identity", default=None)


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer pad of HMAC-SHA256 (RFC 2104), which is how the database keeps a key."""
    if len(key) > 64:
        raise ValueError("a stamp key is at most 64 bytes")
    filled = key.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in filled), bytes(b ^ 0x5C for b in filled)


@lru_cache(maxsize=4)
def key_name(key: bytes) -> str:
    """What a key is called, in the stamp and in the database: tells nothing of the key."""
    return hashlib.sha256(pads(key)[0]).hexdigest()[:8]


def token(identity: Identity, *, process: int, key: bytes, now: float, seconds: int) -> str:
    """The signed stamp: ``staff.purpose.at.expires.process.key.proved.signature`` (HMAC-SHA256, hex).

    ``key`` in it is the key's name, so that two keys can be true at once while one replaces the other.
    ``process`` is the database process of this connection, so a stamp overheard on one connection
    is worth nothing on another. ``at`` is told in microseconds, so that a key given in this very moment holds;
    ``now`` is seconds since 1970.
    """
    words = (
        identity.staff or 0,
        identity.purpose,
        (identity.at - EPOCH) // timedelta(microseconds=1),
        int(now) + seconds,
        process,
        key_name(key),
        identity.proved_until,
    )
    said = ".".join(str(word) for word in words)
    return f"{said}.{hmac.new(key, said.encode(), hashlib.sha256).hexdigest()}"


def stamp(connection, identity: Identity | None) -> None:  # type: ignore[no-untyped-def]
    """Say to the database, for the rest of this transaction, who is acting."""
    said = ""
    with connection.connection.cursor() as cursor:
        if identity is not None:
            process = connection.connection.info.backend_pid
            if settings.DATABASE_IS_POOLED:
                process = cursor.execute("select pg_backend_pid()").fetchone()[0]
            said = token(
                identity,
                process=process,
                key=settings.STAMP_KEY.encode(),
                now=time.time(),
                seconds=settings.STAMP_SECONDS,
            )
        # what somebody before us on the same connection has set for the session does not reach us; no question of a
        # page is long enough to be worth compiling (jit)
        cursor.execute(
            "select set_config('samtid.stamp', %s, true), set_config('search_path', 'public', true), "
            "set_config('row_security', 'on', true), set_config('TimeZone', 'UTC', true), set_config('jit', 'off', true), "
            "set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true)",
            [said, *_patience(identity)],
        )


def _patience(identity: Identity | None) -> tuple[str, str]:
    """The longest a statement may take and wait for a lock: a page is waited for by somebody, a command is not."""
    if identity is None or identity.purpose not in (Purpose.WEB, Purpose.PORTAL):
        return "0", "0"
    return f"{settings.STATEMENT_SECONDS}s", f"{settings.LOCK_SECONDS}s"


def keep_key(connection, key: bytes, *, grace_seconds: int) -> None:  # type: ignore[no-untyped-def]
    """Gives the database the key that stamps are checked with from now on.

    ``connection`` is the owner's. The key before it is still true for ``grace_seconds``, so that web
    processes that have not been started again lose nobody's page: migrate first, then restart them.
    """
    connection.execute(
        "select access.keep_stamp_key(%s, %s, make_interval(secs => %s))", [*pads(key), grace_seconds]
    )


@contextmanager
def acting_as(identity: Identity | None) -> Iterator[None]:
    """Act as ``identity`` inside the block.

    A transaction begun inside is stamped by the backend; one that is already running is stamped
    here, and gets its former stamp back afterwards.
    """
    former = current.set(identity)
    connection = connections["default"]
    running = connection.in_atomic_block
    try:
        if running:
            stamp(connection, identity)
        yield
    finally:
        current.reset(former)
        if running and connection.in_atomic_block and not connection.needs_rollback:
            stamp(connection, current.get())
