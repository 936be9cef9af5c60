"""Borta: what is called off because nobody is there to come to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.steps.plans.holding import hold
from samtid.steps.services.models import Service

from .. import queries, rules, words
from ..models import Visit
from .visiting import record_in


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def call_off_away(
    service: Service, first: datetime, until: datetime | None, *, by: Staff, at: datetime
) -> int:
    """Calls off the visits from ``first`` up to ``until``: the person is away. Returns how many.

    Why is not said: who goes there learns no more than that. They hold no day when the plan is laid out anew.
    """
    hold(service.pk)
    rest = Visit.objects.filter(queries.NOT_REPORTED, service=service, planned_at__gte=first)
    if until is not None:
        rest = rest.filter(planned_at__lt=until)
    count = rest.update(
        not_carried_out_at=at, not_carried_out_reason=words.WhyNot.AWAY, outcome_note="", reported_by=by
    )
    if count:
        record_in(service, words.Event.CALLED_OFF, by=by, at=at)
    return count
