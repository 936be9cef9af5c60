"""Larmet: somebody without a case of their own has opened a protected dossier, and the manager is told at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions
from samtid.base.dossier.openings import protected_openings
from samtid.base.dossier.tests.make import ALVA, a_case, lowered
from samtid.base.dossier.words import Need
from samtid.base.people.words import Protection
from tests.log_in import stepped_out

TITLE = "Skyddade akter har öppnats utan eget uppdrag"


def without_a_key(acting, case, at) -> None:
    """A line that the wall of today would refuse: as older lines are, and as they would be if that wall fell."""
    with acting("pelle", at=at) as pelle, stepped_out():
        a_line(pelle, case, at)


@pytest.fixture
def opened(acting) -> None:
    """Alva is protected. Maja, whose case it is, has been there; so has Pelle, without a key."""
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now, details=ALVA)
        actions.set_protection(case, Protection.MARKED, by=maja, at=now)
        actions.open_page(case, "desk:dossier", by=maja, at=now)
    without_a_key(acting, case, now)


def test_the_manager_is_told_who_but_never_whose(opened, client, staff):
    client.force_login(staff("rut"))

    assert TITLE in client.get(reverse("desk:unit")).content.decode()
    log = client.get(reverse("desk:log")).content.decode()
    assert "Utan eget uppdrag" in log and "Pelle Nord" in log
    assert "Eget uppdrag" in log and "Maja Lind" in log
    assert "Nyström" not in log and "20120314" not in log


def test_another_units_manager_is_told_nothing(opened, client, staff, acting):
    client.force_login(staff("karin"))

    assert TITLE not in client.get(reverse("desk:unit")).content.decode()
    for username in ("karin", "maja", "pelle", "kurt"):
        with acting(username, at=timezone.now()) as who:
            assert not protected_openings(who, timezone.now() - timedelta(days=7))
    with acting("liv", at=timezone.now()) as liv:
        assert {one.has_key for one in protected_openings(liv, timezone.now() - timedelta(days=7))} == {
            True,
            False,
        }


def a_line(who, case, at, page="desk:dossier"):
    actions.open_page(case, page, by=who, at=at)


def test_an_opening_with_an_own_key_hides_no_later_one_without_it(acting, staff, at):
    ends, later = at + timedelta(hours=1), at + timedelta(hours=2)
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=ALVA)
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
        actions.name_staff(
            case, staff("pelle"), ground=Ground.NAMED, reach=Reach.CASE, reason="", until=ends, by=maja, at=at
        )
    for moment in (at, at + timedelta(minutes=5), later, later + timedelta(minutes=5)):
        if moment >= later:  # the key has ended
            without_a_key(acting, case, moment)
            continue
        with acting("pelle", at=moment) as pelle:
            a_line(pelle, case, moment)

    with acting("rut", at=later + timedelta(hours=1)) as rut:
        told = protected_openings(rut, at - timedelta(days=1))

    assert [(one.at, one.has_key) for one in told] == [(later, False), (at, True)]


def test_a_given_key_to_another_units_case_is_an_errand_in_the_dossier(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=ALVA)
    with acting("pelle") as pelle:
        own = a_case(by=pelle, at=at, details=ALVA, need=Need.MONEY)
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
    later = at + timedelta(hours=1)
    with acting("pelle", at=later) as pelle:
        for opened in (own, case):
            a_line(pelle, opened, later)

    heard = {}
    for manager in ("rut", "anita"):
        with acting(manager, at=later) as who:
            heard[manager] = [one.has_key for one in protected_openings(who, at - timedelta(days=1))]

    assert heard == {"rut": [True], "anita": [True]}, (
        "a key to the person's dossier that was given is an errand"
    )


@pytest.mark.parametrize("page", ["desk:dossier", "desk:documents", "desk:log_extract"])
def test_a_page_with_two_units_cases_is_told_to_both(acting, client, staff, page):
    now = timezone.now()
    with acting("maja", at=now - timedelta(hours=2)) as maja:
        case = a_case(by=maja, at=now - timedelta(hours=2), details=ALVA)
    with acting("pelle", at=now - timedelta(hours=1)) as pelle:
        a_case(by=pelle, at=now - timedelta(hours=1), details=ALVA, need=Need.MONEY)
    with acting("maja", at=now - timedelta(minutes=30)) as maja:
        then = now - timedelta(minutes=30)
        actions.set_protection(case, Protection.MARKED, by=maja, at=then)
        actions.name_staff(
            case,
            staff("pelle"),
            ground=Ground.NAMED,
            reach=Reach.CASE,
            reason="",
            until=None,
            by=maja,
            at=then,
        )
    client.force_login(staff("pelle"))
    assert client.get(reverse(page, args=[case.dossier_id])).status_code == 200

    heard = {}
    for manager in ("rut", "anita"):
        with acting(manager, at=timezone.now()) as who:
            heard[manager] = [one.has_key for one in protected_openings(who, now - timedelta(minutes=1))]

    assert heard == {"rut": [True], "anita": [True]}


def test_an_opening_before_the_protection_is_no_alarm_and_one_before_the_lowering_still_is(acting, staff, at):
    """Judged by how it was then, which stands in the hashed line, and not by today."""
    moments = [at + timedelta(hours=hour) for hour in range(5)]
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=ALVA)
        actions.name_staff(
            case, staff("pelle"), ground=Ground.NAMED, reach=Reach.CASE, reason="", until=None, by=maja, at=at
        )
    with acting("pelle", at=moments[1]) as pelle:
        a_line(pelle, case, moments[1], "desk:keys")
    with acting("maja", at=moments[2]) as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=moments[2])
    with acting("pelle", at=moments[3]) as pelle:
        a_line(pelle, case, moments[3])
    lowered(case, by=staff("maja"), manager=staff("rut"), at=moments[4])
    with acting("rut", at=moments[4]) as rut:
        told = protected_openings(rut, at - timedelta(days=1))
    assert [one.at for one in told if one.staff_id == staff("pelle").pk] == [moments[3]]


def test_an_ordinary_dossier_raises_no_alarm(acting, client, staff):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
        actions.open_page(case, "desk:dossier", by=maja, at=now)
    client.force_login(staff("rut"))

    assert TITLE not in client.get(reverse("desk:unit")).content.decode()
    assert "Ingen annan än du har öppnat" in client.get(reverse("desk:log")).content.decode()
