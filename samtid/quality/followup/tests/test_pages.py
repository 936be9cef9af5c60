"""The pages of follow-up: from the day that waits to the person's own word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.ground import clock
from samtid.quality.followup.models import Feedback, FollowUp
from samtid.quality.followup.tests.make import a_follow_up
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def said(service: Service, **changed: str) -> dict[str, str]:
    """What somebody fills in."""
    goal = service.goals.get().pk.hex
    return {
        f"{goal}_person_level": "2",
        f"{goal}_person_says": "Jag kommer ut oftare.",
        f"{goal}_staff_level": "4",
        "summary": "Det går framåt.",
        "next_step": "continue",
        "next_on": "2027-02-01",
    } | {name.replace("goal", goal): value for name, value in changed.items()}


def test_the_whole_circle_on_the_pages(client, acting, at, staff, service):
    client.force_login(staff("ulf"))
    waiting = client.get(reverse("followup:waiting")).content.decode()
    assert "Alva Nyström" in waiting
    address = reverse("followup:follow_up", args=[service.pk])
    assert "promenad två gånger" in client.get(address).content.decode()
    with acting("ulf"):
        filled = said(service)

    answer = client.post(address, filled, follow=True)

    page = answer.content.decode()
    assert "Nu kan personen få svar." in page
    assert "En bit på väg" in page and "Längre än målet" in page
    assert "Ser olika på det" in page, "two steps apart"
    with acting("ulf"):
        made = FollowUp.objects.get()
    feedback = reverse("followup:feedback", args=[made.pk])
    assert client.post(feedback, {"text": "Ok"}).status_code == 422
    done = client.post(
        feedback,
        {"text": "Du kommer ut oftare. Vi fortsätter som nu och hörs i februari.", "how": "talk"},
        follow=True,
    )
    assert "Cirkeln är sluten." in done.content.decode()
    with acting("ulf"):
        reply = reverse("followup:reply", args=[Feedback.objects.get().pk])
    refused = client.post(reply, {})
    assert refused.status_code == 422
    assert "Välj vad den enskilde svarade." in refused.content.decode()
    assert "Ja, det stämmer" in client.post(reply, {"reply": "yes"}, follow=True).content.decode()
    piece = client.get(reverse("followup:of_service", args=[service.pk]), headers={"HX-Request": "true"})
    assert "Svar gett" in piece.content.decode()
    assert "<html" not in piece.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"goal_staff_level": ""}, "Bedöm hur det har gått."),
        ({"summary": ""}, "Sammanfatta vad uppföljningen visar."),
        ({"next_step": ""}, "Välj nästa steg."),
        ({"next_on": ""}, "Välj dag för nästa uppföljning."),
        ({"next_on": "2029-01-01"}, "Följ upp minst en gång om året."),
        ({"goal_person_level": "", "goal_person_says": ""}, "Den enskilde har inte kommit till tals."),
        ({"next_step": "end"}, "Välj varför insatsen slutar."),
        ({"goal_person_level": "9"}, "Välj ett giltigt alternativ."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_changed(client, acting, staff, service, changed, sentence):
    client.force_login(staff("ulf"))
    with acting("ulf"):
        filled = said(service, **changed)

    answer = client.post(reverse("followup:follow_up", args=[service.pk]), filled)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Jag kommer ut oftare." in answer.content.decode() or "goal_person_says" in changed
    with acting("ulf"):
        assert not FollowUp.objects.exists()
        assert Service.objects.get().ended_at is None


def test_long_sentences_get_a_friendly_word(client, acting, at, staff, service):
    with acting("ulf") as ulf:
        made = a_follow_up(service, by=ulf, at=at)
    client.force_login(staff("ulf"))

    answer = client.post(
        reverse("followup:feedback", args=[made.pk]),
        {"text": "och ".join(["ord "] * 20) + ".", "how": "phone"},
        follow=True,
    )

    assert "En mening är längre än 25 ord." in answer.content.decode()


def test_an_overdue_follow_up_is_counted(client, acting, at, staff, service):
    client.force_login(staff("ulf"))
    with clock.set_to(lambda: at + timedelta(days=91)):
        page = client.get(reverse("followup:waiting")).content.decode()

    assert "försenade" in page
    assert "1 dag sen" in page.replace("\u00a0", " ")


def test_those_without_the_case_meet_nothing(client, acting, at, staff, service):
    with acting("ulf") as ulf:
        made = a_follow_up(service, by=ulf, at=at)
    for username in ("tova", "inga", "bo"):
        client.force_login(staff(username))
        for name, key in (
            ("follow_up", service.pk),
            ("of_service", service.pk),
            ("followup", made.pk),
            ("feedback", made.pk),
        ):
            assert client.get(reverse(f"followup:{name}", args=[key])).status_code == 404, (username, name)
        assert "Alva" not in client.get(reverse("followup:waiting")).content.decode()
