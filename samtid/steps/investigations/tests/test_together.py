"""Investigations opened for siblings on one sheet: each is its own, and one that cannot be opened holds no other up."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.ground import clock
from samtid.steps.intake import actions as intake
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import FROM_SCHOOL
from samtid.steps.investigations.actions import open_investigation
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.words import Method

BACKEND = "django.contrib.auth.backends.ModelBackend"
CHILDREN = (("Ida", "201103012389"), ("Noel", "201602062398"), ("Tuva", "201901022382"))
ASKED = "Om barnen utsätts för våld hemma."


def siblings(acting, at, unassessed=""):
    """Three siblings whose cases are opened and whose protection is assessed, but for ``unassessed``."""
    about = tuple(About(f"{name} Sandell", number) for name, number in CHILDREN)
    with acting("maja") as maja:
        made = intake.receive_report(intake.Details(**(FROM_SCHOOL | {"about": about})), by=maja, at=at)
        tickets = [
            look_up(Person(name, "Sandell", number, "personnummer"), by=maja, at=at)
            for name, number in CHILDREN
        ]
    with acting("maja") as maja:
        for (name, _), pk, ticket in zip(CHILDREN, made.report_ids, tickets, strict=True):
            report = Report.objects.get(pk=pk)
            intake.identify(report, ticket, by=maja, at=at)
            if name != unassessed:
                intake.assess_protection(report, False, "Barnen är hos mormor i helgen.", by=maja, at=at)
    return made.report_ids


@pytest.fixture
def three(acting, at):
    return siblings(acting, at)


@pytest.fixture
def maja(client, staff, monkeypatch, at):
    monkeypatch.setattr(clock, "_source", lambda: at)
    client.force_login(staff("maja"), backend=BACKEND)
    return client


def sent(**more):
    unit = Unit.objects.get(name="Utredning barn och unga")
    bo = Staff.objects.get(username="bo")
    return {"reason": ASKED, "method": "bbic", "unit": unit.pk, "caseworker": bo.pk} | more


def press(client, address, said):
    """What is sent from a sheet that was looked at."""
    page = client.get(address).content.decode()
    return client.post(address, said | {"ritat": re.findall(r'name="ritat" value="([^"]*)"', page)})


def test_three_are_opened_each_with_its_clocks_and_its_own_words(maja, three, acting):
    answer = press(
        maja,
        reverse("investigations:open_together", args=[three[0]]),
        sent(**{f"barn-{three[2]}-own": "Tuva är sju och har sett det."}),
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("bo"):
        found = {one.report_id: one for one in Investigation.objects.all()}
        assert set(found) == set(three)
        assert found[three[0]].reason == ASKED
        assert found[three[2]].reason == f"{ASKED}\n\nTuva är sju och har sett det."
        assert {one.case.caseworker.username for one in found.values()} == {"bo"}
        assert (
            Clock.objects.filter(about__in=[one.pk for one in found.values()], stopped_at=None).count() == 6
        )


def test_the_one_that_is_waited_with_is_left(maja, three, acting):
    answer = press(
        maja,
        reverse("investigations:open_together", args=[three[0]]),
        sent(**{f"barn-{three[1]}-left_out": "on"}),
    )
    assert answer.status_code == 302
    with acting("maja"):
        assert [one.pk for one in Report.objects.filter(closed_at=None)] == [three[1]]


def test_a_sibling_who_is_investigated_already_is_told_of_and_the_others_are_opened(maja, three, acting, at):
    with acting("maja") as by:
        again = intake.receive_report(
            intake.Details(**(FROM_SCHOOL | {"about": (About("Noel Sandell", CHILDREN[1][1]),)})),
            by=by,
            at=at,
        ).report_ids[0]
    with acting("maja") as by:
        before = Report.objects.get(pk=three[1])
        open_investigation(
            before,
            unit=Unit.objects.get(name="Utredning barn och unga"),
            caseworker=None,
            method=Method.BBIC,
            reason=ASKED,
            by=by,
            at=at,
        )
        ticket = look_up(Person("Noel", "Sandell", CHILDREN[1][1], "personnummer"), by=by, at=at)
    with acting("maja") as by:
        report = Report.objects.get(pk=again)
        intake.identify(report, ticket, by=by, at=at)
        intake.assess_protection(report, False, "Som i den förra anmälan.", by=by, at=at)
    page = maja.get(reverse("investigations:open_together", args=[again])).content.decode()
    assert "Det pågår redan en utredning" in page
    answer = press(maja, reverse("investigations:open_together", args=[again]), sent())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Det pågår redan en utredning" in page and ASKED in page
    answer = press(maja, reverse("investigations:open_together", args=[three[0]]), sent())
    assert answer.status_code == 302
    with acting("bo"):
        assert Investigation.objects.filter(report__in=[three[0], three[2]]).count() == 2


def test_half_of_them_opened_and_the_rest_told_why_with_what_was_written(maja, acting, at):
    three = siblings(acting, at, unassessed="Noel")
    answer = press(
        maja,
        reverse("investigations:open_together", args=[three[0]]),
        sent(**{f"barn-{three[1]}-own": "Noel säger att"}),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skyddsbedömningen är inte gjord." in page and "Noel säger att" in page and ASKED in page
    assert "Utredning inledd och överlämnad: Ida Sandell, Tuva Sandell." in page
    with acting("bo"):
        assert Investigation.objects.count() == 2
    again = press(maja, reverse("investigations:open_together", args=[three[1]]), sent())
    assert again.status_code == 422
    with acting("bo"):
        assert Investigation.objects.count() == 2


def test_nobody_chosen_and_nothing_written_are_said_at_the_sheet(maja, three, acting):
    address = reverse("investigations:open_together", args=[three[0]])
    everyone = {f"barn-{pk}-left_out": "on" for pk in three}
    assert "Välj minst ett barn" in press(maja, address, sent(**everyone)).content.decode()
    assert maja.post(address, {}).status_code == 422
    with acting("maja"):
        assert Report.objects.filter(closed_at=None).count() == 3


def test_only_those_that_were_drawn_are_opened(maja, three, acting):
    address = reverse("investigations:open_together", args=[three[0]])
    assert maja.post(address, sent() | {"ritat": [str(three[0])]}).status_code == 302
    with acting("bo"):
        assert [one.report_id for one in Investigation.objects.all()] == [three[0]]


def test_whoever_has_no_key_finds_no_sheet(maja, three, client, staff):
    client.force_login(staff("ulf"), backend=BACKEND)
    assert client.get(reverse("investigations:open_together", args=[three[0]])).status_code == 404
