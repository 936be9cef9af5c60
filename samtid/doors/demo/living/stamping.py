"""Stämpeln: act as one member of staff at a moment, as a request would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Staff


@contextmanager
def as_one(by: Staff | None, at: datetime) -> Iterator[None]:
    """``by`` acts at ``at``; nobody at all is somebody at the open way in."""
    who = Identity(by.pk if by else None, Purpose.WEB if by else Purpose.PORTAL, at)
    with acting_as(who):
        yield
