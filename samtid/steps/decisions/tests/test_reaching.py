"""A draft reaches the one who must decide, comes back with what is missing, and passes no limit without its amount."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.words import DecisionKind
from samtid.ground import clock
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions, queries
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import a_childs_investigation
from samtid.steps.investigations.words import Basis

PLACEMENT = {"kind": DecisionKind.FAMILY_HOME, "service_code": "family_home", "legal_basis": Basis.SOL_22_2}
HVB = {"kind": DecisionKind.RESIDENTIAL_CARE, "service_code": "hvb", "legal_basis": Basis.SOL_11_1}


@pytest.fixture
def childs(acting, at, staff) -> Investigation:
    """A child's investigation in Utredning barn och unga, Bo's."""
    with acting(""):
        return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


@pytest.fixture
def day_of(staff, at):
    """The words on somebody's first page."""

    def read(username: str) -> str:
        browser = Client()
        browser.force_login(staff(username))
        with clock.set_to(lambda: at):
            page = browser.get(reverse("desk:day")).content.decode()
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    return read


def test_the_boards_decision_is_laid_before_the_one_who_registers_it(acting, staff, at, childs, day_of):
    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at, **PLACEMENT)
        assert [who.username for who, _ in queries.signers(bo, draft, at.date())] == ["karin"]
        with pytest.raises(NotYet, match="delegation"), transaction.atomic():
            actions.hand_over(draft, staff("siri"), by=bo, at=at)
        actions.hand_over(draft, staff("karin"), by=bo, at=at)
    assert "Att underteckna" in day_of("karin")
    with acting("karin") as karin:
        draft = queries.to_sign(karin).get()
        minute = {"level": Level.COMMITTEE, "decided_on": at.date(), "minute": "SN AU 2026-11-20 § 5"}
        assert actions.register(draft, by=karin, at=at, **minute).decided_on == at.date()


def test_a_draft_goes_back_with_what_is_to_be_done_and_comes_again(acting, staff, at, childs, day_of):
    why = "Skriv vad mamma tycker om umgänget."
    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at, amount=60_000, per="month")
        actions.hand_over(draft, staff("siri"), by=bo, at=at)
        with pytest.raises(NotYet, match="Bara den som förslaget är lämnat till"), transaction.atomic():
            actions.send_back(draft, why, by=bo, at=at)
    with acting("siri") as siri:
        draft = queries.to_sign(siri).get()
        with pytest.raises(NotYet, match="vad som behöver göras"), transaction.atomic():
            actions.send_back(draft, "Nej", by=siri, at=at)
        actions.send_back(draft, why, by=siri, at=at)
        assert not queries.to_sign(siri).exists()
    assert f"kom tillbaka från Siri Falk: {why}" in day_of("bo")
    with acting("bo") as bo:
        draft = queries.decisions(bo).get(pk=draft.pk)
        assert draft.is_sent_back
        actions.hand_over(draft, staff("siri"), by=bo, at=at)
    assert "kom tillbaka" not in day_of("bo")
    with acting("siri") as siri:
        assert actions.sign(queries.to_sign(siri).get(), by=siri, at=at).signed_at == at


def test_the_page_sends_it_back(acting, staff, at, childs):
    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at, amount=60_000, per="month")
        actions.hand_over(draft, staff("siri"), by=bo, at=at)
    siri, bo = Client(), Client()
    siri.force_login(staff("siri"))
    bo.force_login(staff("bo"))
    with clock.set_to(lambda: at):
        there = reverse("decisions:decision", args=[draft.pk])
        back = reverse("decisions:send_back", args=[draft.pk])
        assert "Skicka tillbaka till Bo Ek" in siri.get(there).content.decode()
        assert "Skicka tillbaka till" not in bo.get(there).content.decode()
        version = {"version": "1"}
        assert siri.post(back, version | {"why": ""}).status_code == 422
        assert siri.post(back, version | {"why": "Skriv vad mamma tycker."}).status_code == 302
        assert "Skriv vad mamma tycker." in bo.get(there).content.decode()
        assert siri.get(there).status_code == 404, "it is its writer's again"


def test_what_costs_passes_no_limit_without_its_amount(acting, staff, at, childs):
    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at, **HVB)
        assert [who.username for who, _ in queries.signers(bo, draft, at.date())] == ["karin"], "no limit"
        actions.hand_over(draft, staff("karin"), by=bo, at=at)
        Decision.objects.filter(pk=draft.pk).update(handed_to=staff("siri"), handed_at=at)
    with acting("siri") as siri:
        draft = queries.to_sign(siri).get()
        with (
            pytest.raises(NotYet, match=r"Skriv vad det kostar: din delegation räcker till 100"),
            transaction.atomic(),
        ):
            actions.sign(draft, by=siri, at=at)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            said = [draft.pk, "SN 2025-06-18 § 71", "", None]
            cursor.execute("select access.sign_decision(%s, %s, %s, %s)", said)


def test_the_one_who_takes_over_the_case_takes_over_the_draft(acting, staff, at, childs):
    from samtid.base.dossier.actions import transfer

    with acting("bo") as bo:
        draft = a_draft(childs, by=bo, at=at)
        transfer(childs.case, childs.case.compartment, staff("eva"), by=bo, at=at)
    with acting("eva") as eva:
        assert queries.decisions(eva).get().pk == draft.pk
