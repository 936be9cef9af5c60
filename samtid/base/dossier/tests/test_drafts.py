"""No word is lost: drafts in two tabs, late sendings, refusals."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from samtid.base.dossier import rules
from samtid.base.dossier.actions import drop_draft, keep_draft
from samtid.base.dossier.models import Draft, Note
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.tests.tabs import Tab

ONE, OTHER = "Mamman ringde i morse och var orolig.", "Läraren hörde av sig om skolskjutsen."
WHEN = {"kind": "contact", "happened_at": "2026-11-20 10:00"}


@pytest.fixture
def case(acting, at):
    before = at - timedelta(days=3)
    with acting("maja", at=before) as maja:
        return a_case(by=maja, at=before)


@pytest.fixture
def now(monkeypatch, at):
    """``now(3)``: the clock stands at three seconds past the test's moment."""
    from samtid.ground import clock

    def stand(seconds: float) -> None:
        monkeypatch.setattr(clock, "_source", lambda: at + timedelta(seconds=seconds))

    stand(0)
    return stand


@pytest.fixture
def maja(client, staff, now):
    client.force_login(staff("maja"))
    return client


@pytest.fixture
def kept(acting):
    """All that Maja has in her drafts, the newest first."""

    def read() -> list[str]:
        with acting("maja"):
            return [one.fields.get("text", "") for one in Draft.objects.order_by("-saved_at", "-pk")]

    return read


@pytest.fixture
def form(case) -> str:
    return f"/arende/{case.pk}/anteckning/"


def test_two_tabs_of_one_form_keep_a_text_each_and_both_are_told(maja, form, now, kept):
    first, second = Tab(maja, form), Tab(maja, form)
    now(1)
    assert first.type(text=ONE).status_code == 200
    now(2)
    told = second.type(text=OTHER)
    assert (told.status_code, told.json()["kept"]) == (409, True)
    assert "Båda texterna är sparade" in told.json()["fel"]
    now(3)
    told = first.type(text=ONE + " Mer.")
    assert (told.status_code, told.json()["kept"]) == (409, True)

    assert kept() == [ONE + " Mer.", OTHER]
    now(4)
    third = Tab(maja, form)
    assert "Det finns en text till" in third.html
    assert ONE in third.html and OTHER in third.html


def test_a_page_opened_on_a_draft_goes_on_in_it_until_both_write(maja, form, now, kept):
    first = Tab(maja, form)
    now(1)
    first.type(text=ONE)
    now(2)
    second = Tab(maja, form)
    assert "Det finns en text till" not in second.html
    now(3)
    assert second.type(text=ONE + " Vidare.").status_code == 200
    assert kept() == [ONE + " Vidare."]
    now(4)
    assert first.type(text=ONE + " Åt annat håll.").status_code == 409
    assert kept() == [ONE + " Åt annat håll.", ONE + " Vidare."]


def test_two_tabs_filled_from_one_draft_part_when_both_write(maja, form, now, kept):
    Tab(maja, form).type(text=ONE)
    now(1)
    first, second = Tab(maja, form), Tab(maja, form)
    now(2)
    assert first.type(text=ONE + " Hit.").status_code == 200
    now(3)
    assert second.type(text=ONE + " Dit.").status_code == 409
    assert kept() == [ONE + " Dit.", ONE + " Hit."]


def test_what_was_sent_from_one_tab_takes_nothing_from_the_other(maja, form, now, kept):
    first, second = Tab(maja, form), Tab(maja, form)
    now(1)
    first.type(text=ONE)
    now(2)
    second.type(text=OTHER)
    now(3)
    assert first.send(text=ONE, **WHEN).status_code == 302
    assert kept() == [OTHER]
    now(4)
    assert OTHER in Tab(maja, form).html


def test_a_draft_that_was_restored_and_sent_is_gone(maja, form, now, kept):
    Tab(maja, form).type(text=ONE)
    now(1)
    assert Tab(maja, form).send(text=ONE, **WHEN).status_code == 302
    assert kept() == []


def test_a_sending_that_comes_late_is_told_so(maja, form, kept):
    tab = Tab(maja, form)
    tab.sequence = 5
    tab.type(text=ONE)
    tab.sequence = 2
    late = tab.type(text="Mamman")
    assert (late.status_code, late.json()["kept"]) == (409, False)
    assert "lades åt sidan" in late.json()["fel"]
    assert kept() == [ONE]


def test_a_refused_form_is_kept_and_said_to_be_even_when_the_page_is_left(maja, form, now, kept):
    tab = Tab(maja, form)
    answer = tab.send(text=ONE, kind="contact", happened_at="i morgon")
    assert answer.status_code == 422
    assert "det togs inte emot. Texten finns kvar" in tab.html and ONE in tab.html
    now(1)
    again = Tab(maja, form)
    assert ONE in again.html and "i morgon" in again.html
    assert "det togs inte emot. Texten finns kvar" in again.html
    # and the page goes on keeping what is written in it
    now(2)
    assert tab.type(text=ONE + " Mer.").status_code == 200
    assert kept() == [ONE + " Mer."]
    now(3)
    assert tab.send(text=ONE + " Mer.", **WHEN).status_code == 302
    assert kept() == []


