"""Från en lapp i en arbetsstuga till en rad i planen, och tillbaka till den som skrev."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.access.words import Purpose
from samtid.quality.direction import queries
from samtid.quality.direction.models import Activity
from samtid.quality.workshops import actions as workshops
from samtid.quality.workshops import queries as of_workshops
from samtid.quality.workshops.tests.make import a_receipt, a_workshop, go_to, said, seat_in
from samtid.quality.workshops.words import StepKind

from .make import a_goal, a_plan

EVERYONE = ("maja", "rut", "bo", "eva", "siri", "omar", "pelle", "ulf", "gun", "tova", "nils", "kurt")
NOTES = [f"En jour för hela länet, väg {n}" for n in range(5)]


@pytest.fixture
def proposal(acting, staff, at):
    """What a workshop that has ended wanted."""
    with acting("vera") as vera:
        shop = a_workshop([staff(one) for one in EVERYONE], by=vera, at=at)
        shop = go_to(shop, StepKind.WRITE, by=vera, at=at)
    with acting("", purpose=Purpose.PORTAL):
        said(shop, shop.now_id, NOTES, at=at)
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.CLUSTER, by=vera, at=at)
        workshops.gather(
            shop, [note.pk for note in of_workshops.notes(vera, shop)], "Jour", None, by=vera, at=at
        )
        theme = of_workshops.standing(vera, shop)[0][0].theme
        made = workshops.pick(theme, "En jour för hela länet", "", by=vera, at=at)
        for kind in (StepKind.VOTE, StepKind.DISCUSS, None):
            shop = go_to(shop, kind, by=vera, at=at)
        assert seat_in(shop)
    return made


def test_a_note_becomes_a_line_of_the_plan_and_its_writer_reads_where(
    proposal, acting, browse, staff, at, as_owner
):
    with acting("karin") as karin:
        goal = a_goal(a_plan(karin, by=karin, at=at), karin, by=karin, at=at)
    page = browse("karin")
    form = page.get(reverse("direction:add_activity", args=[goal.pk])).content.decode()
    assert "En jour för hela länet (Framtidens socialtjänst)" in form
    sent = {
        "text": "Pröva en gemensam jour", "proposal": str(proposal.pk), "owner": str(staff("karin").pk), "begins_on": "",
        "next_on": goal.next_on.isoformat(), "budget": "", "risk": "", "indicator": "", "insist": "",
    }  # fmt: skip
    answer = page.post(reverse("direction:add_activity", args=[goal.pk]), sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    with as_owner():
        made = Activity.objects.get()
    assert made.source == str(proposal.pk)
    shown = page.get(reverse("direction:activity", args=[made.pk])).content.decode()
    assert reverse("workshops:results", args=[proposal.workshop_id]) in shown
    with acting("", purpose=Purpose.PORTAL):
        told = of_workshops.of_note(a_receipt(1), "192.0.2.1")
    assert told["lines"][0]["said"] == f"{goal.plan.name}: {goal.title}"
    with acting("karin") as karin:
        assert queries.proposals_to_take_up(karin) == []
    again = page.post(reverse("direction:add_activity", args=[goal.pk]), sent)
    assert again.status_code == 422 and "redan upptaget" in again.content.decode()
    with as_owner():
        assert Activity.objects.count() == 1
