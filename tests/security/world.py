"""En liten värld med något i varje rum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.corrections import actions as corrections
from samtid.base.corrections.words import Kind
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.dossier.words import NoteKind
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Skill
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up, relate
from samtid.base.people.words import Bond
from samtid.doors.office import actions as office
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.words import Subject, Verb
from samtid.ground.sweden import swedish_day
from samtid.quality.followup.actions import give_feedback
from samtid.quality.followup.tests.make import a_follow_up
from samtid.quality.followup.words import HowTold
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.tests.make import a_decision, a_draft
from samtid.steps.hospital.tests.make import a_stay
from samtid.steps.intake.tests.make import a_report, an_assessed_report
from samtid.steps.investigations.tests.make import (
    a_childs_investigation,
    an_elders_investigation,
    investigated,
)
from samtid.steps.orders.tests.make import an_order
from samtid.steps.plans import actions as plans
from samtid.steps.plans.tests.make import a_followed_up, a_text, an_adopted_plan
from samtid.steps.services import actions as services
from samtid.steps.services.tests.make import WALKS, an_open_service
from samtid.steps.visits import actions as visits
from samtid.steps.visits.tests.make import a_visit
from samtid.steps.visits.words import WhyNot
from tests.log_in import lately

BACKEND = "django.contrib.auth.backends.ModelBackend"
OTHERS = ("maja", "bo", "ulf", "karin", "inga", "gun", "nils", "tova", "rut", "siri", "ola")
# Everything about a person in this world that must be in no address, title, log or error page. No municipality's name.
PERSONAL = ("Alva", "Nyström", "Elsa", "Byvägen", "Storgatan", "Vendela", "201203142391", "193901308308")


def fill(at: datetime) -> None:
    """Something that came in, something being investigated, something decided, given, visited and followed up."""
    by = {username: Staff.objects.get(username=username) for username in (*OTHERS, "lena", "omar")}

    def acting(username: str) -> acting_as:
        return acting_as(Identity(by[username].pk, Purpose.WEB, at, lately()))

    maja, bo, ulf, inga = (by[name] for name in ("maja", "bo", "ulf", "inga"))
    with acting("maja"):
        a_report(by=maja, at=at)
        an_assessed_report(by=maja, at=at, person=Person("Vendela", "Nyström", born_on=date(2014, 5, 2)))
    inquiry = a_childs_investigation(maja=maja, bo=bo, at=at)
    with acting("bo"):
        investigated(inquiry, by=bo, at=at)
        note = dossier.write_note(
            inquiry.case,
            kind=NoteKind.CONTACT,
            happened_at=at,
            source="Mamman",
            text="Samtal om hur mornarna fungerar.",
            by=bo,
            at=at,
        )
        dossier.sign_note(note, by=bo, at=at)
    elder = an_elders_investigation(maja=maja, ulf=ulf, at=at)
    with acting("ulf"):
        decision = a_decision(elder, by=ulf, at=at)
        service = services.start_service(
            decision,
            Unit.objects.get(name="Hemtjänst"),
            decision.service_code,
            (WALKS,),
            decision.valid_from,
            by=ulf,
            at=at,
        )
    with acting("inga"):
        a_visit(service, by=inga, at=at, hours=24 * 8, staff=Staff.objects.get(username="tova"))
        an_adopted_plan(service, by=inga, at=at, valid_from=service.starts_on)
        plans.write_plan(service, a_text(at, valid_from=service.starts_on), by=inga, at=at)
    with acting("ulf"):
        an_order(service, by=ulf, at=at)
        errands = an_open_service(by=ulf, at=at, case=elder.case)
    with acting("inga"):
        unopened = a_visit(errands, by=inga, at=at, hours=0, staff=Staff.objects.get(username="tova"))
        visits.not_carried_out(unopened, WhyNot.NOT_HOME, by=inga, at=at)
        a_followed_up(an_adopted_plan(errands, by=inga, at=at, valid_from=at.date()), by=inga, at=at)
    with acting("ulf"):
        seen = a_follow_up(service, by=ulf, at=at)
        give_feedback(seen, "Stödet fortsätter som förut.", HowTold.TALK, by=ulf, at=at)
    second = an_elders_investigation(
        maja=maja, ulf=ulf, at=at, person=Person("Elsa", "Byvägen", born_on=date(1941, 2, 3))
    )
    with acting("ulf"):
        a_stay(second.case, by=ulf, at=at)
        decisions.hand_over(a_draft(second, by=ulf, at=at), by["gun"], by=ulf, at=at)
    corrected(acting, maja, at)
    with acting("ola"):
        new = {"staff_id": by["nils"].pk, "skill": str(Skill.DRIVING)}
        office.propose(
            Subject.SKILL, Verb.BEGIN, None, new, swedish_day(at), "Körkortet är visat", by=by["ola"], at=at
        )
        head = {
            "name": "En väg in",
            "from_on": date(2027, 1, 1),
            "minute": "SN 2026-11-18 § 90",
            "reason": "Färre led",
        }
        plan = office.draft_reorganisation(None, **head, moves=[], by=by["ola"], at=at)
        units = {unit.name: f"u{unit.pk}" for unit in Unit.objects.all()}
        for move in (
            {"do": "rename", "unit": units["Stab"], "name": "Stab och stöd"},
            {
                "do": "merge",
                "unit": units["Mottagning"],
                "into": units["Ekonomiskt bistånd"],
                "leaders": "senior",
            },
            {"do": "place", "unit": units["Hemtjänst"], "parent": units["Biståndsbedömning"]},
        ):
            office.add_move(Reorganisation.objects.get(pk=plan), move, by=by["ola"], at=at)


def corrected(acting: Callable[[str], acting_as], maja: Staff, at: datetime) -> None:
    """A name that was corrected, a case that lay on the wrong person, and two that may be one."""
    with acting("maja"):
        wrong = a_case(by=maja, at=at, details=Person("Vilda", "Nyström", born_on=date(2015, 5, 2)))
        near = a_person(Person("Vidar", "Nyström"), by=maja, at=at)
        relate(wrong.dossier.person, near, Bond.GUARDIAN, case_id=wrong.pk, by=maja, at=at)
        stays = a_case(by=maja, at=at, details=Person("Vilma", "Nyström", born_on=date(2016, 5, 2)))
        child = stays.dossier.person
        near = a_person(Person("Viola", "Nyström"), by=maja, at=at)
        relate(child, near, Bond.GUARDIAN, case_id=stays.pk, by=maja, at=at)
        corrections.change(child, Kind.NAME, {"given_name": "Wilma"}, reason="Felstavat", by=maja, at=at)
        corrections.move_cases(
            [wrong],
            look_up(Person("Vilhelm", "Nyström"), by=maja, at=at),
            reason="Syskonen blandades ihop",
            by=maja,
            at=at,
        )
        wrong.refresh_from_db()
        corrections.propose_merger(child, wrong.dossier.person, "Kan vara samma barn", by=maja, at=at)


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the program."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield f"{namespace}{entry.name}", entry


def client_of(username: str) -> Client:
    """A logged-in browser, or one that is not."""
    client = Client()
    if username:
        client.force_login(Staff.objects.get(username=username), backend=BACKEND)
    return client