def test_a_text_of_another_tab_can_be_chosen_or_thrown_away_and_the_own_is_kept(maja, form, now, kept):
    first, second = Tab(maja, form), Tab(maja, form)
    now(1)
    first.type(text=ONE)
    now(2)
    second.type(text=OTHER)
    now(3)
    third = Tab(maja, form)
    chosen = third.html.split("?utkast=")[1].split('"')[0]
    assert f">{ONE}</textarea>" in Tab(maja, f"{form}?utkast={chosen}").html.replace("> ", ">")
    assert third.send("/utkast/", text=OTHER + " Nytt.", draft_drop=chosen).status_code == 302
    assert kept() == [OTHER + " Nytt."]


def test_nobody_throws_away_or_reads_the_draft_of_another(maja, form, now, acting, staff, kept):
    Tab(maja, form).type(text=ONE)
    with acting("maja"):
        pk = Draft.objects.get().pk
    maja.force_login(staff("rut"))
    maja.post("/utkast/", {"draft_key": "dossier:note:1", "draft_drop": str(pk)})
    assert kept() == [ONE]


@pytest.mark.parametrize(
    "body", ['{"text": "a\\u0000b \\ud800 slut"}', "[" * 50_000, '{"a": {"b": {"c": 1}}}', '{"version": 1}']
)
def test_what_the_database_cannot_hold_is_cleaned_or_refused(maja, body, kept):
    answer = maja.post("/utkast/dossier:note:1", body, content_type="application/json")
    assert answer.status_code in (200, 400)
    for text in kept():
        assert not text or text.endswith("slut")
        assert not re.search("[\\x00\\ud800-\\udfff]", text)


def test_a_draft_holds_no_token_and_nothing_of_the_page():
    said = {"text": "a", "csrfmiddlewaretoken": "x", "draft_page": "y", "read_version": "3", "version": "2"}
    assert rules.clean_draft(said) == {"text": "a", "version": "2"}


@pytest.mark.parametrize(
    "said", ["", "1.2", "1.2.3.4", "a.1.2", "1.-2.3", "1.2." + "9" * 15, "9" * 20 + ".1.2", "²._.1"]
)
def test_a_page_that_says_nonsense_of_itself_comes_from_nowhere(said):
    assert rules.read_origin(said) == rules.NOWHERE


def test_a_name_too_long_for_the_table_is_refused(maja):
    answer = maja.post(f"/utkast/a:b:{'c' * 200}", {"text": "a"}, content_type="application/json")
    assert answer.status_code == 400


def test_a_page_drawn_before_the_last_letters_came_in_is_told_so(maja, form, now):
    first, second = Tab(maja, form), Tab(maja, form)
    asked = {
        "path": f"/utkast/{second.hidden['draft_key']}",
        "headers": {"X-Draft-From": second.hidden["draft_from"]},
    }
    assert maja.get(**asked).json() == {"newer": False}
    now(1)
    first.type(text=ONE)
    assert maja.get(**asked).json() == {"newer": True}
    assert maja.get(asked["path"]).json() == {"newer": True}, "a page that does not say when it was drawn"


def test_letters_that_set_out_before_a_page_was_drawn_and_came_in_after_it_are_newer(maja, form, now):
    """A busy server takes them in while the page is drawn anew: they bear the earlier moment."""
    first = Tab(maja, form)
    first.type(text=ONE)
    now(2)
    again = Tab(maja, form)
    address, told = f"/utkast/{again.hidden['draft_key']}", {"X-Draft-From": again.hidden["draft_from"]}
    assert maja.get(address, headers=told).json() == {"newer": False}
    now(1)
    first.type(text=ONE + " Och mer.")
    assert maja.get(address, headers=told).json() == {"newer": True}


def test_forgetting_a_page_leaves_other_pages(acting, at):
    with acting("maja") as maja:
        keep_draft("a:b:1", {"text": ONE}, page="a", by=maja, at=at)
        keep_draft("a:b:1", {"text": OTHER}, page="b", by=maja, at=at)
        drop_draft("a:b:1", page="a", by=maja, at=at)
        assert [one.fields["text"] for one in Draft.objects.all()] == [OTHER]


def test_a_note_saved_twice_by_two_tabs_is_two_notes(maja, form, now, acting):
    first, second = Tab(maja, form), Tab(maja, form)
    now(5)
    first.send(text=ONE, **WHEN)
    second.send(text=OTHER, **WHEN)
    with acting("maja"):
        assert {one.text for one in Note.objects.all()} == {ONE, OTHER}
