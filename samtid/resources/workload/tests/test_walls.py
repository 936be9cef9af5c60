"""Inifrån, med källkoden i handen: what a forecast's tables tell somebody stamped as herself."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.access.through import door
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Unit
from samtid.base.people.actions import Details
from samtid.base.people.words import Protection
from samtid.ground.law import children
from samtid.resources.workload.models import Forecast, Kept, Scenario
from tests.log_in import stepped_out

ONE, OTHER = "Mottagning", "Utredning barn och unga"
WORLD = {"seed": 1, "runs": 1, "settled": 20, "staff": 3, "why_not": "", "proof": {}, "risks": []}


@pytest.fixture
def cases(acting, staff, at):
    """``cases("maja", 5)``: so many with a limit that runs in her unit, the last ``hidden`` protected and hers alone."""

    def make(by: str, count: int, hidden: int = 0) -> None:
        with acting(by) as me:
            for number in range(count + hidden):
                case = a_case(by=me, at=at, details=Details("Vilma", f"{by.title()} {'abcdefgh'[number]}"))
                dossier.start_clock(case, children.INVESTIGATION, about=case.pk, by=me, at=at)
                if number >= count:
                    dossier.set_protection(case, Protection.MARKED, by=me, at=at)

    return make


@pytest.fixture
def night(acting, at):
    """What the worker keeps of the two units, each played together with the other."""

    def play(days: int = 0) -> None:
        both = [Unit.objects.get(name=name) for name in (ONE, OTHER)]
        with acting("", at=at + timedelta(days=days), purpose=Purpose.WORKER), stepped_out("default"):
            for unit, other in (both, both[::-1]):
                worlds = [{"world": "now", "other": None, "told": {}}]
                worlds += [{"world": "merged", "other": other.pk, "told": {"queue": [other.pk]}}]
                assert door("keep_forecast", json.dumps(WORLD | {"unit": unit.pk, "worlds": worlds}))

    return play


def seen(acting, who: str, at) -> set[tuple[str, str]]:
    with acting(who, at=at):
        return set(Scenario.objects.values_list("forecast__unit__name", "world"))


def test_two_units_together_tell_nobody_of_the_one_they_may_not_read(
    acting, at, cases, night, record_property
):
    record_property("attempt", ("Prognoser", "läsa en för liten enhet ur två som spelats tillsammans"))
    cases("maja", 5)
    cases("siri", 4)
    night()
    assert seen(acting, "kurt", at) == {(ONE, "now")}
    assert seen(acting, "rut", at) == {(ONE, "now")}, "she leads the one only"
    assert seen(acting, "karin", at) == {(OTHER, "now"), (OTHER, "merged"), (ONE, "now"), (ONE, "merged")}
    cases("siri", 6)
    night(days=1)
    assert (ONE, "merged") in seen(acting, "kurt", at + timedelta(days=1))
    record_property("result", "nekad")


def test_what_was_saved_of_two_units_together_can_be_read_afterwards(acting, at, cases, night):
    cases("maja", 5)
    cases("siri", 5)
    night()
    with acting("kurt") as kurt:
        Kept.objects.create(
            scenario=Scenario.objects.get(world="merged", forecast__unit__name=ONE), by=kurt, at=at
        )
    night(days=1)
    night(days=2)
    with acting("kurt", at=at + timedelta(days=2)):
        assert Kept.objects.get().scenario.world == "merged"


def test_only_those_who_may_save_a_thought_write_one(acting, at, cases, night, record_property):
    record_property("attempt", ("Prognoser", "spara en tanke utan att vara chef eller controller"))
    cases("maja", 5)
    night()
    for who, may in (("vera", False), ("bengt", False), ("kurt", True)):
        with acting(who) as me:
            world = Scenario.objects.get(world="now", forecast__unit__name=ONE)
            try:
                with transaction.atomic():
                    Kept.objects.create(scenario=world, by=me, at=at)
            except DatabaseError:
                assert not may
            else:
                assert may
    record_property("result", "nekad")


def test_no_figure_is_made_of_what_is_protected(acting, at, cases, night, record_property):
    record_property("attempt", ("Prognoser", "räkna fram att enheten har ett skyddat ärende"))
    cases("maja", 4, hidden=1)
    with acting("", at=at + timedelta(minutes=1), purpose=Purpose.WORKER), stepped_out("default"):
        told = door("flow_facts")
    told = json.loads(told) if isinstance(told, str) else told
    unit = Unit.objects.get(name=ONE)
    rows = [row for row in told["limits"] if row[0] == unit.pk and row[1] == children.INVESTIGATION.id]
    assert len(rows) == 4
    night()
    with stepped_out("default"):
        assert not Forecast.objects.get(unit=unit).is_tellable, "four are seen"
    record_property("result", "nekad")
