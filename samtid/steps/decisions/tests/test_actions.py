"""Decisions through the real database and its walls."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from samtid.base.access.words import Purpose
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Clock, Document, Event
from samtid.base.dossier.tests.make import a_person
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.actions import Details, relate
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions, queries
from samtid.steps.decisions.letters import letters_of
from samtid.steps.decisions.models import Decision, Notification
from samtid.steps.decisions.tests.make import a_decision, a_draft, home_care, open_care
from samtid.steps.decisions.words import DecisionOutcome, Told
from samtid.steps.decisions.words import Event as DecisionEvent
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import (
    a_childs_investigation,
    an_elders_investigation,
    investigated,
)
from samtid.steps.investigations.words import Basis


@pytest.fixture
def childs(acting, at, staff) -> Investigation:
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


@pytest.fixture
def elders(acting, at, staff) -> Investigation:
    return an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)


def test_signing_files_the_letter_closes_the_investigation_and_starts_the_clocks(acting, at, childs):
    with acting("bo") as bo:
        decision = a_decision(childs, by=bo, at=at)

        childs.refresh_from_db()
        assert (childs.closed_at, childs.outcome) == (at, "decision")
        assert queries.decisions(bo).get().delegation.startswith("SN 2025-06-18 § 71 (handläggare")
        letter = Document.objects.get(pk=decision.letter_id)
        assert bytes(letter.content).startswith(b"%PDF")
        assert letter.checksum == hashlib.sha256(letter.content).hexdigest()
        assert "Nyström" not in letter.title
        running = dict(Clock.objects.filter(stopped_at=None).values_list("rule", "due_on"))
        assert running["UPPFOLJNING"] == at.date() + timedelta(days=90)
        assert running["NX-01"] == date(2027, 2, 21)
        assert "CH-05" not in running
        assert Event.objects.filter(verb="decision_signed").get().law == "SN 2025-06-18 § 71"


def test_nothing_is_decided_before_the_person_has_been_heard(acting, at, childs):
    with acting("bo") as bo:
        investigated(childs, by=bo, at=at)
        with pytest.raises(NotYet, match="bedömning"), transaction.atomic():
            actions.prepare(childs, open_care(at), by=bo, at=at)
        assert not Decision.objects.exists()


def test_a_signed_decision_stands_whoever_asks(acting, at, childs, as_owner):
    with acting("bo") as bo:
        decision = a_decision(childs, by=bo, at=at)
        with pytest.raises(NotYet, match="FL 37"), transaction.atomic():
            actions.change(decision, open_care(at, content="Något annat."), by=bo, at=at)
        with pytest.raises(Error), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(content="Förfalskat")
        with pytest.raises(Error), transaction.atomic(), as_owner():
            Decision.objects.filter(pk=decision.pk).update(content="Förfalskat")
        with pytest.raises(Error), transaction.atomic():
            decision.delete()
        with pytest.raises(NotYet, match="redan fattat"), transaction.atomic():
            actions.sign(decision, by=bo, at=at)


def test_one_who_may_not_decide_hands_over_to_one_who_may(acting, at, childs, staff):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at, amount=60_000, per="month")
        with pytest.raises(NotYet, match="räcker till"), transaction.atomic():
            actions.sign(decision, by=bo, at=at)
        assert [who.username for who, _ in queries.signers(bo, decision, at.date())] == ["karin", "siri"]
        with pytest.raises(NotYet, match="ingen delegation"), transaction.atomic():
            actions.hand_over(decision, staff("eva"), by=bo, at=at)
        actions.hand_over(decision, staff("siri"), by=bo, at=at)
        assert not queries.to_sign(bo).exists()
    with acting("karin") as karin:
        assert not queries.decisions(karin).exists(), (
            "a draft is its author's and the one's it is laid before"
        )
    with acting("siri") as siri:
        waiting = queries.to_sign(siri).get()
        actions.sign(waiting, by=siri, at=at)
        assert (
            waiting.delegation == "SN 2025-06-18 § 71 (förste socialsekreterare, högst 100\u00a0000\u00a0kr)"
        )
    with acting("karin") as karin:
        assert queries.decisions(karin).get().prepared_by.username == "bo"


def test_at_a_protected_identity_the_signer_is_named_for_the_case(acting, at, childs, staff):
    with acting("bo") as bo:
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
        decision = a_draft(Investigation.objects.get(), by=bo, at=at, amount=60_000, per="month")
    with acting("karin") as karin:
        assert not Investigation.objects.exists()
        assert not queries.to_sign(karin).exists()
    with acting("bo") as bo:
        decision.refresh_from_db()
        actions.hand_over(decision, staff("karin"), by=bo, at=at)
    with acting("karin") as karin:
        signed = actions.sign(queries.to_sign(karin).get(), by=karin, at=at)
        [(_, letter)] = letters_of(signed, at.date())
        assert "Storgatan" not in str(letter)
        assert "20120314" not in str(letter)
        assert "Lämnas personligen" in str(letter), "no guardian is noted, so it is handed over"


def test_a_placement_is_decided_by_the_committee_and_registered(acting, at, childs):
    placement = {
        "kind": DecisionKind.FAMILY_HOME,
        "service_code": "family_home",
        "legal_basis": Basis.SOL_22_2,
    }
    with acting("karin") as karin:
        decision = a_draft(childs, by=karin, at=at, **placement)
        with pytest.raises(NotYet, match="SoL 30 kap"), transaction.atomic():
            actions.sign(decision, by=karin, at=at)
        said = {
            "level": Level.COMMITTEE,
            "minute": "SN AU 2026-11-18 § 212",
            "decided_on": at.date() - timedelta(days=3),
        }
        actions.register(decision, dissent="Nils Ek reserverar sig.", by=karin, at=at, **said)
        letter = str(letters_of(decision, at.date()))
        assert "Utskott, SN AU 2026-11-18 § 212" in letter
        assert "Nils Ek reserverar sig." in letter
        assert decision.decided_on == at.date() - timedelta(days=3)


def test_the_time_to_appeal_runs_from_the_day_the_person_got_to_know(acting, at, elders):
    with acting("ulf") as ulf:
        refused = {"outcome": DecisionOutcome.REFUSED, "follow_up_on": None, "goal": "", "valid_from": None}
        decision = a_decision(elders, by=ulf, at=at, **refused)
        assert not Clock.objects.filter(rule="NX-01").exists()
        later = at + timedelta(days=2)
        with pytest.raises(NotYet, match="framtiden"), transaction.atomic():
            actions.notify(decision, later, Told.LETTER, by=ulf, at=at)
    with acting("ulf", at=later):
        actions.notify(decision, later, Told.HANDED, by=ulf, at=later)
        clock = queries.appeal_clock(ulf, decision)
        assert clock.due_on == date(2026, 12, 14)
        with pytest.raises(NotYet, match="redan antecknat"), transaction.atomic():
            actions.notify(decision, later, Told.HANDED, by=ulf, at=later)
        with pytest.raises(NotYet, match="till och med 2026-12-14"), transaction.atomic():
            actions.note_final(decision, by=ulf, at=later)
    much_later = at + timedelta(days=30)
    with acting("ulf", at=much_later):
        actions.note_final(decision, by=ulf, at=much_later)
        assert queries.appeal_clock(ulf, decision).stopped_at is not None


def test_a_decision_wholly_in_favour_starts_no_time_to_appeal(acting, at, elders):
    with acting("ulf") as ulf:
        decision = a_decision(elders, by=ulf, at=at)
        actions.notify(decision, at, Told.DIGITAL, by=ulf, at=at)
        assert queries.appeal_clock(ulf, decision) is None


def test_one_investigation_may_carry_several_decisions(acting, at, elders):
    with acting("ulf") as ulf:
        a_decision(elders, by=ulf, at=at)
        second = actions.prepare(
            Investigation.objects.get(), home_care(at, content="Elsa får trygghetslarm."), by=ulf, at=at
        )
        actions.sign(second, by=ulf, at=at)
        assert queries.decisions_of(ulf, elders.case).exclude(signed_at=None).count() == 2


def test_each_table_is_shut_for_those_without_a_key(acting, at, childs):
    with acting("bo") as bo:
        decision = a_decision(childs, by=bo, at=at)
        actions.notify(decision, at, Told.HANDED, by=bo, at=at)
    for username in (
        "maja",
        "rut",
        "eva",
        "omar",
        "lena",
        "pelle",
        "tova",
        "kurt",
        "vera",
        "bengt",
        "liv",
        "ola",
    ):
        with acting(username):
            assert not Decision.objects.exists(), username
            assert not Notification.objects.exists(), username
    with acting("", purpose=Purpose.PORTAL):
        assert not Decision.objects.exists()
    with acting("eva") as eva, pytest.raises(Error), transaction.atomic():
        Notification.objects.create(
            case_id=childs.case_id, decision_id=decision.pk, at=at, how=Told.HANDED, by=eva, noted_at=at
        )


def test_the_database_refuses_a_signature_without_a_mandate(acting, at, childs):
    with acting("bo") as bo:
        decision = a_draft(childs, by=bo, at=at)
        with pytest.raises(Error), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(signed_at=at, signed_by=bo, decided_on=at.date())
        with pytest.raises(Error), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(
                signed_at=at, signed_by=bo, decided_on=at.date(), delegation="Jag själv", follow_up_on=None
            )


def test_a_decision_that_tells_where_somebody_protected_is_is_refused_unless_the_manager_says_why(
    acting, staff, at
):
    maja, bo, karin = staff("maja"), staff("bo"), staff("karin")
    with acting("bo"):
        found = a_childs_investigation(maja=maja, bo=bo, at=at)
        mother = Details("Maria", "Lund", address="Gömda gränden 7", protection=Protection.MARKED)
        person = found.case.dossier.person
        relate(person, a_person(mother, by=bo, at=at), Bond.GUARDIAN, case_id=found.case.pk, by=bo, at=at)
        told = "Alva bor på Gömda gränden 7 och behöver stöd."
        draft = a_draft(found, by=bo, at=at, reasons=told)
        actions.hand_over(draft, karin, by=bo, at=at)
    with acting("karin"):
        draft = Decision.objects.get(pk=draft.pk)
        with pytest.raises(NotYet, match="inte får lämnas ut") as refusal:
            actions.sign(draft, by=karin, at=at)
        assert refusal.value.obstacles[0].field == "place_reason"
        draft.refresh_from_db()
        assert draft.signed_at is None
        actions.sign(draft, place_reason="Mamma har själv bett om att adressen står.", by=karin, at=at)
        draft.refresh_from_db()
        assert draft.place_reason.startswith("Mamma")
        assert draft.case.events.filter(verb=str(DecisionEvent.PLACE_TOLD)).exists()
