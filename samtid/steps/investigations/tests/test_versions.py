"""Two colleagues write in one investigation: neither text is lost, and neither writes over the other."""

from __future__ import annotations

import pytest
from django.test import Client

from samtid.base.dossier.tests.tabs import Tab
from samtid.ground import clock
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.tests.make import a_childs_investigation, a_proposal, investigated

BOS, KARINS = "Bo vill träffa skolan och mormodern.", "Karin vill först tala med barnet ensamt."


@pytest.fixture
def childs(acting, at, staff):
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


@pytest.fixture
def as_(staff, monkeypatch, at):
    monkeypatch.setattr(clock, "_source", lambda: at)

    def log_in(username: str) -> Client:
        client = Client()
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


def test_the_second_of_two_plans_is_shown_beside_the_first(as_, childs, acting):
    address = f"/utredningar/{childs.pk}/plan/"
    bo, karin = Tab(as_("bo"), address), Tab(as_("karin"), address)
    assert karin.send(plan=KARINS).status_code == 302
    assert bo.send(plan=BOS).status_code == 409
    assert "Karin" in bo.html and KARINS in bo.html and BOS in bo.html
    with acting("bo"):
        assert Investigation.objects.get().plan == KARINS
    ticked = bo.html.split('name="read_version" value="')[1].split('"')[0]
    assert bo.send(plan=f"{KARINS} {BOS}", read_version=ticked).status_code == 302
    with acting("bo"):
        assert Investigation.objects.get().plan == f"{KARINS} {BOS}"


def test_a_proposal_does_not_pass_over_another_unread(as_, childs, acting, at):
    with acting("bo") as bo:
        investigated(childs, by=bo, at=at)
    address = f"/utredningar/{childs.pk}/forslag/"
    tab = Tab(as_("bo"), address)
    with acting("karin") as karin:
        a_proposal(childs, by=karin, at=at)
        before = Proposal.objects.count()
    said = {
        "assessment": "Bo bedömer att Alva behöver mer stöd än så.",
        "best_interests": "Alva behöver lugn och förutsägbarhet.",
        "recommendation": "grant",
        "proposal": "Bo föreslår familjebehandling.",
        "service_code": "family_treatment",
        "legal_basis": "SoL 11:1",
    }
    assert tab.send(**said).status_code == 409
    assert "Karin" in tab.html and "Bo föreslår familjebehandling." in tab.html
    with acting("bo"):
        assert Proposal.objects.count() == before


def test_the_reason_to_wait_stands_when_it_is_over_and_the_time_is_noted_once(as_, childs, acting):
    address = f"/utredningar/{childs.pk}/informera/"
    reason = "Polisen vill höra barnet först."
    bo, karin = Tab(as_("bo"), address), Tab(as_("karin"), address)
    assert bo.send(done="no", not_informed_reason=reason).status_code == 302
    told = {"done": "yes", "informed_at": "2026-11-20 09:00", "how": "phone"}
    assert bo.send(**told).status_code == 302
    assert karin.send(**told | {"informed_at": "2026-11-19 08:00"}).status_code == 422
    with acting("bo"):
        now = Investigation.objects.get()
        assert (now.not_informed_reason, now.informed_at.day) == (reason, 20)
