"""Ta emot: what somebody hands in, and what we hand in ourselves for the children of an adult's home."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.dossier.actions import record
from samtid.base.dossier.words import Need
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.ids import new_id, receipt_code
from samtid.ground.reasons import refuse_if

from . import queries, rules, words
from .arrival import hold
from .models import Report
from .words import Channel, Kind, ReporterCategory


@dataclass(frozen=True, slots=True)
class About:
    """Den det gäller, as somebody said it: nothing here is checked yet."""

    name: str = ""
    number: str = ""
    address: str = ""
    school: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What was handed in. ``about`` has one entry for each child or person; each becomes a report of its own."""

    need: Need
    kind: Kind
    text: str
    channel: Channel = Channel.WEB
    about: tuple[About, ...] = (About(),)
    reporter_name: str = ""
    reporter_category: ReporterCategory = ReporterCategory.PRIVATE
    reporter_contact: str = ""
    wants_feedback: bool = False
    is_anonymous: bool = False
    guardians_told: bool | None = None
    interpreter: str = ""
    is_urgent: bool = False
    safe_contact: str = ""
    children_at_home: bool | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Kvitto: the code that says something came in and nothing else, and the rows it stands for."""

    code: str
    report_ids: tuple[UUID, ...] = field(default_factory=tuple)


@transaction.atomic
@only(rules.MAY)
def receive_report(
    details: Details,
    *,
    received_at: datetime | None = None,
    receipt: str = "",
    by: Staff | None,
    at: datetime,
) -> Receipt:
    """Takes in what somebody says or writes, one report for each person it is about.

    ``received_at`` is when it reached us (FL 22 §). Anybody may hand in, also without a key: the answer is a receipt.
    ``receipt`` is what it was handed in together with.
    """
    arrived = received_at or at
    refuse_if(rules.obstacles_to_receiving(text=details.text, received_at=arrived, at=at))
    said = {name: value for name, value in asdict(details).items() if name != "about"}
    said |= {
        "receipt": receipt or receipt_code(),
        "received_at": arrived.isoformat(),
        "registered_at": at.isoformat(),
        "routing_reason": rules.why_here(details.need),
        "is_urgent": details.is_urgent or rules.sounds_acute(details.need, details.text),
    }
    ids = tuple(_receive(said, about) for about in details.about or (About(),))
    return Receipt(str(said["receipt"]), ids)


def _receive(said: dict[str, object], about: About) -> UUID:
    wanted = new_id()
    row = said | {f"about_{name}": value for name, value in asdict(about).items()} | {"id": str(wanted)}
    with connection.cursor() as cursor:
        cursor.execute("select access.receive_report(%s)", [json.dumps(row)])
    return wanted


@transaction.atomic
@only(rules.MAY)
def report_children(
    report: Report, children: tuple[About, ...], text: str, *, by: Staff, at: datetime
) -> Receipt:
    """Makes a report for each child in the home of an adult: each with clocks of its own (SoL 19:1).

    What the form told was known from the first: the clocks run from when it came in. What is learnt later runs from now.
    """
    _about_children(report, text, "text")
    known = children or (About(),)
    receipt = receive_report(
        Details(
            need=Need.CHILD,
            kind=Kind.REPORT,
            text=text,
            channel=Channel.AUTHORITY,
            about=known,
            reporter_name=f"{by.name}, {report.compartment}",
            reporter_category=ReporterCategory.SOCIAL_SERVICES,
            is_urgent=report.is_urgent,
            safe_contact=""
            if report.is_sealed
            else report.safe_contact,  # the child's lies with all who receive
            interpreter=report.interpreter,
        ),
        received_at=report.received_at if report.children_at_home else at,
        receipt=report.receipt,
        by=by,
        at=at,
    )
    one = len(known) == 1
    said = f"En anmälan för {'ett barn' if one else f'vart och ett av {len(known)} barn'} i hemmet."
    _note_children(report, said, words.Event.CHILDREN_REPORTED, by=by, at=at)
    return receipt


@transaction.atomic
@only(rules.MAY)
def report_no_children(report: Report, reason: str, *, by: Staff, at: datetime) -> None:
    """Notes why the children in an adult's home are not reported."""
    _about_children(report, reason, "reason")
    _note_children(report, reason.strip(), words.Event.CHILDREN_SAFE, by=by, at=at)


def _about_children(report: Report, said: str, field: str) -> None:
    hold(report)
    refuse_if(
        rules.obstacles_to_reporting_children(
            childs=queries.is_childs(report),
            done_at=report.children_at,
            closed_at=report.closed_at,
            said=said,
            field=field,
        )
    )


def _note_children(report: Report, said: str, verb: words.Event, *, by: Staff, at: datetime) -> None:
    report.children_said, report.children_at, report.children_by = said, at, by
    report.save(update_fields=["children_said", "children_at", "children_by"])
    if report.case is not None:
        record(report.case, verb, by=by, at=at, law=rules.REPORTS)
