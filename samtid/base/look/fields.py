"""Fälten som alla rum skriver sina formulär med: text, rader, dagar och klockslag.

Nothing is cut. A browser's ``maxlength`` throws the end of a pasted text away without a word, so no field has one:
the script counts while one writes (``count.js``), and what is too long is refused at the field, by how much.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms

from samtid.base.look.swedish import moment, number
from samtid.ground import clock, dates, text
from samtid.ground.sweden import SWEDEN, swedish_day

LONGEST = 20_000  # characters, where nothing else is said: some ten pages


class _Written(forms.CharField):
    """Text of at most ``most`` characters, a line break counted once."""

    def __init__(self, *, most: int, label: str = "", help_text: str = "", **more: Any) -> None:
        self.most = most
        super().__init__(label=label, help_text=help_text, **more)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(self.as_kept(str(value)) if value is not None else value))

    def as_kept(self, said: str) -> str:
        """What was written, as it is kept."""
        return text.clean(said)

    def validate(self, value: str) -> None:
        super().validate(value)
        over = text.length(value) - self.most
        if over > 0:
            raise forms.ValidationError(too_long(over, self.most), code="max_length")


def too_long(over: int, most: int) -> str:
    """How much is too much. Said after sending; while one writes the script says the same."""
    return f"Texten är {number(over)} tecken för lång. Högst {number(most)} får plats. Korta den eller dela upp den."


class Prose(_Written):
    """Löpande text, in a text area."""

    def __init__(
        self, label: str = "", help_text: str = "", *, most: int = LONGEST, missing: str = "", **more: Any
    ):
        more.setdefault("widget", forms.Textarea)
        more["error_messages"] = {"required": missing or "Skriv något här.", **more.get("error_messages", {})}
        super().__init__(most=most, label=label, help_text=help_text, **more)


class Line(_Written):
    """En rad: a name, an address, a few words. Line breaks and double spaces become one space."""

    def __init__(
        self, label: str = "", help_text: str = "", *, most: int = 160, missing: str = "", **more: Any
    ):
        if missing:
            more["error_messages"] = {"required": missing, **more.get("error_messages", {})}
        super().__init__(most=most, label=label, help_text=help_text, **more)

    def as_kept(self, said: str) -> str:
        return text.one_line(text.clean(said))


class Day(forms.DateField):
    """En dag, as people write days (``ground/dates.py``)."""

    def __init__(
        self, label: str = "", help_text: str = "", *, missing: str = "Skriv en dag.", **more: Any
    ) -> None:
        more["error_messages"] = {"required": missing, **more.get("error_messages", {})}
        super().__init__(label=label, help_text=help_text, **more)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        return _read(dates.read_day(str(value), on=swedish_day(_now())))


class Moment(forms.DateTimeField):
    """En dag och ett klockslag, Swedish time."""

    def __init__(
        self, label: str = "", help_text: str = "", *, missing: str = "Skriv dag och klockslag.", **more: Any
    ) -> None:
        more["error_messages"] = {"required": missing, **more.get("error_messages", {})}
        super().__init__(label=label, help_text=help_text, **more)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        read: datetime = _read(dates.read_moment(str(value), on=_now()))
        # the hour that comes twice in October is the first of the two: a clock then starts early, never late
        at = read.replace(tzinfo=SWEDEN)
        if moment(at.astimezone(UTC)) != f"{read:%Y-%m-%d %H:%M}":
            raise forms.ValidationError(
                f"Klockan {read:%H.%M} fanns inte den natten: klockorna ställdes fram en timme.",
                code="invalid",
            )
        return at


class Clock(forms.TimeField):
    """Ett klockslag."""

    def __init__(
        self, label: str = "", help_text: str = "", *, missing: str = "Skriv en tid.", **more: Any
    ) -> None:
        more["error_messages"] = {"required": missing, **more.get("error_messages", {})}
        super().__init__(label=label, help_text=help_text, **more)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        read: time = _read(dates.read_time(str(value)))
        return read


def _now() -> datetime:
    """The Swedish moment of asking: a form is an edge, and a year of two digits needs to know the century."""
    return clock.now().astimezone(SWEDEN)


def _read(answer: Any) -> Any:
    if isinstance(answer, dates.Unclear):
        raise forms.ValidationError(answer.text, code="invalid")
    return answer
