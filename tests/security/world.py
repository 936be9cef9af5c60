"""En liten värld med något i varje rum, och vägen in till varje sida."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.words import NoteKind
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.actions import Details as Person
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

# Logging in and out, which would change who is asking.
LEFT_OUT = ("portal:logout", "demo:log_in", "oidc:start", "oidc:back")
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who is tried first in each room; then everybody else.
AT_HOME = {
    "intake": "maja",
    "investigations": "bo",
    "decisions": "ulf",
    "services": "ulf",
    "visits": "inga",
    "followup": "ulf",
    "desk": "karin",
    "dossier": "bo",
}
OTHERS = ("maja", "bo", "ulf", "karin", "inga", "gun", "nils", "tova", "rut", "siri")
# Everything about a person in this world that must be in no address, title, log or error page.
PERSONAL = ("Alva", "Nyström", "Elsa", "Byvägen", "Storgatan", "Vilhelmina", "201203142391", "193901308308")


@dataclass(frozen=True, slots=True)
class Place:
    """En sida som går att öppna: its name, its address, and who may."""

    name: str
    address: str
    username: str


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


def patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the program."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield f"{namespace}{entry.name}", entry


@contextmanager
def outside_the_walls() -> Iterator[None]:
    """As the owner, to count what is there."""
    with connection.cursor() as cursor:
        cursor.execute("set local role samtid_owner")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("set local role samtid_app")


def keys(room: str) -> list[UUID]:
    """A few rows of each of the room's tables, and of the dossier's."""
    labels = [room] + (["dossier", "people"] if room in ("desk", "dossier") else [])
    with outside_the_walls():
        return [
            row
            for label in labels
            for model in apps.get_app_config(label).get_models()
            if isinstance(model._meta.pk, models.UUIDField)
            for row in model.objects.order_by("pk").values_list("pk", flat=True)[:6]
        ]


NAMED = {
    "report_pk": "intake.Report",
    "investigation_pk": "investigations.Investigation",
    "decision_pk": "decisions.Decision",
    "service_pk": "services.Service",
    "case_pk": "dossier.Case",
    "dossier_pk": "dossier.Dossier",
}


def candidates(name: str, entry: URLPattern) -> list[dict[str, object]]:
    """Arguments worth trying for an address; of one with several, every way to put them together."""
    wanted = entry.pattern.converters
    worth = [_worth(name, argument, type(kind).__name__) for argument, kind in wanted.items()]
    return [dict(zip(wanted, values, strict=True)) for values in product(*worth)]


def _worth(name: str, argument: str, kind: str) -> list[object]:
    if kind == "UUIDConverter":
        if argument not in NAMED:
            return list(keys(name.split(":")[0]))
        with outside_the_walls():
            return list(apps.get_model(NAMED[argument]).objects.values_list("pk", flat=True))
    known: dict[str, list[object]] = {
        "IntConverter": [1, 2]
        if argument == "number"
        else list(Unit.objects.order_by("pk").values_list("pk", flat=True)),
        "NeedConverter": ["child", "violence", "question", "money"],
        "StringConverter": {
            "dossier:draft": ["dossier:note:1"],
            "law:rule": ["CH-02"],
            "demo:log_in": ["bo"],
        }.get(name, ["AAAA-AAAA"]),
    }
    return known.get(kind, [])


def client_of(username: str) -> Client:
    """A logged-in browser, or one that is not."""
    client = Client()
    if username:
        client.force_login(Staff.objects.get(username=username), backend=BACKEND)
    return client


def places() -> Iterator[Place]:
    """One reachable page for every address: somebody who gets an answer, and not the page that finds nothing."""
    clients = {username: client_of(username) for username in OTHERS}
    for client in clients.values():
        client.raise_request_exception = (
            False  # a page that breaks is reached too: it is for the test to say so
        )
    for name, entry in patterns():
        if name in LEFT_OUT:
            continue
        first = AT_HOME.get(name.split(":")[0], "karin")
        yield from _first(name, entry, [first, *(one for one in OTHERS if one != first)], clients)


# Which row and who gave an answer the last time: the world is the same in every test but for its keys.
_REMEMBERED: dict[str, tuple[str, int]] = {}


def _first(name: str, entry: URLPattern, usernames: list[str], clients: dict[str, Client]) -> Iterator[Place]:
    found = candidates(name, entry)
    tries = [(username, number) for username in usernames for number in range(len(found))]
    if _REMEMBERED.get(name) in tries:
        tries.insert(0, _REMEMBERED[name])
    for username, number in tries:
        address = reverse(name, kwargs=found[number])
        with transaction.atomic():
            status = clients[username].post(address, {}).status_code
            if status == 405:
                status = clients[username].get(address).status_code
            transaction.set_rollback(True)
        if status not in (403, 404):
            _REMEMBERED[name] = (username, number)
            yield Place(name, address, username)
            return
