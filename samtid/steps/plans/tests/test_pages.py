"""The pages of the plan: written at the kitchen table, read at the door, laid out at a desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.ground import clock
from samtid.steps.plans import actions, queries
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.tests.make import a_line, a_text, an_adopted_plan
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service

SAID = {
    "line_1_what": "Dusch",
    "line_1_area": "d5",
    "line_1_how": "Sittande, handduken först",
    "line_1_weekdays": ["0", "2"],
    "line_1_every": "1",
    "line_1_clock": "7.30",
    "line_1_minutes": "45",
    "line_1_place": "home",
    "wishes": "Kaffe först",
    "version": "0",
}
AGREED = {
    "valid_from": "2026-11-23",
    "follow_up_on": "2027-02-20",
    "agreed_with": "person",
    "agreed_on": "2026-11-21",
    "took_part": "Vi satt vid köksbordet.",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def test_it_is_written_read_through_and_adopted(client, acting, staff, service):
    client.force_login(staff("tova"))
    address = reverse("plans:write", args=[service.pk])
    empty = client.get(address).content.decode()
    assert empty.count("(behövs för att anta)") == 5, "what a plan cannot be without is not called optional"
    assert "Komma ut på en promenad" in empty and 'name="line_3_what"' in empty

    answer = client.post(address, SAID | AGREED, follow=True)

    text = answer.content.decode()
    assert "Mån, ons, kl. 07.30" in text and "Sittande, handduken först" in text and "Utkast" in text
    with acting("tova"):
        plan = Plan.objects.get()
    done = client.post(reverse("plans:adopt", args=[plan.pk]), {"version": "1"}, follow=True)
    assert "Planen är antagen." in done.content.decode() and "Lägg ut besöken" not in done.content.decode()
    with acting("tova"):
        assert PlanLine.objects.get().what == "Dusch"
    assert "Version 1" in client.get(reverse("plans:of_service", args=[service.pk])).content.decode()


def test_what_is_missing_is_said_before_the_press_and_refused_by_it(client, acting, staff, service):
    client.force_login(staff("tova"))
    client.post(reverse("plans:write", args=[service.pk]), SAID)
    with acting("tova"):
        plan = Plan.objects.get()
    assert (
        "Välj vem planen är överenskommen med."
        in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    )
    answer = client.post(reverse("plans:adopt", args=[plan.pk]), {"version": "1"})
    assert answer.status_code == 422 and "Välj en dag då planen följs upp." in answer.content.decode()
    with acting("tova"):
        assert not Plan.objects.exclude(adopted_at=None).exists()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"line_1_minutes": "många"}, "heltal"),
        ({"line_1_minutes": "9999"}, "720"),
        ({"line_1_weekdays": ["9"]}, "9"),
        ({"line_1_goal": "x"}, "x"),
        ({"line_1_what": ""}, "töm raden"),
        ({"line_1_clock": "25.99"}, ""),
        ({"valid_from": "i övermorgon"}, ""),
        ({"not_who": ["1000000"]}, ""),
        ({"version": "99999999999999999999"}, ""),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(client, acting, staff, service, bad, said):
    client.force_login(staff("tova"))
    answer = client.post(reverse("plans:write", args=[service.pk]), SAID | bad)
    text = answer.content.decode()
    assert answer.status_code in (302, 422) if "version" in bad else answer.status_code == 422
    assert answer.status_code == 302 or (said in text and "Kaffe först" in text)
    if answer.status_code == 422:
        with acting("tova"):
            assert not Plan.objects.exists()


def test_an_empty_form_says_what_is_asked_for(client, staff, service):
    client.force_login(staff("tova"))
    answer = client.post(reverse("plans:write", args=[service.pk]), {})
    assert answer.status_code == 422 and "Skriv vad som ska göras." in answer.content.decode()


def test_more_lines_come_without_a_script_and_nothing_typed_is_lost(client, acting, staff, service):
    client.force_login(staff("tova"))
    address = reverse("plans:write", args=[service.pk])
    lines = {f"line_{number}_what": f"Sak {number}" for number in (1, 2, 3)}
    answer = client.post(address, SAID | lines | {"more": "1"})
    assert answer.url == f"{address}#rad-4"
    page = client.get(address).content.decode()
    assert 'name="line_5_what"' in page and "Sak 3" in page and "Kaffe först" in page


def test_a_line_is_removed_by_emptying_it_and_an_error_stands_at_the_line_it_is_about(
    client, acting, staff, service
):
    client.force_login(staff("tova"))
    address = reverse("plans:write", args=[service.pk])
    client.post(address, SAID | {"line_2_what": "Städ"})
    empty = {key: "" for key in SAID if key.startswith("line_1")} | {"line_1_weekdays": []}
    client.post(address, SAID | empty | {"line_2_what": "Städ", "version": "1"})
    with acting("tova"):
        assert [one["what"] for one in Plan.objects.get().draft] == ["Städ"]


def test_a_colleague_who_was_first_is_shown_beside_and_nothing_is_overwritten(
    client, acting, at, staff, service
):
    client.force_login(staff("ulf"))
    address = reverse("plans:write", args=[service.pk])
    client.get(address)
    with acting("tova") as tova:
        actions.write_plan(service, a_text(at, wishes="Te först"), seen=0, by=tova, at=at)
    answer = client.post(address, SAID)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Te först" in text and "Kaffe först" in text and "Jag har läst båda" in text
    saved = client.post(address, SAID | {"read_version": "1"})
    assert saved.status_code == 302
    with acting("tova"):
        assert Plan.objects.get().wishes == "Kaffe först"


def test_the_next_version_begins_as_a_copy_and_says_why(client, acting, at, staff, service):
    with acting("tova") as tova:
        an_adopted_plan(service, a_line(how="Sittande"), by=tova, at=at)
    client.force_login(staff("tova"))
    page = client.get(reverse("plans:write", args=[service.pk])).content.decode()
    assert "Sittande" in page and "Varför ändras planen?" in page
    client.post(
        reverse("plans:write", args=[service.pk]),
        SAID
        | AGREED
        | {"version": "10000", "reason": "Orkar mer", "line_1_what": "Dusch", "line_1_minutes": "60"},
    )
    with acting("tova"):
        second = Plan.objects.get(number=2)
    text = client.get(reverse("plans:plan", args=[second.pk])).content.decode()
    assert "Skillnad mot version 1" in text and "60 minuter" in text and "45 minuter" in text


def test_the_planner_reads_and_lays_out_and_is_offered_no_form(client, acting, at, staff, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
    client.force_login(staff("nils"))
    page = client.get(reverse("plans:write", args=[service.pk])).content.decode()
    assert "Du kan läsa planen men inte skriva den" in page and "line_1_what" not in page
    shown = client.get(reverse("visits:lay_out", args=[plan.pk]) + "?weeks=2").content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', shown)
    assert mark is not None and "6 nya" in shown
    answer = client.post(
        reverse("visits:lay_out", args=[plan.pk]), {"weeks": "2", "mark": mark[1]}, follow=True
    )
    assert "6 besök är utlagda." in answer.content.decode()
    again = client.post(reverse("visits:lay_out", args=[plan.pk]), {"weeks": "2", "mark": mark[1]})
    assert again.status_code == 422 and "finns redan" in again.content.decode()
    assert client.post(reverse("visits:lay_out", args=[plan.pk]), {"weeks": "x"}).status_code == 422


def test_the_one_at_the_door_reads_what_to_do_and_how_the_person_wants_it(client, acting, at, staff, service):
    from samtid.steps.visits import actions as visits
    from samtid.steps.visits import laying
    from samtid.steps.visits.models import Visit

    with acting("tova") as tova:
        plan = an_adopted_plan(
            service,
            a_line(how="Handduken först"),
            by=tova,
            at=at,
            wishes="Kaffe först",
            not_who=(staff("nils").pk,),
        )
    with acting("nils") as nils:
        visits.lay_out(plan, 1, mark=laying.layout(nils, plan, 1, at).mark, by=nils, at=at)
        visit = Visit.objects.order_by("planned_at").first()
    client.force_login(staff("tova"))
    page = client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    assert "Handduken först" in page and "Kaffe först" in page
    client.force_login(staff("nils"))
    page = client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    assert "Inte enligt planen" in page and "(ska inte gå hit)" in page
    # what is agreed anew is read at the door also before the planner has laid it out
    with acting("tova") as tova:
        an_adopted_plan(service, a_line(how="Sittande"), by=tova, at=at, wishes="Te först")
    client.force_login(staff("tova"))
    page = client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    assert "Planen är ändrad" in page and "Sittande" in page and "Te först" in page
    assert "Handduken först" not in page and "Kaffe först" not in page


@pytest.mark.parametrize("username", ["omar", "bo", "vera"])
def test_others_find_nothing_there(client, acting, at, staff, service, username):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
    client.force_login(staff(username))
    for name, key in (
        ("plans:plan", plan.pk), ("plans:write", service.pk), ("plans:of_service", service.pk), ("visits:lay_out", plan.pk),
    ):  # fmt: skip
        assert client.get(reverse(name, args=[key])).status_code == 404
    assert client.post(reverse("plans:adopt", args=[plan.pk])).status_code == 404


def waiting(client, staff, username: str) -> str:
    client.force_login(staff(username))
    return client.get("/min-dag/").content.decode()


def test_what_waits_stands_with_the_one_who_can_act(client, acting, at, staff, service):
    hers = waiting(client, staff, "inga")
    assert "Insats utan genomförandeplan" in hers and "2026-12-05" in hers, (
        "the municipality's own number of days"
    )
    assert "Insats utan genomförandeplan" not in waiting(client, staff, "nils")
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at, follow_up_on=at.date() + timedelta(days=10))
    assert "Insats utan genomförandeplan" not in waiting(client, staff, "inga")
    assert "Antagen plan utan besök" in waiting(client, staff, "nils")
    assert "Följ upp genomförandeplanen" in waiting(client, staff, "inga"), (
        "Tova has no first page of that kind"
    )
    assert "Följ upp genomförandeplanen" not in waiting(client, staff, "ulf")
    later = at + timedelta(days=11)
    with acting("tova", at=later) as tova:
        an_adopted_plan(service, by=tova, at=later)
        assert Plan.objects.count() == 2 and plan.number == 1
    with clock.set_to(lambda: later):
        assert "Följ upp genomförandeplanen" not in waiting(client, staff, "inga"), (
            "the next version is its follow-up"
        )


def test_who_should_not_come_is_read_by_name_only_by_those_who_must_know(client, acting, at, staff, service):
    barred = staff("tova")
    with acting("inga") as inga:
        plan = an_adopted_plan(service, by=inga, at=at, not_who=(barred.pk,))
    address = reverse("plans:plan", args=[plan.pk])

    def told(username: str) -> str:
        client.force_login(staff(username))
        found = re.search(
            r"Ska inte komma</dt>\s*<dd[^>]*>(.*?)</dd>", client.get(address).content.decode(), re.S
        )
        assert found is not None
        return found[1].strip()

    assert told("tova") == "Det vet den som planerar"
    assert told("nils") == told("inga") == barred.name


def test_whoever_should_not_come_does_not_read_it_in_the_form_and_does_not_write_it_away(
    client, acting, at, staff, service
):
    barred = staff("tova")
    with acting("inga") as inga:
        an_adopted_plan(service, by=inga, at=at, not_who=(barred.pk,))
    client.force_login(barred)
    address = reverse("plans:write", args=[service.pk])
    form = client.get(address)
    box = re.search(rf'<input[^>]*name="not_who"[^>]*value="{barred.pk}"[^>]*>', form.content.decode())
    assert box is None or "checked" not in box[0]
    version = re.search(r'name="version"[^>]*value="(\d+)"', form.content.decode())
    assert version is not None
    sent = SAID | AGREED | {"version": version[1], "reason": "Tiden har ändrats."}
    assert client.post(address, sent).status_code == 302
    with acting("ulf"):
        draft = Plan.objects.get(adopted_at=None)
        assert queries.text(staff("ulf"), draft).not_who == (barred.pk,)
    client.force_login(staff("ulf"))
    shown = client.get(address).content.decode()
    box = re.search(rf'<input[^>]*name="not_who"[^>]*value="{barred.pk}"[^>]*>', shown)
    assert box is not None and "checked" in box[0]
