"""A reorganisation as a whole: nobody sees more than was said, whatever the plan; and the page from draft to the morning after."""

from __future__ import annotations

from random import Random

import pytest
from django.db import connection
from django.urls import reverse

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff
from samtid.base.organisation.words import Role
from samtid.doors.office import actions
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.words import Stage
from samtid.ground import clock
from samtid.ground.reasons import NotYet

from .make import (
    MIDNIGHT,
    merge,
    move,
    ref,
    the_worker,
)


def reach_of(username, acting):
    """What somebody reaches at midnight, by the very functions that the walls ask."""
    with acting(username, at=MIDNIGHT), connection.cursor() as cursor:
        cursor.execute("select access.my_compartments(), access.my_visiting()")
        cases, persons = cursor.fetchone()
    return set(cases), set(persons)


@pytest.mark.parametrize("seed", range(16))
def test_nobody_sees_more_than_the_rehearsal_said_and_no_case_is_nobodys(
    seed, draft, settle, acting, at, cases, staff, the_plan
):
    """Any plan that is approved does what was said, to everybody, and leaves each open case a unit and a manager."""
    chance = Random(seed)
    units = ["Mottagning", "Utredning barn och unga", "Öppenvård", "Ekonomiskt bistånd", "Biståndsbedömning"]
    units.append("Hemtjänst")
    names = ["maja", "rut", "bo", "eva", "siri", "karin", "omar", "pelle", "ulf", "tova", "nils", "inga"]
    with acting("karin") as karin:
        name_staff(
            cases[1], staff("eva"), ground=Ground.SUBSTITUTION, reach=Reach.CASE, reason="Semester", until=None,
            by=karin, at=at,
        )  # fmt: skip
    pk = draft()
    for _ in range(chance.randint(1, 6)):
        one, other = chance.sample(units, 2)
        kind = chance.choice(["merge", "move", "move", "place"])
        new = {
            "merge": lambda one=one, other=other: merge(one, other, chance.choice([Role.MANAGER, Role.SENIOR])),
            "move": lambda one=one, other=other: move(
                staff(chance.choice(names)), one if chance.random() < 0.6 else "", ref(other),
                chance.choice([Role.CASEWORKER, Role.MANAGER, Role.CARE_WORKER]),
            ),
            "place": lambda one=one, other=other: {"do": "place", "unit": ref(one), "parent": ref(other)},
        }[kind]()  # fmt: skip
        try:
            with acting("ola") as ola:
                actions.add_move(Reorganisation.objects.get(pk=pk), new, by=ola, at=at)
        except NotYet:
            pass
    try:
        settle(pk, Stage.WAITING)
        settle(pk, Stage.APPROVED, by="disa")
    except NotYet:
        return  # what would leave somebody without is not approved
    said = the_plan().rehearsed["becomes"]
    assert the_worker() == 1

    for username in names:
        told_of = said["reach"].get(str(staff(username).pk), {"cases": [], "persons": []})
        cases_seen, persons_met = reach_of(username, acting)
        assert cases_seen == set(told_of["cases"]) and persons_met == set(told_of["persons"]), username
    with acting("ola", at=MIDNIGHT), connection.cursor() as cursor:
        cursor.execute("select access.organisation_today()")
        now = cursor.fetchone()[0]
    loose = (now if isinstance(now, dict) else __import__("json").loads(now))["loose"]
    assert {kind: loose[kind] for kind in ("cases_without_unit", "cases_without_manager", "clocks_without_anybody")} == {
        "cases_without_unit": 0, "cases_without_manager": 0, "clocks_without_anybody": 0,
    }  # fmt: skip


def test_the_page_from_draft_to_the_morning_after(second, client, staff, cases, at, the_plan):
    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    head = {"name": "En väg in", "from_on": "2027-01-01", "minute": "SN § 90", "reason": "Färre led"}
    with clock.set_to(lambda: at):
        assert (
            as_("ola").post(reverse("office:begin_plan"), head | {"from_on": "2026-11-21"}).status_code == 422
        )
        assert as_("ola").post(reverse("office:begin_plan"), head).status_code == 302
        plan = the_plan()
        page = reverse("office:reorganisation", args=[plan.pk])
        add = reverse("office:add_move", args=[plan.pk, "merge"])
        sent = {"unit": ref("Mottagning"), "into": ref("Mottagning"), "leaders": "senior"}
        assert "två olika" in client.post(add, sent).content.decode()
        assert client.post(add, sent | {"into": ref("Ekonomiskt bistånd")}).status_code == 302
        said = client.get(page).content.decode()
        assert (
            "Mottagning går upp i Ekonomiskt bistånd" in said
            and "Anita Vik" in said
            and "Övningen gick" in said
        )
        plan = the_plan()
        client.post(reverse("office:settle", args=[plan.pk]), {"till": "waiting", "version": plan.version})
        plan = the_plan()
        approve = {"till": "approved", "version": plan.version}
        assert client.post(reverse("office:settle", args=[plan.pk]), approve).status_code == 422
        assert as_("karin").post(reverse("office:settle", args=[plan.pk]), approve).status_code == 404
        assert as_("karin").get(page).status_code == 200
        assert as_("bo").get(page).status_code == 404
        assert as_("disa").post(reverse("office:settle", args=[plan.pk]), approve).status_code == 302
    the_worker()
    with clock.set_to(lambda: MIDNIGHT):
        said = as_("ola").get(page).content.decode()
        assert "Så är det i dag" in said and "Som det ska" in said
