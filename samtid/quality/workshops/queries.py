"""Stugan som en tittare ser den, och som en telefon ser den."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from samtid.base.access.through import door
from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.queries import posts
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day

from .models import Group, Invited, Line, Note, Proposal, Step, Theme, Workshop
from .rules import STEERS, Voice, obstacles_to_leading, obstacles_to_moving
from .words import Deed, Guest, StepKind

LATELY = timedelta(days=60)  # what came of it is on one's day for so long


def workshops(viewer: Staff) -> QuerySet[Workshop]:
    """Those the viewer sees, the latest first."""
    return seen_by(viewer, Workshop).select_related("now", "by").order_by("-at", "pk")


def asked_to(viewer: Staff, on: date) -> list[tuple[Workshop, date | None]]:
    """Those the viewer was asked to, that are to come, go on or ended lately, each with its first day; the latest first."""
    rows = (
        workshops(viewer)
        .filter(invited__staff=viewer)
        .exclude(ended_at__date__lt=on - LATELY)
        .annotate(first=Min("steps__day"))
    )
    return [(one, one.first) for one in rows]


def steps(viewer: Staff, workshop: Workshop) -> list[Step]:
    """In their order."""
    return list(seen_by(viewer, Step).filter(workshop=workshop).order_by("day", "starts"))


def all_steps(viewer: Staff) -> QuerySet[Step]:
    """Every step of what the viewer sees."""
    return seen_by(viewer, Step).select_related("workshop")


def next_step(plan: list[Step], workshop: Workshop) -> Step | None:
    """The one after what goes on; the first before the start; nothing after the last."""
    if workshop.now_id is None:
        return plan[0] if plan and workshop.begun_at is None else None
    keys = [one.pk for one in plan]
    place = keys.index(workshop.now_id) + 1
    return plan[place] if place < len(plan) else None


def groups(viewer: Staff, workshop: Workshop) -> QuerySet[Group]:
    """The groups, by number."""
    return seen_by(viewer, Group).filter(workshop=workshop).order_by("number")


def invited(viewer: Staff, workshop: Workshop) -> list[Invited]:
    """Those who were asked, by group and name."""
    rows = seen_by(viewer, Invited).filter(workshop=workshop).select_related("staff", "group")
    return sorted(
        rows,
        key=lambda one: (
            one.group.number if one.group else 0,
            one.staff.name if one.staff else "Ö",
            one.guest,
            str(one.pk),
        ),
    )


def working(on: date) -> list[Membership]:
    """Everybody who works here on a day, each once, by unit and name."""
    rows = (
        Membership.objects.on(on).select_related("staff", "unit").order_by("unit__name", "staff__name", "pk")
    )
    found: dict[int, Membership] = {}
    for row in rows:
        if row.staff.holds_on(on):
            found.setdefault(row.staff_id, row)
    return list(found.values())


def voices(rows: list[Invited], here: list[Membership]) -> list[Voice]:
    """The invited as the deal sees them. A guest speaks for a kind of guest, and for no unit."""
    unit_of = {one.staff_id: one.unit.name for one in here}
    return [
        Voice(one.pk, one.staff.title, unit_of.get(one.staff_id or 0, ""))
        if one.staff
        else Voice(one.pk, Guest.label_of(one.guest), "")
        for one in rows
    ]


def everybody(here: list[Membership]) -> list[Voice]:
    """Everybody who could have been asked."""
    return [Voice(one.staff_id, one.staff.title, one.unit.name) for one in here]


def people_of_groups(rows: list[Invited]) -> dict[int, int]:
    """How many in each group, by its number."""
    found: dict[int, int] = defaultdict(int)
    for one in rows:
        if one.group:
            found[one.group.number] += 1
    return dict(found)


def lines(viewer: Staff, workshop: Workshop) -> QuerySet[Line]:
    """What the hosts have done, the latest first."""
    return seen_by(viewer, Line).filter(workshop=workshop).select_related("by").order_by("-at", "-pk")


def has_slips(viewer: Staff, workshop: Workshop) -> bool:
    """Whether slips were made for the groups as they are now: after the last change of the list or the groups."""
    found = dict(
        seen_by(viewer, Line)
        .filter(workshop=workshop, deed__in=[str(Deed.INVITED), str(Deed.DEALT), str(Deed.LAID_OUT)])
        .values_list("deed")
        .annotate(last=Max("at"))
    )
    made = found.pop(str(Deed.LAID_OUT), None)
    return made is not None and made >= max(found.values(), default=made)


def turn_of_slips(viewer: Staff, workshop: Workshop) -> int:
    """Which time it is that slips are made, the first is one."""
    return seen_by(viewer, Line).filter(workshop=workshop, deed=Deed.LAID_OUT).count() + 1


def leads(viewer: Staff, workshop: Workshop, on: date) -> list[Obstacle]:
    """Why the viewer does not lead this one; nothing when she does."""
    held = posts(viewer, on)
    return STEERS.obstacles(held) or obstacles_to_leading(
        workshop.by_id == viewer.pk, (Role(role) for role, _ in held)
    )


def notes(viewer: Staff, workshop: Workshop) -> QuerySet[Note]:
    """The notes that have come out of the box, in the order of their keys, which are chance."""
    return (
        seen_by(viewer, Note)
        .filter(workshop=workshop)
        .select_related("step", "group", "theme")
        .order_by("step__day", "step__starts", "pk")
    )


def themes(viewer: Staff, workshop: Workshop) -> QuerySet[Theme]:
    """The themes, also the merged ones."""
    return (
        seen_by(viewer, Theme)
        .filter(workshop=workshop)
        .select_related("proposal", "into")
        .order_by("name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Ett tema med allt under sig: its votes and notes, and those of what was merged into it."""

    theme: Theme
    merged: list[Theme]
    votes: int
    notes: list[Note]

    @property
    def proposal(self) -> Proposal | None:
        return getattr(self.theme, "proposal", None)


