"""Textens form, och skillnaden mellan två versioner. Pure functions; what is drawn is escaped where it is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

HEADING = re.compile(r"#{1,3}\s+(.*)")
POINT = re.compile(r"[-•*]\s+(.*)")
NUMBERED = re.compile(r"\d{1,2}[.)]\s+(.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """Ett stycke: ``kind`` is ``heading``, ``points``, ``numbered`` or ``text``; ``lines`` what stands in it."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The text in parts: a line that begins with # is a heading, with - or a number a list, all else as it stands."""
    found: list[tuple[str, list[str]]] = []
    for raw in text.splitlines():
        line = raw.strip()
        kind, said = _kind_of(line)
        if not line:
            found.append(("", []))
        elif found and found[-1][0] == kind != "heading":
            found[-1][1].append(said)
        else:
            found.append((kind, [said]))
    return [Block(kind, tuple(lines)) for kind, lines in found if lines]


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("heading", HEADING), ("points", POINT), ("numbered", NUMBERED)):
        if match := pattern.fullmatch(line):
            return kind, match[1]
    return "text", line


@dataclass(frozen=True, slots=True)
class Change:
    """En rad: ``kind`` is ``same``, ``gone`` or ``added``."""

    kind: str
    text: str


def difference(former: Sequence[str], later: Sequence[str]) -> list[Change]:
    """Line by line from one to the other; what is gone stands before what came instead."""
    found = []
    for tag, begins, ends, new_begins, new_ends in SequenceMatcher(
        None, former, later, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            found += [Change("same", line) for line in former[begins:ends]]
            continue
        found += [Change("gone", line) for line in former[begins:ends]]
        found += [Change("added", line) for line in later[new_begins:new_ends]]
    return found
