"""Vad rättelserna berättar: drafts, what they are called in the log, and what waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.dossier.queries import dossiers
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.base.people.queries import people
from samtid.ground.offers import Day, DraftForm, LogWords, Offers, OnClock, Seldom, Waiting
from samtid.ground.sweden import swedish_day

from . import queries
from .models import Move
from .words import Kind

ANSWER_WITHIN = timedelta(days=7)  # the municipality's routine, not law


def _of_person(viewer: Staff, persons: Collection[UUID]) -> Mapping[UUID, str]:
    return {one.pk: one.name for one in people(viewer).filter(pk__in=persons)}


def _of_dossier(viewer: Staff, found: Collection[UUID]) -> Mapping[UUID, str]:
    return {one.pk: one.person.name for one in dossiers(viewer).filter(pk__in=found)}


def _of_relation(viewer: Staff, found: Collection[UUID]) -> Mapping[UUID, str]:
    return {pk: one.person.name for pk in found if (one := queries.relation(viewer, pk))}


def _of_move(viewer: Staff, found: Collection[UUID]) -> Mapping[UUID, str]:
    moved = seen_by(viewer, Move).filter(pk__in=found).select_related("case__dossier__person")
    return {one.pk: one.case.dossier.person.name for one in moved}


CHANGE = {
    kind: DraftForm(
        f"corrections:{kind.value}", f"Rättelse: {kind.label.lower()}", "corrections:person", whose=_of_person
    )
    for kind in Kind
    if kind != Kind.MERGED
}
RELATE = DraftForm("corrections:relate", "Någon nära", whose=_of_person)
END = DraftForm("corrections:end_relation", "Avslutad relation", whose=_of_relation)
RIGHT = DraftForm("corrections:wrong_person", "Fel person: vem är det?", whose=_of_dossier)
MOVE = DraftForm(
    "corrections:move", "Fel person: flytta ärenden", "corrections:wrong_person", whose=_of_dossier
)
SAME = DraftForm("corrections:same", "Samma person", whose=_of_person)
INCIDENT = DraftForm("corrections:moved", "Personuppgiftsincident", whose=_of_move)
ANSWER = DraftForm("corrections:merger", "Svar: samma person?")


QUESTIONS = Seldom("merger_questions", "exists (select from access.merger_questions())")


def waits(day: Day) -> Iterable[Waiting]:
    """Proposals to make two dossiers one, and cases whose person has died: nothing in them ends by itself."""
    for asked in queries.merger_questions(day.viewer) if day.has(QUESTIONS) else ():
        yield Waiting(
            what="Svara: är det samma person?",
            step="Svara",
            address="corrections:merger",
            about=asked.merger,
            since=swedish_day(asked.proposed_at),
            due_on=swedish_day(asked.proposed_at) + ANSWER_WITHIN,
            who=next((one.name for one in (asked.kept, asked.emptied) if one), "Två akter"),
            need=f"Föreslaget av {asked.proposed_by.name}",
        )
    for case in DEAD(day.viewer):
        yield Waiting(
            what="Personen har avlidit: gå igenom ärendet och avsluta det",
            step="Öppna",
            address="corrections:person",
            about=case.dossier.person_id,
            since=case.dossier.person.died_on,
            case=case,
        )


def _dead(viewer: Staff) -> QuerySet[Case]:
    return (
        seen_by(viewer, Case)
        .filter(caseworker=viewer, closed_at=None)
        .exclude(dossier__person__died_on=None)
        .select_related("dossier__person")
        .order_by("opened_at", "pk")
    )


DEAD = Asked(_dead)


OFFERS = Offers(
    seldom=[QUESTIONS],
    drafts=[*CHANGE.values(), RELATE, END, RIGHT, MOVE, SAME, INCIDENT, ANSWER],
    log=[
        LogWords(
            "corrections:move", "Ärendet flyttades, det låg på fel person", "För att rätta vem ärendet gäller"
        ),
        LogWords("corrections", "Personuppgifterna", "För att se eller rätta uppgifter om dig"),
    ],
    clocks=[OnClock(LocalClock.INCIDENT, "Ta ställning", INCIDENT.page)],
    waits=waits,
)
