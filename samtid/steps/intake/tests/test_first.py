"""What cannot wait comes first in the queue, with where to ring; siblings of one report stand beside each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.words import Need
from samtid.ground import clock
from samtid.steps.intake import actions, queries, rules
from samtid.steps.intake.tests.make import a_report, an_identified_report
from samtid.steps.intake.words import Kind, Stage


@pytest.mark.parametrize(
    "text",
    [
        "Jag har inga pengar och barnen har ingen mat i morgon.",
        "Vi har inte råd med mat.",
        "Värden ska vräka oss på fredag.",
        "De stänger av elen i dag.",
        "Maten är slut.",
    ],
)
def test_somebody_without_food_heat_or_roof_is_read_first(text):
    assert rules.sounds_acute(Need.MONEY, text)


@pytest.mark.parametrize("text", ["Jag vill ha hjälp med budget.", "Hon är matglad.", "Hur ansöker man?"])
def test_others_wait_their_turn(text):
    assert not rules.sounds_acute(Need.MONEY, text)


def test_acute_money_stands_before_older_matters_with_a_number_and_a_day(client, staff, acting, at):
    money = {"need": Need.MONEY, "kind": Kind.APPLICATION, "reporter_contact": "070-740 12 34"}
    with acting("maja", at=at - timedelta(hours=4)) as maja:
        earlier = at - timedelta(hours=4)
        a_report(by=maja, at=earlier, text="Jag behöver hjälp med hyran framöver.", **money)
    with acting("maja") as maja:
        a_report(by=maja, at=at, text="Barnen har ingen mat i morgon.", **money)
        stages = queries.grouped(queries.queue(maja))
        [row] = stages[Stage.URGENT]
        assert (row.report.is_urgent, row.due) == (True, at.date())
        assert next(iter(stages)) == Stage.URGENT
    client.force_login(staff("maja"))
    with clock.set_to(lambda: at):
        page = client.get(reverse("intake:queue")).content.decode()
    assert "Nå den som hörde av sig: 070-740 12 34" in page


def test_siblings_of_one_report_stand_together(acting, at):
    with acting("maja") as maja:
        two = (actions.About(name="Alva Ek"), actions.About(name="Max Ek"))
        family = {"about": two}
        a_report(by=maja, at=at, **family)
        a_report(by=maja, at=at)
        rows = queries.grouped(queries.queue(maja))[Stage.PROTECTION]
    together = [row.siblings for row in rows]
    assert sorted(together) == [0, 1, 1]
    first = together.index(1)
    assert together[first : first + 2] == [1, 1]
    assert rows[first].report.receipt == rows[first + 1].report.receipt


def test_a_childs_protection_stands_before_all_else_also_before_what_is_later(acting, at):
    with acting("maja") as maja:
        a_report(by=maja, at=at, need=Need.ELDERLY, is_urgent=True, text="Hon har ramlat.")
        a_report(by=maja, at=at)
        rows = sorted(queries.queue(maja), key=queries._urgency)
    assert rows[0].stage == Stage.PROTECTION


def test_a_report_whose_own_time_runs_is_not_something_new_in_an_investigation(acting, at):
    with acting("maja") as maja:
        assert not queries.is_unread(an_identified_report(by=maja, at=at))
