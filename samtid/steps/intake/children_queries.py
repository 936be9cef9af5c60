"""Det som redan är känt om barnen i en vuxens hem: nobody writes it twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samtid.base.organisation.models import Staff
from samtid.base.people.models import Relation
from samtid.base.people.queries import WITHHELD, shown
from samtid.base.people.rules import is_child
from samtid.base.people.words import Bond
from samtid.ground.law.days import swedish_day

from . import queries
from .models import Report
from .said import UNSAID

NEAR = (Bond.CHILD, Bond.SIBLING, Bond.SAME_HOUSEHOLD)
# Of what is sealed nothing is told to those who receive the child's report, which is not: they are to ask.
SEALED = "Det finns barn i hemmet hos en vuxen som vi har kontakt med. Tala med {name} innan något görs."


def known(viewer: Staff, report: Report, relations: Iterable[Relation]) -> dict[str, str]:
    """The children that are known, one on each line, and what was said: the form is filled in with it."""
    on = swedish_day(report.received_at)
    near = [one.other for one in relations if one.bond in NEAR and is_child(one.other.born_on, on)]
    lines = [f"{one.name}, {one.number or f'född {one.born_on}'}" for one in near]
    text = SEALED.format(name=viewer.name) if report.is_sealed else queries.said(viewer, report)
    return {"other_children": "\n".join(lines), "text": text}


def place(viewer: Staff, report: Report) -> str:
    """Where they live, unless that is not to be told."""
    said = queries.said_place(viewer, report, "about_address")
    if not said and report.case is not None:
        said = shown(report.case.dossier.person, "address")
    return "" if said in (WITHHELD, UNSAID) or report.is_sealed else said


def born_on(report: Report) -> date | None:
    """When the one it is about was born, as far as it is known."""
    return report.case.dossier.person.born_on if report.case else None


def was_known_adult(report: Report) -> bool:
    """Whether the one it is about is known to have come of age when it came in, whatever it was registered as."""
    born, on = born_on(report), swedish_day(report.received_at)
    return born is not None and not is_child(born, on)


def is_a_childs_own(report: Report) -> bool:
    """Whether the one it is about is known to have been a child when it came in."""
    return is_child(born_on(report), swedish_day(report.received_at))
