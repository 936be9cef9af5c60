"""Papper: a page of data set as PDF by typst, for what must be on paper whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from samtid.steps.decisions.letter import LACKING

INSTEAD = "?"
MOST = 40  # characters that the font lacks, before we give up


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """``template`` filled in with ``data``, as PDF/UA-1.

    A letter refuses a character that its font lacks, since a decision must say what was decided. Here a paper is
    needed now: the character becomes a question mark, and the template is told so (``replaced``).
    """
    text, replaced = json.dumps(data, ensure_ascii=False), ""
    for _ in range(MOST):
        try:
            return bytes(
                typst.compile(
                    str(template),
                    root=str(template.parent),
                    sys_inputs={"data": text, "replaced": replaced},
                    format="pdf",
                    ignore_system_fonts=True,
                    pdf_standards=["ua-1"],
                )
            )
        except typst.TypstError as error:
            lacking = LACKING.search(str(error))
            if lacking is None:
                raise
            for character in lacking[1]:
                if not character.isascii():
                    text, replaced = text.replace(character, INSTEAD), "ja"
    raise ValueError("too many characters that the font lacks")
