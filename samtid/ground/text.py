"""Skriven text: what of it is text at all, how long it is, and which number it says. Pure functions.

People paste from anywhere. What no pen can write is taken away here, once and for all, and nothing that can be
read goes with it: signs that steer a machine (NUL, bell, escape), halves of a surrogate pair, code points that
Unicode promises never to use, and the marks that turn the order of letters round without being letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

# However a line was broken where it was written: Windows, an old Mac, Word's soft break, a page of a PDF.
LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
HALF = re.compile("[\ud800-\udfff]")  # one half of a pair; the other half is nowhere
# Embeddings, overrides and isolates: "2391" after one of them is read as "1932". The marks that Arabic and Hebrew
# need in plain text (LRM, RLM, ALM) stay, and so do the joiners of Persian and of emoji.
TURNING = "\u202a-\u202e\u2066-\u2069"
NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef"
    + TURNING
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# What nobody types in an address or a header: there it is refused, for nothing that was written is lost by that.
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

DEEPEST = 32  # how far lists may lie in lists
MOST_DIGITS = 18  # what a whole number in the database holds


class NoText(ValueError):
    """What was sent is no text, or no JSON of texts."""


def clean(text: str) -> str:
    """The same text with one kind of line break, letters in one form (NFC) and nothing but what can be read."""
    text = LINE_BREAK.sub("\n", text)
    text = HALF.sub("\ufffd", text)
    return unicodedata.normalize("NFC", NO_TEXT.sub("", text))


def clean_all(value: Any, depth: int = 0) -> Any:
    """The same for every text in lists and objects, the names in them too."""
    if depth > DEEPEST:
        raise NoText("för många nivåer")
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_all(inner, depth + 1) for inner in value]
    if isinstance(value, dict):
        return {clean(name): clean_all(inner, depth + 1) for name, inner in value.items()}
    return value


def one_line(text: str) -> str:
    """A name, a number, an address: no line breaks, and one space where there were several."""
    return " ".join(text.split())


def length(text: str) -> int:
    """How many characters a person sees that they have written: a line break is one."""
    return len(LINE_BREAK.sub("\n", text))


def is_utf8(sent: bytes) -> bool:
    """Are the bytes text as the web writes it?"""
    try:
        sent.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_json(sent: bytes) -> Any:
    """What a script sent, cleaned; ``NoText`` when it is no JSON, too deep, or holds a number beyond all numbers."""
    try:
        return clean_all(json.loads(sent.decode("utf-8"), parse_constant=_no_number))
    except (ValueError, RecursionError) as fault:
        raise NoText(str(fault)) from None


def _no_number(name: str) -> None:
    raise NoText(f"{name} är inget tal")


def ascii_digits(text: str) -> str:
    """Digits of every script as ours: ``٢٠٢٦`` is 2026. Raised and circled figures are no digits."""
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign for sign in text
    )


def whole(text: str) -> int | None:
    """The whole number that an address or a header says; nothing when it says none that can be kept."""
    said = text.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else None
