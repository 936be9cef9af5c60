"""Spelaren: plays the matters of one household in order of time, each step through the action that takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import transaction

from samtid.ground.reasons import NotYet

from ..volumes import Need
from ..volumes_course import (
    Answered,
    ChildHeard,
    Decided,
    Extended,
    FindingMade,
    FollowedUp,
    InvestigationOpened,
    PreliminaryDone,
    Proposed,
    ProtectionAssessed,
    ServiceEnded,
    ServiceStarted,
    Step,
)
from ..volumes_flow import FEEDBACK
from . import coming_in, following, giving, inquiry
from .nearer import brought_nearer, first_day_of_decisions
from .scene import Matter, Scene, whole
from .staffing import Staffing

PLAYED: dict[type[Step], Callable[[Scene, Matter, Any], None]] = {
    ProtectionAssessed: coming_in.assess_protection,
    PreliminaryDone: coming_in.end_preliminary,
    Answered: coming_in.answer,
    InvestigationOpened: inquiry.open_up,
    FindingMade: inquiry.find,
    ChildHeard: inquiry.hear,
    Extended: inquiry.extend,
    Proposed: inquiry.propose,
    Decided: giving.decide,
    ServiceStarted: giving.start,
    FollowedUp: following.follow,
    ServiceEnded: giving.end,
}
# These belong to a matter even when its course was taken over by another.
WHATEVER = (Answered,)
# What is given without an investigation skips these.
INQUIRY = (FindingMade, ChildHeard, Extended, Proposed, Decided)
# How the writes of a household become one whole.
Together = Callable[[], AbstractContextManager[None]]
Act = tuple[datetime, int, int, Callable[[], None]]


class Player:
    """Spelar ett hushåll i taget."""

    def __init__(
        self, staffing: Staffing, *, seed: str, until: datetime, together: Together = transaction.atomic
    ) -> None:
        self.staffing, self.seed, self.until, self.together = staffing, seed, whole(until), together
        self.first = max(first_day_of_decisions(), staffing.since)

    def play(self, needs: list[Need]) -> Scene:
        """Everything that has happened in one household, in order of time, or nothing of it.

        A need that the rules refuse is left out, and the household is played again without it; ``refused`` tells.
        """
        left: list[Need] = list(needs)
        refused: list[str] = []
        while True:
            scene = Scene(self.staffing, self.until, refused=refused)
            at_work = 0
            try:
                with self.together():
                    matters = [matter for need in left if (matter := self._matter(need))]
                    for act in sorted(self._acts(scene, matters), key=lambda act: act[:3]):
                        at_work = act[1]
                        act[3]()
                    for matter in scene.investigated.values():
                        at_work = matter.need.key
                        giving.lay_before(scene, matter)
                return scene
            except NotYet as refusal:
                refused = [*refused, f"{at_work}: {refusal}"]
                left = [need for need in left if need.key != at_work]

    def _matter(self, need: Need) -> Matter | None:
        chance = Random(f"{self.seed}/{need.key}/said")
        keys = Random(f"{self.seed}/{need.key}/keys")
        placed = brought_nearer(need, first=self.first, until=self.until, chance=chance)
        if placed is None:
            return None
        received_at, steps = placed
        steps = tuple(replace(step, at=whole(step.at)) for step in steps)
        received_at = whole(received_at)
        return Matter(need, received_at, steps, received_at, chance, keys)

    def _acts(self, scene: Scene, matters: list[Matter]) -> Iterator[Act]:
        groups: dict[tuple[int, datetime], list[Matter]] = {}
        for matter in matters:
            coming_in.times(matter, self.until)
            key = matter.need.together or matter.need.key
            groups.setdefault((key, matter.received_at), []).append(matter)
        for group in groups.values():
            # siblings come in one report, written down once and before anything is done about any of them
            at = min(matter.registered_at for matter in group)
            for matter in group:
                matter.registered_at = at
            yield at, group[0].need.key, 0, partial(coming_in.receive, scene, group)
            yield from self._answers(scene, group)
        for matter in matters:
            key = matter.need.key
            if matter.identified_at is not None:
                yield matter.identified_at, key, 1, partial(coming_in.identify, scene, matter)
            for number, step in enumerate(matter.steps, 2):
                yield step.at, key, number, partial(self._step, scene, matter, step)

    def _answers(self, scene: Scene, group: list[Matter]) -> Iterator[Act]:
        """Who reported several siblings and asked to know gets an answer about each of them."""
        if not any(matter.need.wants_feedback for matter in group):
            return
        for matter in group:
            done = [step for step in matter.steps if isinstance(step, PreliminaryDone)]
            if done and not any(isinstance(step, Answered) for step in matter.steps):
                at = min(done[0].at + timedelta(hours=3), self.until)
                step = Answered(at, FEEDBACK[done[0].ending], to_reporter=True)
                yield at, matter.need.key, len(matter.steps) + 2, partial(self._step, scene, matter, step)

    def _step(self, scene: Scene, matter: Matter, step: Step) -> None:
        action = PLAYED.get(type(step))
        if action is None or (matter.is_over and not isinstance(step, WHATEVER)):
            return
        if matter.direct is not None and isinstance(step, INQUIRY):
            return
        action(scene, matter, step)
