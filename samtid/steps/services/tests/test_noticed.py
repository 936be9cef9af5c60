"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from samtid.ground.law.days import SWEDEN, swedish_day
from samtid.ground.reasons import NotYet
from samtid.steps.services import actions, rules
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.services.words import EndReason


@pytest.mark.parametrize("days", [1, 3])
def test_a_service_that_ended_on_an_earlier_day_ended_then_and_not_today(acting, at, days):
    began = at - timedelta(days=10)
    with acting("ulf", at=began) as ulf:
        service = an_open_service(by=ulf, at=began)
    last = swedish_day(at) - timedelta(days=days)
    with acting("ulf") as ulf:
        actions.end_service(service, EndReason.OWN_WISH, ended_on=last, by=ulf, at=at)
        kept = Service.objects.get(pk=service.pk)
        assert kept.ended_at == datetime.combine(last, time(23, 59), SWEDEN)
        assert (kept.ended_by, kept.end_reason) == (ulf, EndReason.OWN_WISH)


def test_a_service_that_ends_today_ends_now(acting, at):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        actions.end_service(service, EndReason.OWN_WISH, ended_on=swedish_day(at), by=ulf, at=at)
        assert Service.objects.get(pk=service.pk).ended_at == at


def test_a_service_ends_neither_in_advance_nor_before_it_began(acting, at):
    today = swedish_day(at)
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        for wrong in (today + timedelta(days=1), today - timedelta(days=2)):
            with pytest.raises(NotYet):
                actions.end_service(service, EndReason.OWN_WISH, ended_on=wrong, by=ulf, at=at)
        assert Service.objects.get(pk=service.pk).ended_at is None


def test_it_may_end_the_day_before_it_was_to_begin_which_is_never_to_have_begun():
    on = datetime(2026, 11, 21).date()
    said = {"has_ended": False, "reason": EndReason.OWN_WISH, "comment": "", "starts_on": on, "on": on}
    assert not rules.obstacles_to_ending(**said, ended_on=on - timedelta(days=1))
    assert rules.obstacles_to_ending(**said, ended_on=on - timedelta(days=2))
