"""Our own colours can be read: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (lines that mean something 3:1)."""

from __future__ import annotations

import re

import pytest

from samtid.base.look.vendor import ROOM

STYLES = "\n".join(path.read_text("utf-8") for path in sorted((ROOM / "static" / "look").glob("*.css")))
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", STYLES)
}
GROUNDS = ["paper", "sheet", "sunk"]
TINTS = {"near": ("#fdf5e6", "#30261a"), "late": ("#fdf1ef", "#33201d")}


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white): WCAG 2.2's own formula."""
    parts = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "quiet", "link", "late", "near", "ample"])
def test_text_can_be_read_on_every_ground(text: str, scheme: int) -> None:
    grounds = [PAIRS[name][scheme] for name in GROUNDS]
    if text in TINTS:
        grounds.append(TINTS[text][scheme])
    assert min(contrast(PAIRS[text][scheme], ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_small_words_can_be_read_on_the_tinted_clocks(scheme: int) -> None:
    for tint in TINTS.values():
        assert contrast(PAIRS["quiet"][scheme], tint[scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("series", ["series-1", "series-2", "series-3", "series-4"])
def test_lines_of_a_chart_stand_out(series: str, scheme: int) -> None:
    assert contrast(PAIRS[series][scheme], PAIRS["sheet"][scheme]) >= 3


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_head_can_be_read(scheme: int) -> None:
    ground = PAIRS["spruce"][scheme]
    for colour in ("#f4f8f6", "#b9d0cb"):
        assert f": {colour};" in STYLES
        assert contrast(colour, ground) >= 4.5
    assert contrast("#2b1a00", "#f2a93b") >= 4.5
