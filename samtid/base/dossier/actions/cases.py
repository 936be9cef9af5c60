"""Ärenden och handlingar: a case is opened, handed over and read. Clocks and the diary's line: ``clocks.py``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.actions import log_opening, log_openings
from samtid.base.access.models import Compartment
from samtid.base.access.through import door
from samtid.base.access.words import Opening
from samtid.base.organisation.models import Staff
from samtid.ground.ids import case_number, new_id
from samtid.ground.reasons import refuse_if
from samtid.ground.words import Word

from .. import queries, words
from ..clocks import record
from ..models import Case, Document, Dossier


@transaction.atomic
def open_case(person: UUID, need: words.Need, compartment: Compartment, *, by: Staff, at: datetime) -> Case:
    """Opens a case about a person, and the dossier if there is none. The opener becomes its caseworker.

    The case can be written in at once; its person and dossier open with the next transaction (``access.here``).
    """
    wanted = new_id()
    door("open_case", wanted, case_number(at), person, str(need), compartment.pk)
    case = Case.objects.get(pk=wanted)
    record(case, words.Event.CASE_OPENED, by=by, at=at)
    return case


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
    door("transfer_case", case.pk, compartment.pk, receiver.pk if receiver else None)


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
    """Gives a colleague a key to one case: as substitute, or as one of the few at a protected identity.

    Without ``until`` it ends after the municipality's usual time. An event is written by the database.
    """
    refuse_if(queries.obstacles_to_naming(by, case, receiver, str(reach), until=until, at=at))
    door("name_staff", case.pk, receiver.pk, str(ground), str(reach), reason, until)


@transaction.atomic
def break_glass(number: str, reason: str, hours: int, *, by: Staff, at: datetime) -> None:
    """Opens a person's dossier without a key, for some hours, from the next transaction on (``queries.by_glass``).

    Shown to each unit's manager. Whether there was anybody is not told before the line in the log stands.
    """
    door("break_glass", number, reason, hours)


@transaction.atomic
def set_protection(case: Case, level: Word, *, by: Staff, at: datetime) -> None:
    """Raises the level of protected identity; from then on only named staff see the person's cases.

    An event in every case of the person is written by the database. A lower level takes ``propose_protection``.
    """
    refuse_if(queries.obstacles_to_protecting(by, case, level))
    door("set_protection", case.dossier.person_id, str(level))


@transaction.atomic
def protect_opened(case: Case, level: Word, *, by: Staff, at: datetime) -> None:
    """The same for a case that ``by`` opened in this very transaction, and whose person is not seen yet."""
    door("protect_opened", case.pk, str(level))


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
