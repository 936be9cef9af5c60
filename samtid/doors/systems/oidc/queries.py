"""Vem är det som loggar in? Asked of the database, which answers one question and shows no list."""

from __future__ import annotations

from datetime import date

from django.db import connection

from samtid.base.organisation.models import Staff


def staff_of(issuer: str, subject: str, on: date) -> Staff | None:
    """The member of staff this identity is linked to on ``on``; None when there is none, or no longer."""
    with connection.cursor() as cursor:
        cursor.execute("select access.staff_of_identity(%s, %s)", [issuer, subject])
        found = cursor.fetchone()[0]
    return Staff.objects.on(on).filter(pk=found).first() if found else None
