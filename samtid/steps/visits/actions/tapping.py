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
from .visiting import carry_out, not_carried_out


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
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    heard = Tap.objects.filter(pk=tap).first()
    if heard is not None:
        refuse_if([] if heard.visit_id == visit.pk else [rules.ANOTHER_TAP])
        return heard
    refuse_if(rules.obstacles_to_hearing(tapped_at=tapped_at, at=at))
    refused = ""
    try:
        if reason is None:
            carry_out(visit, by=by, at=at)
        else:
            not_carried_out(visit, reason, by=by, at=at)
    except NotYet as refusal:
        refused = " ".join(obstacle.text for obstacle in refusal.obstacles)
    try:
        with transaction.atomic():
            return Tap.objects.create(
                pk=tap,
                visit=visit,
                case_id=visit.case_id,
                reason=reason or "",
                tapped_at=min(tapped_at, at),
                refused=refused,
                by=by,
                came_at=at,
            )
    except IntegrityError:  # the number is taken where this viewer cannot see
        raise NotYet([rules.ANOTHER_TAP]) from None
