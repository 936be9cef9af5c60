"""Två texter av samma sak: what is shown when somebody has saved while another was writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.forms import BoundField, Form

from samtid.base.access.request import Request
from samtid.base.look import swedish

from .drafts import Kept
from .models import Versioned
from .rules import READ, SEEN
from .versions import Standing, changed


@dataclass(frozen=True, slots=True)
class Clash:
    """Två texter: what is saved now and what the writer has, side by side, field by field."""

    said: str
    version: int
    began: int
    texts: tuple[tuple[str, str, str], ...]  # the field's label, what is saved, what the writer has


@dataclass(frozen=True, slots=True)
class Sent:
    """The version of a saved text that a page of its form goes by."""

    row: Versioned | Standing
    seen: int | None

    @property
    def shown(self) -> int:
        """The version that the page tells the next time it is sent."""
        return self.row.version if self.seen is None else self.seen

    @property
    def is_overtaken(self) -> bool:
        """Somebody has saved since this text was begun."""
        return self.seen is not None and self.seen != self.row.version

    def clash(self, form: Form, saved: dict[str, Any]) -> Clash | None:
        """Both texts, if the writer began from another than the one that is saved."""
        return side_by_side(form, saved, self.row, self.seen or 0) if self.is_overtaken else None


def seen(request: Request) -> int | None:
    """The version of the text that the sent page showed; the newer one, if it says that both have been read."""
    return _number(request.POST.get(READ) or request.POST.get(SEEN, ""))


def begun_from(request: Request, kept: Kept, row: Versioned | Standing) -> Sent:
    """Which version the writer began from: said by the form, or by the draft it is filled from."""
    if request.method == "POST":
        return Sent(row, seen(request))
    if not kept.fields:
        return Sent(row, row.version)
    drafted = _number(kept.fields.get(SEEN, ""))
    if drafted is None:  # a draft that does not say: older than the change is older than the text
        is_older = row.changed_at is not None and kept.saved_at is not None and row.changed_at > kept.saved_at
        drafted = row.version - 1 if is_older else row.version
    return Sent(row, drafted)


def side_by_side(form: Form, saved: dict[str, Any], row: Versioned | Standing, began: int) -> Clash:
    """The fields in which what is ``saved`` and what the form holds differ."""
    texts = []
    for bound in form:
        theirs, mine = _shown(bound, saved.get(bound.name)), _shown(bound, bound.value())
        if theirs != mine:
            texts.append((str(bound.label), theirs, mine))
    return Clash(f"{changed(row)}.", row.version, began, tuple(texts))


def _number(said: Any) -> int | None:
    text = str(said)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _shown(bound: BoundField, value: Any) -> str:
    """A value as its reader knows it: the words of a choice, a day as it is written."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(bound, one) for one in value)
    if isinstance(value, datetime):
        return str(swedish.moment(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    choices = dict(_flat(getattr(bound.field, "choices", ())))
    return str(choices.get(str(value), value)).replace("\r\n", "\n").strip()


def _flat(choices: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(str(value), str(label))]
    return found
