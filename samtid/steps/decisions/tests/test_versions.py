"""A draft decision is nobody's to write over, and nobody signs another text than the one that was read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from samtid.base.dossier.tests.tabs import Tab
from samtid.ground import clock
from samtid.steps.decisions import actions
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.investigations.tests.make import an_elders_investigation

KARINS, BOS = "Karin har förtydligat beslutet.", "Ulf har skrivit vidare på sitt."


@pytest.fixture
def decision(acting, at, staff) -> Decision:
    """Ulf's draft, laid before the manager Inga or whoever may sign."""
    elder = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        return a_draft(elder, by=ulf, at=at)


@pytest.fixture
def as_(staff, monkeypatch, at):
    def log_in(username: str, minutes: int = 0) -> Client:
        monkeypatch.setattr(clock, "_source", lambda: at + timedelta(minutes=minutes))
        client = Client()
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def page(decision, what="") -> str:
    return f"/beslut/{decision.pk}/{what}"


def corrected(decision, acting, at, text=KARINS) -> None:
    """Somebody else changes the draft five minutes later."""
    with acting("ulf", at=at + timedelta(minutes=5)) as ulf:
        now = Decision.objects.get(pk=decision.pk)
        actions.change(now, said_of(now, content=text), by=ulf, at=at + timedelta(minutes=5))


def said_of(decision, **changed):
    from dataclasses import fields

    names = [one.name for one in fields(actions.Text)]
    return actions.Text(**({name: getattr(decision, name) for name in names} | changed))


def test_an_autosave_from_before_the_correction_shows_both_and_overwrites_nothing(as_, decision, acting, at):
    ulf = as_("ulf", 1)
    kept = ulf.post(
        f"/utkast/decisions:change:{decision.pk}", {"content": BOS}, content_type="application/json"
    )
    assert kept.status_code == 200
    corrected(decision, acting, at)
    tab = Tab(as_("ulf", 10), page(decision, "andra/"))
    assert "Texten har ändrats medan du skrev" in tab.html
    assert KARINS in tab.html and BOS in tab.html
    assert tab.send(**form_of(decision, content=BOS)).status_code == 409
    with acting("ulf", at=at + timedelta(minutes=11)):
        assert Decision.objects.get().content == KARINS


def test_a_form_filled_from_an_older_text_is_answered_with_both(as_, decision, acting, at):
    tab = Tab(as_("ulf", 1), page(decision, "andra/"))
    corrected(decision, acting, at)
    tab.client = as_("ulf", 10)
    assert tab.send(**form_of(decision, content=BOS)).status_code == 409
    assert KARINS in tab.html and BOS in tab.html and "Ulf" in tab.html
    ticked = tab.html.split('name="read_version" value="')[1].split('"')[0]
    assert tab.send(**form_of(decision, content=BOS), read_version=ticked).status_code == 302
    with acting("ulf", at=at + timedelta(minutes=11)):
        assert Decision.objects.get().content == BOS


@pytest.mark.parametrize("verb", ["skriv-under/", "lamna-over/"])
def test_nobody_signs_or_hands_over_another_text_than_was_read(as_, decision, acting, at, verb):
    client = as_("ulf", 1)
    seen = client.get(page(decision)).content.decode().split('name="version" value="')[1].split('"')[0]
    signers = client.get(page(decision)).content.decode()
    to = signers.split('<option value="')[2].split('"')[0] if '<option value="' in signers else ""
    corrected(decision, acting, at)
    answer = as_("ulf", 10).post(page(decision, verb), {"version": seen, "to": to})
    assert answer.status_code == 409
    assert "efter att du öppnade sidan" in answer.content.decode()
    with acting("ulf", at=at + timedelta(minutes=11)):
        now = Decision.objects.get()
        assert (now.signed_at, now.handed_to_id) == (None, None)


def form_of(decision, **changed) -> dict[str, str]:
    """The form as a browser would send it."""
    text = said_of(decision, **changed)
    row = {name: value for name, value in text.columns().items() if value not in (None, "", False)}
    return {name: str(value) for name, value in row.items() if name != "kind"}
