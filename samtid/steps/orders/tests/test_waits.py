"""Whose day an order stands on: the planner's, then the manager's, then the one's who ordered."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.models import Membership
from samtid.ground import clock
from samtid.steps.orders import actions
from samtid.steps.orders.words import Answer

from .make import an_order

NEW, UNSEEN, NOBODY = (
    "Ny beställning",
    "ingen har sett på 2 dagar",
    "Ingen hos Hemtjänst har sett beställningen",
)
WHY = "Två har slutat hos oss i november."


@pytest.fixture
def day_of(staff):
    """The words on somebody's first page at a moment."""

    def read(username: str, at) -> str:
        browser = Client()
        browser.force_login(staff(username))
        with clock.set_to(lambda: at):
            answer = browser.get(reverse("desk:day"), follow=True)
        assert answer.status_code == 200
        # the day's planning has lines of its own about a new service
        said = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
        return said.replace("Ny beställning: planera besök", "")

    return read


@pytest.fixture
def order(acting, at, planned):
    with acting("ulf") as ulf:
        return an_order(planned, by=ulf, at=at, days=14)


def test_what_nobody_has_seen_goes_on_to_the_manager_and_then_to_the_one_who_ordered(at, order, day_of):
    days = range(6)
    seen = {
        name: [n for n in days if words in day_of(name, at + timedelta(days=n))]
        for name, words in (("nils", NEW), ("inga", UNSEEN), ("ulf", NOBODY), ("tova", NEW), ("gun", NOBODY))
    }
    assert seen == {"nils": [0, 1], "inga": [2, 3, 4, 5], "ulf": [4, 5], "tova": [], "gun": []}
    assert UNSEEN in day_of("nils", at + timedelta(days=2))


def test_an_order_sent_a_minute_before_midnight_is_counted_from_that_day(acting, planned, day_of):
    late = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
    with acting("ulf", at=late) as ulf:
        an_order(planned, by=ulf, at=late, days=14)
    assert UNSEEN not in day_of("inga", late + timedelta(days=1))
    assert UNSEEN in day_of("inga", late + timedelta(days=1, minutes=2))


def test_who_has_seen_it_goes_on_being_told_and_nobody_else(acting, at, order, day_of):
    with acting("nils") as nils:
        actions.answer_order(order, Answer.SEEN, known=0, by=nils, at=at)
    later = at + timedelta(days=5)
    assert "väntar på besked" in day_of("nils", later)
    assert "beställning" not in day_of("inga", later).lower().replace("beställningar", "")
    assert NOBODY not in day_of("ulf", later)


def test_what_is_declined_comes_back_with_its_reason(acting, at, order, day_of):
    with acting("nils") as nils:
        actions.answer_order(order, Answer.DECLINED, known=0, reason=WHY, by=nils, at=at)
    assert WHY in day_of("ulf", at)
    assert NEW not in day_of("nils", at)


def test_what_is_taken_waits_for_nobody_until_the_one_who_was_named_has_left(
    acting, at, order, day_of, staff, as_owner
):
    with acting("nils") as nils:
        actions.answer_order(order, Answer.ACCEPTED, known=0, worker=staff("tova"), by=nils, at=at)
    for username in ("nils", "inga", "ulf"):
        said = day_of(username, at + timedelta(days=5))
        assert NEW not in said and NOBODY not in said and "Fast kontakt" not in said
    with as_owner():
        Membership.objects.filter(staff=staff("tova")).update(valid_to=at.date() + timedelta(days=3))
    assert "Fast kontakt har slutat" not in day_of("nils", at + timedelta(days=3))
    assert "Fast kontakt har slutat" in day_of("nils", at + timedelta(days=4))


def test_where_nobody_plans_the_manager_is_told_at_once_and_where_nobody_leads_the_one_who_ordered(
    at, order, day_of, staff, as_owner
):
    with as_owner():
        Membership.objects.filter(staff=staff("nils")).update(valid_to=at.date() - timedelta(days=1))
    assert NEW in day_of("inga", at)
    assert "ses av ingen" not in day_of("ulf", at)
    with as_owner():
        Membership.objects.filter(staff=staff("inga")).update(valid_to=at.date() - timedelta(days=1))
    assert "ses av ingen" in day_of("ulf", at)
