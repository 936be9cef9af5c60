"""Vad akten berättar: the drafts of its notes, and what it is called in the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from samtid.base.organisation.models import Staff
from samtid.ground.offers import DraftForm, LogWords, Offers

from . import queries


def about(viewer: Staff, cases: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each case is about."""
    return {case.pk: case.dossier.person.name for case in queries.cases(viewer).filter(pk__in=cases)}


def _of_notes(viewer: Staff, notes: Collection[UUID]) -> Mapping[UUID, str]:
    found = queries.notes(viewer).filter(pk__in=notes).select_related("case__dossier__person")
    return {note.pk: note.case.dossier.person.name for note in found}


NOTE = DraftForm("dossier:note", "Anteckning", "dossier:write_note", whose=about)
CORRECTION = DraftForm("dossier:correction", "Rättelse av anteckning", "dossier:correct", whose=_of_notes)

OFFERS = Offers(
    drafts=[NOTE, CORRECTION],
    log=[LogWords("dossier", "Anteckningar och handlingar", "För att läsa eller skriva i din journal")],
)
