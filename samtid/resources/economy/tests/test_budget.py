"""Budgeten: one proposes, another decides, and then it stands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.base.organisation.models import Membership, Unit
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.resources.economy import actions, queries
from samtid.resources.economy.models import Budget
from samtid.resources.economy.rules import budget
from samtid.resources.economy.rules.compare import Told
from samtid.resources.economy.words import Step

from .make import UNITS

PAGE = reverse("economy:budget")


@pytest.fixture
def unit(db):
    return Unit.objects.get(name=UNITS[0])


@pytest.fixture
def proposed(unit, acting, at):
    with acting("kurt") as kurt:
        return actions.propose_budget(unit, Step.FAMILY, at.year, 9_000_000, "SN § 12", by=kurt, at=at)


def test_a_year_that_has_been_and_money_below_nothing_are_refused_at_their_fields():
    on = date(2026, 12, 31)
    assert not budget.obstacles_to_proposing(2026, 0, "", on) and not budget.obstacles_to_proposing(
        2029, 1, "SN § 12", on
    )
    assert [one.field for one in budget.obstacles_to_proposing(2025, -1, "för 20120314-2384", on)] == [
        "reason",
        "year",
        "kronor",
    ]


def test_it_lies_beside_what_is_told_of_its_year():
    rows = [
        Told(Step.FAMILY, date(2026, 1, 1), 5, 5, Decimal(25)),
        Told(Step.FAMILY, date(2025, 1, 1), 5, 5, Decimal(9)),
    ]
    planned = {(1, Step.FAMILY): 60, (2, Step.FAMILY): 40, (2, Step.HOME): 0}
    [_home, family] = budget.beside(planned, rows, 2026, None)
    assert (family.planned, family.told, family.quarters) == (100, 25, 1)
    [own] = budget.beside(planned, rows, 2026, 1)
    assert (own.planned, round(own.share)) == (60, 42)


def test_of_the_whole_no_share_is_said_and_what_is_not_told_is_not_nothing():
    planned = {(1, Step.FAMILY): 60, (1, Step.INSTITUTION): 60}
    rows = [Told(Step.FAMILY, date(2026, 1, 1), 25, 5, Decimal(240))]
    family, institution = budget.beside(planned, rows, 2026, None)
    assert family.share is None
    assert (institution.told, institution.share) == (None, None)


@pytest.mark.parametrize("said", ["Placering av Kim Ek", "gäller Fatima Hassan"])
def test_a_budgets_texts_hold_no_name(said):
    assert [one.field for one in budget.obstacles_to_proposing(2026, 1, said, date(2026, 1, 2))] == ["reason"]
    found = budget.obstacles_to_deciding(is_own=False, is_decided=False, approved=False, why_not=said)
    assert [one.field for one in found] == ["why_not"]


@pytest.mark.parametrize("said", [{"reason": "20120314-2384"}, {"why_not": "utan beslut"}, {"year": 1}])
def test_the_table_takes_no_number_and_no_refusal_without_one(unit, acting, at, said):
    row = {"unit": unit, "step": "home", "year": 2026, "kronor": 1, "proposed_at": at} | said
    with acting("kurt") as kurt, pytest.raises(DatabaseError), transaction.atomic():
        Budget.objects.create(**row, proposed_by=kurt)


def test_the_same_is_not_proposed_twice(proposed, unit, acting, at):
    with acting("kurt") as kurt, pytest.raises(NotYet, match="redan föreslagit"):
        actions.propose_budget(unit, Step.FAMILY, at.year, 9_000_000, "", by=kurt, at=at)


def test_another_person_approves_and_then_it_holds(proposed, unit, acting, at):
    with acting("karin") as karin:
        assert queries.in_force(karin, at.year) == {}
        actions.decide_budget(proposed, True, "", by=karin, at=at)
        assert queries.in_force(karin, at.year) == {(unit.pk, Step.FAMILY): 9_000_000}


def test_nobody_approves_her_own(proposed, acting, at):
    with acting("kurt") as kurt, pytest.raises(NotYet, match="själv"):
        actions.decide_budget(proposed, True, "", by=kurt, at=at)
    said = (
        "update economy_budget set decided_by_id = proposed_by_id, decided_at = access.at(), approved = true"
    )
    with acting("kurt"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(said)


def test_of_two_at_once_the_second_is_told(proposed, acting, at):
    with acting("karin") as karin:
        actions.decide_budget(proposed, True, "", by=karin, at=at)
        with pytest.raises(NotYet, match="redan avgjort"):
            actions.decide_budget(proposed, False, "för sent", by=karin, at=at)


def test_a_refusal_says_why(proposed, acting, at):
    with acting("karin") as karin, pytest.raises(NotYet, match="varför"):
        actions.decide_budget(proposed, False, " ", by=karin, at=at)


@pytest.mark.parametrize("username", ["bengt", "vera"])
def test_those_who_only_read_the_figures_write_no_budget(unit, acting, at, username):
    said = {"unit": unit, "step": "home", "year": 2026, "kronor": 1, "proposed_at": at}
    with acting(username) as one, pytest.raises(DatabaseError), transaction.atomic():
        Budget.objects.create(**said, proposed_by=one)


def test_others_see_none(proposed, acting):
    with acting("bo"):
        assert not Budget.objects.exists()


def test_it_is_proposed_and_approved_on_the_page(client, staff, unit):
    client.force_login(staff("kurt"))
    said = {"unit": unit.pk, "step": "family", "year": 2026, "kronor": 5_000_000, "reason": "SN § 12"}
    assert client.post(PAGE, said).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Väntar på att någon annan avgör det." in page and 'name="outcome"' not in page
    client.force_login(staff("karin"))
    assert 'name="outcome"' in client.get(PAGE).content.decode()
    decide = reverse("economy:decide", args=[_only(client)])
    assert client.post(decide, {"outcome": "yes"}).status_code == 302
    assert "Godkändes" in client.get(PAGE).content.decode()
    assert client.post(decide, {"outcome": "yes"}).status_code == 422


def _only(client):
    import re

    return re.search(r"/pengar/budget/([0-9a-f-]{36})/avgor/", client.get(PAGE).content.decode())[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"unit": "0"},
        {"step": "x"},
        {"year": "1"},
        {"year": "2050"},
        {"kronor": "-1"},
        {"kronor": "9" * 30},
        {"reason": "å" * 301},
    ],
)
def test_a_wrong_field_is_answered_422_and_what_was_written_is_kept(client, staff, unit, wrong):
    client.force_login(staff("kurt"))
    said = (
        {"unit": unit.pk, "step": "family", "year": 2026, "kronor": 5, "reason": "kvar"}
        if wrong
        else {"reason": "kvar"}
    )
    answer = client.post(PAGE, said | wrong)
    assert answer.status_code == 422
    assert wrong.get("reason", "kvar") in answer.content.decode()


def test_others_find_no_page(client, staff, db):
    client.force_login(staff("bo"))
    assert client.get(PAGE).status_code == 404


def test_what_is_proposed_lies_on_the_controllers_day_and_on_a_managers_where_there_is_none(
    unit, acting, client, staff, at, as_owner
):
    def waiting(username: str, *held: str) -> list[int]:
        with acting(username) as viewer:
            return [one.kronor for one in queries.to_decide(viewer, swedish_day(at), held)]

    with acting("karin") as karin:
        actions.propose_budget(unit, Step.FAMILY, at.year, 9_000_000, "SN § 12", by=karin, at=at)
    assert waiting("kurt", "controller") == [9_000_000]
    assert waiting("lena", "manager") == [] == waiting("karin", "manager")
    with clock.set_to(lambda: at):
        client.force_login(staff("kurt"))
        assert UNITS[0] in client.get(reverse("desk:day")).content.decode()
    with as_owner():
        Membership.objects.filter(role="controller").update(valid_to=swedish_day(at) - timedelta(days=1))
    assert waiting("lena", "manager") == [9_000_000]
    assert waiting("karin", "manager") == [], "her own is somebody else's to decide"
    with acting("lena") as lena:
        actions.decide_budget(Budget.objects.get(), True, "", by=lena, at=at)
    assert waiting("anita", "manager") == []
