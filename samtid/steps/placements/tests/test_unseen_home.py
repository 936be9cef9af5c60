"""A key to the case and no way into the register: the stay is seen, the home is not, and nothing is changed blindly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.access.through import door
from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.placements import actions, offers, queries
from samtid.steps.placements.words import Destination, Done, Ground, LeftWhy, Why

from .make import a_care, a_home

SAID = "Det gällde brodern, se hans ärende"


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def home(acting, at):
    with acting("karin", at=at - timedelta(days=5)) as karin:
        return a_home(by=karin, at=at - timedelta(days=5))


@pytest.fixture
def case(acting, at):
    with acting("siri", at=at - timedelta(days=4)) as siri:
        return a_case(by=siri, at=at - timedelta(days=4))


@pytest.fixture
def care(acting, at, home, case):
    with acting("siri", at=at - timedelta(days=3)) as siri:
        made = a_care(case, home, by=siri, at=at - timedelta(days=3))
        then = at - timedelta(days=3)
        actions.follow_care(made, Done.REVISED, then.date(), "Planen är ny, § 2", by=siri, at=then)
    return made


@pytest.fixture
def keyholder(acting, care, case):
    """Pelle, of economic assistance, by glass: he reads no register of homes."""
    with acting("pelle"):
        door("break_glass", ALVA.number, "Barnet är ensamt hemma i natt", 4)
    with acting("pelle"):
        assert not door("reads_homes")
    return "pelle"


def test_the_stay_stands_and_nobody_is_alarmed(acting, at, care, home, keyholder):
    with acting(keyholder) as by:
        [row] = queries.tonight(by, at)
        assert row.is_unseen and not row.is_alarm and row.where == queries.UNSEEN and not row.phone
        seen = queries.cares(by).get(pk=care.pk)
        assert [one.place for one in queries.stays_of(by, seen, at.date())] == [queries.UNSEEN]
        assert not any("inget hem" in line.what for line in offers._home(row, None, {}))
    client = Client()
    from samtid.base.organisation.models import Staff

    client.force_login(Staff.objects.get(username=keyholder))
    for name, *args in (("care", care.pk), ("tonight",), ("where", care.pk), ("days",)):
        page = client.get(reverse(f"placements:{name}", args=args))
        text = page.content.decode()
        assert page.status_code == 200 and "inte i något hem" not in text, name
        assert "Utan hem" not in text and home.name not in text and str(home.pk) not in text, name
    assert queries.UNSEEN in client.get(reverse("placements:care", args=[care.pk])).content.decode()


def test_nothing_that_turns_on_the_home_is_done_by_one_who_does_not_see_it(
    acting, at, care, case, home, keyholder, as_owner
):
    with as_owner():
        before = list(Clock.objects.filter(about=care.pk).order_by("pk").values())
    with acting(keyholder) as by:
        [stay] = queries.standing(queries.cares(by).get(pk=care.pk))
        [row] = queries.followed(by, care)
        said = {"by": by, "at": at}
        for do in (
            lambda: actions.move(care, home, at, Why.PLANNED, **said),
            lambda: actions.leave(care, at, LeftWhy.VISIT, **said),
            lambda: actions.end_care(care, at, Destination.HOME, **said),
            lambda: actions.correct(stay, home, at, SAID, **said),
            lambda: actions.annul(care, SAID, **said),
            lambda: actions.follow_care(care, Done.CONSIDERED, at.date(), "Vården behövs, § 9", **said),
            lambda: actions.take_back(row, SAID, **said),
            lambda: actions.change_ground(care, Ground.ENVIRONMENT, at.date(), "Rätten, mål 1", **said),
            lambda: a_care(case, home, **said),
        ):
            with pytest.raises(NotYet, match="syns inte för dig"):
                do()
        actions.hold_visit(care, at - timedelta(hours=1), 40, alone=True, **said)
    with as_owner():
        assert list(Clock.objects.filter(about=care.pk).order_by("pk").values()) == before
    with acting("siri") as siri:
        actions.end_care(care, at, Destination.HOME, by=siri, at=at)
