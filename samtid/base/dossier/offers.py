"""Vad akten berättar: the drafts of its notes, and what it is called in the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import DraftForm, File, FileRow, LogWords, Offers, Way

from . import queries


def about(viewer: Staff, cases: Collection[UUID]) -> Mapping[UUID, str]:
    """Who each case is about."""
    return {case.pk: case.dossier.person.name for case in queries.cases(viewer).filter(pk__in=cases)}


def _of_notes(viewer: Staff, notes: Collection[UUID]) -> Mapping[UUID, str]:
    found = queries.notes(viewer).filter(pk__in=notes).select_related("case__dossier__person")
    return {note.pk: note.case.dossier.person.name for note in found}


NOTE = DraftForm("dossier:note", "Anteckning", "dossier:write_note", whose=about)
CHANGE_NOTE = DraftForm("dossier:change_note", "Ändring av anteckning", whose=_of_notes)
CORRECTION = DraftForm("dossier:correction", "Rättelse av anteckning", "dossier:correct", whose=_of_notes)


def reading(file: File) -> Iterable[FileRow]:
    """The viewer's own notes that are not signed: nobody else sees them, and a receiver never will."""
    for note in queries.notes(file.viewer).filter(case__in=file.cases, signed_at=None).order_by("written_at"):
        said = f"inte undertecknad, {swedish_day(note.happened_at)}"
        yield FileRow("", f"Anteckning: {note.get_kind_display().lower()}", "dossier:note", note.pk, said)


OFFERS = Offers(
    drafts=[NOTE, CHANGE_NOTE, CORRECTION],
    log=[LogWords("dossier", "Anteckningar och handlingar", "För att läsa eller skriva i din journal")],
    way=Way(reading=reading),
)
