"""Deciding in a case with several parties: whose consent, who is served, and when it stands for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.corrections.actions import end_relation
from samtid.base.dossier.models import Clock
from samtid.base.dossier.tests.make import ALVA
from samtid.base.people.models import Relation
from samtid.base.people.words import Bond
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Decision, Notification
from samtid.steps.decisions.tests.make import a_draft, open_care
from samtid.steps.decisions.words import DecisionOutcome, Told
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.parties import actions, queries
from samtid.steps.parties.models import Deed
from samtid.steps.parties.rules import Line
from samtid.steps.parties.tests import make
from samtid.steps.parties.tests.test_actions import (
    MOTHER,
    before_deciding,
    proposed,
    told,
    who,
    with_guardians,
)
from samtid.steps.parties.words import Exempt, Kind


def refused(acting, staff, at, *guardians, person=ALVA) -> Decision:
    found = with_guardians(acting, staff, at, *guardians, person=person)
    with acting("bo") as bo:
        draft = a_draft(found, by=bo, at=at, outcome=DecisionOutcome.REFUSED)
    with acting("siri") as siri:
        return deciding.sign(Decision.objects.get(pk=draft.pk), by=siri, at=at)


def test_each_has_a_day_of_their_own_and_the_decision_stands_when_the_last_ones_time_is_over(
    acting, staff, at
):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=9)
    with acting("bo", at=later) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        keys = who(bo, decision, at)
        with pytest.raises(NotYet, match="sin egen dag"):
            deciding.notify(decision, at, Told.HANDED, by=bo, at=later)
        actions.serve(decision, [told(keys["Samira"], at)], by=bo, at=later)
        assert not Notification.objects.exists()
        actions.serve(decision, [told(keys["Jonas"], later)], by=bo, at=later)
        assert Notification.objects.get().at == later
        [made] = queries.sheet(bo, decision.case, later.date()).decided
        rows = {row.standing.party.key: row for row in made.rows}
        first, last = rows[keys["Samira"]].appeal_until, rows[keys["Jonas"]].appeal_until
        assert first < last == Clock.objects.get(rule="AD-03").rolled_on


def another(decision, *, by, at):
    """A second refusal on the same investigation."""
    inquiry = Investigation.objects.get(pk=decision.investigation_id)
    return deciding.prepare(inquiry, open_care(at, outcome=DecisionOutcome.REFUSED), by=by, at=at)


def test_what_was_wrongly_served_holds_final_force_until_each_is_served(acting, staff, at):
    decision = refused(acting, staff, at)
    with acting("bo") as bo:
        decision = Decision.objects.get(pk=decision.pk)
        make.served(decision, by=bo, at=at)
    later = at + timedelta(days=40)
    with acting("bo", at=later) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        key = who(bo, decision, at)["Jonas"]
        deed = Deed.objects.get(kind=Kind.SERVED, party=key)
        actions.correct(deed, "Brevet kom i retur, han har inte fått det.", by=bo, at=later)
        with pytest.raises(NotYet, match="Jonas Berglund"):
            deciding.note_final(decision, by=bo, at=later)
        actions.serve(decision, [told(key, later)], by=bo, at=later)
        with pytest.raises(NotYet, match="kan överklagas till"):
            deciding.note_final(decision, by=bo, at=later)
    over = later + timedelta(days=30)
    with acting("bo", at=over) as bo:
        deciding.note_final(Decision.objects.get(pk=decision.pk), by=bo, at=over)


def drafted(acting, staff, at, *guardians):
    found = with_guardians(acting, staff, at, *guardians)
    with acting("bo") as bo:
        draft = a_draft(found, by=bo, at=at)
        keys = who(bo, found, at)

    def say(name, kind, subject=draft.service_code):
        with acting("bo") as bo:
            scope = "Till och med våren"
            return actions.consent(
                found.case, keys[name], kind, scope, subject=subject, said_at=at, by=bo, at=at
            )

    def sign():
        with acting("siri") as siri:
            return deciding.sign(Decision.objects.get(pk=draft.pk), by=siri, at=at)

    return say, sign


def test_no_delegate_grants_on_a_consent_that_one_guardian_has_not_given(acting, staff, at):
    say, sign = drafted(acting, staff, at)
    with pytest.raises(NotYet, match="Det står inte vad Samira Sandell och Jonas Berglund"):
        sign()
    say("Samira", Kind.CONSENTED)
    say("Jonas", Kind.DECLINED)
    say("Jonas", Kind.CONSENTED, "")
    with pytest.raises(NotYet, match="Jonas Berglund samtycker inte"):
        sign()
    say("Jonas", Kind.CONSENTED)
    assert sign().signed_at == at


def test_a_guardian_whose_consent_is_not_needed_is_confirmed_with_a_reason(acting, staff, at):
    say, sign = drafted(acting, staff, at)
    say("Samira", Kind.CONSENTED)
    say("Jonas", Kind.WITHOUT)
    assert sign().signed_at == at


def test_one_guardian_who_says_no_is_enough(acting, staff, at):
    say, sign = drafted(acting, staff, at, MOTHER)
    say("Samira", Kind.DECLINED)
    with pytest.raises(NotYet, match="Samira Sandell samtycker inte"):
        sign()


def test_what_is_left_to_hear_after_a_decision_is_noted_so_that_another_can_be_made(acting, staff, at):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=2)
    with acting("bo", at=later) as bo:
        inquiry = Investigation.objects.get(pk=decision.investigation_id)
        deed = Deed.objects.filter(kind=Kind.COMMUNICATED).first()
        for said in Deed.objects.filter(refers=deed):
            actions.correct(said, "Han hade inte fått underlaget.", by=bo, at=later)
        actions.correct(deed, "Det gick till en annan adress.", by=bo, at=later)
        with pytest.raises(NotYet, match="underlaget"):
            another(decision, by=bo, at=later)
        line = Line(party=deed.party_id, exempt=Exempt.UNNECESSARY, why="Har fått samma papper nu.")
        actions.communicate(deed.proposal, [line], by=bo, at=later)
        assert not before_deciding(bo, inquiry, later)


def test_what_was_communicated_before_the_room_holds_for_those_who_were_known_then(acting, staff, at):
    found = with_guardians(acting, staff, at)
    with acting("bo") as bo:
        proposal = proposed(found, by=bo, at=at)
    later = at + timedelta(hours=1)
    with acting("bo", at=later):
        # as the earlier room noted it, before there was this one
        Proposal.objects.filter(pk=proposal.pk).update(
            communicated_at=later, communicated_how="meeting", answer_by=at.date()
        )
    with acting("bo", at=later + timedelta(days=1)) as bo:
        found = Investigation.objects.get(pk=found.pk)
        assert not before_deciding(bo, found, later + timedelta(days=1))


def test_who_was_a_party_when_it_was_decided_is_served_also_when_custody_has_ended(acting, staff, at):
    decision = refused(acting, staff, at)
    later = at + timedelta(days=5)
    with acting("bo", at=later) as bo:
        decision = Decision.objects.get(pk=decision.pk)
        bond = Relation.objects.get(other__given_name="Jonas", bond=Bond.GUARDIAN)
        end_relation(bond, last=at.date() + timedelta(days=1), reason="Dom i tingsrätten", by=bo, at=later)
        assert "Jonas" not in who(bo, decision, later)
        assert "Jonas" in who(bo, decision, at), "as of the day that is asked"
        make.served(decision, by=bo, at=later)
        assert Deed.objects.filter(kind=Kind.SERVED).count() == 2
