"""Raderna om var barnet bor: how a stay is written, ended and written anew beside what was wrong."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from . import queries, register, rules, words
from .models import Care, Home, Placement

ELSEWHERE = Obstacle(
    "Barnet står redan som placerat den tiden, i det här eller i ett annat ärende. Flytta eller rätta där.",
    rules.care.DECISION,
)


def of_home(home: Home, starts_at: datetime, anyway: str, *, by: Staff) -> tuple[list[Obstacle], str]:
    """What stands in the way of the home taking a child that night: asked while nobody else can place there.

    And why it does all the same, which is kept only where it was needed.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"home {home.pk}"])
    on = swedish_day(starts_at)
    asked = register.known(by, home, on).as_rule()
    kept = anyway if rules.needs_a_reason(asked, on) else ""
    return rules.obstacles_to_place(asked, on, anyway=anyway), kept


def place(
    care: Care,
    home: Home,
    starts_at: datetime,
    why: words.Why,
    anyway: str,
    note: str,
    *,
    by: Staff,
    at: datetime,
) -> Placement:
    return Placement.objects.create(
        care=care,
        case_id=care.case_id,
        home=home,
        starts_at=starts_at,
        why=why,
        anyway=anyway.strip(),
        note=note.strip(),
        placed_at=at,
        placed_by=by,
    )


def alone(
    care: Care,
    home: Home,
    starts_at: datetime,
    why: words.Why,
    anyway: str,
    note: str,
    *,
    by: Staff,
    at: datetime,
) -> Placement:
    """The stay, unless the child is somewhere else then as others know it."""
    try:
        with transaction.atomic():
            return place(care, home, starts_at, why, anyway, note, by=by, at=at)
    except IntegrityError:
        raise NotYet([ELSEWHERE]) from None


def last_of(care: Care) -> Placement | None:
    rows = queries.standing(care)
    return rows[-1] if rows else None


def leave(stay: Placement, left_at: datetime, why: words.LeftWhy | None = None) -> None:
    stay.ends_at, stay.left_why = left_at, str(why or "")
    stay.save(update_fields=["ends_at", "left_why"])


def mark(stay: Placement, why: str, *, by: Staff, at: datetime) -> None:
    stay.corrected_at, stay.corrected_by, stay.corrected_why = at, by, why.strip()
    stay.save(update_fields=["corrected_at", "corrected_by", "corrected_why"])


def instead(
    stay: Placement, home: Home, starts_at: datetime, ends_at: datetime | None, *, by: Staff, at: datetime
) -> Placement:
    try:
        with transaction.atomic():
            names = ["care_id", "case_id", "why", "left_why"]
            if home.pk == stay.home_id:
                names += [
                    "anyway",
                    "note",
                ]  # said of the home that was wrong it would be said of another family
            kept = {name: getattr(stay, name) for name in names}
            return Placement.objects.create(
                **kept,
                home=home,
                starts_at=starts_at,
                ends_at=ends_at,
                placed_at=at,
                placed_by=by,
                corrects=stay,
            )
    except IntegrityError:
        raise NotYet([ELSEWHERE]) from None
