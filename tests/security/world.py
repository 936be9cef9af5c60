"""En liten värld med något i varje rum."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.words import NoteKind
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Skill
from samtid.base.people.actions import Details as Person
from samtid.doors.office import actions as office
from samtid.doors.office.words import Subject, Verb
from samtid.ground.sweden import swedish_day
from samtid.quality.followup.actions import give_feedback
from samtid.quality.followup.tests.make import a_follow_up
from samtid.quality.followup.words import HowTold
from samtid.steps.decisions.tests.make import a_decision, a_draft
from samtid.steps.intake.tests.make import a_report, an_assessed_report
from samtid.steps.investigations.tests.make import (
    a_childs_investigation,
    an_elders_investigation,
    investigated,
)
from samtid.steps.services import actions as services
from samtid.steps.services.tests.make import WALKS
from samtid.steps.visits.tests.make import a_visit

BACKEND = "django.contrib.auth.backends.ModelBackend"
OTHERS = ("maja", "bo", "ulf", "karin", "inga", "gun", "nils", "tova", "rut", "siri", "ola")
# Everything about a person in this world that must be in no address, title, log or error page.
PERSONAL = ("Alva", "Nyström", "Elsa", "Byvägen", "Storgatan", "Vilhelmina", "201203142391", "193901308308")


def fill(at: datetime) -> None:
    """Something that came in, something being investigated, something decided, given, visited and followed up."""
    by = {username: Staff.objects.get(username=username) for username in (*OTHERS, "lena", "omar")}

    def acting(username: str) -> acting_as:
        return acting_as(Identity(by[username].pk, Purpose.WEB, at))

    maja, bo, ulf, inga = (by[name] for name in ("maja", "bo", "ulf", "inga"))
    with acting("maja"):
        a_report(by=maja, at=at)
        an_assessed_report(by=maja, at=at, person=Person("Vilhelmina", "Nyström", born_on=date(2014, 5, 2)))
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
    with acting("ulf"):
        seen = a_follow_up(service, by=ulf, at=at)
        give_feedback(seen, "Stödet fortsätter som förut.", HowTold.TALK, by=ulf, at=at)
    second = an_elders_investigation(
        maja=maja, ulf=ulf, at=at, person=Person("Elsa", "Byvägen", born_on=date(1941, 2, 3))
    )
    with acting("ulf"):
        a_draft(second, by=ulf, at=at)
    with acting("ola"):
        new = {"staff_id": by["nils"].pk, "skill": str(Skill.DRIVING)}
        office.propose(
            Subject.SKILL, Verb.BEGIN, None, new, swedish_day(at), "Körkortet är visat", by=by["ola"], at=at
        )


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
