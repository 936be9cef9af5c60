"""Sortera, och göra förslag: notes into themes and back, themes together and apart, a theme into a proposal for the plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if

from .. import queries, rules
from ..lines import held, note_line
from ..models import Note, Proposal, Theme, Workshop
from ..words import Deed, State


@transaction.atomic
@only(rules.MAY)
def gather(
    workshop: Workshop, notes: Collection[UUID], name: str, theme: Theme | None, *, by: Staff, at: datetime
) -> Theme:
    """Lays notes in a theme, a new one by name or one that is there: also a way to split a theme."""
    workshop = held(workshop, by=by, at=at)
    rows = _held(workshop, notes, by)
    refuse_if(_when_over(workshop))
    refuse_if(
        rules.obstacles_to_gathering(
            len(rows), name=name, has_theme=theme is not None, is_frozen=_is_frozen([*rows], theme)
        )
    )
    into = theme or Theme.objects.create(workshop=workshop, name=name.strip())
    Note.objects.filter(pk__in=[one.pk for one in rows]).update(theme=into)
    note_line(workshop, Deed.GATHERED, f"{len(rows)}: {into.name}", by=by, at=at)
    return into


@transaction.atomic
@only(rules.MAY)
def loosen(workshop: Workshop, notes: Collection[UUID], *, by: Staff, at: datetime) -> None:
    """Takes notes out of their theme again."""
    workshop = held(workshop, by=by, at=at)
    rows = _held(workshop, notes, by)
    refuse_if(_when_over(workshop))
    found = [] if rows else [Obstacle("Välj minst en lapp.", field="notes")]
    if _is_frozen(rows, None):
        found.append(Obstacle(rules.FROZEN, field="notes"))
    refuse_if(found)
    Note.objects.filter(pk__in=[one.pk for one in rows]).update(theme=None)
    note_line(workshop, Deed.LOOSENED, str(len(rows)), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def show(workshop: Workshop, notes: Collection[UUID], shown: bool, *, by: Staff, at: datetime) -> None:
    """Shows notes, or not: what names or attacks somebody is read by the host only, and what may hold a name begins so."""
    workshop = held(workshop, by=by, at=at)
    rows = _held(workshop, notes, by)
    refuse_if([] if rows else [Obstacle("Välj minst en lapp.", field="notes")])
    Note.objects.filter(pk__in=[one.pk for one in rows]).update(is_hidden=not shown)
    note_line(workshop, Deed.SHOWN if shown else Deed.HIDDEN, str(len(rows)), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def merge(theme: Theme, into: Theme | None, *, by: Staff, at: datetime) -> None:
    """Calls two themes one. Both names, their notes and their votes stand, and they can be parted again."""
    workshop = held(theme.workshop, by=by, at=at)
    theme, into = _now(theme, by), _now(into, by) if into else None
    refuse_if(_when_over(workshop))
    found = [] if into is not None else [Obstacle("Välj vilket tema det hör till.", field="into")]
    if into is not None:
        found = rules.obstacles_to_merging(
            theme.pk,
            into.pk,
            is_merged=bool(theme.into_id or into.into_id)
            or queries.themes(by, workshop).filter(into=theme).exists(),
            is_frozen=_is_frozen([], theme) or _is_frozen([], into),
        )
    refuse_if(found)
    assert into is not None
    Theme.objects.filter(pk=theme.pk).update(into=into)
    note_line(workshop, Deed.MERGED, f"{theme.name} i {into.name}", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def part(theme: Theme, *, by: Staff, at: datetime) -> None:
    """Takes a merging back."""
    workshop = held(theme.workshop, by=by, at=at)
    theme = _now(theme, by)
    refuse_if(_when_over(workshop))
    found = [] if theme.into else [Obstacle("Det är inte sammanslaget med något.")]
    refuse_if(found or ([Obstacle(rules.FROZEN)] if _is_frozen([], theme.into) else []))
    Theme.objects.filter(pk=theme.pk).update(into=None)
    note_line(theme.workshop, Deed.PARTED, theme.name, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def pick(theme: Theme, title: str, text: str, *, by: Staff, at: datetime) -> Proposal:
    """Makes a theme a proposal for the plan. Its notes then stay where they are."""
    held(theme.workshop, by=by, at=at)  # two that pick it, or one that merges it, wait for each other
    row = _now(theme, by)
    whole = next((one for one in queries.standing(by, theme.workshop)[0] if one.theme.pk == row.pk), None)
    found = rules.obstacles_to_picking(
        title,
        text,
        is_merged=row.into_id is not None,
        notes=len(whole.notes) if whole else 0,
        is_picked=bool(whole and whole.proposal),
    )
    refuse_if(found)
    made = Proposal.objects.create(
        workshop=theme.workshop, theme=theme, title=title.strip(), text=text.strip(), by=by, at=at
    )
    note_line(theme.workshop, Deed.PICKED, made.title, proposal=made, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def taken_up(proposal: Proposal, *, where: str, by: Staff, at: datetime) -> None:
    """Says what became of a proposal, in words that everybody with a receipt reads: called by the room of the plan."""
    said = where.strip()
    found = [] if said else [Obstacle("Skriv var förslaget togs upp.", field="where")]
    refuse_if(found + rules.obstacles_to_text(said, "where", 300))
    note_line(proposal.workshop, Deed.TAKEN_UP, said, proposal=proposal, by=by, at=at)


def _held(workshop: Workshop, notes: Collection[UUID], by: Staff) -> list[Note]:
    """The notes as they lie, held until the deed is done."""
    found = queries.notes(by, workshop).filter(pk__in=list(notes))
    return list(found.select_for_update(of=("self",)))


def _now(theme: Theme, by: Staff) -> Theme:
    """The theme as it is when the workshop is held."""
    return queries.all_themes(by).get(pk=theme.pk)


def _when_over(workshop: Workshop) -> list[Obstacle]:
    return [Obstacle(rules.SORTED, field="notes")] if workshop.state == State.ENDED else []


def _is_frozen(notes: Collection[Note], theme: Theme | None) -> bool:
    """Whether any of them lies under a proposal already."""
    keys = {one.theme_id for one in notes if one.theme_id} | ({theme.pk} if theme else set())
    if not keys:
        return False
    mains = Theme.objects.filter(pk__in=keys).values_list("into_id", flat=True)
    keys |= {one for one in mains if one}
    return Proposal.objects.filter(theme__in=keys).exists()
