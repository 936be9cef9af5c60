"""Larmet: somebody without a case of their own has opened a protected dossier, and the manager is told at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions
from samtid.base.dossier.openings import protected_openings
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.dossier.words import Need
from samtid.base.people.words import Protection

TITLE = "Skyddade akter har öppnats utan eget uppdrag"


@pytest.fixture
def opened(acting) -> None:
    """Alva is protected. Maja, whose case it is, has been there; Pelle has broken the glass."""
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now, details=ALVA)
        actions.set_protection(case, Protection.MARKED, by=maja, at=now)
        actions.open_page(case, "desk:dossier", by=maja, at=now)
    with acting("pelle", at=now) as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=now)
        actions.open_page(case, "desk:dossier", by=pelle, at=now)


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


def test_an_opening_with_an_own_key_hides_no_later_one_without_it(acting, at):
    ends, later = at + timedelta(hours=1), at + timedelta(hours=2)
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=ALVA)
    with acting("pelle") as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=at)
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
        actions.name_staff(
            case, pelle, ground=Ground.NAMED, reach=Reach.CASE, reason="", until=ends, by=maja, at=at
        )
    for moment in (at, at + timedelta(minutes=5), later, later + timedelta(minutes=5)):
        with acting("pelle", at=moment) as pelle:
            actions.open_page(case, "desk:dossier", by=pelle, at=moment)

    with acting("rut", at=later) as rut:
        told = protected_openings(rut, at - timedelta(days=1))

    assert [(one.at, one.has_key) for one in told] == [(later, False), (at, True)]


def test_a_key_to_another_units_case_is_no_errand_where_the_glass_was_broken(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=ALVA)
    with acting("pelle") as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=at)
        own = a_case(by=pelle, at=at, details=ALVA, need=Need.MONEY)
        for opened in (own, case):
            actions.open_page(opened, "desk:dossier", by=pelle, at=at)
    later = at + timedelta(hours=1)  # protection ends what the glass had opened
    with acting("maja", at=later) as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=later)

    heard = {}
    for manager in ("rut", "anita"):
        with acting(manager) as who:
            heard[manager] = [one.has_key for one in protected_openings(who, at - timedelta(days=1))]

    assert heard == {"rut": [False], "anita": [True]}


@pytest.mark.parametrize("page", ["desk:dossier", "desk:documents", "desk:log_extract"])
def test_a_page_with_two_units_cases_is_told_to_both(acting, client, staff, page):
    now = timezone.now()
    with acting("maja", at=now - timedelta(hours=2)) as maja:
        case = a_case(by=maja, at=now - timedelta(hours=2), details=ALVA)
    with acting("pelle", at=now - timedelta(hours=1)) as pelle:
        actions.break_glass(
            "201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=now - timedelta(hours=1)
        )
        a_case(by=pelle, at=now - timedelta(hours=1), details=ALVA, need=Need.MONEY)
    client.force_login(staff("pelle"))
    assert client.get(reverse(page, args=[case.dossier_id])).status_code == 200
    later = now + timedelta(hours=1)
    with acting("maja", at=later) as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=later)

    heard = {}
    for manager in ("rut", "anita"):
        with acting(manager, at=later) as who:
            heard[manager] = [one.has_key for one in protected_openings(who, now - timedelta(minutes=1))]

    assert heard == {"rut": [False], "anita": [True]}


def test_an_ordinary_dossier_raises_no_alarm(acting, client, staff):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
        actions.open_page(case, "desk:dossier", by=maja, at=now)
    client.force_login(staff("rut"))

    assert TITLE not in client.get(reverse("desk:unit")).content.decode()
    assert "Ingen annan än du har öppnat" in client.get(reverse("desk:log")).content.decode()
