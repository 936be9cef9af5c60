"""Vad en person kan fylla i om en akt."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms

from samtid.ground.sweden import swedish_time

from . import words

DRAFT_KEY = re.compile(r"[a-z_]+(:[a-z_]+)+(:[0-9a-z-]+)?")
LARGEST_DRAFT = 200_000  # bytes


class NoteForm(forms.Form):
    """A note: what happened, when, and who said so."""

    kind = forms.ChoiceField(
        label="Slag",
        choices=words.NoteKind.choices(),
        initial=words.NoteKind.CONTACT,
        error_messages={"required": "Välj slag av anteckning."},
    )
    happened_at = forms.DateTimeField(
        label="När hände det?",
        help_text="ÅÅÅÅ-MM-DD TT:MM",
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%d"],
        error_messages={
            "invalid": "Skriv datum och klockslag så här: 2026-11-21 14:30.",
            "required": "Skriv när det hände.",
        },
    )
    source = forms.CharField(
        label="Vem har lämnat uppgiften?",
        max_length=160,
        required=False,
        help_text="Till exempel mamman, förskolan.",
    )
    text = forms.CharField(
        label="Vad hände?",
        widget=forms.Textarea,
        max_length=50_000,
        help_text="Håll isär fakta och bedömning. Skriv så att den det gäller kan läsa det.",
        error_messages={"required": "Skriv vad som hände."},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["happened_at"].initial = swedish_time(at).strftime("%Y-%m-%d %H:%M")

    def clean_happened_at(self) -> datetime:
        """The future has not happened; a minute is forgiven, for clocks that differ."""
        moment: datetime = self.cleaned_data["happened_at"]
        if moment > self.at + timedelta(minutes=1):
            raise forms.ValidationError("Händelsen kan inte ligga i framtiden.")
        return min(moment, self.at)


class CorrectionForm(forms.Form):
    """A correction of a signed note."""

    text = forms.CharField(
        label="Rättelse",
        widget=forms.Textarea,
        max_length=50_000,
        help_text="Skriv vad som blev fel och vad som är rätt. Den ursprungliga anteckningen står kvar.",
        error_messages={"required": "Skriv vad som ska vara rätt."},
    )


def draft_fields(said: Any) -> dict[str, Any] | None:
    """What a draft may hold: names with a text, or a list of texts. None when it is anything else."""
    if not isinstance(said, dict) or len(said) > 200:
        return None
    for name, value in said.items():
        texts = value if isinstance(value, list) else [value]
        if not isinstance(name, str) or len(name) > 80 or not all(isinstance(text, str) for text in texts):
            return None
    return said
