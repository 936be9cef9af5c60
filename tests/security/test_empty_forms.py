"""Ett tomt formulär: every form answers what is missing, in a sentence beside it, and changes nothing."""

from __future__ import annotations

import re

import pytest

from tests.crawl.places import Place, others, places, rooms
from tests.security import world
from tests.security.changes import put_back

# A button and nothing more: to press it is the whole answer.
BUTTONS = {
    "workload:keep",
    "workshops:drop_step",
    "workshops:move",
    "workshops:part",
    "workshops:slips",
    "seat:leave",
    "corrections:number",
    "corrections:related",
    "demo:prove",
    "direction:reach_milestone",
    "committee:adjust",
    "committee:call",
    "committee:register",
    "committee:take_over",
    "compulsory:open",
    "desk:alarm",
    "desk:end_key",
    "desk:end_session",
    "intake:family_who",
    "fees:count",
    "fees:new_year",
    "intake:who",
    "intake:who_near",
    "oidc:welcome",
    "improvement:co_sign",
    "improvement:merge",
    "improvement:part",
    "improvement:take_out",
    "investigations:add_report",
    "investigations:read_report",
    "outage:pack",
    "placements:end_pause",
    "planning:adopt",
    "planning:lay_aside",
    "planning:lock",
    "planning:propose_back",
    "portal:logout_everywhere",
    "roster:take_back",
    "routines:mark_read",
    "visits:call_off",
}
# Speaks with a script, not with a person.
NO_PAGE = {"dossier:draft", "visits:tapped"}
# Where nothing filled in is an answer too: all of the journal, and no text to throw away.
MAY_BE_EMPTY = {"dossier:journal", "dossier:drop_draft"}
GENERAL = "Detta fält måste fyllas i."  # the framework's, which knows nothing of the question
SAID = re.compile(r'class="(?:ds-validation-message|ds-error-summary|obstacles)"')


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level("CRITICAL")


def sent_empty(place: Place, addresses: list[str]) -> tuple[int, str]:
    """The answer at the first of ``addresses`` that takes the form; what a refusal changed is the test's to say."""
    client = world.client_of(place.username)
    status, text = 0, ""
    for address in addresses:
        with put_back() as tried:
            answer = client.post(address, {})
            tried.is_refused = answer.status_code >= 400
        assert not tried.changed, f"a refusal at {place.name} changed {tried.changed}"
        if answer.status_code not in (403, 404):
            status, text = answer.status_code, answer.content.decode("utf-8", "replace")
        if status in (405, 422):
            break
    return status, text


@pytest.fixture
def addresses_of(room, crawl) -> dict[Place, list[str]]:
    """The places of a room, each with its addresses, asked for before the town is entered."""
    return {place: [place.address, *others(place, crawl)] for place in places(room, crawl)}


# Rooms with no form that can be refused: they show, or only take a press.
WITHOUT_FORMS = {"demo", "indicators", "kolada", "law", "look", "oidc", "outage", "workload"}


@pytest.mark.parametrize("room", rooms())
def test_an_empty_form_is_answered_with_what_is_missing(room, addresses_of, lived_in, subtests):
    refused = set()
    for place, addresses in addresses_of.items():
        if place.name in BUTTONS | NO_PAGE | MAY_BE_EMPTY:
            continue
        status, text = sent_empty(place, addresses)
        if status == 302 and place.name == "oidc:interrupted":
            continue  # nothing was interrupted
        with subtests.test(place.name):
            assert status in (405, 422), f"{status} for an empty form"
            assert status == 405 or SAID.search(text), "no sentence says what is missing"
            assert GENERAL not in text, "the sentence does not say what is missing"
        refused |= {place.name} if status == 422 else set()
    assert refused or room in WITHOUT_FORMS, "the forms were not found"
