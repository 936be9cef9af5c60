"""Rätta när det kom in."""

from __future__ import annotations

from django import forms

from samtid.base.look.fields import Moment, Prose


class CorrectArrivalForm(forms.Form):
    """Rätta när det kom in."""

    received_at = Moment(label="När kom det in?", missing="Skriv när det kom in.")
    reason = Prose(
        "Vad var fel, och hur vet ni det?",
        "Den gamla tiden sparas. Fristerna räknas om.",
        missing="Skriv vad som var fel och hur ni vet det.",
        most=500,
    )
