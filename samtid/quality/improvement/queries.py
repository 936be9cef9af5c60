"""Förslagen som en tittare ser dem, och talen om dem."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Greatest

from samtid.base.access.through import door
from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Membership, Staff, Unit

from .models import Author, Idea, Line, Trial, Verdict
from .rules import FEW
from .rules.handling import Promise
from .words import ENDED, GOING_ON, Gains, State

NEAR = 0.42  # of the shorter text's threes of letters, how many the other has
SHOWN_NEAR = 5
COUNTED = timedelta(days=60)  # before and after, in what this room counts itself
IN_PLAY = Q(same_as=None) & ~Q(state=State.SPAM) & Q(is_apart=False)
UNANSWERED = IN_PLAY & Q(answered_on=None)


def ideas(viewer: Staff) -> QuerySet[Idea]:
    """What the viewer sees: what is for all, one's own, and for those who steer everything."""
    return seen_by(viewer, Idea).select_related("owner", "unit").order_by("-said_on", "pk")


def unanswered(viewer: Staff) -> QuerySet[Idea]:
    """What waits for an answer, the nearest promise first; what was promised nothing stands first of all."""
    return ideas(viewer).filter(UNANSWERED).order_by("answer_by", "pk")


def apart(viewer: Staff) -> QuerySet[Idea]:
    """What was laid aside and nobody has looked at yet."""
    return ideas(viewer).filter(is_apart=True).order_by("said_on", "pk")


def going_on(viewer: Staff) -> QuerySet[Idea]:
    """What is to be done or tried."""
    return ideas(viewer).filter(IN_PLAY, state__in=GOING_ON).order_by("next_on", "pk")


def ended(viewer: Staff) -> QuerySet[Idea]:
    """What came of it, also what failed and why."""
    return ideas(viewer).filter(IN_PLAY, state__in=ENDED)


def hidden(viewer: Staff) -> QuerySet[Idea]:
    """What somebody has looked at and called rubbish: kept."""
    return ideas(viewer).filter(state=State.SPAM)


def owned(viewer: Staff) -> QuerySet[Idea]:
    """What the viewer has in hand."""
    return ideas(viewer).filter(IN_PLAY, state__in=GOING_ON, owner=viewer).order_by("next_on", "pk")


def mine(viewer: Staff) -> QuerySet[Idea]:
    """What the viewer stands behind by name."""
    whose = seen_by(viewer, Author).filter(staff=viewer).values("idea")
    return ideas(viewer).filter(pk__in=whose)


def near(viewer: Staff, idea: Idea) -> list[Idea]:
    """Others that say nearly the same, the nearest first: proposed, and merged by somebody who has read both."""
    words = idea.title or idea.text[:200]
    likeness = Greatest(TrigramWordSimilarity(words, "text"), TrigramWordSimilarity(words, "title"))
    found = ideas(viewer).filter(IN_PLAY).exclude(pk=idea.pk).annotate(likeness=likeness)
    return list(found.filter(likeness__gte=NEAR).order_by("-likeness", "pk")[:SHOWN_NEAR])


@dataclass(frozen=True, slots=True)
class Whole:
    """Ett förslag med allt om det, also of those that were merged into it."""

    merged: list[Idea]
    authors: list[Author]
    lines: list[Line]
    trials: list[Trial]
    verdicts: list[Verdict]

    @property
    def names(self) -> list[str]:
        """Those who stand behind it by name, each once."""
        return sorted({one.staff.name for one in self.authors})

    def verified(self, whose: str) -> int:
        """How many of the group say better, less those who do not."""
        said = [one.is_better for one in self.verdicts if one.whose == whose]
        return sum(1 if better else -1 for better in said)


