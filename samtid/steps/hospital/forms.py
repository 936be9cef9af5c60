"""Vad man kan fylla i om den som är borta."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Clock, Day, Line, Prose

from .models import StayStep
from .rules import Said
from .words import Begin, Kind

WHICH_DAY = "Skriv vilken dag."
NOTE = "Avdelning, kontakt eller annat som du behöver. Läses av den som har nyckel till ärendet, inte av utföraren."


class _When(forms.Form):
    """Dag, klockslag och vad som är planerat."""

    on = Day(label="Dag", missing=WHICH_DAY)
    clock = Clock(
        label="Klockslag, om du vet",
        required=False,
        help_text="Till exempel 13.40. Utan klockslag avbokas besöken från nu, eller från dagens början om dagen inte har kommit.",
    )
    until = Day(
        label="Planerat till, om du vet",
        required=False,
        help_text="Vid inskrivning: planerad utskrivning. Vid kallelse: mötets dag. Vid resa eller korttidsplats: dagen personen kommer hem.",
    )
    note = Line(label="Anteckning", required=False, most=500, help_text=NOTE)

    def said(self, kind: Kind) -> Said:
        """It as the action takes it."""
        said = self.cleaned_data
        return Said(kind, said["on"], said["clock"], said["until"])


class OpenForm(_When):
    """Personen är borta."""

    begin = forms.ChoiceField(
        label="Vad har hänt?",
        choices=Begin.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som har hänt.", "invalid_choice": "Välj vad som har hänt."},
    )
    field_order = ["begin", "on", "clock", "until", "note"]


class StepForm(_When):
    """Det som har hänt sedan."""

    kind = forms.ChoiceField(
        label="Vad har hänt?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som har hänt.", "invalid_choice": "Välj ett av alternativen."},
    )
    field_order = ["kind", "on", "clock", "until", "note"]

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = list(kinds)
        self.fields["kind"].choices = [(str(one), one.label) for one in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].choice_help = {str(one): one.help for one in kinds if one.help}  # type: ignore[attr-defined]


class CorrectForm(_When):
    """Hur det var."""

    never = forms.BooleanField(label="Det hände aldrig", required=False)
    why = Prose(
        label="Vad var fel, och hur vet du det?",
        most=1000,
        missing="Skriv vad som var fel och hur du vet det.",
    )

    @staticmethod
    def of(step: StayStep) -> dict[str, Any]:
        """What a step said, to begin a correction with."""
        return {"on": step.happened_on, "clock": step.clock, "until": step.until, "note": step.note}


class AnnulForm(forms.Form):
    """Det gällde en annan person, eller ingen var borta."""

    why = Prose(
        label="Vad blev fel, och vem gällde det?",
        most=1000,
        missing="Skriv vad som blev fel och vem det gällde.",
    )
