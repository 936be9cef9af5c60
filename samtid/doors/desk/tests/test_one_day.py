"""A duty has one day, whoever asks: the queue, Min dag, the report's page, the clock and the outage pack."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Unit
from samtid.base.organisation.words import Role
from samtid.doors.desk.waiting import day_of, lines_of
from samtid.doors.outage.queries import pack
from samtid.ground.law.days import swedish_day
from samtid.steps.intake import queries as intake
from samtid.steps.intake.tests.make import a_report, an_identified_report
from samtid.steps.intake.tests.test_pages import browse  # noqa: F401

CAME = [
    ("2026-11-20T17:30+01:00", "2026-11-21T10:30+01:00", date(2026, 11, 21)),  # BC-26
    ("2026-11-20T23:50+01:00", "2026-11-21T00:13+01:00", date(2026, 11, 21)),  # W15
    ("2026-11-20T09:00+01:00", "2026-11-21T00:13+01:00", date(2026, 11, 20)),
    ("2026-10-24T23:30+02:00", "2026-10-25T23:30+01:00", date(2026, 10, 25)),  # the clocks go back that night
]


@pytest.mark.parametrize("known", [True, False], ids=["identified", "nobody's yet"])
@pytest.mark.parametrize(("came", "now", "day"), CAME)
def test_the_pages_agree_on_the_day_of_the_protection_assessment(acting, came, now, day, known):
    at, came_at = datetime.fromisoformat(now), datetime.fromisoformat(came)
    today = swedish_day(at)
    with acting("maja", at=at) as maja:
        make = an_identified_report if known else a_report
        make(by=maja, at=at, received_at=came_at)

        [row] = intake.queue(maja)
        days = {row.due}
        [line] = [one for one in lines_of(day_of(maja, at, {Role.RECEPTION})) if one.rule == "CH-01"]
        days.add(line.due_on)
        if known:
            days.add(Clock.objects.get(rule="CH-01").due_on)
        unit = Unit.objects.get(kind="reception")
        printed = pack(maja, unit, today, at)
        days |= {one.due_on for one in printed.deadlines if "kyddsbedömning" in one.what}

        assert days == {day}
        assert line.is_late(today) == (row.due < today) == (day < today)


def test_the_page_says_the_same_as_the_queue(browse, acting, at):  # noqa: F811
    friday = datetime.fromisoformat("2026-11-20T17:30+01:00")
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, received_at=friday)
    client = browse("maja")
    for address in (reverse("intake:queue"), reverse("intake:report", args=[report.pk]), reverse("desk:day")):
        page = client.get(address).content.decode()
        assert "dag sen" not in page and "dagar sen" not in page, address


def test_assessed_after_midnight_is_in_time(browse, acting):  # noqa: F811
    from samtid.steps.intake import actions

    came = datetime.fromisoformat("2026-11-20T23:50+01:00")
    assessed = datetime.fromisoformat("2026-11-21T00:13+01:00")
    with acting("maja", at=assessed) as maja:
        report = an_identified_report(by=maja, at=assessed, received_at=came)
        actions.assess_protection(
            report, False, "Samtal med jouren: barnet sover hos mormor.", by=maja, at=assessed
        )
        clock = Clock.objects.get(rule="CH-01")
        assert swedish_day(clock.stopped_at) <= clock.due_on
    page = browse("maja").get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "för sent" not in page
