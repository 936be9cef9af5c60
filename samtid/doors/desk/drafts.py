"""Påbörjat och inte skickat: what a draft is called, whom it is about, and where its form stands."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch

from samtid.base.access.asked import Asked
from samtid.base.dossier.models import Draft
from samtid.base.look import house
from samtid.base.look.addresses import address
from samtid.base.look.paging import Part, part_of
from samtid.base.organisation.models import Staff
from samtid.ground.offers import DraftForm, Names, Waiting

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Begun:
    """Ett utkast på Min dag. ``who`` is empty when nothing the viewer may see says it; ``href`` when its form is gone."""

    name: str
    who: str
    href: str
    saved_at: datetime


def begun(viewer: Staff, lines: Sequence[Waiting], most: int = SHOWN) -> Part:
    """What the viewer has typed and not sent, the newest first.

    Persons are named from the day's own ``lines``, and the rest by the rooms that the forms belong to.
    """
    kept = part_of(NEWEST(viewer), most)
    placed = [(*house.draft_of(draft.key), draft.saved_at) for draft in kept]
    who = {
        pk: line.who for line in lines if line.case is not None for pk in (line.case.pk, line.dossier) if pk
    }
    who |= {line.about: line.who for line in lines if isinstance(line.about, UUID)}
    who |= _named(viewer, [(form, pk) for form, about, _ in placed if form and (pk := _pk(about))], who)
    named = (
        Begun(form.title if form else "Utkast", _who(about, who), _place(form, about), saved_at)
        for form, about, saved_at in placed
    )
    return Part(named, kept.left)


NEWEST = Asked(lambda viewer: Draft.objects.filter(staff=viewer).defer("fields").order_by("-saved_at"))


def _named(viewer: Staff, unsaid: Sequence[tuple[DraftForm, UUID]], who: dict[UUID, str]) -> dict[UUID, str]:
    """The names that no line of the day says: one question for each kind of row."""
    asked: dict[Names, set[UUID]] = {}
    for form, about in unsaid:
        if form.whose and about not in who:
            asked.setdefault(form.whose, set()).add(about)
    return {pk: name for whose, rows in asked.items() for pk, name in whose(viewer, rows).items()}


def _who(about: str, who: dict[UUID, str]) -> str:
    pk = _pk(about)
    return who.get(pk, "") if pk else ""


def _place(form: DraftForm | None, about: str) -> str:
    """Where its form stands: at what it is about, or where there is one page for all of them."""
    if form is None:
        return ""
    for args in ([_pk(about) or about], []) if about else ([],):
        with suppress(NoReverseMatch):
            return address(form.page, *args) + form.part
    return ""


def _pk(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
