"""A session ends by lying still and after a working day, and nothing that was written is lost."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.dossier.drafts import INTERRUPTED
from samtid.base.dossier.models import Draft, Note
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.tests.tabs import Tab
from tests.security.world import client_of

TEXT = "Mamman berättar att mornarna fungerar bättre sedan i måndags."


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def form(acting, at):
    """The address of a form that Pelle may fill in."""
    with acting("pelle") as pelle:
        return reverse("dossier:write_note", args=[a_case(by=pelle, at=at).pk])


@pytest.fixture
def pelle(db):
    client = client_of("pelle")
    client.get(reverse("desk:day"))
    return client


def lie(client: Client, *, seen: float = 0, began: float = 0) -> None:
    """Let the session have lain still, or have begun, that many seconds ago."""
    session = client.session
    session["seen"] -= seen
    session["began"] -= began
    session.save()


def note(at) -> dict[str, str]:
    return {
        "kind": "contact",
        "happened_at": f"{at:%Y-%m-%d %H:%M}",
        "source": "Mamman",
        "text": TEXT,
        "sign": "",
    }


def test_a_session_in_use_goes_on(pelle, settings):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS - 60)
    assert pelle.get(reverse("desk:day")).status_code == 200


def test_a_session_that_lay_still_leads_to_the_log_in_and_back(pelle, form, settings):
    before = pelle.session.session_key
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = pelle.get(form)
    assert (answer.status_code, answer.url) == (302, f"/logga-in/?next={form}")
    assert pelle.session.session_key != before
    assert not pelle.session.__class__(before).load(), "the old key opens nothing, and is gone"


def test_a_session_ends_after_a_working_day_however_busy(pelle, settings):
    lie(pelle, began=settings.SESSION_COOKIE_AGE + 1)
    assert pelle.get(reverse("desk:day")).status_code == 302


def test_a_session_without_its_marks_is_ended(pelle):
    session = pelle.session
    del session["seen"]
    session.save()
    assert pelle.get(reverse("desk:day")).status_code == 302


def test_what_was_sent_too_late_is_kept_for_its_writer_and_can_be_sent_again(
    pelle, form, settings, acting, at, staff
):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = pelle.post(form, note(at))
    assert (answer.status_code, answer.url) == (302, f"/logga-in/?next={reverse('oidc:interrupted')}")
    with acting("pelle"):
        assert Draft.objects.get().key == INTERRUPTED
    with acting("eva"):
        assert not Draft.objects.exists(), "nobody else sees it"
    again = client_of("pelle")
    page = again.get(reverse("oidc:interrupted")).content.decode()
    assert TEXT in page
    assert "Det du skrev finns kvar" in page
    assert page.count('method="post"') == 2, "to throw it away, and to log out: nothing sends it again"
    drawn = again.get(f"{form}?utkast=avbrutet").content.decode()
    assert TEXT in drawn and "det togs inte emot" in drawn, "the real form, to be read and pressed"
    with acting("pelle"):
        assert not Note.objects.exists()
    assert again.get(reverse("oidc:interrupted")).status_code == 302, "it lies in its form now"


def test_a_form_with_a_name_is_drawn_again_with_its_text_after_the_log_in(pelle, form, settings, acting, at):
    tab = Tab(pelle, form)
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = pelle.post(form, tab.hidden | note(at) | {"sign": "1"})
    assert (answer.status_code, answer.url) == (302, f"/logga-in/?next={form}")
    again = Tab(client_of("pelle"), form)
    assert TEXT in again.html and "läs den och skicka igen" in again.html
    with acting("pelle"):
        assert not Note.objects.exists(), "nothing is signed by a log-in"
    assert again.send(**note(at)).status_code == 302
    with acting("pelle"):
        assert Note.objects.get().text == TEXT
        assert not Draft.objects.exists()


def test_what_was_written_in_another_tab_is_not_taken_by_what_came_too_late(
    pelle, form, settings, acting, at
):
    first, second = Tab(pelle, form), Tab(pelle, form)
    second.type(text="Något annat, i en annan flik.")
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    pelle.post(form, first.hidden | note(at))
    with acting("pelle"):
        assert {one.fields["text"] for one in Draft.objects.all()} == {TEXT, "Något annat, i en annan flik."}


def test_a_press_without_words_is_not_done_and_said_not_to_be(pelle, form, settings, acting, at):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = pelle.post(
        reverse("portal:logout_everywhere"), {"x": "1"}, headers={"Referer": f"http://testserver{form}"}
    )
    assert answer.url == f"/logga-in/?next={form}"
    assert "Inget är gjort" in pelle.get(answer.url).content.decode()
    with acting("pelle"):
        assert not Draft.objects.exists()


def test_a_second_try_after_the_end_is_kept_too(pelle, form, settings, acting, at):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    assert pelle.get(form).status_code == 302
    pelle.post(form, note(at))
    with acting("pelle"):
        assert TEXT in str(Draft.objects.get().fields)


def test_an_ended_session_opens_nothing_and_changes_nothing_else(pelle, form, settings, acting, at):

    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    pelle.post(form, note(at))
    for address in (form, reverse("desk:day"), reverse("desk:search"), reverse("oidc:interrupted")):
        answer = pelle.get(address)
        assert answer.status_code == 302
        assert TEXT not in answer.content.decode()
    with acting("pelle"):
        assert not Note.objects.exists()


def test_somebody_who_was_never_logged_in_keeps_nothing(client, form, as_owner, at):
    assert client.post(form, note(at)).status_code == 302
    with as_owner():
        assert not Draft.objects.exists()


def test_null_characters_and_nothing_at_all_are_no_errors(pelle, form, settings, acting):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    assert pelle.post(form, {"te\0xt": "a\0b" * 20}).status_code == 302
    assert pelle.post(form, {}).status_code == 302


def test_a_draft_from_an_ended_session_is_told_so(pelle, settings):
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    answer = pelle.post(
        reverse("dossier:draft", args=["dossier:note:1"]), {"text": TEXT}, content_type="application/json"
    )
    assert answer.status_code == 401
    assert "utloggad" in answer.json()["fel"]


def test_a_fragment_asked_for_after_the_end_takes_the_page_to_the_log_in(client, form):
    headers = {"HX-Request": "true", "HX-Current-URL": f"https://testserver{form}"}
    answer = client.get(form, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"/logga-in/?next={form}")
    elsewhere = client.get(form, headers=headers | {"HX-Current-URL": "https://elak.example//a"})
    assert "elak" not in elsewhere["HX-Redirect"]


def test_a_form_sent_by_nobody_leads_back_to_its_page_and_never_elsewhere(client, form):
    answer = client.post(form, {}, headers={"Referer": f"https://testserver{form}"})
    assert answer.url == f"/logga-in/?next={form}"
    assert "elak" not in client.post(form, {}, headers={"Referer": "https://elak.example//elak"}).url


def test_the_log_in_remembers_the_way_for_whoever_wrote(pelle, form, settings, at):
    """Another person at the same computer finds nothing of what the first one wrote."""
    lie(pelle, seen=settings.SESSION_IDLE_SECONDS + 1)
    pelle.post(form, note(at))
    other = client_of("eva")
    answer = other.get(reverse("oidc:interrupted"))
    assert (answer.status_code, answer.url) == (302, reverse("desk:day"))


def test_somebody_who_has_left_is_logged_out_at_once(pelle, as_owner, at):
    from datetime import timedelta

    from samtid.base.organisation.models import Staff

    with as_owner():
        Staff.objects.filter(username="pelle").update(valid_to=at.date() - timedelta(days=1))
    assert pelle.get(reverse("desk:day")).status_code == 302
    assert "_auth_user_id" not in pelle.session
    with as_owner():
        Staff.objects.filter(username="pelle").update(valid_to=at.date())
    assert client_of("pelle").get(reverse("desk:day")).status_code == 200, "the last day is a working day"


def test_one_ends_ones_own_sessions_everywhere_and_nobody_elses(pelle):
    phone, other = client_of("pelle"), client_of("anita")
    assert phone.get(reverse("desk:me")).status_code == 200
    assert other.get(reverse("desk:day")).status_code == 200
    assert pelle.post(reverse("portal:logout_everywhere")).status_code == 302
    assert pelle.get(reverse("desk:day")).status_code == 302
    assert phone.get(reverse("desk:day")).status_code == 302
    assert other.get(reverse("desk:day")).status_code == 200
    assert client_of("pelle").get(reverse("desk:day")).status_code == 200, "logging in anew works"


def test_nobody_who_is_not_acting_ends_a_session(db):
    with pytest.raises(DatabaseError, match="nobody is acting"), transaction.atomic():
        connection.cursor().execute("select access.end_sessions()")
