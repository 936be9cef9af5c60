"""Vad tittaren får se i akterna. The wall in the database decides; these ask and order."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.models import Compartment, Key
from samtid.base.access.viewing import seen_by
from samtid.base.access.words import Ground
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people import sealed_place
from samtid.base.people.words import Protection
from samtid.ground.law.appeals import APPEAL
from samtid.ground.offers import File
from samtid.ground.reasons import Obstacle
from samtid.ground.words import Word

from . import rules
from .keyholders import Held as Held
from .keyholders import Idle as Idle
from .keyholders import ask
from .keyholders import idle_keys as idle_keys
from .keyholders import keys_of as keys_of
from .keyholders import obstacles_to_handing_out as obstacles_to_handing_out
from .keyholders import obstacles_to_naming as obstacles_to_naming
from .models import Case, Clock, Document, Dossier, Draft, Event, Note, ProtectionChange

Row = TypeVar("Row", bound=Model)


def dossiers(viewer: Staff) -> QuerySet[Dossier]:
    """Dossiers the viewer has a key to."""
    return seen_by(viewer, Dossier).select_related("person").order_by("pk")


def cases(viewer: Staff) -> QuerySet[Case]:
    """Cases the viewer has a key to, newest first."""
    return seen_by(viewer, Case).select_related("dossier__person", "caseworker").order_by("-opened_at", "pk")


def by_glass(viewer: Staff, at: datetime) -> UUID | None:
    """The dossier that the glass ``viewer`` broke at ``at`` opened; None when it opened none."""
    keys = seen_by(viewer, Key).filter(staff=viewer, ground=Ground.BREAK_GLASS, given_at=at)
    return (
        seen_by(viewer, Case).filter(pk__in=keys.values("case_id")).values_list("dossier", flat=True).first()
    )


def about_child(viewer: Staff, case: Case, on: date) -> bool:
    """Whether the person of a case is under 18; known to its opener before the person is seen (``access.here``)."""
    with connection.cursor() as cursor:
        cursor.execute("select access.about_child(%s, %s)", [case.pk, on])
        return bool(cursor.fetchone()[0])


def case_numbered(viewer: Staff, number: str) -> Case | None:
    """The case with that number, if the viewer has a key to it."""
    with connection.cursor() as cursor:
        cursor.execute("select access.case_numbered(%s)", [number])
        [pk] = cursor.fetchone()
    return cases(viewer).get(pk=pk) if pk else None


def only_through_glass(viewer: Staff, case: Case) -> bool:
    """Whether the viewer sees no case of the person but by broken glass."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select not coalesce(bool_or(access.sees_without_glass(id)), false) from dossier_case where dossier_id = %s",
            [case.dossier_id],
        )
        return bool(cursor.fetchone()[0])


def protection_now(viewer: Staff, case: Case) -> Protection:
    """The level of today, whatever an earlier reading of the case says."""
    [level] = seen_by(viewer, Case).filter(pk=case.pk).values_list("dossier__person__protection", flat=True)
    return Protection(level)


def obstacles_to_protecting(viewer: Staff, case: Case, level: Word) -> list[Obstacle]:
    """What stands in the way of setting that level at once."""
    return rules.obstacles_to_protecting(
        Protection(level), protection_now(viewer, case), only_through_glass=only_through_glass(viewer, case)
    )


def obstacles_to_proposing(viewer: Staff, case: Case, level: Word, why: str) -> list[Obstacle]:
    """What stands in the way of proposing that level."""
    return rules.obstacles_to_proposing(
        Protection(level),
        protection_now(viewer, case),
        why,
        only_through_glass=only_through_glass(viewer, case),
        is_open=protection_changes(viewer, case).filter(decided_at=None).exists(),
    )


