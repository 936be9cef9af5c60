"""Ord: an English value with the Swedish word beside it.

Every enumeration a user can read is a ``Word``. The value is what the database keeps and the
code says; the label is what the page shows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """An enumeration whose members are written ``NAME = "english_value", "Svenskt ord"``.

    A third, optional string explains the word in one plain Swedish sentence.
    """

    label: str
    help: str

    def __new__(cls, value: str, label: str = "", help: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        word.help = help
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and Swedish label, for model fields and forms."""
        return [(str(word.value), word.label) for word in cls]

    @classmethod
    def label_of(cls, value: str) -> str:
        """The Swedish label of a stored value."""
        return cls(value).label
