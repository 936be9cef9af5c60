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

from . import rules


@transaction.atomic(savepoint=False)
def count_and_mark(reports: Sequence[UUID], address: str, *, by: Staff | None, at: datetime) -> str:
    """Counts one sending from a network address, and marks its reports when there have been many.

    Returns why, or nothing. The reports lie in the queue in either case. The address is not kept: only a hash
    of it with a key and the day.
    """
    said = f"{at:%Y-%m-%d}|{address}".encode()
    source = hmac.new(f"portal|{settings.SECRET_KEY}".encode(), said, hashlib.sha256).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("select * from access.press(%s)", [source])
        why = rules.why_mark(*cursor.fetchone())
        for report in reports if why else ():
            cursor.execute("select access.mark_report(%s, %s)", [report, why])
    return why
