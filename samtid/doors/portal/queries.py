"""Det som är märkt att granskas, bland det som tittaren får se."""

from __future__ import annotations

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff
from samtid.quality.improvement.models import Idea

from .models import Mark


def marks(viewer: Staff) -> QuerySet[Mark]:
    """Marked and not yet closed: the first from every sender before the second from any."""
    found = seen_by(viewer, Mark).filter(report__closed_at=None).select_related("report")
    return found.order_by("report__turn", "at", "pk")


def public_ideas() -> QuerySet[Idea]:
    """What everybody reads, without a log-in."""
    return (
        Idea.objects.filter(is_public=True, same_as=None)
        .select_related("unit")
        .order_by("-answered_on", "pk")
    )
