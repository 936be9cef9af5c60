"""Att hålla en plan: two who begin a service's plan, or lay it out, at the same moment do not both."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def hold(service: UUID) -> None:
    """Holds what is planned of a service until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(service)])
