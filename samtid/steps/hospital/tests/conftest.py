"""What the tests of being away begin with: help at home by a plan, laid out for two weeks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from samtid.ground import clock
from samtid.steps.plans.tests.make import a_line, an_adopted_plan
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions as visits
from samtid.steps.visits import laying

DAILY = tuple(range(7))


@pytest.fixture
def service(acting, at):
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def plan(acting, at, service):
    """Every day at 18, laid out for two weeks by the planner."""
    with acting("tova") as tova:
        made = an_adopted_plan(service, a_line(weekdays=DAILY), by=tova, at=at)
    lay_out(acting, made, at)
    return made


def lay_out(acting, plan, at, weeks: int = 2):
    """Shown, and pressed, by the planner."""
    with acting("nils", at=at) as nils:
        mark = laying.layout(nils, plan, weeks, at).mark
        return visits.lay_out(plan, weeks, mark=mark, by=nils, at=at)


@pytest.fixture
def day_of(staff):
    """The words on somebody's first page at a moment."""

    def read(username: str, at) -> str:
        browser = Client()
        browser.force_login(staff(username))
        with clock.set_to(lambda: at):
            answer = browser.get(reverse("desk:day"), follow=True)
        assert answer.status_code == 200
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())

    return read
