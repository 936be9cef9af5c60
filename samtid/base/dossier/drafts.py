"""Utkast: what was typed and not sent, ready to be put back into its form.

A view begins with ``begun`` and ends with ``sent``. Whatever happens between, a refusal or a page that is left,
the text is kept: ``begun`` keeps what was sent before anything is done with it.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from samtid.base.access.request import OpenRequest, Request
from samtid.base.organisation.models import Staff

from . import actions, queries
from .models import Draft
from .rules import SENT_AS_FORM, clean_draft, page_name, read_origin

KEY, PAGE, FROM, DROP, CHOSEN = "draft_key", "draft_page", "draft_from", "draft_drop", "utkast"
INTERRUPTED = "oidc:interrupted"  # what was sent after the session had ended, from a form without a name
RESUMED = "avbrutet"  # ?utkast=avbrutet: the form is filled with that
NONE = "inget"  # ?utkast=inget: the form as it is saved; the draft stays beside
ON_ITS_WAY = timedelta(seconds=3)  # a sending may set out before a page is drawn and come in after
WORTH_READING = 12  # characters; shorter values are choices and dates
WORDS = re.compile(r"[^\W\d_]\W+[^\W\d_]")  # more than one word: no code, no moment


@dataclass(frozen=True, slots=True)
class Beside:
    """Another text of the same form, kept from another tab or another machine."""

    pk: int
    saved_at: datetime
    texts: tuple[str, ...]


@dataclass(slots=True)
class Kept:
    """Utkastet till ett formulär, as one page knows it.

    ``fields`` are the form's first values; ``saved_at`` when they were kept. ``was_sent``: the form was sent and
    not received, because it was refused or because the session had ended.
    """

    key: str
    page: str
    begun_from: str
    fields: dict[str, Any] = field(default_factory=dict)
    saved_at: datetime | None = None
    was_sent: bool = False
    beside: tuple[Beside, ...] = ()
    pk: int | None = None
    texts: tuple[str, ...] = ()
    sent_page: str = ""
    sent_from: str = ""

    def sent(self, *, by: Staff, at: datetime) -> None:
        """The form was received: its draft is forgotten. What another page holds of it stays."""
        origin = read_origin(self.sent_from)
        actions.drop_draft(self.key, page=self.sent_page, origin=origin, by=by, at=at)


def begun(request: Request, key: str) -> Kept:
    """The draft of the form ``key``: on GET to fill it with, on POST kept anew with what was sent."""
    return begun_all(request, key)[key]


def begun_all(request: Request, *keys: str) -> dict[str, Kept]:
    """The drafts of a page's forms, in one question. At most one of the forms was sent, and is kept anew."""
    viewer: Staff = request.user
    at: datetime = request.at
    sent = request.POST.get(KEY, "") if request.method == "POST" else ""
    if sent in keys:
        keep_sent(request, sent, by=viewer, at=at)
    if request.GET.get(CHOSEN) == RESUMED and keys:
        _resume(request.path, keys[0], by=viewer, at=at)
    rows = list(queries.drafts(viewer, *keys))
    return {key: _kept(request, key, [row for row in rows if row.key == key], key == sent) for key in keys}


def _kept(request: Request, key: str, rows: list[Draft], is_sent: bool) -> Kept:
    """The form's own draft among ``rows``, the newest first, and those of other pages beside it."""
    page = page_name(request.POST.get(PAGE, "")) if is_sent else ""
    chosen = request.GET.get(CHOSEN, "")
    mine = next((row for row in rows if page and row.page == page), None)
    mine = mine or next((row for row in rows if str(row.pk) == chosen), None)
    if mine is None and not is_sent and chosen != NONE:
        mine = rows[0] if rows else None
    return Kept(
        key=key,
        page=secrets.token_hex(8),
        begun_from=_origin(mine, request.at),
        fields=dict(mine.fields) if mine else {},
        saved_at=mine.saved_at if mine else None,
        was_sent=mine is not None and mine.sequence == SENT_AS_FORM,
        beside=tuple(Beside(row.pk, row.saved_at, texts_of(row)) for row in rows if row is not mine),
        pk=mine.pk if mine else None,
        texts=texts_of(mine) if mine else (),
        sent_page=page,
        sent_from=request.POST.get(FROM, "") if is_sent else "",
    )


def keep_sent(request: OpenRequest, key: str, *, by: Staff, at: datetime) -> bool:
    """Keeps what was sent as a form among the drafts of ``by``. False if it came from no page of ours."""
    page = page_name(request.POST.get(PAGE, ""))
    fields = clean_draft({name: _one_or_many(request.POST.getlist(name)) for name in request.POST})
    if not page or fields is None:
        return False
    actions.keep_draft(
        key,
        fields,
        sequence=SENT_AS_FORM,
        page=page,
        origin=read_origin(request.POST.get(FROM, "")),
        by=by,
        at=at,
    )
    return True


def _resume(path: str, key: str, *, by: Staff, at: datetime) -> None:
    """Moves what was sent to this page too late into the draft of its form."""
    late = queries.draft(by, INTERRUPTED)
    if late is None or late.fields.get("path") != path:
        return
    fields = {name: _one_or_many(values) for name, values in late.fields.get("fields", {}).items()}
    actions.keep_draft(key, fields, sequence=SENT_AS_FORM, page=secrets.token_hex(8), by=by, at=at)
    actions.drop_draft(INTERRUPTED, by=by, at=at)


def is_newer(request: Request, key: str, begun_from: str) -> bool:
    """Whether something has been kept in the form ``key`` since the page was drawn.

    Of the draft that the page was filled from its version tells. A sending bears the moment when it set out, so one
    that came in late may be older than the page it is missing on: the version has no such gap.
    """
    origin = read_origin(begun_from)
    drawn = datetime.fromtimestamp(origin.drawn / 1000, UTC)
    went_on = Q(pk=origin.row, version__gt=origin.version)
    another = ~Q(pk=origin.row) & Q(saved_at__gt=drawn if origin.row else drawn - ON_ITS_WAY)
    return queries.drafts(request.user, key).filter(went_on | another).exists()


def texts_of(row: Draft) -> tuple[str, ...]:
    """What a person wrote in a draft, for them to recognise."""
    said = [value for value in row.fields.values() if isinstance(value, str)]
    return tuple(value for value in said if len(value.strip()) >= WORTH_READING and WORDS.search(value))


def _one_or_many(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _origin(row: Draft | None, at: datetime) -> str:
    """What the page tells with every sending: the row it was filled from, its version, and when it was drawn."""
    drawn = int(at.timestamp() * 1000)
    return f"{row.pk if row else 0}.{row.version if row else 0}.{drawn}"
