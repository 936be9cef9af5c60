"""What was promised: every pressing that was sent, and whether somebody got an answer."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What was done."""

    NOTE = "anteckning"
    SIGNED = "underskrift"
    REPORT = "anmälan"
    HAND_OVER = "överlämning"
    DRAFT = "utkast"
    ASKED = "jobb"


@dataclass(slots=True)
class Pressing:
    """One button pressed, as often as it took. ``answer`` is what came back when it was acknowledged.

    Moments are of ``time.monotonic``. A draft is begun with the first letter that was not sent before.
    """

    kind: Kind
    mark: str
    said: str
    sent_at: float
    tries: int = 0
    answer: str | None = None
    answered_at: float = 0.0


@dataclass(slots=True)
class Ledger:
    """Liggaren. Many threads write in it."""

    pressings: list[Pressing] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, kind: Kind, mark: str, said: str) -> Pressing:
        """Somebody is about to press."""
        pressing = Pressing(kind, mark, said, time.monotonic())
        with self._lock:
            self.pressings.append(pressing)
        return pressing

    def acknowledge(self, pressing: Pressing, answer: str) -> None:
        """The answer came: from now on it must never be lost."""
        pressing.answered_at = time.monotonic()
        pressing.answer = answer

    def wonder(self, what: str) -> None:
        """An answer that nobody should get."""
        with self._lock:
            self.strange.append(what)

    def of(self, *kinds: Kind) -> list[Pressing]:
        """A copy, in the order of pressing."""
        with self._lock:
            return [one for one in self.pressings if one.kind in kinds]

    def acknowledged(self, *kinds: Kind) -> list[Pressing]:
        """Those that were answered, at this moment."""
        return [one for one in self.of(*kinds) if one.answer is not None]

    def figures(self) -> Iterator[tuple[str, int, int, int]]:
        """For each kind: how many were pressed, acknowledged, and pressed again."""
        pressed, answered, again = Counter[Kind](), Counter[Kind](), Counter[Kind]()
        for one in self.of(*Kind):
            pressed[one.kind] += 1
            answered[one.kind] += one.answer is not None
            again[one.kind] += one.tries > 1
        for kind in Kind:
            yield str(kind), pressed[kind], answered[kind], again[kind]