def protection_changes(viewer: Staff, case: Case) -> QuerySet[ProtectionChange]:
    """What has been proposed of the person's protection, newest first."""
    return (
        seen_by(viewer, ProtectionChange)
        .filter(dossier=case.dossier_id)
        .select_related("proposed_by")
        .order_by("-proposed_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Question:
    """Fråga om skyddet: a proposal that waits for the viewer's answer for one unit. Whose it is, is not told."""

    change: UUID
    compartment: int
    former: Protection
    level: Protection
    reason: str
    proposed_by: Staff
    proposed_at: datetime
    dossier_id: UUID

    @property
    def file_name(self) -> str:
        """What the dossier is called in the log."""
        return str(self.dossier_id)[-6:].upper()


def protection_questions(viewer: Staff) -> list[Question]:
    """The proposals that wait for the viewer's answer, the oldest first."""
    rows = ask("select * from access.protection_questions()")
    staff = Staff.objects.in_bulk([row[5] for row in rows])
    return [
        Question(
            row[0], row[1], Protection(row[2]), Protection(row[3]), row[4], staff[row[5]], row[6], row[7]
        )
        for row in rows
    ]


def notes(viewer: Staff) -> QuerySet[Note]:
    """Notes, newest event first. An unsigned note is its author's own."""
    return (
        seen_by(viewer, Note)
        .filter(Q(author=viewer) | ~Q(signed_at=None), set_aside_at=None)
        .select_related("author")
        .order_by("-happened_at", "-pk")
    )


def set_aside(viewer: Staff) -> QuerySet[Note]:
    """Unsigned notes that the viewer has moved out of the journal, the newest first."""
    return (
        seen_by(viewer, Note)
        .filter(author=viewer)
        .exclude(set_aside_at=None)
        .order_by("-set_aside_at", "-pk")
    )


def documents(viewer: Staff) -> QuerySet[Document]:
    """Documents without their content, newest first."""
    return seen_by(viewer, Document).defer("content").select_related("filed_by").order_by("-filed_at", "-pk")


def events(viewer: Staff) -> QuerySet[Event]:
    """The diary, newest first."""
    return seen_by(viewer, Event).select_related("by").order_by("-at", "-pk")


def running_clocks(viewer: Staff) -> QuerySet[Clock]:
    """Time limits not yet met, the most urgent first."""
    return (
        seen_by(viewer, Clock)
        .filter(stopped_at=None)
        .select_related("case__dossier__person", "case__caseworker")
        .order_by("due_on", "started_at", "pk")
    )


def duties_running(case: Case) -> list[str]:
    """What still has to be done in a case and has a day, by name. The person's own time to appeal is no duty of ours."""
    rules_running = (
        Clock.objects.filter(case=case, stopped_at=None).order_by("due_on").values_list("rule", flat=True)
    )
    return [rules.words_of(rule).name for rule in rules_running if rule != APPEAL.id]


def of_unit(viewer: Staff, unit: Unit, on: date) -> QuerySet[Case]:
    """Open cases in the compartments that ``unit`` holds on ``on``, the longest open first."""
    held = Compartment.objects.filter(holdings__in=unit.holdings.on(on)).values("pk")  # type: ignore[attr-defined]
    return cases(viewer).filter(compartment__in=held, closed_at=None).order_by("opened_at", "pk")


def of_file(rows: Callable[[Staff], QuerySet[Row]]) -> Callable[[File], QuerySet[Row]]:
    """Reads such rows of a dossier, without what hangs on them: its person is known already."""
    asked = Asked(lambda viewer, cases: rows(viewer).filter(case__in=cases).select_related(None))
    return lambda file: asked(file.viewer, tuple(case.pk for case in file.cases))


def draft(viewer: Staff, key: str) -> Draft | None:
    """What the viewer last typed in the form ``key`` and did not send."""
    return drafts(viewer, key).first()


def drafts(viewer: Staff, *keys: str) -> QuerySet[Draft]:
    """All that the viewer has typed in these forms and not sent: one for each page, the newest first."""
    return seen_by(viewer, Draft).filter(staff=viewer, key__in=keys).order_by("-saved_at", "-pk")


def gives_a_key(case: Case, compartment: int | None) -> bool:
    """Whether handing the case to somebody in ``compartment`` lets in who had no key: as the door asks (transfer_case)."""
    return case.is_sealed or case.compartment_id != compartment  # type: ignore[attr-defined]


def tells_place(viewer: Staff, case: Case, text: str) -> bool:
    """Whether a text names where somebody protected is: the person of the case or anybody near, seen or not."""
    with connection.cursor() as cursor:
        unlocked = json.dumps(list(unlocked_near(case).values()))
        cursor.execute("select access.tells_place(%s, %s, %s)", [case.pk, text.replace("\0", " "), unlocked])
        return bool(cursor.fetchone()[0])


def unlocked_near(case: Case) -> dict[UUID, sealed_place.Place]:
    """Where the protected persons in and near a case are: to find it in a text, and never to be shown."""
    with connection.cursor() as cursor:
        cursor.execute("select id, person, sealed from access.places_near(%s)", [case.pk])
        return sealed_place.opened(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Sealed:
    """Det som väntar bakom ett skydd i en enhet: how many and until when, and never who."""

    compartment: int
    cases: int
    late: int
    nearest: date | None


def sealed_waiting(viewer: Staff) -> list[Sealed]:
    """What waits in the units the viewer leads and only those named may open."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.sealed_waiting()")
        return [Sealed(*row) for row in cursor.fetchall()]


MOST_HITS = 500  # beyond this nobody reads on: the page then asks for more of the name


def search(viewer: Staff, words: str, most: int = MOST_HITS + 1) -> list[UUID]:
    """Persons found by name or identity number (SoLPuF 15 §), among those the viewer has keys to, by surname.

    One more than ``MOST_HITS`` tells that there are others still.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access.search_people(%s, %s)", [words.strip(), most])
        return [row[0] for row in cursor.fetchall()]