def standing(viewer: Staff, workshop: Workshop, *, shown: bool = False) -> tuple[list[Standing], list[Note]]:
    """The themes by votes, the most first, and the notes that lie in none; ``shown`` leaves out what the host does not show."""
    found = list(themes(viewer, workshop))
    under: dict[UUID, list[Theme]] = defaultdict(list)
    for theme in found:
        if theme.into_id:
            under[theme.into_id].append(theme)
    lying: dict[UUID | None, list[Note]] = defaultdict(list)
    for note in notes(viewer, workshop):
        if not (shown and note.is_hidden):
            lying[note.theme_id].append(note)
    rows = [
        Standing(
            theme,
            under[theme.pk],
            theme.votes + sum(one.votes for one in under[theme.pk]),
            [note for one in (theme, *under[theme.pk]) for note in lying[one.pk]],
        )
        for theme in found
        if theme.into_id is None
    ]
    return sorted(rows, key=lambda one: (-one.votes, one.theme.name, str(one.theme.pk))), lying[None]


def proposals(viewer: Staff) -> QuerySet[Proposal]:
    """What stands as proposals for a plan, with what has been said of them; the plan room reads these."""
    return (
        seen_by(viewer, Proposal)
        .select_related("workshop", "theme", "by")
        .prefetch_related("lines")
        .order_by("at", "pk")
    )


def origin(viewer: Staff, proposal: Proposal) -> list[Note]:
    """The notes that a proposal stands on."""
    theme = proposal.theme
    whose = [theme.pk, *seen_by(viewer, Theme).filter(into=theme).values_list("pk", flat=True)]
    return list(seen_by(viewer, Note).filter(theme__in=whose).order_by("pk"))


def hinders(viewer: Staff, workshop: Workshop, at: datetime) -> list[Obstacle]:
    """What stands in the way of going on, of the rows as they are now."""
    plan, rows = steps(viewer, workshop), invited(viewer, workshop)
    return obstacles_to_moving(
        workshop.state,
        people=people_of_groups(rows),
        without_group=sum(one.group is None for one in rows),
        has_slips=has_slips(viewer, workshop),
        has_writing=any(one.kind == StepKind.WRITE for one in plan),
        last_day=max((one.day for one in plan), default=None),
        today=swedish_day(at),
    )


def heard(workshop: Workshop) -> dict[str, int]:
    """How many notes and votes lie in the box, in whole tens."""
    told = door("heard_in_workshop", workshop.pk)
    return json.loads(told) if told else {"notes": 0, "votes": 0}


def seat(held: str) -> dict[str, Any] | None:
    """What the phone with a slip sees; nothing when the slip opens nothing now."""
    told = door("seat_sees", held) if held else None
    return None if told is None else json.loads(told)  # type: ignore[no-any-return]


def of_note(code: str, place: str) -> dict[str, Any] | None:
    """What became of the note that a receipt is for; nothing for a code that is none."""
    told = door("note_of", code, place)
    return None if told is None else json.loads(told)  # type: ignore[no-any-return]


def all_themes(viewer: Staff) -> QuerySet[Theme]:
    """Every theme of what the viewer sees."""
    return seen_by(viewer, Theme).select_related("workshop", "into")


def became(proposal: Proposal) -> list[Line]:
    """What has been said of a proposal that was read with its lines: where it was taken up, the first first."""
    taken = [line for line in proposal.lines.all() if line.deed == Deed.TAKEN_UP]
    return sorted(taken, key=lambda line: (line.at, str(line.pk)))
