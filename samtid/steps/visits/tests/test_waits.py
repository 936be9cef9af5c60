"""What waits for the one who plans, and how a report is taken back, corrected beside and handled."""

from __future__ import annotations

import re
from datetime import time, timedelta
from html import unescape

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions, queries
from samtid.steps.visits.models import Remark, Visit
from samtid.steps.visits.tests.make import a_visit, an_arrangement
from samtid.steps.visits.words import WhyNot


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


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


ORDER, NOBODY = "Ny beställning: planera besök", "Inget besök är planerat än hos Hemtjänst"


def test_a_new_order_stands_on_the_planners_first_page_then_the_managers_then_the_caseworkers(
    acting, at, service, day_of
):
    days = {name: [0, 2, 3, 7] for name in ("nils", "inga", "ulf")}
    seen = {
        name: [n for n in row if (ORDER if name != "ulf" else NOBODY) in day_of(name, at + timedelta(days=n))]
        for name, row in days.items()
    }
    assert seen == {"nils": [0, 2, 3, 7], "inga": [3, 7], "ulf": [7]}
    assert "Alva Nyström" in day_of("nils", at)
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=24 * 8)
    assert ORDER not in day_of("nils", at + timedelta(days=3))
    assert ORDER not in day_of("inga", at + timedelta(days=3))
    assert NOBODY not in day_of("ulf", at + timedelta(days=7))


def test_a_series_that_runs_out_stands_there_two_weeks_before_its_last_visit(acting, at, service, day_of):
    first = swedish_day(at) + timedelta(days=1)
    with acting("nils") as nils:
        made = actions.agree_series(
            service, [first.weekday()], time(9), first, 4, an_arrangement(), by=nils, at=at
        )
    last = made[-1].planned_at
    ends = f"Besöken tar slut {swedish_day(last)}"
    assert ends not in day_of("nils", last - timedelta(days=14, minutes=1))
    assert ends in day_of("nils", last - timedelta(days=13, hours=23))
    assert ends not in day_of("inga", last - timedelta(days=4))
    assert ends in day_of("inga", last - timedelta(days=2)), "the planner has had her days"
    with acting("nils", at=last - timedelta(days=13)) as nils:
        a_visit(service, by=nils, at=last - timedelta(days=13), hours=24 * 30)
    assert ends not in day_of("nils", last - timedelta(days=13))


def test_a_series_that_ends_with_its_service_asks_for_nothing(acting, at, service, day_of, as_owner):
    first = swedish_day(at) + timedelta(days=1)
    with acting("nils") as nils:
        agreed = an_arrangement()
        made = actions.agree_series(service, [first.weekday()], time(9), first, 2, agreed, by=nils, at=at)
    with as_owner():
        Service.objects.filter(pk=service.pk).update(ends_on=swedish_day(made[-1].planned_at))
    assert "Besöken tar slut" not in day_of("nils", at)


def test_what_nobody_goes_to_and_what_nobody_told_of_stand_there(acting, at, service, staff, day_of):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=1)
        a_visit(service, by=nils, at=at, hours=24)
        a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    assert "1 besök i dag saknar personal" in day_of("nils", at)
    assert "1 besök i morgon saknar personal" in day_of("inga", at)
    assert "inte rapporterade" not in day_of("nils", at + timedelta(hours=1))
    assert "1 besök är inte rapporterade" in day_of("nils", at + timedelta(hours=2.6))


@pytest.mark.parametrize("why", [WhyNot.NOT_HOME, WhyNot.SHORT_OF_STAFF, WhyNot.UNSAFE])
def test_a_deviation_waits_until_somebody_has_said_what_was_done(acting, at, service, staff, day_of, why):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    with acting("tova") as tova:
        actions.not_carried_out(visit, why, by=tova, at=at)
        with pytest.raises(NotYet, match="planeraren"), transaction.atomic():
            actions.handle(visit, "Ringde dottern.", by=tova, at=at)
    line = f"Besöket blev inte av: {why.label.lower()}"
    assert line in day_of("nils", at) and line in day_of("inga", at)
    with acting("nils") as nils:
        actions.handle(visit, "Ringde dottern, hon är där.", by=nils, at=at)
        with pytest.raises(NotYet, match="redan tagit hand"), transaction.atomic():
            actions.handle(visit, "Ringde igen.", by=nils, at=at)
    assert line not in day_of("nils", at) and line not in day_of("inga", at)


