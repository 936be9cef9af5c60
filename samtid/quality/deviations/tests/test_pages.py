"""Avvikelsernas sidor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.models import Unit
from samtid.ground import clock
from samtid.quality.deviations import actions
from samtid.quality.deviations.models import Track
from samtid.quality.deviations.words import Track as Kind
from tests.test_query_counts import MOST, STAMP, counting


@pytest.fixture
def browse(staff, at):
    """``browse("vera")``: her browser."""

    def client(username: str) -> Client:
        browser = Client()
        browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: at):
        yield client


@pytest.fixture
def sarah(acting, at) -> Track:
    with acting("tova") as tova:
        unit = Unit.objects.get(name="Hemtjänst")
        [track] = actions.report(
            "visits:visit", unit, [Kind.LEX_SARAH], "Lyften gick sönder.", at, by=tova, at=at
        )
        return track


def test_a_report_begins_on_any_page_with_the_step_filled_in(browse, acting):
    tova = browse("tova")
    assert (
        'href="/avvikelser/rapportera/?steg=visits:today"'
        in tova.get(reverse("visits:today")).content.decode()
    )
    page = tova.get("/avvikelser/rapportera/?steg=visits:today").content.decode()
    assert 'value="visits:today"' in page
    with acting("tova"):
        unit = Unit.objects.get(name="Hemtjänst").pk
    sent = {
        "page": "visits:today", "text": "Larmet var tyst.", "informed_at": "2026-11-21 08:00", "unit": unit,
        "tracks": ["deviation", "environment"],
    }  # fmt: skip
    refused = tova.post(reverse("deviations:report"), sent | {"text": "20120314-2391 föll.", "tracks": []})
    assert refused.status_code == 422
    assert "Välj vad det är" in refused.content.decode()
    answer = tova.post(reverse("deviations:report"), sent)
    assert answer.status_code == 302
    with acting("tova"):
        assert sorted(Track.objects.values_list("kind", flat=True)) == ["deviation", "environment"]
    told = tova.get(answer.url).content.decode()
    assert "Nästa steg" not in told, "whoever reported does not investigate"


def test_the_one_who_receives_finds_it_on_her_day_and_takes_the_next_step(browse, sarah):
    vera = browse("vera")
    day = vera.get(reverse("desk:day")).content.decode()
    assert reverse("deviations:track", args=[sarah.pk]) in day
    assert "Lex Sarah" in day
    page = vera.get(reverse("deviations:track", args=[sarah.pk])).content.decode()
    assert "SoL 27 kap. 5 §" in page
    step = reverse("deviations:step", args=[sarah.pk])
    assert vera.post(step, {"what": "received"}).status_code == 302
    early = vera.post(step, {"what": "investigated", "text": "Klart.", "gravity": "serious"})
    assert (early.status_code, "Säkra läget först" in early.content.decode()) == (422, True)
    assert vera.post(step, {"what": "secured", "text": "Avställd."}).status_code == 302


def test_no_list_names_anybody(browse, sarah):
    for name in ("deviations:tracks", "desk:day"):
        assert "Tova" not in browse("vera").get(reverse(name)).content.decode()


@pytest.mark.parametrize("username", ["bo", "inga", "liv", "nils"])
def test_what_one_may_not_read_is_not_there(browse, sarah, username):
    assert browse(username).get(reverse("deviations:track", args=[sarah.pk])).status_code == 404


def test_the_pages_ask_the_database_a_few_times(browse, sarah):
    for username, name, arguments in (
        ("vera", "deviations:tracks", []),
        ("vera", "deviations:track", [sarah.pk]),
        ("tova", "deviations:report", []),
        ("inga", "desk:day", []),
    ):
        browser = browse(username)
        with counting() as asked:
            assert browser.get(reverse(name, args=arguments)).status_code == 200
        assert len(asked) + STAMP <= MOST, (name, len(asked))
