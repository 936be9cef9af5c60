"""A follow-up of a plan on its pages and on Min dag: written with a draft, read as a history, corrected beside."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Draft
from samtid.ground import clock
from samtid.steps.plans.models import Plan, PlanFollowUp
from samtid.steps.plans.tests.make import a_followed_up, an_adopted_plan
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def plan(acting, at, service) -> Plan:
    """Adopted by Tova, holds from today, to be followed up in ten days."""
    with acting("tova") as tova:
        return an_adopted_plan(
            service, by=tova, at=at, valid_from=at.date(), follow_up_on=at.date() + timedelta(days=10)
        )


@pytest.fixture
def later(at) -> datetime:
    return at + timedelta(days=9)


def waiting(client, staff, username: str) -> str:
    client.force_login(staff(username))
    return client.get("/min-dag/").content.decode()


@pytest.mark.parametrize(
    ("outcome", "wanted", "ulfs"),
    [
        ("unchanged", "", False),
        ("change", "Ändra genomförandeplanen", False),
        ("ended", "Genomförandeplanen behövs inte längre", True),
    ],
)
def test_my_day_says_when_it_is_due_and_what_is_to_be_done_until_it_is(
    client, acting, later, staff, service, plan, outcome, wanted, ulfs
):
    said = (
        "Följ upp genomförandeplanen",
        "Ändra genomförandeplanen",
        "Genomförandeplanen behövs inte längre",
    )

    def told(username: str) -> list[str]:
        text = waiting(client, staff, username)
        return [one for one in said if one in text]

    with clock.set_to(lambda: later):
        assert told("inga") == [said[0]] and told("ulf") == []
        with acting("tova", at=later) as tova:
            made = a_followed_up(plan, by=tova, at=later, outcome=outcome)
        assert told("inga") == [wanted] * bool(wanted)
        assert told("ulf") == [wanted] * ulfs, "who holds the case is the one who ends the service"
    near = later + timedelta(days=180 - 14)
    with clock.set_to(lambda: near):
        assert told("inga") == [wanted or said[0]]
        assert f"{made.next_on}" in waiting(client, staff, "inga")
        with acting("tova", at=near) as tova:
            an_adopted_plan(service, by=tova, at=near)
        assert told("inga") == told("ulf") == [], "the next version is what was to be done"


SENT = {
    "followed_on": "2026-11-29",
    "took_part": ["person", "relative"],
    "seen": "Duschen går bra, men dagen är lång.",
    "outcome": "unchanged",
    "next_on": "2027-05-20",
}


def test_it_is_written_on_a_page_read_as_a_history_and_corrected_beside(client, acting, later, staff, plan):
    client.force_login(staff("tova"))
    with clock.set_to(lambda: later):
        shown = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
        address = reverse("plans:follow_up", args=[plan.pk])
        assert address in shown and "Planen är inte följd upp än." in shown
        assert "Dusch: mån, ons, fre" in client.get(address).content.decode()
        text = client.post(address, SENT, follow=True).content.decode()
        assert (
            "Uppföljningen är sparad." in text
            and "dagen är lång" in text
            and "Den enskilde, Närstående" in text
        )
        assert "2027-05-20" in text and "2026-11-29: fortsätter oförändrad" in text
        with acting("tova", at=later):
            made = PlanFollowUp.objects.get()
        assert client.post(address, SENT).status_code == 422, "twice is once"
        change = reverse("plans:correct", args=[made.pk])
        begun = client.get(change).content.decode()
        assert (
            "dagen är lång" in begun and 'value="2027-05-20"' in begun and "Planen följdes inte upp" in begun
        )
        empty = client.post(change, SENT | {"reason": ""})
        assert empty.status_code == 422 and "Skriv vad som var fel." in empty.content.decode()
        text = client.post(
            change, {"outcome": "mistaken", "reason": "Det var fel plan."}, follow=True
        ).content.decode()
        assert "Rättades därför: Det var fel plan." in text and "dagen är lång" in text and "Rättad" in text
        assert "redan rättad" in client.get(change).content.decode()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"followed_on": ""}, "Skriv vilken dag planen följdes upp."),
        ({"followed_on": "2030-01-01"}, "inte i förväg"),
        ({"followed_on": "2020-01-01"}, "Planen gäller från"),
        ({"took_part": []}, "Välj vem som var med."),
        ({"took_part": ["grannen"]}, "grannen"),
        ({"took_part": ["person", "nobody"]}, "eller ingen"),
        ({"outcome": "mistaken"}, "mistaken"),
        ({"outcome": ""}, "Välj vad uppföljningen kom fram till."),
        ({"next_on": "i övermorgon"}, "i övermorgon"),
        ({"next_on": "2026-11-01"}, "framåt i tiden"),
        ({"next_on": "2031-01-01"}, "en gång om året"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept_as_a_draft_too(
    client, acting, later, staff, plan, bad, said
):
    client.force_login(staff("tova"))
    address = reverse("plans:follow_up", args=[plan.pk])
    kept = {"draft_key": f"plans:follow_up:{plan.pk}", "draft_page": "0123456789abcdef"}
    with clock.set_to(lambda: later):
        answer = client.post(address, SENT | kept | bad)
        text = answer.content.decode()
        assert answer.status_code == 422 and said in text and "dagen är lång" in text
        assert "dagen är lång" in client.get(address).content.decode()
    with acting("tova", at=later):
        assert not PlanFollowUp.objects.exists() and Draft.objects.count() == 1


@pytest.mark.parametrize("username", ["omar", "bo", "vera"])
def test_others_find_nothing_there(client, acting, later, staff, plan, username):
    with acting("tova", at=later) as tova:
        made = a_followed_up(plan, by=tova, at=later)
    client.force_login(staff(username))
    with clock.set_to(lambda: later):
        for name, key in (("plans:follow_up", plan.pk), ("plans:correct", made.pk)):
            assert client.get(reverse(name, args=[key])).status_code == 404
            assert client.post(reverse(name, args=[key]), SENT).status_code == 404


def test_the_planner_is_offered_no_form(client, acting, later, staff, plan):
    client.force_login(staff("nils"))
    with clock.set_to(lambda: later):
        address = reverse("plans:follow_up", args=[plan.pk])
        page = client.get(address).content.decode()
        assert 'name="seen"' not in page and "hos den enskilde" in page
        assert client.post(address, SENT).status_code == 422
        assert address not in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()


def test_at_the_door_it_is_said_until_it_is_done(client, acting, at, later, staff, service, plan):
    from samtid.steps.visits.tests.make import a_visit

    with acting("inga") as inga:
        visit = a_visit(service, by=inga, at=at, hours=24 * 9 + 2, staff=staff("tova"))
    client.force_login(staff("tova"))
    address = reverse("visits:visit", args=[visit.pk])
    with clock.set_to(lambda: later):
        assert "Planen ska följas upp senast" in client.get(address).content.decode()
        with acting("tova", at=later) as tova:
            a_followed_up(plan, by=tova, at=later)
        assert "Planen ska följas upp senast" not in client.get(address).content.decode()
