"""Textens form, och skillnaden mellan två versioner. Pure functions; what is drawn is escaped where it is drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

HEADING = re.compile(r"#{1,3}\s+(.*)")
POINT = re.compile(r"[-•*]\s+(.*)")
NUMBERED = re.compile(r"(\d{1,2})[.)]\s+(.*)")
# pairs of lines that are alike: above it the time of the comparison grows with the third power, and no reader gains
MOST_PAIRS = 5_000


@dataclass(frozen=True, slots=True)
class Block:
    """Ett stycke: ``kind`` is ``heading``, ``points``, ``numbered`` or ``text``; ``lines`` what stands in it.

    ``numbers`` are those of numbered lines, one for each, as they were written: somebody may refer to one of them.
    """

    kind: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...] = ()

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """Each line with its number."""
        return list(zip(self.numbers, self.lines, strict=True))


def blocks(text: str) -> list[Block]:
    """The text in parts: a line that begins with # is a heading, with - or a number a list, all else as it stands.

    An empty line ends a part, but not a numbered list that goes on beneath it.
    """
    found: list[tuple[str, list[str], list[int]]] = []
    is_apart = True
    for line in map(str.strip, text.splitlines()):
        if not line:
            is_apart = True
            continue
        kind, said, number = _read(line)
        goes_on = bool(found) and found[-1][0] == kind and (kind == "numbered" or not is_apart)
        if not goes_on or kind == "heading":
            found.append((kind, [], []))
        found[-1][1].append(said)
        found[-1][2].extend(() if number is None else (number,))
        is_apart = False
    return [Block(kind, tuple(lines), tuple(numbers)) for kind, lines, numbers in found]


def _read(line: str) -> tuple[str, str, int | None]:
    """What kind of line it is, its words, and its number."""
    if match := NUMBERED.fullmatch(line):
        return "numbered", match[2], int(match[1])
    for kind, pattern in (("heading", HEADING), ("points", POINT)):
        if match := pattern.fullmatch(line):
            return kind, match[1], None
    return "text", line, None


@dataclass(frozen=True, slots=True)
class Change:
    """En rad: ``kind`` is ``same``, ``gone`` or ``added``."""

    kind: str
    text: str


def difference(former: Sequence[str], later: Sequence[str]) -> list[Change]:
    """Line by line from one to the other; what is gone stands before what came instead.

    Of a text that repeats itself hundreds of times only the beginning and the end are compared: all between is gone and added.
    """
    head = _alike(former, later)
    tail = _alike(former[head:][::-1], later[head:][::-1])
    old, new = former[head : len(former) - tail], later[head : len(later) - tail]
    found = [Change("same", line) for line in former[:head]]
    for tag, begins, ends, new_begins, new_ends in _steps(old, new):
        if tag == "equal":
            found += [Change("same", line) for line in old[begins:ends]]
            continue
        found += [Change("gone", line) for line in old[begins:ends]]
        found += [Change("added", line) for line in new[new_begins:new_ends]]
    return found + [Change("same", line) for line in former[len(former) - tail :]]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    many = Counter(new)
    if sum(many[line] for line in old) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
