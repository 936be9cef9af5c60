"""Stämpeln: act as one member of staff at a moment, as a request would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection

from samtid.base.access.identity import Identity, current, stamp
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Staff

# True while somebody else puts the stamp, before the statements that look at it (held).
lazily: ContextVar[bool] = ContextVar("lazily", default=False)


@contextmanager
def as_one(by: Staff | None, at: datetime) -> Iterator[None]:
    """``by`` acts at ``at``; nobody at all is somebody at the open way in.

    In a transaction that is already running the stamp stays until the next one is put: whatever is done in
    the demo is done by somebody, so there is nobody to go back to.
    """
    who = Identity(by.pk if by else None, Purpose.WEB if by else Purpose.PORTAL, at)
    former = current.set(who)
    try:
        if connection.in_atomic_block and not lazily.get():
            stamp(connection, who)
        yield
    finally:
        current.reset(former)
