"""Vad som kan göras i en akt. Every other room ends its verbs here, with ``record``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from samtid.base.access.actions import log_opening, log_openings
from samtid.base.access.models import Compartment
from samtid.base.access.words import Opening
from samtid.base.organisation.models import Staff
from samtid.ground.ids import case_number, new_id
from samtid.ground.law.days import swedish_day
from samtid.ground.law.limits import AtOnce
from samtid.ground.law.rules import Rule
from samtid.ground.reasons import refuse_if
from samtid.ground.words import Word

from . import queries, rules, words
from .models import Case, Clock, Document, Dossier, Draft, Event, Note

MOVED = (
    *("rule", "about", "started_at", "legal_on", "rolled_on"),
    *("extended_to", "extension_reason", "due_on"),
)
NUMBER_IS_UNIQUE = "dossier_case_number_key"  # the constraint's name in the database


# Without a savepoint of its own, as the other lines that end a verb: it fails with the whole or not at all.
@transaction.atomic(savepoint=False)
def record(case: Case, verb: Word, *, by: Staff | None, at: datetime, law: str = "") -> Event:
    """The line in the diary that every action ends with."""
    return Event.objects.create(case=case, verb=verb, said=verb.label, law=law, by=by, at=at)


@transaction.atomic
def open_case(person: UUID, need: words.Need, compartment: Compartment, *, by: Staff, at: datetime) -> Case:
    """Opens a case about a person, and the dossier if there is none. The opener becomes its caseworker."""
    wanted = new_id()
    while not _opened(wanted, case_number(at), person, str(need), compartment.pk, at):
        pass  # the next one is hardly taken too: there are a thousand million a year
    case = Case.objects.select_related("dossier__person").get(pk=wanted)
    record(case, words.Event.CASE_OPENED, by=by, at=at)
    return case


def _opened(*case: Any) -> bool:
    """Whether the case is there now; not when another one, perhaps one the opener may not see, has its number."""
    try:
        with transaction.atomic():
            _call("open_case", *case)
    except IntegrityError as error:
        if NUMBER_IS_UNIQUE not in str(error):
            raise
        return False
    return True


@transaction.atomic
def transfer(
    case: Case, compartment: Compartment, receiver: Staff | None, *, by: Staff, at: datetime
) -> None:
    """Hands a case over, with its keys. The one who hands it over may lose sight of it."""
    refuse_if(queries.obstacles_to_handing_out(by, case))
    verb = (
        words.Event.CASE_ASSIGNED if compartment.pk == case.compartment_id else words.Event.CASE_TRANSFERRED
    )
    record(case, verb, by=by, at=at)
    _call("transfer_case", case.pk, compartment.pk, receiver.pk if receiver else None, at)


@transaction.atomic
def close_case(case: Case, reason: str, *, by: Staff, at: datetime) -> None:
    """Closes a case. The dossier keeps it until it may be disposed of (SoL 16 kap.).

    A closed case is on nobody's day, so no duty may run in it.
    """
    refuse_if(rules.obstacles_to_closing(queries.duties_running(case)))
    case.closed_at, case.closing_reason = at, reason
    case.save(update_fields=["closed_at", "closing_reason"])
    record(case, words.Event.CASE_CLOSED, by=by, at=at)


@transaction.atomic
def close_when_done(case: Case, reason: str, *, by: Staff, at: datetime) -> bool:
    """Closes a case; while a duty still runs in it, it stays open, and closes by itself when the last one is done."""
    if queries.duties_running(case):
        case.closing_reason = reason
        case.save(update_fields=["closing_reason"])
        return False
    close_case(case, reason, by=by, at=at)
    return True


@transaction.atomic(savepoint=False)
def keep_open(case: Case, *, by: Staff, at: datetime) -> None:
    """Something new goes on in a case that was about to close."""
    Case.objects.filter(pk=case.pk, closed_at=None).exclude(closing_reason="").update(closing_reason="")


@transaction.atomic
def name_staff(
    case: Case,
    receiver: Staff,
    *,
    ground: Word,
    reach: Word,
    reason: str,
    until: datetime | None,
    by: Staff,
    at: datetime,
) -> None:
    """Gives a colleague a key to one case: as substitute, or as one of the few at a protected identity."""
    refuse_if(queries.obstacles_to_handing_out(by, case))
    _call("name_staff", case.pk, receiver.pk, str(ground), str(reach), reason, at, until)


@transaction.atomic
def break_glass(number: str, reason: str, hours: int, *, by: Staff, at: datetime) -> UUID | None:
    """Opens a person's dossier without a key, for some hours. Shown to each unit's manager. None: not found."""
    found = _call("break_glass", number, reason, hours)
    return UUID(str(found)) if found else None


@transaction.atomic
def set_protection(case: Case, level: Word, *, by: Staff, at: datetime) -> None:
    """Sets the level of protected identity; from then on only named staff see the person's cases."""
    record(case, words.Event.PROTECTION_SET, by=by, at=at, law="OSL 21 kap. 3 §, 22 kap. 1 §")
    _call("set_protection", case.dossier.person_id, str(level), at)


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
    return Note.objects.create(
        case=case,
        kind=kind,
        text=text,
        source=source,
        happened_at=happened_at,
        written_at=at,
        author=by,
        author_title=by.title,
    )


