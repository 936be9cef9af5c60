"""What is sent, and to whom it would tell too much; the case's own sheets; and what is a child's alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.tests.make import a_person
from samtid.base.organisation.words import DecisionKind
from samtid.base.people import sealed_place
from samtid.base.people.actions import Details, relate
from samtid.base.people.words import Bond
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.investigations import actions as inquiring
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import an_elders_investigation
from samtid.steps.investigations.words import Area, Basis, Recommendation, ServiceCode, SourceKind
from samtid.steps.investigations.words import Told as How
from samtid.steps.parties import actions, forms, queries
from samtid.steps.parties.models import Deed
from samtid.steps.parties.rules import Line
from samtid.steps.parties.tests import make
from samtid.steps.parties.tests.test_actions import (
    FATHER,
    HIDDEN,
    before_deciding,
    proposed,
    told,
    with_guardians,
)
from samtid.steps.parties.words import Exempt, Kind, Role, Way

PLACE = "Gömda gränd 9"


def by_role(staff, found, at):
    acting = queries.who(staff, found.case, at.date()).acting
    return next(one for one in acting if one.is_protected), next(
        one for one in acting if not one.is_protected
    )


def telling(acting, staff, at):
    """A proposal on a finding that names where the mother is hidden."""
    found = with_guardians(acting, staff, at, HIDDEN, FATHER)
    with acting("bo") as bo:
        for one in queries.who(bo, found.case, at.date()).acting:
            way = Way.AGENCY if one.is_protected else Way.PHONE
            actions.inform(found, [Line(party=one.key, at=at, way=way)], by=bo, at=at)
        inquiring.add_finding(
            found,
            area=Area.BASIC_CARE,
            text=f"Alva och mamma bor nu på {PLACE} och Alva äter bra.",
            source="Förskolan",
            source_kind=SourceKind.SCHOOL,
            obtained_at=at,
            by=bo,
            at=at,
        )
        found = Investigation.objects.get(pk=found.pk)
        return found, proposed(found, by=bo, at=at, informed=True)


def test_what_tells_a_place_is_not_sent_to_one_who_may_not_know_it_but_with_that_left_out(acting, staff, at):
    found, proposal = telling(acting, staff, at)
    last = at.date() + timedelta(days=7)
    with acting("bo") as bo:
        mother, father = by_role(bo, found, at)
        actions.communicate(
            proposal, [Line(party=mother.key, at=at, way=Way.AGENCY, last_day=last)], by=bo, at=at
        )
        with pytest.raises(NotYet, match="inte får veta") as why:
            actions.communicate(proposal, [told(father.key, at, last_day=last, own="p_x")], by=bo, at=at)
        assert [one.field for one in why.value.obstacles] == ["p_x_withheld"]
        with pytest.raises(NotYet, match="inte får lämnas ut"):
            line = told(father.key, at, last_day=last, withheld=f"Adressen {PLACE} ströks.")
            actions.communicate(proposal, [line], by=bo, at=at)
        why = "Var barnet och modern bor är struket, för deras säkerhet."
        actions.communicate(proposal, [told(father.key, at, last_day=last, withheld=why)], by=bo, at=at)
        assert Deed.objects.get(kind=Kind.COMMUNICATED, party=father.key).text == why
        proposal.refresh_from_db()
        assert proposal.communicated_at == at and not proposal.not_communicated_reason


def test_what_is_left_out_is_asked_for_on_the_sheet_at_the_party(client, acting, staff, at):
    found, _ = telling(acting, staff, at)
    client.force_login(staff("bo"))
    sheet = reverse("parties:communicate", args=[found.case_id])
    with acting("bo") as bo:
        mother, father = (forms.prefix(one) for one in by_role(bo, found, at))
    sent = {
        "at": f"{at.astimezone():%Y-%m-%d %H:%M}",
        "way": "handed",
        "last_day": f"{at.date() + timedelta(days=9)}",
        f"{mother}_done": "later",
        f"{father}_done": "shared",
    }
    with clock.set_to(lambda: at + timedelta(minutes=2)):
        page = client.get(sheet).content.decode()
        assert "Uppgifter som är utelämnade, och varför" in page and "får inte lämnas till parten" not in page
        answer = client.post(sheet, sent)
        assert answer.status_code == 422 and "inte får veta" in answer.content.decode()
        assert PLACE not in answer.content.decode()
        unused = client.post(
            sheet, sent | {f"{father}_done": "later", f"{father}_withheld": "Adressen är struken."}
        )
        assert "hör inte till det du valde" in unused.content.decode()
        short = client.post(sheet, sent | {f"{father}_withheld": "ja"})
        assert short.status_code == 422 and "inte får veta" in short.content.decode()
        said = sent | {f"{father}_withheld": "Var modern bor är struket, för säkerheten."}
        assert client.post(sheet, said).status_code == 302
        assert (
            "Var modern bor är struket"
            in client.get(reverse("parties:case", args=[found.case_id])).content.decode()
        )


def test_secrecy_is_no_exemption():
    assert "secret" not in {str(one.value) for one in Exempt}


def test_those_who_live_together_know_where_the_other_lives(acting, staff, at):
    home = {"address": PLACE, "postcode": "941 33", "locality": "Piteå"}
    found = with_guardians(acting, staff, at, HIDDEN, replace(HIDDEN, given_name="Sara", **home), FATHER)
    other = replace(HIDDEN, given_name="Vera", address="Andra vägen 2")
    with acting("bo") as bo:
        extra = a_person(other, by=bo, at=at)
        relate(found.case.dossier.person, extra, Bond.GUARDIAN, case_id=found.case_id, by=bo, at=at)
        sealed_place.settle()
        acting_ones = queries.who(bo, found.case, at.date()).acting
        said = {one.name.split()[0]: one.may_not for one in acting_ones}
        assert all("Samira" not in one and "Vera" in one for one in said["Sara"]), said
        assert any("Samira" in one for one in said["Vera"]) and len(said["Jonas"]) == 3


def test_the_cases_own_sheets_of_information_and_answer_lead_to_the_parties(client, acting, staff, at):
    found = with_guardians(acting, staff, at)
    with acting("bo") as bo:
        proposal = proposed(found, by=bo, at=at)
        with pytest.raises(NotYet, match="följer med"):
            inquiring.correct_informed(
                found, informed_at=None, reason="De hade inte informerats alls.", by=bo, at=at
            )
        who = queries.who(bo, found.case, at.date())
        last = at.date() + timedelta(days=7)
        actions.communicate(proposal, make.lines(who, at, last_day=last), by=bo, at=at)
        proposal.refresh_from_db()
        with pytest.raises(NotYet, match="svarar för sig"):
            inquiring.answer(proposal, "Vi håller med.", answered_at=at, by=bo, at=at)
    client.force_login(staff("bo"))
    with clock.set_to(lambda: at):
        for name in ("answer", "correct_informed"):
            page = client.get(reverse(f"investigations:{name}", args=[found.pk])).content.decode()
            assert "Ärendet har flera parter" in page
            assert reverse("parties:case", args=[found.case_id]) in page


def test_what_the_case_itself_sent_is_answered_there(acting, staff, at):
    found = with_guardians(acting, staff, at, FATHER)
    with acting("bo") as bo:
        proposal = proposed(found, by=bo, at=at)
        last = at.date() + timedelta(days=7)
        inquiring.communicate(proposal, communicated_at=at, how=How.MEETING, answer_by=last, by=bo, at=at)
        other = a_person(replace(FATHER, given_name="Petter"), by=bo, at=at)
        relate(found.case.dossier.person, other, Bond.GUARDIAN, case_id=found.case_id, by=bo, at=at)
        assert inquiring.answer(proposal, "Jag håller med.", answered_at=at, by=bo, at=at).answered_at == at


def test_the_duty_to_inform_is_of_children_and_an_adult_with_a_god_man_has_the_page(
    client, acting, staff, at
):
    with acting("ulf") as ulf:
        found = an_elders_investigation(maja=staff("maja"), ulf=ulf, at=at)
        god_man = a_person(Details("Gun", "Lind"), by=ulf, at=at)
        relate(
            found.case.dossier.person,
            god_man,
            Bond.LEGAL_REPRESENTATIVE,
            case_id=found.case_id,
            by=ulf,
            at=at,
        )
        who = queries.who(ulf, found.case, at.date())
        assert [one.role for one in who.acting] == [Role.SELF, Role.REPRESENTATIVE]
        with pytest.raises(NotYet, match="utredningar om barn"):
            actions.inform(found, make.lines(who, at), by=ulf, at=at)
        inquiring.add_finding(
            found,
            area=Area.SELF_CARE,
            text="Ramlade i badrummet och duschar inte själv.",
            source="Elsa",
            source_kind=SourceKind.PERSON,
            obtained_at=at,
            by=ulf,
            at=at,
        )
        found = Investigation.objects.get(pk=found.pk)
        make_proposal(found, by=ulf, at=at)
        waits = " ".join(map(str, before_deciding(ulf, found, at)))
        assert "underlaget" in waits and "informeras" not in waits
    client.force_login(staff("ulf"))
    with clock.set_to(lambda: at):
        page = client.get(reverse("investigations:investigation", args=[found.pk])).content.decode()
        parties = reverse("parties:case", args=[found.case_id])
        assert parties in page and "informerad, hörd" not in page
        said = client.get(parties).content.decode()
        assert "Informera parterna" not in said and "20 kap. 4 §" not in said
        assert client.get(reverse("parties:inform", args=[found.case_id])).status_code == 404


def make_proposal(found, *, by, at):
    return inquiring.propose(
        found,
        assessment="Behoven är större än vad Elsa klarar utan stöd just nu.",
        recommendation=Recommendation.GRANT,
        proposal="Hjälp att duscha två gånger i veckan.",
        kind=DecisionKind.HOME_CARE,
        service_code=ServiceCode.HOME_CARE_PERSONAL,
        legal_basis=Basis.SOL_11_1,
        by=by,
        at=at,
    )
