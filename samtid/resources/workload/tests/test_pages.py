"""Belastning och Tänk om, som de ses och som väggarna håller dem."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.base.access.through import door
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Unit
from samtid.base.people.actions import Details
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.ground.law import children
from samtid.ground.offers import Run
from samtid.resources.workload import bridge
from samtid.resources.workload.models import Forecast, Kept, Risk, Scenario
from samtid.resources.workload.offers import FORECAST
from tests.log_in import stepped_out
from tests.test_query_counts import MOST, counting

from .make import facts

START, THINK = reverse("workload:start"), reverse("workload:think")
UNIT = "Mottagning"


def text(answer) -> str:
    said = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", said.replace("\u00ad", "")).replace("\xa0", " ")


@pytest.fixture
def browse(client, staff):
    def get(address, username="rut", **data):
        client.force_login(staff(username))
        return client.get(address, data)

    return get


@pytest.fixture
def cases(acting, staff, at):
    """Maja's cases, each with a time limit that runs; the last is protected and Maja's alone."""

    def make(count=3, protected=0):
        made = []
        with acting("maja", at=at):
            for number in range(count + protected):
                whose = Details("Vilma", f"Nyström {number}")
                case = a_case(by=staff("maja"), at=at, details=whose)
                dossier.start_clock(case, children.INVESTIGATION, about=case.pk, by=staff("maja"), at=at)
                if number >= count:
                    dossier.set_protection(case, Protection.MARKED, by=staff("maja"), at=at)
                made.append(case)
        return made

    return make


def a_night(acting, at, *, chance=0.6, days=0, worlds=None):
    """What the worker would have kept: the same chance for everything that runs in the unit."""
    unit = Unit.objects.get(name=UNIT)
    with stepped_out("default"):
        clocks = [str(pk) for pk in Clock.objects.filter(stopped_at=None).values_list("pk", flat=True)]
    [told, *_] = bridge.forecasts(facts(2), seed=1)
    told |= {"unit": unit.pk, "worlds": [one for one in told["worlds"] if not one["other"]]}
    told["risks"] = [
        {"clock": one, "chance": chance, "low": 0.3, "high": 0.9, "counter": "give", "then": 0.2}
        for one in clocks
    ]
    moment = at + timedelta(days=days)
    with acting("", at=moment, purpose=Purpose.WORKER), stepped_out("default"):
        assert door("keep_forecast", json.dumps(told))


def test_the_manager_sees_who_has_how_much_and_what_may_break(browse, acting, cases, at):
    cases(3)
    a_night(acting, at)
    page = text(browse(START))

    assert "Maja Lind" in page and "24 av 100" in page
    assert "6 av 10" in page and "3–9 av 10" in page and "Fördela den i dag" in page
    assert "Förslag: Maja Lind." in page and "24 av 100 poäng" in page


def test_a_caseworker_sees_their_own_and_no_colleague(browse, acting, cases, at):
    cases(3)
    a_night(acting, at)
    page = text(browse(START, "maja"))

    assert "24 av 100" in page and "6 av 10" in page
    assert "Vem kan ta nästa" not in page and "per handläggare" not in page
    other = text(browse(START, "eva"))
    assert "0 av 100" in other and "6 av 10" not in other


@pytest.mark.parametrize("username", ["omar", "tova", "nils", "kurt"])
def test_nobody_else_sees_anybodys_load(browse, username, db):
    assert browse(START, username).status_code == 404


def test_a_manager_of_another_unit_sees_nothing_of_this_one(browse, acting, cases, at):
    cases(3)
    a_night(acting, at)
    unit = Unit.objects.get(name=UNIT)

    assert "Maja Lind" not in text(browse(START, "lena", enhet=unit.pk))


def test_a_protected_case_is_in_nobodys_forecast_but_theirs_who_have_the_key(
    browse, acting, staff, cases, at
):
    [*_, hidden] = cases(2, protected=1)
    a_night(acting, at)

    with stepped_out("default"):
        assert Risk.objects.get(case=hidden).is_sealed
    with acting("maja", at=at + timedelta(minutes=1)):
        assert Risk.objects.count() == 3
    with acting("rut", at=at + timedelta(minutes=1)):
        assert Risk.objects.count() == 2
    assert hidden.number not in text(browse(START, "rut"))


def test_min_dag_tells_the_manager_how_many_and_leads_there(browse, acting, staff, at):
    from samtid.ground.sweden import swedish_day
    from samtid.resources.workload import queries

    then = at - timedelta(days=115)
    with acting("maja", at=then):
        for number in range(4):
            case = a_case(by=staff("maja"), at=then, details=Details("Vilma", f"Nyström {number}"))
            dossier.start_clock(case, children.INVESTIGATION, about=case.pk, by=staff("maja"), at=then)
    a_night(acting, at, chance=0.75)
    unit = Unit.objects.get(name=UNIT)

    with acting("rut", at=at):
        assert queries.breaks_soon(staff("rut"), {unit.pk: unit}, swedish_day(at)) == {unit.pk: 3}
    with acting("lena", at=at):
        assert queries.breaks_soon(staff("lena"), {unit.pk: unit}, swedish_day(at)) == {}
    with clock.set_to(lambda: at):
        day = browse(reverse("desk:day"), "rut").content.decode()
    assert f'href="{START}?enhet={unit.pk}"' in day, "she may lead several, and this is the one it is about"


def test_what_nothing_can_be_said_of_is_not_given_a_chance(browse, acting, cases, at):
    cases(2)
    a_night(acting, at, chance=None)
    with stepped_out("default"):
        Risk.objects.update(chance=None, low=None, high=None)

    page = text(browse(START))
    assert "Om 2 frister kan inget sägas än" in page
    assert "Ingen frist väntas brista." not in page and "– frister väntas brista" in page


@pytest.mark.parametrize("username", ["rut", "maja"])
def test_where_nothing_has_been_reckoned_nothing_is_said_to_hold(browse, acting, cases, at, username):
    cases(2)
    page = text(browse(START, username))
    assert "Ingen frist väntas brista." not in page
    assert "Ingen prognos är gjord än. Den räknas varje natt, så snart 20 frister har avslutats." in page
    a_night(acting, at, chance=0.05)
    assert "Ingen frist väntas brista." in text(browse(START, username))


def test_one_who_has_no_time_limit_waits_for_no_forecast(browse, db):
    page = text(browse(START, "maja"))
    assert "Ingen frist löper." in page
    assert "Ingen frist väntas brista." not in page


def test_before_the_first_night_the_page_says_when(browse, cases, db):
    cases(1)

    assert "Ingen prognos är gjord än. Den räknas varje natt, så snart 20 frister har avslutats." in text(
        browse(START)
    )
    assert "Det kan inte sägas än" in text(browse(THINK))


def test_five_persons_are_told_of_to_those_who_follow_the_whole_and_four_are_not(browse, acting, cases, at):
    cases(4)
    a_night(acting, at)
    assert "Trettio timmars vecka" not in text(browse(THINK, "kurt"))
    assert "Trettio timmars vecka" in text(browse(THINK, "rut"))

    cases(5)
    a_night(acting, at, days=1)
    assert "Trettio timmars vecka" in text(browse(THINK, "kurt"))


def test_a_thought_is_saved_once_and_stands_when_the_night_is_played_anew(browse, client, acting, cases, at):
    cases(5)
    a_night(acting, at)
    browse(THINK, "kurt")
    with stepped_out("default"):
        world = Scenario.objects.get(world="hours")
    for _ in range(2):
        assert client.post(reverse("workload:keep", args=[world.pk])).status_code == 302
    a_night(acting, at, days=1)

    with stepped_out("default"):
        assert Kept.objects.count() == 1
        assert Forecast.objects.filter(unit__name=UNIT).count() == 2
        assert Scenario.objects.filter(pk=world.pk).exists()
    assert "Kurt Moberg" in text(browse(THINK, "kurt")).split("Sparad av")[-1]


def test_a_quality_developer_and_a_politician_read_and_save_nothing(browse, client, acting, cases, at):
    cases(5)
    a_night(acting, at)
    with stepped_out("default"):
        world = Scenario.objects.get(world="hours")
    from tests.town import STAFF

    for username, (_, _, _, role) in STAFF.items():
        if role in ("quality", "board_member"):
            assert "Spara med antaganden" not in text(browse(THINK, username))
            assert client.post(reverse("workload:keep", args=[world.pk])).status_code == 404
    with stepped_out("default"):
        assert Kept.objects.count() == 0


def test_two_forecasts_of_one_day_are_one_and_a_risk_is_told_once(acting, cases, at):
    cases(2)
    a_night(acting, at)
    a_night(acting, at, chance=0.2)

    with stepped_out("default"):
        assert Forecast.objects.filter(unit__name=UNIT).count() == 1
        assert set(Risk.objects.values_list("chance", flat=True)) == {0.2}


def test_a_limit_that_has_been_met_since_is_not_told_of(browse, acting, staff, cases, at):
    [case] = cases(1)
    a_night(acting, at)
    with acting("maja", at=at + timedelta(minutes=2)):
        dossier.stop_clock(
            case, children.INVESTIGATION, about=case.pk, by=staff("maja"), at=at + timedelta(minutes=2)
        )

    assert "6 av 10" not in text(browse(START))


@pytest.mark.parametrize(
    "statement",
    [
        "select access.flow_facts()",
        "select access.keep_forecast('{}')",
        "insert into workload_forecast select * from workload_forecast",
        "update workload_scenario set told = '{}'",
        "delete from workload_risk",
        "update workload_risk set chance = 0",
    ],
)
def test_no_one_but_the_worker_counts_or_writes(acting, at, cases, statement):
    cases(1)
    a_night(acting, at)
    with acting("rut", at=at), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_worker_is_given_limits_without_persons_and_without_the_numbers_of_what_is_done(
    acting, staff, cases, at
):
    [case, *_] = cases(3)
    with acting("maja", at=at + timedelta(minutes=2)):
        dossier.stop_clock(
            case, children.INVESTIGATION, about=case.pk, by=staff("maja"), at=at + timedelta(minutes=2)
        )
    with acting("", at=at + timedelta(days=1), purpose=Purpose.WORKER), stepped_out("default"):
        told = door("flow_facts")
    told = json.loads(told) if isinstance(told, str) else told
    rows = [row for row in told["limits"] if row[1] == children.INVESTIGATION.id]

    assert set(told) == {"today", "units", "limits"}
    assert [row[5:] for row in rows if row[3]] == [[None, None]]
    assert sum(row[5] is not None for row in rows) == 2
    assert "Nyström" not in json.dumps(told) and str(case.pk) not in json.dumps(told)


def test_the_nights_duty_goes_all_the_way_and_says_how_many(acting, cases, at):
    cases(2)
    night = at + timedelta(days=1)
    with acting("", at=night, purpose=Purpose.WORKER), stepped_out("default"):
        assert FORECAST.do(Run(night, night))["prognoser"] > 0
    with stepped_out("default"):
        told = Forecast.objects.get(unit__name=UNIT)

    assert "Det behövs 20 avslutade frister" in told.why_not


@pytest.mark.parametrize(("address", "username"), [(START, "rut"), (START, "maja"), (THINK, "rut")])
def test_a_page_asks_as_often_with_many_as_with_few(browse, acting, cases, at, address, username):
    cases(2)
    a_night(acting, at)
    browse(address, username)
    with counting() as few:
        assert browse(address, username).status_code == 200
    cases(20)
    a_night(acting, at)
    with counting() as many:
        assert browse(address, username).status_code == 200

    assert len(many) == len(few) <= MOST + 2  # the log-in of the test is two