def whole(viewer: Staff, idea: Idea) -> Whole:
    """Everything about an idea. Merged ones keep their authors."""
    merged = list(ideas(viewer).filter(same_as=idea))
    every = [idea.pk, *(one.pk for one in merged)]
    return Whole(
        merged,
        list(seen_by(viewer, Author).filter(idea__in=every).select_related("staff").order_by("staff__name")),
        list(
            seen_by(viewer, Line)
            .filter(idea__in=every)
            .select_related("by")
            .order_by("day", "turn", "kind", "pk")
        ),
        list(
            seen_by(viewer, Trial).filter(idea=idea).select_related("unit", "by").order_by("begun_on", "pk")
        ),
        list(seen_by(viewer, Verdict).filter(idea=idea).order_by("day", "pk")),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Rummets egna tal: how many sentences about the step, as long before as after. None: cannot be told yet."""

    before: int
    after: int | None
    tells_on: date

    @property
    def in_words(self) -> tuple[str, str]:
        """Fewer than five are not told by number: they are easily somebody's."""
        told = "Kan inte sägas än" if self.after is None else _few(self.after)
        return _few(self.before), told


def own_counts(viewer: Staff, idea: Idea, today: date) -> Counts | None:
    """How often the step was called hard before it was done, and after. Nothing while it is not done."""
    if idea.done_on is None:
        return None
    tells_on = idea.done_on + COUNTED
    said = seen_by(viewer, Idea).filter(step=idea.step).exclude(state=State.SPAM)
    found = said.aggregate(
        before=Count("pk", filter=Q(said_on__gte=idea.done_on - COUNTED, said_on__lt=idea.done_on)),
        after=Count("pk", filter=Q(said_on__gt=idea.done_on, said_on__lte=tells_on)),
    )
    return Counts(found["before"], found["after"] if today > tells_on else None, tells_on)


def trials(viewer: Staff) -> QuerySet[Trial]:
    """What teams try, of what the viewer sees."""
    return seen_by(viewer, Trial).select_related("idea", "unit")


def my_units(viewer: Staff, on: date) -> list[Unit]:
    """Where the viewer works, and so may try."""
    rows = Membership.objects.on(on).filter(staff=viewer).select_related("unit").order_by("unit__name", "pk")
    return list({row.unit_id: row.unit for row in rows}.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """Programmet: so many of so many, for each half; and how the promise is kept."""

    year: int
    wants: dict[str, int]
    minute: str
    promise: Promise
    verified: dict[str, int]
    done: dict[str, int]
    usual: int | None

    @property
    def counted(self) -> int:
        """How many count: done, and verified by the group they are for."""
        return sum(self.verified.values())

    @property
    def target(self) -> int | None:
        """Both halves; nothing while nobody has decided."""
        return sum(self.wants.values()) or None

    def wanted(self, whose: str) -> int | None:
        """The half of a group."""
        return self.wants.get(whose)


def standing(year: int) -> Standing:
    """For everybody to read: numbers only."""
    told = json.loads(door("idea_figures", year))
    return Standing(
        year,
        {str(one): told[f"target_{one}"] for one in Gains if f"target_{one}" in told},
        told.get("minute", ""),
        Promise(told.get("kept", 0), told.get("late", 0), told.get("waiting", 0)),
        {str(one): told.get(str(one), 0) for one in Gains},
        {str(one): told.get(f"{one}_done", 0) for one in Gains},
        told.get("usual"),
    )


def told(idea: Idea) -> list[Line]:
    """What everybody may read of what became of an idea that is for all."""
    return list(Line.objects.filter(idea=idea, is_public=True).order_by("day", "turn", "kind"))


def tried(idea: Idea) -> list[Trial]:
    """The trials of an idea that is for all, with what was counted."""
    return list(Trial.objects.filter(idea=idea).select_related("unit").order_by("begun_on", "pk"))


def last_lines(rows: list[Idea]) -> dict[UUID, Line]:
    """Of each, what was said last."""
    found = Line.objects.filter(idea__in=rows, is_public=True).order_by("day", "turn")
    return {line.idea_id: line for line in found}


def of_receipt(code: str) -> dict[str, Any] | None:
    """What became of what the receipt is for; nothing for a code that is none."""
    told = door("idea_of_receipt", code)
    return None if told is None else json.loads(told)  # type: ignore[no-any-return]


def _few(count: int) -> str:
    return f"färre än {FEW}" if count < FEW else str(count)
