"""The parties of a case in the database: three of them, in conflict, one at an address that nobody may tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.tests.make import ALVA, a_person
from samtid.base.dossier.words import LocalClock
from samtid.base.people.actions import Details, relate
from samtid.base.people.words import Bond, NumberKind, Protection
from samtid.ground.law.children import INFORM_AFFECTED
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.decisions.words import DecisionOutcome, Told
from samtid.steps.investigations import actions as inquiring
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.tests.make import a_childs_investigation, an_elders_investigation
from samtid.steps.investigations.words import Area, Outcome, Recommendation, SourceKind
from samtid.steps.investigations.words import Told as How
from samtid.steps.parties import actions, queries, waiting
from samtid.steps.parties.models import Deed
from samtid.steps.parties.rules import Line
from samtid.steps.parties.tests import make
from samtid.steps.parties.words import Exempt, Kind, Role, Way

MOTHER = Details("Samira", "Sandell", address="Gömda gränd 9", postcode="941 33", locality="Piteå")
FATHER = Details("Jonas", "Berglund", address="Byvägen 3", postcode="941 33", locality="Piteå")
TREATMENT = "family_treatment"
HIDDEN = replace(MOTHER, protection=Protection.MARKED)
ELVIRA = replace(ALVA, number="", number_kind=NumberKind.NONE, born_on=date(2011, 6, 1))


@pytest.fixture
def inquiry(acting, staff, at):
    """A child's investigation with two guardians, the mother first."""
    return with_guardians(acting, staff, at)


def with_guardians(acting, staff, at, *guardians, person=ALVA) -> Investigation:
    maja, bo = staff("maja"), staff("bo")
    with acting("bo"):
        found = a_childs_investigation(maja=maja, bo=bo, at=at, person=person)
        for one in guardians or (MOTHER, FATHER):
            other = a_person(one, by=bo, at=at)
            relate(found.case.dossier.person, other, Bond.GUARDIAN, case_id=found.case_id, by=bo, at=at)
    return found


def who(staff, found, at):
    parties = queries.who(staff, found.case, at.date())
    return {one.name.split()[0]: one.key for one in parties.found}


def told(key, at, **said):
    return Line(party=key, at=at, way=Way.PHONE, **said)


def is_running(case, rule):
    return Clock.objects.filter(case=case, rule=rule, stopped_at=None).count()


def test_the_opening_is_told_when_each_has_been_told(acting, at, inquiry):
    with acting("bo") as bo:
        keys = who(bo, inquiry, at)
        with pytest.raises(NotYet, match="flera parter"):
            inquiring.inform_affected(inquiry, informed_at=at, how=How.PHONE, by=bo, at=at)
        actions.inform(inquiry, [told(keys["Samira"], at)], by=bo, at=at)
        assert is_running(inquiry.case, INFORM_AFFECTED.id), "the father does not know yet"
        inquiry.refresh_from_db()
        assert inquiry.informed_at is None
        why = "Det är risk för våld innan barnen är i säkerhet."
        actions.inform(inquiry, [Line(party=keys["Jonas"], why=why)], by=bo, at=at)
        assert not is_running(inquiry.case, INFORM_AFFECTED.id)
        inquiry.refresh_from_db()
        assert inquiry.informed_at == at and inquiry.not_informed_reason == why


def test_the_clock_runs_again_also_where_the_others_have_reasons_to_wait(acting, at, inquiry):
    why = "Det är risk för våld innan barnen är i säkerhet."
    with acting("bo") as bo:
        keys = who(bo, inquiry, at)
        one = Line(party=keys["Jonas"], why=why)
        made = actions.inform(inquiry, [told(keys["Samira"], at), one], by=bo, at=at)
        with pytest.raises(NotYet, match="redan antecknat"):
            actions.inform(inquiry, [told(keys["Samira"], at)], by=bo, at=at)
    later = at + timedelta(hours=1)
    with acting("bo", at=later) as bo:
        for number, deed in enumerate(made):
            actions.correct(Deed.objects.get(pk=deed.pk), "Det var en annan familj.", by=bo, at=later)
            assert is_running(inquiry.case, INFORM_AFFECTED.id), number
        lines = [Line(party=key, why=why) for name, key in keys.items() if name != "Alva"]
        actions.inform(inquiry, lines, by=bo, at=later)
        assert not is_running(inquiry.case, INFORM_AFFECTED.id)


