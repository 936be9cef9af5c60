"""Anteckningar: write, change, move aside, sign, correct."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if

from .. import rules, versions, words
from ..models import Case, Note
from .cases import record


@transaction.atomic
def write_note(
    case: Case,
    text: str,
    *,
    kind: words.NoteKind = words.NoteKind.CONTACT,
    happened_at: datetime,
    source: str = "",
    by: Staff,
    at: datetime,
) -> Note:
    """Writes a note, not yet signed: only its author sees it."""
    refuse_if(rules.obstacles_to_writing(text, happened_at=happened_at, at=at))
    return _written(case, text, kind=kind, happened_at=happened_at, source=source, by=by, at=at)


@transaction.atomic
def write_signed_note(
    case: Case,
    text: str,
    *,
    kind: words.NoteKind = words.NoteKind.CONTACT,
    happened_at: datetime,
    source: str = "",
    by: Staff,
    at: datetime,
) -> Note:
    """Writes a note and signs it in the same moment: nobody else has seen it, so it is what its author wrote."""
    refuse_if(rules.obstacles_to_writing(text, happened_at=happened_at, at=at))
    note = _written(case, text, kind=kind, happened_at=happened_at, source=source, by=by, at=at)
    return _signed(note, words.Event.NOTE_SIGNED, by=by, at=at)


@transaction.atomic
def change_note(
    note: Note,
    text: str,
    *,
    kind: words.NoteKind,
    happened_at: datetime,
    source: str = "",
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Note:
    """Changes a note that is not signed. ``seen`` is the version its author began from."""
    refuse_if(_obstacles_to_changing(note, by))
    refuse_if(rules.obstacles_to_writing(text, happened_at=happened_at, at=at))
    versions.claim(note, seen, by=by, at=at)
    note.text, note.kind, note.happened_at, note.source = text, kind, happened_at, source
    note.save(update_fields=["text", "kind", "happened_at", "source"])
    return note


@transaction.atomic
def set_note_aside(note: Note, *, seen: int | None = None, by: Staff, at: datetime) -> Note:
    """Moves an unsigned note out of the journal. Its author still finds it, and may take it back."""
    refuse_if(_obstacles_to_changing(note, by))
    versions.claim(note, seen, by=by, at=at)
    note.set_aside_at = at
    note.save(update_fields=["set_aside_at"])
    return note


@transaction.atomic
def take_note_back(note: Note, *, by: Staff, at: datetime) -> Note:
    """Takes back a note that was moved aside."""
    refuse_if(rules.obstacles_to_taking_back(set_aside_at=note.set_aside_at))
    note.set_aside_at = None
    refuse_if(_obstacles_to_changing(note, by))
    versions.claim(note, None, by=by, at=at)
    note.save(update_fields=["set_aside_at"])
    return note


@transaction.atomic
def sign_note(note: Note, *, seen: int | None = None, by: Staff, at: datetime) -> Note:
    """Signs a note as its author read it. From then on the database refuses every change."""
    refuse_if(
        rules.obstacles_to_signing(
            signed_at=note.signed_at,
            set_aside_at=note.set_aside_at,
            author_id=note.author_id,
            signer_id=by.pk,
        )
    )
    versions.unchanged(note, seen)
    return _signed(note, words.Event.NOTE_SIGNED, by=by, at=at)


@transaction.atomic
def correct_note(note: Note, text: str, *, by: Staff, at: datetime) -> Note:
    """Puts a signed correction beside a signed note; the original stays readable."""
    refuse_if(rules.obstacles_to_correcting(signed_at=note.signed_at))
    refuse_if(rules.obstacles_to_writing(text, happened_at=note.happened_at, at=at))
    correction = _written(
        note.case,
        text,
        kind=words.NoteKind(note.kind),
        happened_at=note.happened_at,
        source=note.source,
        corrects=note,
        by=by,
        at=at,
    )
    return _signed(correction, words.Event.NOTE_CORRECTED, by=by, at=at)


def _written(
    case: Case,
    text: str,
    *,
    kind: words.NoteKind,
    happened_at: datetime,
    source: str,
    corrects: Note | None = None,
    by: Staff,
    at: datetime,
) -> Note:
    return Note.objects.create(
        case=case,
        kind=kind,
        text=text,
        source=source,
        happened_at=happened_at,
        written_at=at,
        author=by,
        author_title=by.title,
        corrects=corrects,
    )


def _signed(note: Note, event: words.Event, *, by: Staff, at: datetime) -> Note:
    door("sign_note", note.pk)
    note.signed_at = at
    record(note.case, event, by=by, at=at, law=rules.JOURNAL)
    return note


def _obstacles_to_changing(note: Note, by: Staff) -> list[Obstacle]:
    return rules.obstacles_to_changing(
        signed_at=note.signed_at,
        set_aside_at=note.set_aside_at,
        author_id=note.author_id,
        writer_id=by.pk,
    )
