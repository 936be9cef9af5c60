"""Varje formulärs delar: the fields that they are made of, and when and why at the end of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Committee, Staff, Unit

CHOOSE = [("", "Välj…")]


def text(label: str, most: int, missing: str = "", **more: Any) -> Line:
    return Line(label, most=most, missing=missing, required=bool(missing), **more)


def word(label: str, words: Any, missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=CHOOSE + words.choices(),
        error_messages={"required": missing, "invalid_choice": "Det valet finns inte."},
    )


def row(label: str, missing: str = "", **more: Any) -> forms.ModelChoiceField:
    errors = {"invalid_choice": "Finns inte, eller har upphört.", "required": missing}
    return forms.ModelChoiceField(
        label=label, queryset=Staff.objects.none(), required=bool(missing), error_messages=errors, **more
    )


def day(label: str, missing: str = "", **more: Any) -> Day:
    return Day(label, missing=missing or "Skriv en dag.", required=bool(missing), **more)


class Dated(forms.Form):
    """When, and why: at the end of every form."""

    # where the row's own fields are kept in another name
    COLUMNS = {"committee": "committee_id", "parent": "parent_id", "staff": "staff_id", "unit": "unit_id"}

    from_on = day("Från och med", "Skriv från vilken dag.")
    reason = text(
        "Varför?",
        400,
        "Skriv varför, så att den som godkänner och den som läser om tio år förstår.",
        help_text="Till exempel anställningsavtal, nämndens beslut eller en ny arbetsordning.",
    )

    def __init__(self, *args: Any, today: date, using: str = "default", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, model in (("staff", Staff), ("unit", Unit), ("parent", Unit), ("committee", Committee)):
            if name in self.fields:
                rows = model.objects.using(using).exclude(valid_to__lt=today).order_by(ByName("name"), "pk")
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """A dash is no reason."""
        said = str(self.cleaned_data["reason"])
        if len(said) < 3:
            raise forms.ValidationError("Skriv skälet med några ord.")
        return said

    def new(self) -> dict[str, Any]:
        """The row, by the names of its columns. Days in text, since it is kept as JSON."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name in ("from_on", "reason", "last"):
                continue
            if name in self.COLUMNS:
                value = value.pk if value is not None else None
            if isinstance(value, date):
                value = value.isoformat()
            found[self.COLUMNS.get(name, name)] = value
        return found
