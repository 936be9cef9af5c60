"""Vad man kan fylla i på tavlan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Clock, Day
from samtid.base.organisation.models import Staff
from samtid.steps.visits.forms import choices_of
from samtid.steps.visits.models import Visit
from samtid.steps.visits.replanning import Spot

from .words import Kind

OLD_PAGE = "Sidan är gammal. Ladda om den och flytta igen."
TWO_DAYS = 2 * 25 * 60  # minutes: a night that began on the day goes on into the next


class ProposeForm(forms.Form):
    """Föreslå: the whole day, or what lacks staff."""

    kind = forms.ChoiceField(
        choices=[(str(Kind.DAY), ""), (str(Kind.REPAIR), "")],
        error_messages={"required": "Välj vad som ska föreslås."},
    )
    day = Day(missing="Välj vilken dag det gäller.")


class Seen(forms.CharField):
    """Besöket som det var när sidan visades: when and who, in a hidden field. Becomes a ``Spot``; None on an older page."""

    widget = forms.HiddenInput

    @staticmethod
    def of(visit: Visit) -> str:
        """What the field says of a visit."""
        return f"{visit.planned_at.astimezone(UTC).isoformat()} {visit.staff_id or 0} {visit.second_id or 0}"

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        try:
            at, staff, second = said.split(" ")
            return Spot(datetime.fromisoformat(at), int(staff) or None, int(second) or None)
        except ValueError:
            raise forms.ValidationError(OLD_PAGE) from None


class MoveForm(forms.Form):
    """Flytta ett besök på tavlan: who and when, as one change."""

    staff = forms.ChoiceField(label="Till", required=False)
    second = forms.ChoiceField(label="Tillsammans med", required=False)
    clock = Clock(label="Klockan", missing="Skriv när besöket ska börja.")
    seen = Seen(required=False, max_length=100)
    # from the day's first moment, as the board draws it: it tells the two half past two of the autumn night apart, and
    # what is past midnight from what is before dawn. A hand that writes says a clock.
    minute = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=TWO_DAYS,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Släpp besöket inom dagen."),
    )

    def __init__(self, *args: object, colleagues: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.colleagues = {str(who.pk): who for who in colleagues}
        for name in ("staff", "second"):
            self.fields[name].choices = choices_of(self.colleagues.values())  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Staff | None:
        """The colleague chosen in a field, or nobody."""
        return self.colleagues.get(self.cleaned_data.get(name, ""))
