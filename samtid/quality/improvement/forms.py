"""Vad en person kan fylla i."""

from __future__ import annotations

from django import forms

from samtid.base.look.fields import Line, Prose


class HardForm(forms.Form):
    """One sentence about the step one stands on."""

    page = Line(widget=forms.HiddenInput, required=False, most=80)
    sentence = Prose(
        label="Vad var svårt?",
        help_text="En mening räcker. Skriv om steget, aldrig om en person.",
        most=500,
        missing="Skriv med en mening vad som var svårt.",
    )
