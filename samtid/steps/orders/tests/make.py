"""Builders for tests: orders sent through their own door."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.steps.orders import actions
from samtid.steps.orders.models import Order
from samtid.steps.services.models import Service

KNOWS = "Hunden är snäll men hoppar. Nyckel finns i låsskåpet."


def an_order(
    service: Service,
    *,
    by: Staff,
    at: datetime,
    days: int = 3,
    must_know: str = KNOWS,
    reach: str = "",
    contact: Staff | None = None,
) -> Order:
    """An order with a wished start some days ahead."""
    text = actions.Text(swedish_day(at) + timedelta(days=days), must_know, contact or by, reach)
    return actions.send_order(service, text, by=by, at=at)
