"""Kommuner: SCB's code and the name of each of the 290 (source and terms in data/README.md), and colours to be read."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("data") / "municipalities.csv"
COLOUR = re.compile(r"#[0-9a-f]{6}")
# WCAG 2.2, 1.4.3 level AA, for text of ordinary size
AA = 4.5


@cache
def names() -> dict[str, str]:
    """``{"2581": "Piteå", …}``, in the order of the codes."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows)}


def by_name() -> list[tuple[str, str]]:
    """Code and name in the Swedish order of names."""
    swedish = str.maketrans("åäöÅÄÖ", "{|}{|}")
    return sorted(names().items(), key=lambda row: row[1].lower().translate(swedish))


def called(name: str) -> str:
    """``Piteå kommun``, ``Lunds kommun``: the genitive takes no s after a vowel, s, x or z."""
    return f"{name} kommun" if name[-1].lower() in "aeiouyåäösxz" else f"{name}s kommun"


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours written ``#rrggbb``: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
