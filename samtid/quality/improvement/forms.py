"""Vad en person kan fylla i."""

from __future__ import annotations

from django import forms


class HardForm(forms.Form):
    """One sentence about the step one stands on."""

    page = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(
        label="Vad var svårt?",
        widget=forms.Textarea,
        help_text="En mening räcker. Skriv om steget, aldrig om en person.",
        error_messages={"required": "Skriv med en mening vad som var svårt."},
    )
