"""Utkast: keep, forget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from samtid.base.organisation.models import Staff

from .. import rules
from ..models import Draft


@dataclass(frozen=True, slots=True)
class Keeping:
    """Hur det gick att spara ett utkast.

    ``is_late``: something newer from the same page was kept, and this was left aside. ``is_beside``: another page
    has written in the same form since this one was drawn; both texts are kept.
    """

    draft: Draft
    is_late: bool
    is_beside: bool


@transaction.atomic
def keep_draft(
    key: str,
    fields: dict[str, Any],
    *,
    sequence: int = 0,
    page: str = "",
    origin: rules.Origin = rules.NOWHERE,
    by: Staff,
    at: datetime,
) -> Keeping:
    """Keeps what ``by`` has typed so far in a form. A sending that comes late is left aside, and said to be.

    The page goes on in the draft it was filled from, unless another page has written there since: then each has
    its own.
    """
    rows = Draft.objects.select_for_update().filter(staff=by, key=key)
    draft, is_new = rows.filter(page=page).first(), False
    if draft is None and origin.row:
        draft = rows.filter(pk=origin.row, version=origin.version).first()
    if draft is None:
        draft, is_new = rows.get_or_create(
            staff=by, key=key, page=page, defaults={"fields": fields, "sequence": sequence, "saved_at": at}
        )
    is_late = draft.page == page and sequence < draft.sequence
    if not is_new and not is_late:
        draft.page, draft.fields, draft.sequence, draft.saved_at = page, fields, sequence, at
        draft.version += 1
        draft.save(update_fields=["page", "fields", "sequence", "saved_at", "version"])
    drawn = datetime.fromtimestamp(origin.drawn / 1000, UTC)
    others = Draft.objects.filter(staff=by, key=key, saved_at__gt=drawn).exclude(pk=draft.pk)
    return Keeping(draft, is_late, others.exists())


@transaction.atomic(savepoint=False)
def drop_draft(
    key: str, *, page: str = "", origin: rules.Origin = rules.NOWHERE, by: Staff, at: datetime
) -> None:
    """Forgets a page's draft: it was sent, or thrown away on purpose. What another page has written stays."""
    mine = Q(page=page) | Q(pk=origin.row, version=origin.version)
    Draft.objects.filter(mine, staff=by, key=key).delete()


@transaction.atomic(savepoint=False)
def throw_away(pk: int, *, by: Staff, at: datetime) -> None:
    """Forgets one of several drafts of a form, chosen by its writer."""
    Draft.objects.filter(staff=by, pk=pk).delete()
