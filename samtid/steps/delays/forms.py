"""Vad man kan fylla i om försening. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from . import rules
from .words import Kind


class NoteForm(forms.Form):
    """Anteckna vad som hände."""

    kind = forms.ChoiceField(
        label="Vad hände?",
        error_messages={"required": "Välj vad som hände.", "invalid_choice": "Det valet finns inte."},
    )
    on = Day(label="Dag", missing="Skriv vilken dag.")
    text = Prose(
        label="Skäl",
        help_text="Varför det dröjer, så som parten fick veta det, eller skälen till ett avslag.",
        required=False,
        most=4000,
    )
    until = Day(
        label="Dag framåt",
        required=False,
        help_text="När parten kan räkna med ett beslut, eller den dag domstolen har bestämt.",
    )
    who = Line(
        label="Vem beslutade om avslaget?",
        required=False,
        help_text="Namn, befattning och punkt i delegationsordningen.",
        most=200,
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one), one.label) for one in kinds]
        self.fields["kind"].choices = [("", "Välj…"), *choices]  # type: ignore[attr-defined]

    def said(self) -> rules.Said:
        """What was said, as values."""
        said = self.cleaned_data
        return rules.Said(Kind(said["kind"]), said["on"], said["text"], said["until"], said["who"])


class WrongForm(forms.Form):
    """En anteckning var fel."""

    why = Prose(
        label="Vad var fel, och hur vet du det?",
        most=1000,
        missing="Skriv vad som var fel och hur du vet det.",
    )
