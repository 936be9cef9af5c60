"""Förseningen, som tittaren får se den. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.organisation.models import Staff
from samtid.ground.law.administration import DECIDE_ON_REQUEST
from samtid.ground.sweden import swedish_day
from samtid.steps.investigations.models import Investigation

from . import rules
from .models import DelayStep

# Well before the six months, counted from when it came in, of what was opened some days after.
NEARLY = timedelta(days=150)


def investigations(viewer: Staff) -> QuerySet[Investigation]:
    """Investigations that the viewer has a key to, with what they began from."""
    found = seen_by(viewer, Investigation)
    return found.select_related("case__dossier__person", "case__caseworker", "report")


def matter(inquiry: Investigation) -> rules.Matter:
    """As the rules ask for it: a matter began when the application came in."""
    began = inquiry.report.received_at if inquiry.report else inquiry.opened_at
    ended = inquiry.closed_at
    return rules.Matter(
        swedish_day(min(began, inquiry.opened_at)),
        inquiry.is_application,
        swedish_day(ended) if ended else None,
    )


def steps(viewer: Staff, inquiry: Investigation) -> list[DelayStep]:
    """Everything noted, as it happened and was written."""
    found = seen_by(viewer, DelayStep).filter(investigation=inquiry).select_related("by")
    return list(found.order_by("happened_on", "at", "pk"))


def step(viewer: Staff) -> QuerySet[DelayStep]:
    """Notes that the viewer has a key to, themselves no corrections."""
    found = seen_by(viewer, DelayStep).filter(corrects=None)
    return found.select_related("case__dossier__person", "investigation__report", "investigation__case", "by")


def standing(rows: Iterable[DelayStep]) -> list[DelayStep]:
    """Those that count: neither what was wrong nor what says so."""
    every = list(rows)
    over = {one.corrects_id for one in every if one.corrects_id}
    return [one for one in every if one.pk not in over and one.corrects_id is None]


def clock(viewer: Staff, inquiry: Investigation) -> Clock | None:
    """The four weeks that run."""
    found = dossier.running_clocks(viewer).filter(case=inquiry.case_id, rule=DECIDE_ON_REQUEST.id)
    return found.filter(about=inquiry.pk).first()


def late(viewer: Staff, at: datetime) -> QuerySet[Investigation]:
    """Applications that go on and where a delay may be somebody's to do something about, the oldest first."""
    noted = seen_by(viewer, DelayStep).filter(investigation=OuterRef("pk"))
    found = investigations(viewer).filter(closed_at=None, is_application=True, case__closed_at=None)
    found = found.filter(Q(opened_at__lt=at - NEARLY) | Exists(noted))
    return found.order_by("opened_at", "pk")


def noted(viewer: Staff, inquiries: Iterable[Investigation]) -> dict[object, list[DelayStep]]:
    """What stands of each, in one question for all of them."""
    found: dict[object, list[DelayStep]] = {}
    rows = seen_by(viewer, DelayStep).filter(investigation__in=[one.pk for one in inquiries])
    for row in rows.order_by("happened_on", "at", "pk"):
        found.setdefault(row.investigation_id, []).append(row)
    return {key: standing(of_one) for key, of_one in found.items()}


def tells_place(viewer: Staff, case: Case, *texts: str) -> bool:
    """Whether a text says where somebody is who is protected."""
    return dossier.tells_place(viewer, case, "\n".join(texts))