def test_what_was_noted_by_mistake_starts_the_clock_again_and_stays(acting, at, inquiry):
    with acting("bo") as bo:
        make.informed(inquiry, by=bo, at=at)
        deed = Deed.objects.get(kind=Kind.INFORMED, party=who(bo, inquiry, at)["Jonas"])
    later = at + timedelta(hours=1)
    with acting("bo", at=later) as bo:
        deed = Deed.objects.get(pk=deed.pk)
        actions.correct(deed, "Det var farbrodern som svarade i telefonen.", by=bo, at=later)
        assert is_running(inquiry.case, INFORM_AFFECTED.id)
        assert Deed.objects.filter(pk=deed.pk).exists()
        with pytest.raises(NotYet, match="redan rättad"):
            actions.correct(deed, "En gång till, av misstag.", by=bo, at=later)
        actions.inform(inquiry, [told(deed.party_id, later)], by=bo, at=later)
        assert not is_running(inquiry.case, INFORM_AFFECTED.id)


def proposed(inquiry, *, by, at, informed=False, **said):
    if not informed:
        make.informed(inquiry, by=by, at=at)
    inquiring.hear_child(inquiry, heard_at=at, text="«Jag vill bo hemma.»", by=by, at=at)
    inquiring.add_finding(
        inquiry,
        area=Area.BASIC_CARE,
        text="Har kommit hungrig till skolan fyra dagar.",
        source="Kuratorn",
        source_kind=SourceKind.SCHOOL,
        obtained_at=at,
        by=by,
        at=at,
    )
    return inquiring.propose(
        inquiry,
        assessment="Föräldrarna klarar vardagen med stöd av mormor.",
        best_interests="Bäst för Alva är att bo hemma.",
        recommendation=Recommendation.NO_SERVICE,
        proposal="Ingen insats.",
        by=by,
        at=at,
        **said,
    )


def test_nothing_is_decided_before_each_party_has_been_heard(acting, at, inquiry):
    with acting("bo") as bo:
        keys = who(bo, inquiry, at)
        proposal = proposed(inquiry, by=bo, at=at)
        last = at.date() + timedelta(days=7)
        [sent] = actions.communicate(proposal, [told(keys["Samira"], at, last_day=last)], by=bo, at=at)
        assert is_running(inquiry.case, str(LocalClock.PARTY_ANSWER)) == 1
        with pytest.raises(NotYet, match="Jonas Berglund"):
            inquiring.communicate(proposal, communicated_at=at, how=How.MEETING, answer_by=last, by=bo, at=at)

        def close():
            return inquiring.close_without_service(
                inquiry, Outcome.NO_SERVICE, "Behovet är tillgodosett.", by=bo, at=at
            )

        with pytest.raises(NotYet, match="FL 25"):
            close()
        why = "Han är häktad för våld mot barnet och underlaget skulle avslöja skyddet."
        actions.communicate(
            proposal, [Line(party=keys["Jonas"], exempt=Exempt.HARDER, why=why)], by=bo, at=at
        )
        proposal.refresh_from_db()
        assert proposal.communicated_at == at and proposal.answer_by == last
        with pytest.raises(NotYet, match="Samira Sandell har till och med"):
            close()
        actions.answer(sent, at, "Jag håller med.", by=bo, at=at)
        assert not is_running(inquiry.case, str(LocalClock.PARTY_ANSWER))
        proposal.refresh_from_db()
        assert proposal.answered_at == at, "all who were to answer have"
        with pytest.raises(NotYet) as why:
            close()
        assert {one.law for one in why.value.obstacles} == {"KL 6 kap. 37 §"}, "only the delegation is left"


