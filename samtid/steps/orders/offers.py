"""Vad beställningarna berättar: their forms, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.offers import DraftForm, LogWords, Offers
from samtid.steps.services.offers import about

from . import queries
from .rules import ANSWERS
from .waits import UNSETTLED, waits


def of_order(viewer: Staff, orders: Collection[UUID]) -> Mapping[UUID, str]:
    """Whom each order is about."""
    return {one.pk: one.service.person.name for one in queries.orders(viewer).filter(pk__in=orders)}


SEND = DraftForm("orders:send", "Beställning", whose=about)
ANSWER = DraftForm("orders:answer", "Svar på en beställning", "orders:order", part="#svara", whose=of_order)

OFFERS = Offers(
    drafts=[SEND, ANSWER],
    log=[LogWords("orders", "Beställningen", "För att beställa eller ta emot en insats")],
    seldom=[UNSETTLED],
    waits=waits,
    waits_for=frozenset(str(role) for role in roles.RECEIVES_CASES | set(ANSWERS.there)),
)
