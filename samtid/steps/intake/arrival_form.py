"""Rätta när det kom in."""

from __future__ import annotations

from django import forms

from .forms import MOMENTS, text_field


class CorrectArrivalForm(forms.Form):
    """Rätta när det kom in."""

    received_at = forms.DateTimeField(
        label="När kom det in?",
        input_formats=MOMENTS,
        error_messages={
            "required": "Skriv när det kom in, till exempel 2026-11-21 09:30.",
            "invalid": "Skriv dag och tid så här: 2026-11-21 09:30.",
        },
    )
    reason = text_field(
        "Vad var fel, och hur vet ni det?",
        "Den gamla tiden sparas. Fristerna räknas om.",
        missing="Skriv vad som var fel och hur ni vet det.",
        most=500,
    )