def test_a_guardian_who_becomes_one_during_the_case_is_heard_before_the_decision(acting, staff, at):
    found = with_guardians(acting, staff, at, MOTHER)
    with acting("bo") as bo:
        proposal = proposed(found, by=bo, at=at)
        make.communicated(proposal, last_day=at.date() + timedelta(days=1), by=bo, at=at)
        other = a_person(FATHER, by=bo, at=at)
        relate(found.case.dossier.person, other, Bond.GUARDIAN, case_id=found.case_id, by=bo, at=at)
        waits = " ".join(map(str, before_deciding(bo, found, at)))
        assert "Jonas Berglund" in waits and "informeras" in waits and "underlaget" in waits


def test_the_answer_stays_on_the_day_until_it_came_or_the_day_is_over(acting, at, inquiry):
    with acting("bo") as bo:
        proposal = proposed(inquiry, by=bo, at=at)
        line = told(who(bo, inquiry, at)["Samira"], at, last_day=at.date() + timedelta(days=1))
        [sent] = actions.communicate(proposal, [line], by=bo, at=at)
        with pytest.raises(NotYet, match="till och med"):
            actions.answer(sent, None, "", by=bo, at=at)
    later = at + timedelta(days=2)
    with acting("bo", at=later) as bo:
        sent = Deed.objects.get(pk=sent.pk)
        assert actions.answer(sent, None, "", by=bo, at=later).kind == Kind.SILENT
        assert not is_running(inquiry.case, str(LocalClock.PARTY_ANSWER))
        with pytest.raises(NotYet, match="redan antecknat"):
            actions.answer(sent, None, "", by=bo, at=later)
        assert Proposal.objects.get(pk=proposal.pk).answered_at is None, "nobody has said anything"
        actions.answer(sent, later, "Jo, förresten.", by=bo, at=later)
        with pytest.raises(NotYet, match="redan antecknat"):
            actions.answer(sent, later, "Jo, förresten.", by=bo, at=later)


def test_what_is_sent_anew_is_not_answered_by_what_was_said_of_the_first(acting, at, inquiry):
    with acting("bo") as bo:
        keys, proposal = who(bo, inquiry, at), proposed(inquiry, by=bo, at=at)
        last = at.date() + timedelta(days=7)
        [sent] = actions.communicate(proposal, [told(keys["Samira"], at, last_day=last)], by=bo, at=at)
        with pytest.raises(NotYet, match="redan antecknat"):
            sooner = at.date() + timedelta(days=1)
            actions.communicate(proposal, [told(keys["Samira"], at, last_day=sooner)], by=bo, at=at)
        said = actions.answer(sent, at, "Jag håller med.", by=bo, at=at)
    later = at + timedelta(hours=1)
    with acting("bo", at=later) as bo:
        wrong = "Det var den andra moderns svar, och hon har inte svarat."
        actions.correct(Deed.objects.get(pk=said.pk), wrong, by=bo, at=later)
        assert is_running(inquiry.case, str(LocalClock.PARTY_ANSWER)) == 1, "it is awaited again"
        sent = Deed.objects.get(pk=sent.pk)
        actions.answer(sent, later, "Jag håller med, säger jag nu.", by=bo, at=later)
        actions.correct(sent, "Hon fick ett annat barns papper.", by=bo, at=later)
        actions.communicate(proposal, [told(keys["Samira"], later, last_day=last)], by=bo, at=later)
        assert any("Samira Sandell har till" in one.text for one in before_deciding(bo, inquiry, at))


def before_deciding(viewer, inquiry, at):
    return waiting.before_deciding(viewer, inquiry, at.date())


