"""Builders for tests: things that come in, through the same doors as in the program."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samtid.base.dossier.tests.make import ALVA
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.steps.intake import actions
from samtid.steps.intake.actions import About, Details
from samtid.steps.intake.models import Report
from samtid.steps.intake.words import Channel, Kind, ReporterCategory

FROM_SCHOOL: dict[str, Any] = {
    "need": Need.CHILD,
    "kind": Kind.REPORT,
    "channel": Channel.PHONE,
    "text": "Alva har kommit till skolan hungrig flera dagar i rad och vill inte gå hem.",
    "about": (About("Alva Nyström", "201203142391"),),
    "reporter_name": "Kurator på Björkskolan",
    "reporter_category": ReporterCategory.SCHOOL,
    "reporter_contact": "0911-69 00 00",
    "wants_feedback": True,
}


def a_report(*, by: Staff, at: datetime, received_at: datetime | None = None, **said: Any) -> Report:
    """A report of concern from a school by telephone, or whatever ``said`` says instead. ``by`` must see the reception."""
    receipt = actions.receive_report(Details(**(FROM_SCHOOL | said)), received_at=received_at, by=by, at=at)
    return Report.objects.get(pk=receipt.report_ids[0])


def an_identified_report(
    *, by: Staff, at: datetime, person: Person = ALVA, received_at: datetime | None = None, **said: Any
) -> Report:
    """A report whose person is known: with a case, a dossier and running clocks."""
    report = a_report(by=by, at=at, received_at=received_at, **said)
    actions.identify(report, look_up(person, by=by, at=at), by=by, at=at)
    return report


def an_assessed_report(
    *, by: Staff, at: datetime, danger: bool = False, person: Person = ALVA, **said: Any
) -> Report:
    """A report about a known child, assessed for protection: ready for the preliminary assessment."""
    report = an_identified_report(by=by, at=at, person=person, **said)
    text = "Samtal med skolan. Alva är kvar där till 15, mormor hämtar. Inget akut i dag."
    return actions.assess_protection(report, danger, text, by=by, at=at)
