"""Tryck utan täckning: what was tapped where there was no line, and came when there was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, refuse_if

from .. import queries, rules, words
from ..models import Tap, Visit
from .visiting import carry_out, not_carried_out, take_back


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def hear(
    visit: Visit,
    tap: UUID,
    reason: words.WhyNot | None,
    tapped_at: datetime,
    *,
    by: Staff,
    at: datetime,
) -> Tap:
    """Takes in a tap that the telephone kept: carried out, or with a ``reason`` not. The same tap is heard once.

    ``tap`` is the telephone's own number of the tap, ``tapped_at`` when it says that it was. What can no longer be
    said of the visit is kept with why, so that it is known who pressed what.
    """
    visit, heard = _held(visit, tap)
    if heard is not None:
        return heard
    tapped_at = min(tapped_at, at)
    refuse_if(rules.obstacles_to_hearing(tapped_at=tapped_at, at=at))
    return _keep(visit, tap, reason, tapped_at, _refusal(visit, reason, tapped_at, by, at), by=by, at=at)


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def unhear(visit: Visit, tap: UUID, tapped_at: datetime, *, by: Staff, at: datetime) -> Tap:
    """Takes back a tap that may or may not have come: one that has is undone as any report, another never counts."""
    visit, heard = _held(visit, tap)
    if heard is None:
        tapped_at = min(max(tapped_at, at - rules.HEARD_WITHIN), at)
        return _keep(visit, tap, None, tapped_at, rules.UNDONE, by=by, at=at)
    if not heard.refused and visit.reported_at == heard.came_at:
        take_back(visit, by=by, at=at)
    return heard


def _held(visit: Visit, tap: UUID) -> tuple[Visit, Tap | None]:
    """The visit as it is now, held, and the tap if it has been heard."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    heard = Tap.objects.filter(pk=tap).first()
    refuse_if([] if heard is None or heard.visit_id == visit.pk else [rules.ANOTHER_TAP])
    return visit, heard


def _refusal(visit: Visit, reason: words.WhyNot | None, tapped_at: datetime, by: Staff, at: datetime) -> str:
    """Why it cannot be taken in, if so: it is kept on the telephone, so it names nobody."""
    try:
        refuse_if(
            rules.obstacles_to_reporting(
                reported_at=visit.reported_at, was_carried_out=visit.carried_out_at is not None, reporter=""
            )
        )
        if reason is None:
            refuse_if(rules.obstacles_to_tapping(planned_at=visit.planned_at, tapped_at=tapped_at))
            carry_out(visit, by=by, at=at)
        else:
            not_carried_out(visit, reason, by=by, at=at)
    except NotYet as refusal:
        return " ".join(obstacle.text for obstacle in refusal.obstacles)
    return ""


def _keep(
    visit: Visit,
    tap: UUID,
    reason: words.WhyNot | None,
    tapped_at: datetime,
    refused: str,
    *,
    by: Staff,
    at: datetime,
) -> Tap:
    try:
        with transaction.atomic():
            return Tap.objects.create(
                pk=tap,
                visit=visit,
                case_id=visit.case_id,
                reason=reason or "",
                tapped_at=tapped_at,
                refused=refused,
                by=by,
                came_at=at,
            )
    except IntegrityError:  # the number is taken where this viewer cannot see
        raise NotYet([rules.ANOTHER_TAP]) from None
