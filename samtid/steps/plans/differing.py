"""Vad som skiljer två versioner av en plan. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .rules import LineDetails, PlanText
from .words import StaffGender


@dataclass(frozen=True, slots=True)
class Differs:
    """En skillnad mellan två versioner: what it is about, what stood and what stands. Empty where it is new or gone."""

    about: str
    was: str
    now: str


def difference(old: PlanText, new: PlanText, names: Mapping[int, str]) -> list[Differs]:
    """What a reader must see between two versions. Lines are the same when their life area and words are."""
    found = [
        Differs(label, was, now)
        for label, was, now in (
            ("Önskemål", old.wishes, new.wishes),
            ("Språk", old.language, new.language),
            ("Vem som helst kommer", _gender(old), _gender(new)),
            ("Ska inte komma", _names(old, names), _names(new, names)),
        )
        if was != now
    ]
    before, after = _by_words(old.lines), _by_words(new.lines)
    for key in [*before, *(key for key in after if key not in before)]:
        was, now = (said(line) if line else "" for line in (before.get(key), after.get(key)))
        if was != now:
            found.append(Differs((after.get(key) or before[key]).what, was, now))
    return found


def said(line: LineDetails) -> str:
    """A line in one breath."""
    parts = (
        line.when,
        f"{line.minutes} minuter" if line.minutes else "",
        "två går" if line.needs_two else "",
        line.skill_label,
        line.place_label,
        line.how,
    )
    return ", ".join(part for part in parts if part)


def _gender(text: PlanText) -> str:
    return StaffGender.label_of(text.staff_gender) if text.staff_gender else ""


def _names(text: PlanText, names: Mapping[int, str]) -> str:
    return ", ".join(names.get(key, "En tidigare medarbetare") for key in text.not_who)


def _by_words(lines: Sequence[LineDetails]) -> dict[tuple[str, str, int], LineDetails]:
    """Each line by its area and words, and which it is of those that say the same."""
    found: dict[tuple[str, str, int], LineDetails] = {}
    for line in lines:
        nth = sum(key[:2] == (line.area, line.what) for key in found)
        found[line.area, line.what, nth] = line
    return found
