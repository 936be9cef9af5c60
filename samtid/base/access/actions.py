"""Vad som kan göras med åtkomst."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import refuse_if

from . import rules, shown, words
from .models import Opening, Review


@transaction.atomic(savepoint=False)  # nothing may be read that could not be logged: no way back on its own
def log_opening(
    action: words.Opening,
    *,
    page: str,
    dossier_id: UUID | None = None,
    compartment_id: int | None = None,
    why: str = "",
    sought: str | None = None,
    by: Staff,
    at: datetime,
) -> Opening:
    """One line in the log of every opening, in the same transaction as the reading (SoLPuL 10 §).

    ``page`` is the name of the page, never an address with a person in it. ``sought`` is what somebody searched for;
    the database makes a mark of a number. A line about no dossier lies in the unit of ``by``.
    """
    shown.note_logged(dossier=dossier_id, compartments=[compartment_id])
    return Opening.objects.create(
        at=at,
        staff=by,
        action=action,
        dossier_id=dossier_id,
        compartment_id=compartment_id,
        page=page,
        why=why,
        sought=sought,
    )


@transaction.atomic(savepoint=False)
def may_go_on(kind: str, *, by: Staff, at: datetime) -> bool:
    """Counts one try of a kind (``rules.LIMITS``), and says whether it may be done. A no is answered by 429."""
    with connection.cursor() as cursor:
        cursor.execute("select access.count_effort(%s)", [kind])
        return bool(cursor.fetchone()[0])


@transaction.atomic(savepoint=False)
def log_openings(
    action: words.Opening,
    *,
    page: str,
    dossier_id: UUID,
    compartment_ids: Iterable[int],
    why: str = "",
    by: Staff,
    at: datetime,
) -> None:
    """The same line in several units' parts of the log, for a page that shows what lies in each of them."""
    compartments = list(compartment_ids)
    shown.note_logged(dossier=dossier_id, compartments=compartments)
    Opening.objects.bulk_create(
        Opening(
            at=at,
            staff=by,
            action=action,
            dossier_id=dossier_id,
            compartment_id=compartment_id,
            page=page,
            why=why,
        )
        for compartment_id in compartments
    )


@transaction.atomic
def end_sessions(*, by: Staff, at: datetime) -> None:
    """Logs ``by`` out wherever they are logged in, here too (ASVS 5.0 7.5.2)."""
    with connection.cursor() as cursor:
        cursor.execute("select access.end_sessions()")


@transaction.atomic
def review(picked: Review, verdict: words.Verdict, note: str, *, by: Staff, at: datetime) -> Review:
    """Writes down what the reviewer found. Not about oneself, and once."""
    refuse_if(
        rules.obstacles_to_reviewing(
            verdict, note, reader=picked.reader_id, reviewer=by.pk, reviewed_at=picked.reviewed_at
        )
    )
    picked.verdict, picked.note, picked.reviewed_at, picked.reviewed_by = verdict, note, at, by
    picked.save(update_fields=["verdict", "note", "reviewed_at", "reviewed_by"])
    return picked


@transaction.atomic
def follow_up_review(picked: Review, measure: str, *, by: Staff, at: datetime) -> Review:
    """Writes down what came of an opening that was not plainly justified."""
    refuse_if(
        rules.obstacles_to_following_up(
            measure,
            verdict=picked.verdict,
            reader=picked.reader_id,
            reviewer=by.pk,
            followed_up_at=picked.followed_up_at,
        )
    )
    picked.measure, picked.followed_up_at, picked.followed_up_by = measure, at, by
    picked.save(update_fields=["measure", "followed_up_at", "followed_up_by"])
    return picked
