"""Hinder: why something cannot be done, in the user's language, with the law.

A rule returns obstacles; an action raises ``NotYet`` with them; the page shows the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Hinder: one sentence in Swedish, and the paragraph it stands on.

    ``law`` is a citation such as ``"SoL 20 kap. 1 §"``; empty when the reason is a local routine
    or plain sense. ``field`` names the form field the sentence belongs beside, if any. ``may_approve`` says who,
    in Swedish, can do what this person cannot; empty when nobody can, and what is missing must be mended.
    """

    text: str
    law: str = ""
    field: str = ""
    may_approve: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.law})" if self.law else self.text


class NotYet(Exception):
    """What law or routine refuses. Always carries at least one obstacle."""

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles: tuple[Obstacle, ...] = tuple(obstacles)
        assert self.obstacles, "a refusal must say why"
        super().__init__(" ".join(str(obstacle) for obstacle in self.obstacles))


def refuse_if(obstacles: Iterable[Obstacle]) -> None:
    """Raise ``NotYet`` when there is any obstacle."""
    found = tuple(obstacles)
    if found:
        raise NotYet(found)
