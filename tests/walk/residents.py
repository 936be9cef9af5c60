"""Six residents in every situation the walls must tell apart, and who may know of each.

What anyone *may* see is written here by hand, as a lawyer would say it, and not asked of the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.dossier.words import DocumentKind, Need
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import relate
from samtid.base.people.words import Bond, NumberKind, Protection
from samtid.quality.followup import actions as followup
from samtid.quality.followup.tests.make import a_follow_up
from samtid.quality.followup.words import HowTold
from samtid.steps.committee import actions as committee
from samtid.steps.committee.tests.make import a_meeting, decided, held
from samtid.steps.compulsory import actions as compulsory
from samtid.steps.compulsory.tests.make import a_track, by_chair
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.tests.make import a_decision, a_draft, home_care
from samtid.steps.decisions.words import Told
from samtid.steps.delays.tests.make import noted
from samtid.steps.delays.words import Kind as Delayed
from samtid.steps.hospital.tests.make import a_stay
from samtid.steps.hospital.words import Begin
from samtid.steps.intake import actions as intake
from samtid.steps.intake.tests.make import a_report, an_assessed_report
from samtid.steps.investigations import actions as investigations
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import a_childs_investigation, an_elders_investigation
from samtid.steps.investigations.words import Told as Informed
from samtid.steps.lss import actions as lss
from samtid.steps.lss.tests.make import a_text as lss_text
from samtid.steps.lss.tests.make import assessed, weighed
from samtid.steps.lss.words import PlanKind
from samtid.steps.orders import actions as orders
from samtid.steps.orders.tests.make import an_order
from samtid.steps.orders.words import Answer
from samtid.steps.parties import actions as parties
from samtid.steps.parties.queries import who
from samtid.steps.parties.tests import make as each
from samtid.steps.placements import actions as placements
from samtid.steps.placements.tests.make import a_care, a_home
from samtid.steps.placements.words import Done
from samtid.steps.plans import actions as plans
from samtid.steps.plans.tests.make import a_followed_up, a_text, an_adopted_plan
from samtid.steps.services import actions as services
from samtid.steps.services.rules import GoalDetails
from samtid.steps.services.words import GoalArea
from samtid.steps.visits.tests.make import a_visit
from tests.log_in import lately


def person(given: str, family: str, number: str) -> Person:
    """A resident with one of Skatteverket's test numbers, and an address that is easy to look for."""
    return Person(
        given,
        family,
        number=number,
        number_kind=NumberKind.PERSONNUMMER,
        address=f"Hemliga vägen {number[6:8]}{number[10:]}",
        locality="Piteå",
        phone="070-1740605",
    )


@dataclass(frozen=True)
class Known:
    """Who may see somebody's case, and who sees only the service and its visits."""

    case: frozenset[str]
    service: frozenset[str] = frozenset()


ALVA = person("Alvina", "Nyvandrare", "201401012396")
MIA = person("Mirjam", "Modersdotter", "198501012382")
ELSA = person("Elsalill", "Hedvandrare", "193801029202")
KARL = person("Karlfrid", "Mottagare", "201601012394")
GUSTAV = person("Gustavina", "Bistander", "199001022384")
SAGA = person("Sagalina", "Hemlighetsson", "201001022381")
WAITING = "Berittelina Oidentifierad"

MAY_KNOW: dict[str, Known] = {
    # a child whose case walked the whole way: its caseworker, those who lead, and the providers
    ALVA.number: Known(frozenset({"bo", "siri", "karin"}), frozenset({"omar", "lena"})),
    # her mother is named in that case and known to nobody else
    MIA.number: Known(frozenset({"bo", "siri", "karin"})),
    ELSA.number: Known(frozenset({"ulf", "gun"}), frozenset({"tova", "nils", "inga"})),
    KARL.number: Known(frozenset({"maja", "rut"})),
    GUSTAV.number: Known(frozenset({"pelle", "anita"})),
    # protected identity: the named caseworker and nobody else, not even the manager
    SAGA.number: Known(frozenset({"bo"})),
    WAITING: Known(frozenset({"maja", "rut"})),
}
PEOPLE = (ALVA, MIA, ELSA, KARL, GUSTAV, SAGA)


@contextmanager
def hand(username: str, at: datetime) -> Iterator[Staff]:
    """A member of staff acts."""
    staff = Staff.objects.get(username=username)
    with acting_as(Identity(staff.pk, Purpose.WEB, at, lately())):
        yield staff


