"""Who of several parties appeals: in time by that one's own day, and nothing is final while it waits (FL 42–46 §§)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import a_person
from samtid.base.people.actions import Details
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Appeal, Decision, Notification
from samtid.steps.decisions.words import AppealEnd, DecisionOutcome, Told
from samtid.steps.parties import actions
from samtid.steps.parties.models import Deed
from samtid.steps.parties.tests import make
from samtid.steps.parties.tests.test_actions import MOTHER, told, who
from samtid.steps.parties.tests.test_deciding import refused
from samtid.steps.parties.words import Kind, Role, Way


def running():
    return Clock.objects.filter(rule="AD-03", stopped_at=None).count()


def found(decision):
    return Decision.objects.get(pk=decision.pk)


def test_no_time_runs_and_nothing_is_final_while_an_appeal_that_came_first_waits(acting, staff, at):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=2)
    with acting("bo", at=later) as bo:
        keys = who(bo, decision, at)
        actions.serve(found(decision), [told(keys["Samira"], at)], by=bo, at=later)
        made = actions.appeal(found(decision), keys["Samira"], later, by=bo, at=later)
        assert made.in_time and made.appellant_id == keys["Samira"]
        actions.serve(found(decision), [told(keys["Jonas"], later)], by=bo, at=later)
        assert Notification.objects.exists() and not running()
    over = at + timedelta(days=60)
    with acting("bo", at=over) as bo:
        with pytest.raises(NotYet, match="Beslutet är överklagat"):
            deciding.note_final(found(decision), by=bo, at=over)
        deciding.settle_appeal(Appeal.objects.get(), AppealEnd.FORWARDED, by=bo, at=over)
        with pytest.raises(NotYet, match="Beslutet är överklagat"):
            deciding.note_final(found(decision), by=bo, at=over)


def test_each_appeal_is_in_time_by_the_own_day_of_the_one_who_appeals(acting, staff, at):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=30)
    with acting("bo", at=later) as bo:
        keys = who(bo, decision, at)
        actions.serve(found(decision), [told(keys["Samira"], at)], by=bo, at=later)
        actions.serve(found(decision), [told(keys["Jonas"], later)], by=bo, at=later)
        late = actions.appeal(found(decision), keys["Samira"], later, by=bo, at=later)
        assert not late.in_time and running(), "her three weeks are over; his are not"
        good = actions.appeal(found(decision), keys["Jonas"], later, by=bo, at=later)
        assert good.in_time and not running()
        with pytest.raises(NotYet, match="redan antecknat och väntar"):
            actions.appeal(found(decision), keys["Jonas"], later, by=bo, at=later)
        assert Clock.objects.filter(rule="AD-04b", stopped_at=None).count() == 1
        deciding.settle_appeal(late, AppealEnd.DISMISSED, by=bo, at=later)
        assert Clock.objects.filter(rule="AD-04b", stopped_at=None).count() == 1, "his waits still"
        deciding.settle_appeal(good, AppealEnd.FORWARDED, by=bo, at=later)
        assert not Clock.objects.filter(rule="AD-04b", stopped_at=None).exists()


def test_an_appeal_is_judged_anew_when_the_day_of_the_one_who_appeals_was_wrong(acting, staff, at):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=30)
    with acting("bo", at=later) as bo:
        keys = who(bo, decision, at)
        both = [told(keys[name], at) for name in ("Samira", "Jonas")]
        actions.serve(found(decision), both, by=bo, at=later)
        late = actions.appeal(found(decision), keys["Samira"], later, by=bo, at=later)
        assert not late.in_time
        deed = Deed.objects.get(kind=Kind.SERVED, party=keys["Samira"])
        actions.correct(deed, "Brevet kom i retur, hon har inte fått det.", by=bo, at=later)
        late.refresh_from_db()
        assert late.in_time and not running(), "her time has not begun"
    again = later + timedelta(hours=1)
    with acting("bo", at=again) as bo:
        actions.serve(found(decision), [told(keys["Samira"], at + timedelta(days=1))], by=bo, at=again)
        late = Appeal.objects.get()
        assert not late.in_time and running(), "it was late after all, and what stopped for it runs on"


def test_somebody_else_is_named_and_judged_when_all_have_got_to_know(acting, staff, at):
    decision = refused(acting, staff, at)
    with acting("bo") as bo:
        child = who(bo, decision, at)["Alva"]
        for party, note in (
            (None, ""),
            (child, "Barnets eget brev"),
            (a_person(Details("Gun", "Lind"), by=bo, at=at), ""),
        ):
            with pytest.raises(NotYet):
                actions.appeal(found(decision), party, at, note, by=bo, at=at)
        made = actions.appeal(
            found(decision), None, at, "Mormodern Gun Lind, som vårdar barnet.", by=bo, at=at
        )
        assert made.in_time and made.appellant_id is None


def test_where_one_acts_alone_the_cases_own_day_is_that_ones(acting, staff, at):
    decision = refused(acting, staff, at, MOTHER)
    later = at + timedelta(days=40)
    with acting("bo", at=later) as bo:
        deciding.notify(found(decision), at, Told.HANDED, by=bo, at=later)
        made = actions.appeal(found(decision), who(bo, decision, at)["Samira"], later, by=bo, at=later)
        assert not made.in_time
        with pytest.raises(NotYet, match="Beslutet är överklagat"):
            deciding.note_final(found(decision), by=bo, at=later)
        deciding.settle_appeal(made, AppealEnd.DISMISSED, by=bo, at=later)
        deciding.note_final(found(decision), by=bo, at=later)


def test_the_cases_own_sheets_of_the_day_and_the_appeal_lead_to_the_parties(client, acting, staff, at):
    decision = refused(acting, staff, at)
    with acting("bo") as bo:
        make.served(found(decision), by=bo, at=at)
        with pytest.raises(NotYet, match="egen dag"):
            deciding.correct_notice(found(decision), at, Told.LETTER, "Brevet kom i retur då.", by=bo, at=at)
        with pytest.raises(NotYet, match="vem som överklagar"):
            deciding.receive_appeal(found(decision), at, by=bo, at=at)
    client.force_login(staff("bo"))
    with clock.set_to(lambda: at):
        page = client.get(reverse("decisions:decision", args=[decision.pk])).content.decode()
        assert reverse("parties:case", args=[decision.case_id]) in page
        sheet = reverse("parties:appeal", args=[decision.pk])
        assert (
            sheet in page
            and sheet in client.get(reverse("parties:case", args=[decision.case_id])).content.decode()
        )
        form = client.get(sheet).content.decode()
        assert "Samira Sandell" in form and "Någon annan" in form
        sent = {"received_at": "2026-11-21 10:00", "party": "other"}
        answer = client.post(sheet, sent)
        assert answer.status_code == 422 and "Skriv vem som överklagar" in answer.content.decode()
        assert client.post(sheet, sent | {"party": str(decision.pk)}).status_code == 422
        ahead = client.post(
            sheet, sent | {"party": "other", "note": "Mormodern Gun Lind", "received_at": "2027-01-01 10:00"}
        )
        assert ahead.status_code == 422 and "framtiden" in ahead.content.decode()
        with acting("bo") as bo:
            key = who(bo, decision, at)["Jonas"]
        at_ten = reverse("decisions:decision", args=[decision.pk])
        answer = client.post(
            sheet, {"received_at": f"{at:%Y-%m-%d} {at.astimezone():%H:%M}", "party": str(key)}
        )
        assert answer.status_code in (302, 422)
        if answer.status_code == 302:
            assert "Jonas Berglund överklagar" in client.get(at_ten).content.decode()


def test_who_served_twice_or_before_the_decision_the_wall_refuses(acting, staff, at):
    decision = refused(acting, staff, at)
    with acting("bo") as bo:
        decision = found(decision)
        key = who(bo, decision, at)["Samira"]
        actions.serve(decision, [told(key, at)], by=bo, at=at)

        def row(**said):
            values = {
                "case": decision.case, "party_id": key, "role": Role.GUARDIAN, "kind": Kind.SERVED, "at": at,
                "how": Way.HANDED, "decision": decision, "by": bo, "by_title": bo.title, "noted_at": at,
            }  # fmt: skip
            with pytest.raises(DatabaseError, match="served once"), transaction.atomic():
                Deed(**values | said).save()

        row()
        row(party_id=who(bo, decision, at)["Jonas"], at=at - timedelta(days=2))


def test_nobody_of_another_case_is_the_one_who_appeals(acting, staff, at):
    decision = refused(acting, staff, at)
    with acting("bo") as bo:
        decision = found(decision)
        stranger = a_person(Details("Gun", "Lind"), by=bo, at=at)
        with pytest.raises(DatabaseError, match="somebody of the case"), transaction.atomic():
            Appeal.objects.create(
                case=decision.case, decision=decision, appellant_id=stranger, received_at=at, in_time=True,
                noted_by=bo, noted_at=at,
            )  # fmt: skip
    assert DecisionOutcome(decision.outcome) is DecisionOutcome.REFUSED
