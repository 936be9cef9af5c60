"""Inifrån, med källkoden i handen: what somebody stamped as herself can write or learn of the roster by SQL of her own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.organisation.models import Membership, Unit
from samtid.resources.roster.models import Absence, Shift
from samtid.resources.roster.tests.make import a_shift, an_absence

MONDAY = date(2026, 11, 23)


def refusal(make: Callable[[], object]) -> str:
    """What the database said; empty when it let it pass."""
    try:
        with transaction.atomic():
            make()
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def ask(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def at_work(acting, at, staff):
    """Tova works on the Monday from 7 to 16."""
    with acting("nils") as nils:
        return a_shift(staff("tova"), MONDAY, at=at, by=nils)


@pytest.mark.parametrize("who", ["bo", "tova2", "anita", "ola", "karin", ""])
def test_nobody_learns_when_a_colleague_works_by_laying_a_shift(
    acting, as_owner, at, staff, at_work, who, record_property
):
    record_property("attempt", ("Schemat", "lägga ett pass för någon annan och höra om det krockar"))
    with as_owner():
        pelle = staff("pelle")
        Membership.objects.create(
            staff=pelle,
            unit=Unit.objects.get(name="Hemtjänst"),
            role="care_worker",
            valid_from=date(2020, 1, 1),
        )
    by = "pelle" if who == "tova2" else who  # a colleague of hers, who lays no roster
    with acting(by) as me:
        said = {
            hours: refusal(lambda hours=hours: a_shift(staff("tova"), MONDAY, *hours, at=at, by=me or pelle))
            for hours in ((7, 16), (17, 18))
        }
    assert all(said.values()) and said[7, 16] == said[17, 18]
    assert "another shift" not in said[7, 16] and "not a member" not in said[7, 16]
    record_property("result", "nekad")


def test_whoever_lays_another_roster_hears_that_she_does_not_work_there_and_not_when(
    acting, at, staff, at_work
):
    with acting("gun") as gun:
        lay = lambda *hours: refusal(  # noqa: E731
            lambda: a_shift(staff("tova"), MONDAY, *hours, at=at, by=gun, unit="Biståndsbedömning")
        )
        assert lay(7, 16) == lay(17, 18) and "not a member of the unit then" in lay(7, 16)


def test_one_who_left_a_unit_long_ago_is_not_heard_of_by_a_shift_in_its_past(acting, as_owner, at, staff):
    old = date(2024, 5, 6)
    with as_owner():
        Membership.objects.create(
            staff=staff("tova"),
            unit=Unit.objects.get(name="Biståndsbedömning"),
            role="caseworker",
            valid_from=date(2024, 1, 1),
            valid_to=date(2024, 12, 31),
        )
        a_shift(staff("tova"), old, at=at, by=staff("nils"))
    with acting("gun") as gun:
        for hours in ((7, 16), (17, 18)):
            said = refusal(
                lambda hours=hours: a_shift(
                    staff("tova"), old, *hours, at=at, by=gun, unit="Biståndsbedömning"
                )
            )
            assert "not a member of the unit then" in said


def test_a_shift_is_not_laid_as_called_off(acting, at, staff):
    with acting("nils") as nils:
        assert refusal(
            lambda: a_shift(
                staff("tova"), MONDAY, at=at, by=nils, revoked_at=at, revoked_by=nils, revoked_why="Nej",
                approved_why="Chefen sa ja",
            )
        )  # fmt: skip


def test_a_planner_calls_off_what_a_manager_approved_and_changes_nothing_else_of_it(acting, at, staff):
    with acting("inga") as inga:
        shift = a_shift(staff("tova"), MONDAY, at=at, by=inga, approved_why="Ingen annan kan")
    with acting("nils") as nils:
        assert refusal(lambda: Shift.objects.filter(pk=shift.pk).update(approved_why=""))
        assert refusal(lambda: a_shift(staff("tova"), MONDAY, 17, 18, at=at, by=nils, approved_why="Jag"))
        assert not refusal(
            lambda: Shift.objects.filter(pk=shift.pk).update(
                revoked_at=at, revoked_by=nils, revoked_why="Tova är sjuk"
            )
        )


@pytest.mark.parametrize("column", ["back_at", "back_told_at", "back_by_id"])
def test_nobody_is_told_back_without_by_whom_and_when(acting, at, staff, column, record_property):
    record_property("attempt", ("Schemat", "säga att en kollega är tillbaka utan att säga vem som sa det"))
    with acting("nils") as nils:
        away = an_absence(staff("tova"), at, at + timedelta(days=2), at=at, by=nils)
        value = nils.pk if column == "back_by_id" else at
        assert refusal(lambda: ask(f"update roster_absence set {column} = %s where id = %s", value, away.pk))
        assert refusal(
            lambda: Absence.objects.filter(pk=away.pk).update(
                back_at=at, back_told_at=at, back_by=staff("inga")
            )
        ), "nor in somebody else's name"
        assert not refusal(
            lambda: Absence.objects.filter(pk=away.pk).update(back_at=at, back_told_at=at, back_by=nils)
        )
    record_property("result", "nekad")