def test_one_who_did_not_want_to_is_no_deviation(acting, at, service, staff, day_of):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    with acting("tova") as tova:
        actions.not_carried_out(visit, WhyNot.DECLINED, by=tova, at=at)
    assert "blev inte av" not in day_of("nils", at)


def test_a_mistap_is_taken_back_within_ten_minutes_and_then_corrected_beside(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    with acting("tova") as tova:
        actions.carry_out(visit, by=tova, at=at)
    with acting("inga") as inga, transaction.atomic():
        with pytest.raises(NotYet, match="Bara den som rapporterade"):
            actions.take_back(visit, by=inga, at=at)
        transaction.set_rollback(True)
    later = at + timedelta(minutes=10)
    with acting("tova", at=later) as tova:
        back = actions.take_back(visit, by=tova, at=later)
        assert not back.is_reported and back.reported_by_id is None
        actions.not_carried_out(visit, WhyNot.NOT_HOME, by=tova, at=later)
    much_later = later + timedelta(minutes=11)
    with acting("tova", at=much_later) as tova:
        with pytest.raises(NotYet, match="tio minuter"), transaction.atomic():
            actions.take_back(visit, by=tova, at=much_later)
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(not_carried_out_at=None, not_carried_out_reason="")
        visit = Visit.objects.get(pk=visit.pk)
        with pytest.raises(NotYet, match="samma sak"), transaction.atomic():
            said = {"carried_out": False, "reason": WhyNot.NOT_HOME, "by": tova, "at": much_later}
            actions.correct(visit, "Tryckte fel på knappen.", **said)
        right = {"carried_out": True, "minutes_done": 25, "by": tova, "at": much_later}
        actions.correct(visit, "Tryckte fel på knappen.", **right)
        assert queries.standing(visit) == queries.Standing(True, 25, "")
        assert Visit.objects.get().not_carried_out_reason == WhyNot.NOT_HOME, "what was reported stands"
        with pytest.raises(DatabaseError), transaction.atomic():
            Remark.objects.update(text="Något annat")
    with acting("omar"):
        assert not Remark.objects.exists()


def test_the_page_takes_back_corrects_and_handles(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    tova, nils = Client(), Client()
    tova.force_login(staff("tova"))
    nils.force_login(staff("nils"))

    def to(name: str) -> str:
        return reverse(f"visits:{name}", args=[visit.pk])

    with clock.set_to(lambda: at):
        tova.post(to("carry_out"))
        assert "Ångra" in tova.get(reverse("visits:today")).content.decode()
        assert tova.post(to("take_back")).status_code == 302
        assert tova.post(to("not_carried_out"), {"reason": "not_home"}).status_code == 302
    with clock.set_to(lambda: at + timedelta(minutes=20)):
        assert tova.post(to("take_back")).status_code == 422
        assert "Avvikelsen väntar på planeraren" in tova.get(to("visit")).content.decode()
        assert tova.post(to("correct"), {"carried_out": "yes"}).status_code == 422
        wrong = {"carried_out": "yes", "minutes_done": "", "text": "Hon öppnade sen."}
        assert "hur många minuter" in tova.post(to("correct"), wrong).content.decode()
        assert tova.post(to("correct"), wrong | {"minutes_done": "20"}).status_code == 302
        assert "Utfört, 20 minuter" in tova.get(to("visit")).content.decode()
        assert "Avvikelsen väntar på dig" in nils.get(to("visit")).content.decode()
        assert nils.post(to("handle"), {"text": ""}).status_code == 422
        assert nils.post(to("handle"), {"text": "Ringde dottern."}).status_code == 302
        assert "Avvikelsen väntar" not in nils.get(to("visit")).content.decode()
