"""Vad en person kan fylla i."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Line, Moment, Prose

from .rules import LONGEST
from .words import Done, Gravity, Track

NO_PERSON = "Inga namn eller personnummer: skriv «en brukare», «en kollega», och var det var."


class InsistForm(forms.Form):
    """What looks like a name is asked about once."""

    insist = Line(required=False, widget=forms.HiddenInput)


class ReportForm(InsistForm):
    """Vad hände?"""

    page = Line(widget=forms.HiddenInput, required=False, most=80)
    routine = Line(widget=forms.HiddenInput, required=False, most=80)
    text = Prose(
        "Vad hände?",
        f"Vad, när och var, och vad det ledde till. {NO_PERSON}",
        most=LONGEST,
        missing="Skriv vad som hände.",
    )
    informed_at = Moment("När fick du veta det?", missing="Skriv när du fick veta det.")
    unit = forms.ChoiceField(label="I vilken verksamhet?", error_messages={"required": "Välj verksamhet."})
    tracks = forms.MultipleChoiceField(
        label="Vad är det?",
        help_text="Välj ett eller flera. Varje spår har egna läsare och en egen klocka.",
        choices=Track.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj vad det är. Är du osäker: välj avvikelse, så hjälper den som tar emot dig."
        },
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """Nästa steg i spåret."""

    what = forms.ChoiceField(
        label="Vad är gjort?", widget=forms.RadioSelect, error_messages={"required": "Välj vad som är gjort."}
    )
    text = Prose("Skriv kort", NO_PERSON, required=False, most=LONGEST)
    gravity = forms.ChoiceField(
        label="Hur allvarligt är det?", required=False, choices=[("", "Inte bedömt"), *Gravity.choices()]
    )

    def __init__(
        self, *args: Any, next_steps: Iterable[Done] = (), weighs: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(str(one), one.label) for one in next_steps]  # type: ignore[attr-defined]
        if not weighs:
            del self.fields["gravity"]


class OwnerForm(forms.Form):
    """Vem utreder?"""

    owner = forms.ChoiceField(
        label="Vem utreder?",
        help_text="Den du väljer får läsa spåret.",
        error_messages={"required": "Välj vem som utreder."},
    )

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Välj"), *staff]  # type: ignore[attr-defined]


class AddForm(InsistForm):
    """Ett spår till, med egen text för egna läsare."""

    kind = forms.ChoiceField(
        label="Vad är det också?", choices=Track.choices(), error_messages={"required": "Välj spår."}
    )
    text = Prose(
        "Vad ska de som läser det spåret veta?", NO_PERSON, most=LONGEST, missing="Skriv vad som hände."
    )
