"""Vad man kan fylla i om beställningar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import told_apart

from .words import Answer

WISHED = "Skriv vilken dag hjälpen helst börjar."


class SendForm(forms.Form):
    """Beställ av den som utför."""

    wished_on = Day(label="Önskad start", missing=WISHED)
    must_know = Prose(
        label="Vad måste den som kommer veta?",
        help_text="Det som behövs för att hjälpen ska bli bra och trygg. Inte det som hör till ärendet.",
        most=2000,
        missing="Skriv vad den som kommer måste veta. Är det inget särskilt, skriv det.",
    )
    reach = Line(
        label="Vem ringer man?",
        required=False,
        help_text="Om det inte är personen själv: till exempel vårdnadshavarens namn och telefon.",
        most=200,
    )
    contact = forms.ChoiceField(
        label="Vem hos er svarar på frågor?", error_messages={"required": "Välj vem som svarar på frågor."}
    )

    def __init__(self, *args: object, contacts: Iterable[Staff], on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.contacts = {str(who.pk): who for who in contacts}
        choices = told_apart(self.contacts.values(), on)
        self.fields["contact"].choices = [("", "Välj…"), *choices]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Svara på en beställning. ``known`` is how many answers stood on the page."""

    known = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=32_000,
        error_messages={"required": "Läs beställningen igen och svara sedan."},
    )
    answer = forms.ChoiceField(
        label="Ert svar",
        choices=Answer.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad ni svarar."},
    )
    worker = forms.ChoiceField(label="Fast kontakt", required=False, help_text="När ni tar uppdraget.")
    reason = Prose(label="Skäl, om ni inte kan", required=False, most=1000)

    def __init__(self, *args: object, workers: Iterable[Staff], on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["answer"].choice_help = {str(one): one.help for one in Answer if one.help}  # type: ignore[attr-defined]
        self.workers = {str(who.pk): who for who in workers}
        choices = told_apart(self.workers.values(), on)
        self.fields["worker"].choices = [("", "Ingen vald"), *choices]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Låt en annan enhet utföra."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label="Vem utför i stället?",
        empty_label="Välj…",
        error_messages={
            "required": "Välj vem som utför i stället.",
            "invalid_choice": "Välj en enhet i listan.",
        },
    )
    wished_on = Day(label="Önskad start", missing=WISHED)

    def __init__(self, *args: object, units: Iterable[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
