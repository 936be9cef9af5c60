"""Builders for tests: tickets are of another transaction, as on the pages."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from samtid.base.organisation.models import Staff
from samtid.base.people.actions import Details, look_up
from samtid.base.people.words import NumberKind

RESERVE = Details("Alva", "Nyström", number="22950606FH20", number_kind=NumberKind.RESERVE)
# Skatteverket's published test numbers
ALVAS = "201203142391"
NEW_NUMBER = "201401012396"


def numbered(number: str, given: str = "Alva", family: str = "Nyström") -> Details:
    """Somebody with a personnummer."""
    return Details(given, family, number=number, number_kind=NumberKind.PERSONNUMMER)


def a_ticket(details: Details, *, by: Staff, at: datetime) -> UUID:
    """A ticket whose line stands: the next transaction reads it."""
    return look_up(details, by=by, at=at)


def one(question: str, *values: object) -> object:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(question, list(values))
        return cursor.fetchone()[0]
