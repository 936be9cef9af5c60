"""Det som var svårt, för dem som ska göra det lättare."""

from __future__ import annotations

from django.db.models import QuerySet

from samtid.base.organisation.models import Staff

from .models import Hardship


def hardships(viewer: Staff) -> QuerySet[Hardship]:
    """What has been said, newest first; the wall lets managers and quality developers in."""
    return Hardship.objects.order_by("-said_on", "-pk")
