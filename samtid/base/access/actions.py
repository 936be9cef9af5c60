"""Vad som kan göras med åtkomst."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.organisation.models import Staff

from . import words
from .models import Opening


@transaction.atomic(savepoint=False)  # nothing may be read that could not be logged: no way back on its own
def log_opening(
    action: words.Opening,
    *,
    page: str,
    dossier_id: UUID | None = None,
    compartment_id: int | None = None,
    why: str = "",
    by: Staff,
    at: datetime,
) -> Opening:
    """One line in the log of every opening, in the same transaction as the reading (SoLPuL 10 §).

    ``page`` is the name of the page, never an address with a person in it.
    """
    return Opening.objects.create(
        at=at,
        staff=by,
        action=action,
        dossier_id=dossier_id,
        compartment_id=compartment_id,
        page=page,
        why=why,
    )
