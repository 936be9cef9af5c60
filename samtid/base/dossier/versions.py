"""Ingen text skrivs över: the one who saves says which version the text was begun from, and the database compares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from samtid.base.look import swedish
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle

from .models import Versioned

NOBODY = "Någon annan"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands that gets a new row each time it is written: how many there are, and whose the latest is."""

    version: int
    changed_at: datetime | None = None
    changed_by: Staff | None = None


class Overtaken(NotYet):
    """Somebody has changed the text since the writer opened it. Nothing is saved, and nothing is lost."""

    def __init__(self, now: Versioned | Standing | None) -> None:
        super().__init__(
            [Obstacle(f"{changed(now)} efter att du öppnade sidan. Inget av ditt är sparat än.")]
        )


def claim(row: Versioned, seen: int | None, *, by: Staff, at: datetime) -> None:
    """Takes the next version of ``row`` for the one who is about to save it, or refuses with ``Overtaken``.

    ``seen`` is the version the form was filled from; without it, the row as the caller holds it. The database
    compares: of two who save at once the second waits for the first, and is then refused.
    """
    began = row.version if seen is None else seen
    rows = type(row)._default_manager.filter(pk=row.pk)
    if not rows.filter(version=began).update(version=F("version") + 1, changed_at=at, changed_by=by):
        raise Overtaken(rows.select_related("changed_by").first())
    row.version, row.changed_at, row.changed_by = began + 1, at, by


def unchanged(row: Versioned, seen: int | None) -> None:
    """Holds ``row`` as it was read, until the transaction ends: nobody signs a text that has become another."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    began = row.version if seen is None else seen
    if not rows.filter(version=began).select_for_update(of=("self",)).exists():
        raise Overtaken(rows.select_related("changed_by").first())


def changed(now: Versioned | Standing | None) -> str:
    """Who was there first, and when; in words."""
    if now is None:
        return "Texten flyttades"
    who = now.changed_by.name if now.changed_by else NOBODY
    when = f" {swedish.moment(now.changed_at)}" if now.changed_at else ""
    return f"{who} ändrade texten{when}"
