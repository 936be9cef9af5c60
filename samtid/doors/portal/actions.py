"""Trycket: count what comes in, and mark what comes when it is unusually much."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.network import network

from . import rules


@transaction.atomic(savepoint=False)
def count_and_mark(reports: Sequence[UUID], address: str, *, by: Staff | None, at: datetime) -> str:
    """Counts one sending from a network, and marks its reports when there have been many.

    Returns why, or nothing. Everything is received in either case; what is marked lies apart, each sender's in turn.
    Neither the address nor the hash is kept with a report: only how many came before it in the hour.
    """
    from_here, from_everywhere = _pressed(address)
    why = rules.why_mark(from_here, from_everywhere)
    with connection.cursor() as cursor:
        for report in reports if why else ():
            cursor.execute("select access.mark_report(%s, %s, %s)", [report, why, from_here])
    return why


@transaction.atomic(savepoint=False)
def count(address: str, *, by: Staff | None, at: datetime) -> str:
    """Counts one sending that is no report, and says why it is unusual; nothing when it is as it is most days."""
    return rules.why_mark(*_pressed(address))


def _pressed(address: str) -> tuple[int, int]:
    source = hmac.new(f"portal|{settings.SECRET_KEY}".encode(), network(address).encode(), hashlib.sha256)
    with connection.cursor() as cursor:
        cursor.execute("select * from access.press(%s, %s)", [source.hexdigest(), rules.FROM_ONE_PLACE])
        from_here, from_everywhere = cursor.fetchone()
    return from_here, from_everywhere
