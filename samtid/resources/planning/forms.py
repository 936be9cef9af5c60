"""Vad man kan fylla i på tavlan."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from samtid.base.look.fields import Clock, Day
from samtid.base.organisation.models import Staff
from samtid.steps.visits.forms import choices_of

from .words import Kind


class ProposeForm(forms.Form):
    """Föreslå: the whole day, or what lacks staff."""

    kind = forms.ChoiceField(
        choices=[(str(Kind.DAY), ""), (str(Kind.REPAIR), "")],
        error_messages={"required": "Välj vad som ska föreslås."},
    )
    day = Day(missing="Välj vilken dag det gäller.")


class MoveForm(forms.Form):
    """Flytta ett besök på tavlan: who and when, as one change."""

    staff = forms.ChoiceField(label="Till", required=False)
    second = forms.ChoiceField(label="Tillsammans med", required=False)
    clock = Clock(label="Klockan", missing="Skriv när besöket ska börja.")

    def __init__(self, *args: object, colleagues: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.colleagues = {str(who.pk): who for who in colleagues}
        for name in ("staff", "second"):
            self.fields[name].choices = choices_of(self.colleagues.values())  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Staff | None:
        """The colleague chosen in a field, or nobody."""
        return self.colleagues.get(self.cleaned_data.get(name, ""))