def move_in(at: datetime) -> None:
    """Let the residents come to the town, through the same actions as in the program."""
    maja, bo, ulf = (Staff.objects.get(username=name) for name in ("maja", "bo", "ulf"))

    child = a_childs_investigation(maja=maja, bo=bo, at=at, person=ALVA)
    with hand("bo", at):
        mother = a_person(MIA, by=bo, at=at)
        relate(child.case.dossier.person, mother, Bond.GUARDIAN, case_id=child.case_id, by=bo, at=at)
        draft = a_draft(child, by=bo, at=at, valid_from=at.date())
        lines = each.lines(who(bo, child.case, at.date()), at, last_day=at.date() + timedelta(days=10))
        parties.communicate(draft.proposal, lines, by=bo, at=at)
        decision = decisions.sign(draft, by=bo, at=at)
        decisions.notify(decision, at, Told.HANDED, by=bo, at=at)
        service = a_service(decision, "Öppenvård", "family_treatment", bo, at)
        a_visit(service, by=bo, at=at, staff=Staff.objects.get(username="omar"))
        seen = a_follow_up(service, by=bo, at=at)
        said = "Det går bra hemma. Stödet fortsätter till sommaren."
        followup.give_feedback(seen, said, HowTold.TALK, by=bo, at=at)
        fill_in(child.case, bo, at)

    elder = an_elders_investigation(maja=maja, ulf=ulf, at=at, person=ELSA)
    with hand("ulf", at):
        noted(elder, Delayed.NOTIFIED, at.date(), by=ulf, at=at)
        decision = a_decision(elder, by=ulf, at=at, valid_from=at.date())
        service = a_service(decision, "Hemtjänst", "home_care_personal", ulf, at)
        a_visit(service, by=ulf, at=at, staff=Staff.objects.get(username="tova"))
        order = an_order(service, by=ulf, at=at)
    with hand("nils", at) as nils:
        orders.answer_order(order, Answer.SEEN, known=0, by=nils, at=at)
    with hand("ulf", at):
        barred = Staff.objects.get(username="nils").pk
        plan = an_adopted_plan(service, by=ulf, at=at, not_who=(barred,), valid_from=at.date())
        a_followed_up(plan, by=ulf, at=at)
        plans.write_plan(service, a_text(at), by=ulf, at=at)
        # far ahead: the visits that the day's planning is tried on stand
        travels = at.date() + timedelta(days=90)
        a_stay(elder.case, begin=Begin.TRAVEL, on=travels, until=travels + timedelta(days=7), by=ulf, at=at)
    with hand("gun", at - timedelta(days=5)) as gun:
        been = a_meeting(by=gun, at=at - timedelta(days=5), after=timedelta(days=5))
        been = committee.call_meeting(been, by=gun, at=at - timedelta(days=5))
    with hand("gun", at):
        meeting = a_meeting(by=gun, at=at)
    with hand("ulf", at):
        more = decisions.prepare(elder, home_care(at), by=ulf, at=at)
        committee.raise_matter(more, meeting, by=ulf, at=at)
        again = decisions.prepare(elder, home_care(at), by=ulf, at=at)
    with hand("gun", at):
        extra = committee.raise_matter(again, been, "Kom efter kallelsen.", by=gun, at=at)
        held(been, by=gun, at=at)
        committee.settle(extra, decided(), by=gun, at=at)
    support(elder, at)

    hidden = a_childs_investigation(maja=maja, bo=bo, at=at, person=SAGA)
    with hand("bo", at):
        fill_in(hidden.case, bo, at)
        investigations.inform_affected(hidden, informed_at=at, how=Informed.PHONE, by=bo, at=at)
        why = "Det var ett möte, det står i kalendern."
        investigations.correct_informed(
            hidden, informed_at=at, how=Informed.MEETING, reason=why, by=bo, at=at
        )
        place(hidden.case, bo, at)
        taken(hidden.case, bo, at)
        dossier.set_protection(hidden.case, Protection.MARKED, by=bo, at=at)

    with hand("maja", at):
        an_assessed_report(by=maja, at=at, person=KARL, text="Karlfrid sover i trappan.")
        unknown = (intake.About(WAITING, ""),)
        a_report(by=maja, at=at, about=unknown, text="Någon har sett Berittelina gå ensam.")
        dossier.keep_draft("intake:register", {"text": "Utkast om Karlfrid"}, by=maja, at=at)

    with hand("pelle", at) as pelle:
        fill_in(a_case(by=pelle, at=at, details=GUSTAV, need=Need.MONEY), pelle, at)


def support(investigation: Investigation, at: datetime) -> None:
    """A measure by LSS that is granted, with its plan offered, and a draft of another that nobody has weighed."""
    with hand("ulf", at) as ulf:
        draft = decisions.prepare(investigation, lss_text(at), by=ulf, at=at)
        assessed(draft.case, by=ulf, at=at)
        weighed(draft, by=ulf, at=at)
    with hand("gun", at) as gun:
        decisions.sign(draft, by=gun, at=at)
    with hand("ulf", at) as ulf:
        lss.write_plan_step(draft.case, PlanKind.OFFERED, at.date(), by=ulf, at=at)
        decisions.prepare(investigation, lss_text(at, service_code="lss_relief"), by=ulf, at=at)


def a_service(decision, unit: str, code: str, by: Staff, at: datetime):
    """A service begun on the day its decision says."""
    goal = GoalDetails("Mornarna ska fungera", GoalArea.HOME, 2, 9)
    return services.start_service(
        decision, Unit.objects.get(name=unit), code, (goal,), decision.valid_from, by=by, at=at
    )


def place(case: Case, by: Staff, at: datetime) -> None:
    """In a family home that is to pause, with a visit planned and the care plan revised."""
    home = a_home(by=by, at=at)
    placements.pause_home(home, at.date() + timedelta(days=30), at.date() + timedelta(days=37), by=by, at=at)
    care = a_care(case, home, by=by, at=at)
    placements.plan_visit(care, at.date() + timedelta(days=9), by=by, at=at)
    placements.follow_care(care, Done.REVISED, at.date(), "Vårdplanen är ny, SN AU § 7", by=by, at=at)


def taken(case: Case, by: Staff, at: datetime) -> None:
    """Taken into custody by the chair the same day."""
    track = a_track(case, by=by, at=at)
    compulsory.write_step(track, by_chair(at.date()), by=by, at=at)


def fill_in(case: Case, by: Staff, at: datetime) -> None:
    """A page opened, a signed note and a document."""
    dossier.open_page(case, "desk:dossier", by=by, at=at)
    note = dossier.write_note(case, "Samtal på kontoret.", happened_at=at - timedelta(hours=1), by=by, at=at)
    dossier.sign_note(note, by=by, at=at)
    dossier.file_document(case, "Intyg", b"%PDF-1.7 invented", kind=DocumentKind.INCOMING, by=by, at=at)