@transaction.atomic
def sign_note(note: Note, *, by: Staff, at: datetime) -> Note:
    """Signs a note. From then on the database refuses every change."""
    refuse_if(rules.obstacles_to_signing(signed_at=note.signed_at, author_id=note.author_id, signer_id=by.pk))
    note.signed_at = at
    note.save(update_fields=["signed_at"])
    record(note.case, words.Event.NOTE_SIGNED, by=by, at=at, law=rules.JOURNAL)
    return note


@transaction.atomic
def correct_note(note: Note, text: str, *, by: Staff, at: datetime) -> Note:
    """Puts a signed correction beside a signed note; the original stays readable."""
    refuse_if(rules.obstacles_to_correcting(signed_at=note.signed_at))
    refuse_if(rules.obstacles_to_writing(text, happened_at=note.happened_at, at=at))
    correction = Note.objects.create(
        case=note.case,
        kind=note.kind,
        text=text,
        source=note.source,
        happened_at=note.happened_at,
        written_at=at,
        author=by,
        author_title=by.title,
        signed_at=at,
        corrects=note,
    )
    record(note.case, words.Event.NOTE_CORRECTED, by=by, at=at, law=rules.JOURNAL)
    return correction


@transaction.atomic
def file_document(
    case: Case,
    title: str,
    content: bytes,
    *,
    kind: words.DocumentKind,
    media_type: str = "application/pdf",
    by: Staff,
    at: datetime,
) -> Document:
    """Files a document in the case, with its checksum."""
    document = Document.objects.create(
        case=case,
        kind=kind,
        title=title,
        content=content,
        media_type=media_type,
        checksum=hashlib.sha256(content).hexdigest(),
        filed_at=at,
        filed_by=by,
    )
    record(case, words.Event.DOCUMENT_FILED, by=by, at=at)
    return document


@transaction.atomic
def start_clock(
    case: Case, rule: Rule, *, about: UUID | None = None, by: Staff | None, at: datetime
) -> Clock | None:
    """Starts a statutory clock at ``at``.

    What is to be done at once (*genast*, *skyndsamt*) without a day in the law is put on that very day, so that it
    is on somebody's day. None when the rule speaks of an occasion and not of a time.
    """
    due = rule.due(at)
    promptly = swedish_day(at) if isinstance(rule.counted_from(at).limit, AtOnce) else None
    legal = due.legal or due.outer or promptly
    if legal is None:
        return None
    return Clock.objects.create(
        case=case,
        rule=rule.id,
        about=about,
        started_at=at,
        legal_on=legal,
        rolled_on=due.rolled or legal,
        due_on=rules.planned_day(due, at) or legal,
    )


@transaction.atomic
def stop_clock(case: Case, rule: Rule, *, about: UUID | None = None, by: Staff | None, at: datetime) -> int:
    """Stops the running clocks of a rule in a case: the duty is done. Returns how many there were.

    A case that only waited for its last duty is closed (see ``close_when_done``).
    """
    stopped = _stop(case, rule.id, about, at)
    waiting = Case.objects.filter(pk=case.pk, closed_at=None).exclude(closing_reason="").first()
    if stopped and by is not None and waiting is not None and not queries.duties_running(waiting):
        close_case(waiting, waiting.closing_reason, by=by, at=at)
    return stopped


@transaction.atomic
def recount_clock(clock: Clock, rule: Rule, *, started_at: datetime, by: Staff, at: datetime) -> Clock:
    """Counts a clock anew because the day it began was corrected. A decided extension stands when it is later."""
    due = rule.due(started_at)
    planned = rules.planned_day(due, started_at) or swedish_day(started_at)
    clock.started_at = started_at
    clock.legal_on = due.legal or due.outer or planned
    clock.rolled_on = due.rolled or clock.legal_on
    clock.due_on = max(planned, clock.extended_to) if clock.extended_to else planned
    clock.save(update_fields=["started_at", "legal_on", "rolled_on", "due_on"])
    return clock


