"""Vad en person kan fylla i om en akt."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms

from samtid.base.look.fields import Line, Moment, Prose

from . import words

DRAFT_KEY = re.compile(r"[a-z_]+(:[a-z_]+)+(:[0-9a-z-]+)?")
LARGEST_DRAFT = 200_000  # bytes


class NoteForm(forms.Form):
    """A note: what happened, when, and who said so."""

    kind = forms.ChoiceField(
        label="Slag",
        choices=[("", "Välj…"), *words.NoteKind.choices()],
        error_messages={"required": "Välj slag av anteckning."},
    )
    happened_at = Moment(label="När hände det?", missing="Skriv när det hände.")
    source = Line(
        label="Vem har lämnat uppgiften?",
        required=False,
        help_text="Till exempel mamman, förskolan.",
        most=160,
    )
    text = Prose(
        label="Vad hände?",
        help_text="Håll isär fakta och bedömning. Skriv så att den det gäller kan läsa det.",
        most=50_000,
        missing="Skriv vad som hände.",
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_happened_at(self) -> datetime:
        """The future has not happened; a minute is forgiven, for clocks that differ."""
        moment: datetime = self.cleaned_data["happened_at"]
        if moment > self.at + timedelta(minutes=1):
            raise forms.ValidationError("Händelsen kan inte ligga i framtiden.")
        return min(moment, self.at)


class CorrectionForm(forms.Form):
    """A correction of a signed note."""

    text = Prose(
        label="Rättelse",
        help_text="Skriv vad som blev fel och vad som är rätt. Den ursprungliga anteckningen står kvar.",
        most=50_000,
        missing="Skriv vad som ska vara rätt.",
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
