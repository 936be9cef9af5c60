"""Det som var svårt, för dem som ska göra det lättare."""

from __future__ import annotations

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff

from .models import Hardship


def hardships(viewer: Staff) -> QuerySet[Hardship]:
    """What has been said, newest first; the wall lets managers and quality developers in."""
    return seen_by(viewer, Hardship).order_by("-said_on", "-pk")