@transaction.atomic
def reopen_clock(clock: Clock, *, by: Staff, at: datetime) -> Clock:
    """Lets a clock run again that was stopped too early."""
    clock.stopped_at = None
    clock.save(update_fields=["stopped_at"])
    return clock


@transaction.atomic
def move_clock(clock: Clock, case: Case, *, by: Staff, at: datetime) -> Clock:
    """Lets a running clock go on in another case, with the same days: what it is about has moved there."""
    days = {name: getattr(clock, name) for name in MOVED}
    moved = Clock.objects.create(case=case, **days)
    clock.stopped_at = at
    clock.save(update_fields=["stopped_at"])
    return moved


@transaction.atomic
def start_local_clock(
    case: Case,
    name: words.LocalClock | str,
    due_on: date,
    *,
    about: UUID | None = None,
    by: Staff | None,
    at: datetime,
) -> Clock:
    """Starts a clock whose day is the municipality's own decision, not the law's."""
    return Clock.objects.create(
        case=case,
        rule=str(words.LocalClock(name)),
        about=about,
        started_at=at,
        legal_on=due_on,
        rolled_on=due_on,
        due_on=due_on,
    )


@transaction.atomic
def stop_local_clock(
    case: Case, name: words.LocalClock | str, *, about: UUID | None = None, by: Staff | None, at: datetime
) -> int:
    """Stops the running local clocks of that name. Returns how many there were."""
    return _stop(case, str(words.LocalClock(name)), about, at)


@transaction.atomic
def extend_clock(clock: Clock, to: date, reason: str, *, by: Staff, at: datetime, law: str) -> Clock:
    """Gives a clock a later day, by a decision the law allows."""
    refuse_if(rules.obstacles_to_extending(reason))
    clock.extended_to, clock.extension_reason, clock.due_on = to, reason, to
    clock.save(update_fields=["extended_to", "extension_reason", "due_on"])
    record(clock.case, words.Event.CLOCK_EXTENDED, by=by, at=at, law=law)
    return clock


@transaction.atomic
def keep_draft(key: str, fields: dict[str, Any], *, sequence: int = 0, by: Staff, at: datetime) -> Draft:
    """Keeps what ``by`` has typed so far in a form. A sending that comes late is left aside."""
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        staff=by, key=key, defaults={"fields": fields, "sequence": sequence, "saved_at": at}
    )
    if not is_new and sequence >= draft.sequence:
        draft.fields, draft.sequence, draft.saved_at = fields, sequence, at
        draft.save(update_fields=["fields", "sequence", "saved_at"])
    return draft


@transaction.atomic(savepoint=False)
def drop_draft(key: str, *, by: Staff, at: datetime) -> None:
    """Forgets a draft: it was sent, or thrown away on purpose."""
    Draft.objects.filter(staff=by, key=key).delete()


@transaction.atomic(savepoint=False)
def open_page(
    case: Case, page: str, *, by: Staff, at: datetime, action: Opening = Opening.VIEW, why: str = ""
) -> None:
    """Logs that somebody opened a page about the person of ``case`` (SoLPuL 10 §)."""
    log_opening(
        action,
        page=page,
        dossier_id=case.dossier_id,
        compartment_id=case.compartment_id,
        why=why,
        by=by,
        at=at,
    )


@transaction.atomic(savepoint=False)
def open_dossier(
    dossier: Dossier,
    cases: Iterable[Case],
    page: str,
    *,
    by: Staff,
    at: datetime,
    action: Opening = Opening.VIEW,
    why: str = "",
) -> None:
    """Logs that somebody opened a page with all of ``cases``: a line for each unit where one of them lies.

    A line for one case alone would hide from another unit that its own was read, too.
    """
    log_openings(
        action,
        page=page,
        dossier_id=dossier.pk,
        compartment_ids=sorted({case.compartment_id for case in cases}),
        why=why,
        by=by,
        at=at,
    )


def _stop(case: Case, rule: str, about: UUID | None, at: datetime) -> int:
    running = Clock.objects.filter(case=case, rule=rule, stopped_at=None)
    if about is not None:
        running = running.filter(about=about)
    return running.update(stopped_at=at)


def _call(function: str, *values: Any) -> Any:
    """One of the doors through the wall (migrations/0002_walls.py)."""
    with connection.cursor() as cursor:
        cursor.execute(f"select access.{function}({', '.join(['%s'] * len(values))})", list(values))
        return cursor.fetchone()[0]
