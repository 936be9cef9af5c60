"""Vad tittaren får se i akterna. The wall in the database decides; these ask and order."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.organisation.models import Staff
from samtid.ground.law import catalogue
from samtid.ground.law.appeals import APPEAL
from samtid.ground.reasons import Obstacle

from . import rules
from .models import Case, Clock, Document, Dossier, Draft, Event, Note
from .words import LocalClock


def dossiers(viewer: Staff) -> QuerySet[Dossier]:
    """Dossiers the viewer has a key to."""
    return Dossier.objects.select_related("person").order_by("pk")


def cases(viewer: Staff) -> QuerySet[Case]:
    """Cases the viewer has a key to, newest first."""
    return Case.objects.select_related("dossier__person", "caseworker").order_by("-opened_at", "pk")


def case_numbered(viewer: Staff, number: str) -> Case | None:
    """The case with that number, if the viewer has a key to it."""
    with connection.cursor() as cursor:
        cursor.execute("select access.case_numbered(%s)", [number])
        [pk] = cursor.fetchone()
    return cases(viewer).get(pk=pk) if pk else None


def obstacles_to_handing_out(viewer: Staff, case: Case) -> list[Obstacle]:
    """What stands in the way of the viewer's giving anybody a key to the case, or the case itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.may_see_case(%s) and not access.sees_without_glass(%s)", [case.pk, case.pk]
        )
        [only_through_glass] = cursor.fetchone()
    return rules.obstacles_to_handing_out(only_through_glass=only_through_glass)


def notes(viewer: Staff) -> QuerySet[Note]:
    """Notes, newest event first. An unsigned note is its author's own."""
    return (
        Note.objects.filter(Q(author=viewer) | ~Q(signed_at=None))
        .select_related("author")
        .order_by("-happened_at", "-pk")
    )


def documents(viewer: Staff) -> QuerySet[Document]:
    """Documents without their content, newest first."""
    return Document.objects.defer("content").select_related("filed_by").order_by("-filed_at", "-pk")


def events(viewer: Staff) -> QuerySet[Event]:
    """The diary, newest first."""
    return Event.objects.select_related("by").order_by("-at", "-pk")


def running_clocks(viewer: Staff) -> QuerySet[Clock]:
    """Time limits not yet met, the most urgent first."""
    return (
        Clock.objects.filter(stopped_at=None)
        .select_related("case__dossier__person", "case__caseworker")
        .order_by("due_on", "started_at", "pk")
    )


def duties_running(case: Case) -> list[str]:
    """What still has to be done in a case and has a day, by name. The person's own time to appeal is no duty of ours."""
    rules_running = (
        Clock.objects.filter(case=case, stopped_at=None).order_by("due_on").values_list("rule", flat=True)
    )
    return [name_of(rule) for rule in rules_running if rule != APPEAL.id]


def name_of(rule: str) -> str:
    """What a clock is called: the rule's name, or the municipality's own."""
    local = {str(clock): clock.label for clock in LocalClock}
    return local.get(rule) or catalogue.get(rule).name


def draft(viewer: Staff, key: str) -> Draft | None:
    """What the viewer last typed in the form ``key`` and did not send."""
    return Draft.objects.filter(staff=viewer, key=key).first()


def search(viewer: Staff, words: str, most: int = 50) -> list[UUID]:
    """Persons found by name or identity number (SoLPuF 15 §), among those the viewer has keys to."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.search_people(%s, %s)", [words.strip(), most])
        return [row[0] for row in cursor.fetchall()]
