"""Papper: text set as PDF by typst, with the scripts that people write in.

Nothing that somebody writes can become markup: templates read strings (``sys.inputs``) and show them. Fonts are
packages with their licence (docs/decisions/0010-letters-typst.md), so that a paper is the same on every machine.

A letter refuses a character that no font has (``lacking``), since a decision must say what was decided. A paper that
is needed whatever is in it never raises: there it becomes a question mark.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

INSTEAD = "?"
# In this order each character is looked for. The first lies in typst's own wheel.
FAMILIES = (
    *("Libertinus Serif", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Ethiopic"),
    *("Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Devanagari"),
    *("Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Telugu"),
    # only where it has been installed beside: fifty megabytes (justmytype-intl-cjk)
    *("Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR"),
)
PACKAGES = (
    *("fontpkg_noto_sans", "justmytype_intl_rtl", "justmytype_intl_africa", "justmytype_intl_sea"),
    *("justmytype_intl_south_asia", "justmytype_intl_cjk"),
)
LACKING = re.compile(r'(?:the text|contains the codepoint) `"(.+?)"`', re.DOTALL)
PROBE = """
#set page(width: 40pt, height: 20pt, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#for one in json(bytes(sys.inputs.asked)) [#one #pagebreak(weak: true)]
"""
MOST_ASKED = 2000  # characters in one question: half a second
# controls, halves of characters, and what Unicode has not given a meaning
NO_WRITING = ("Cc", "Cs", "Cn", "Co")
NOBODYS = "\U0010fffd"  # in no font, and will never be
MARKS = "\u200e\u200b"  # what we add ourselves: left-to-right, and a place to break
KNOWN = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), 0x2013, 0x2019, 0x201D))
)

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
NUMBER = re.compile(r"[+(]?\d(?:[\d ./:()–-]*\d)?")
UNBROKEN = 24  # characters without a place to break, before one is made
LONG = re.compile(rf"[^\s\u200b]{{{UNBROKEN + 1},}}")


def pdf(template: Path, data: dict[str, Any], *, standards: tuple[str, ...] = ("ua-1",)) -> bytes:
    """``template`` filled in with ``data``. Raises ``typst.TypstError`` where a character cannot be written."""
    return bytes(
        typst.compile(  # type: ignore[call-overload]  # its list of fonts may hold paths of any kind
            str(template),
            root=str(template.parent),
            sys_inputs={
                "data": json.dumps(laid_out(data), ensure_ascii=False, default=str),
                "fonts": json.dumps(FAMILIES),
                "replaced": str(data.get("replaced", "")),
            },
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=list(standards),  # type: ignore[arg-type]
        )
    )


def paper(template: Path, data: dict[str, Any]) -> bytes:
    """``template`` filled in with ``data``, whatever is in it: what no font has becomes a question mark.

    All of it is asked at once and replaced at once. Should something still not be possible to write, every
    character beyond Swedish becomes a question mark: a paper that is needed is never lost for a letter of it.
    """
    data = _each(data, clean)
    missing = lacking(data)
    if missing:
        data = _each(data, lambda text: _replaced(text, missing)) | {"replaced": "ja"}
    try:
        return pdf(template, data)
    except typst.TypstError:
        plain = _each(data, lambda text: re.sub(r"[^\n\x20-\x7e\xa0-\xff–’”]", INSTEAD, text))
        return pdf(template, plain | {"replaced": "ja"})


def lacking(data: object) -> tuple[str, ...]:
    """The characters in ``data`` that no font has, in the order they stand; asked of the fonts in one question.

    No more than ``MOST_ASKED`` are asked at a time: whoever fills forms with thousands of signs gets question marks, and
    nobody has to wait for it.
    """
    found = dict.fromkeys(character for text in _texts(data) for character in text if character not in KNOWN)
    unknown = _pending(found)[:MOST_ASKED]
    if unknown:
        _ask(unknown)
    return tuple(one for one in found if not one.isspace() and not _asked.get(one, False))


_asked: dict[str, bool] = {}  # the fonts of a process do not change


def _pending(among: Iterable[str]) -> list[str]:
    return [
        one
        for one in among
        if one not in _asked and unicodedata.category(one) not in NO_WRITING and not one.isspace()
    ]


def _ask(wanted: list[str]) -> None:
    """Draws each character on a page of its own and sees which look as the one that is in no font."""
    pages = typst.compile(
        PROBE.encode(),
        sys_inputs={"fonts": json.dumps(FAMILIES), "asked": json.dumps([NOBODYS, *wanted])},
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="svg",
    )
    drawn = [set(re.findall(r'href="#(\w+)"', page.decode())) for page in pages]  # type: ignore[union-attr, attr-defined]
    if len(drawn) != len(wanted) + 1:
        return  # something fell together: none is trusted this time
    _asked.update((one, not (drawn[0] & page)) for one, page in zip(wanted, drawn[1:], strict=True))


@cache
def _fonts() -> Any:
    places = [find_spec(name) for name in PACKAGES]
    return typst.Fonts(
        include_system_fonts=False,
        font_paths=[place for spec in places if spec for place in spec.submodule_search_locations or ()],
    )


def laid_out(data: Any) -> Any:
    """The same data with every text ready to be set: numbers keep their order, and long words can break."""
    return _each(data, lambda text: breakable(in_order(clean(text))))


def clean(text: str) -> str:
    """Without what is no writing at all: controls and halves of characters; line breaks and tabs stay."""
    return "".join(
        one if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs") else " " for one in text
    )


@lru_cache(maxsize=512)
def in_order(text: str) -> str:
    """Numbers beside words that are read from right to left keep their order: 20120314-2391 is never turned.

    A left-to-right mark on each side of the number, which is seen by nobody.
    """
    if not RIGHT_TO_LEFT.search(text):
        return text
    return NUMBER.sub(lambda found: f"\u200e{found[0]}\u200e", text) + "\u200e"


def breakable(text: str) -> str:
    """What has no place to break for long gets some: after signs, otherwise where the line is full."""
    return LONG.sub(lambda found: "\u200b".join(_pieces(found[0])), text)


def _pieces(word: str) -> Iterator[str]:
    piece = ""
    for here, after in zip(word, (*word[1:], ""), strict=True):
        piece += here
        whole = after and unicodedata.combining(after) == 0 and after not in "\u200d\ufe0f"
        if whole and (len(piece) >= UNBROKEN or (len(piece) > 3 and here in "/?&=.-_,;:@")):
            yield piece
            piece = ""
    yield piece


def _replaced(text: str, missing: tuple[str, ...]) -> str:
    return text.translate({ord(one): INSTEAD for one in missing})


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from _texts(one)
    elif isinstance(data, (list, tuple)):
        for one in data:
            yield from _texts(one)


def _each(data: Any, change: Any) -> Any:
    """The same data with ``change`` made to every text in it."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: _each(one, change) for name, one in data.items()}
    if isinstance(data, (list, tuple)):
        return [_each(one, change) for one in data]
    return data