def test_split_consent_is_seen_and_what_is_taken_back_lies_beside(acting, at, inquiry):
    with acting("bo") as bo:
        keys = who(bo, inquiry, at)

        def say(name, kind, subject=TREATMENT, **said):
            scope = "Till och med våren"
            return actions.consent(
                inquiry.case, keys[name], kind, scope, subject=subject, said_at=at, by=bo, at=at, **said
            )

        with pytest.raises(NotYet, match="Välj vilket av partens"):
            say("Samira", Kind.WITHDRAWN)
        given = say("Samira", Kind.CONSENTED)
        say("Jonas", Kind.DECLINED)
        [split] = queries.sheet(bo, inquiry.case, at.date()).split
        assert "Samira Sandell samtycker" in split and "familjebehandling" in split
        say("Jonas", Kind.CONSENTED, "")
        assert queries.sheet(bo, inquiry.case, at.date()).split == [split], "the school is another matter"
        with pytest.raises(NotYet, match="har sagt nej"):
            say("Jonas", Kind.WITHOUT)
        with pytest.raises(NotYet, match="Välj vilket av partens"):
            say("Jonas", Kind.WITHDRAWN, refers=given.pk)
    later = at + timedelta(hours=1)
    with acting("bo", at=later) as bo:
        actions.consent(
            inquiry.case,
            keys["Samira"],
            Kind.WITHDRAWN,
            "Vill inte längre",
            refers=given.pk,
            said_at=later,
            by=bo,
            at=later,
        )
        assert not queries.sheet(bo, inquiry.case, at.date()).split
        assert Deed.objects.get(kind=Kind.WITHDRAWN).subject == TREATMENT


def test_a_young_person_of_fifteen_acts_alone_beside_the_guardian(acting, staff, at):
    found = with_guardians(acting, staff, at, MOTHER, person=ELVIRA)
    with acting("bo") as bo:
        parties = queries.who(bo, found.case, at.date())
        assert [one.role for one in parties.acting] == [Role.YOUNG, Role.GUARDIAN]
        make.informed(found, by=bo, at=at)
        assert Deed.objects.filter(kind=Kind.INFORMED).count() == 2


def test_an_adult_alone_is_told_by_the_case_itself(acting, staff, at):
    with acting("ulf") as ulf:
        found = an_elders_investigation(maja=staff("maja"), ulf=ulf, at=at)
        decision = a_decision(found, by=ulf, at=at, outcome=DecisionOutcome.REFUSED)
        deciding.notify(decision, at, Told.HANDED, by=ulf, at=at)
        assert not Deed.objects.exists()


def test_a_hidden_guardian_is_no_letter_away_and_no_reason_tells_where(acting, staff, at):
    found = with_guardians(acting, staff, at, HIDDEN, FATHER)
    with acting("bo") as bo:
        parties = queries.who(bo, found.case, at.date())
        hidden = next(one for one in parties.acting if one.is_protected)
        other = next(one for one in parties.acting if not one.is_protected)
        letter = Line(party=hidden.key, at=at, way=Way.LETTER)
        with pytest.raises(NotYet, match="vanligt brev"):
            actions.inform(found, [letter], by=bo, at=at)
        why = "Modern bor på Gömda gränd 9 och får inte röjas."
        with pytest.raises(NotYet, match="inte får lämnas ut"):
            actions.inform(found, [Line(party=other.key, why=why)], by=bo, at=at)


def test_a_party_of_another_case_is_nobodys_here(acting, staff, at, inquiry):
    with acting("bo") as bo:
        stranger = a_person(Details("Gun", "Lind"), by=bo, at=at)
        with pytest.raises(NotYet, match="inte part"):
            actions.inform(inquiry, [told(stranger, at)], by=bo, at=at)
        deed = Deed(
            case=inquiry.case,
            party_id=stranger,
            role=Role.GUARDIAN,
            kind=Kind.CONSENTED,
            at=at,
            text="Något som ingen har sagt",
            by=bo,
            by_title=bo.title,
            noted_at=at,
        )
        with pytest.raises(DatabaseError, match="somebody of the case"), transaction.atomic():
            deed.save()


def test_each_line_stands_in_the_diary_without_a_name(acting, at, inquiry):
    with acting("bo") as bo:
        make.informed(inquiry, by=bo, at=at)
        said = " ".join(Event.objects.filter(case=inquiry.case).values_list("said", flat=True))
        assert "var och en för sig" in said and "Samira" not in said
