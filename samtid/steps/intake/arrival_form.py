"""Rätta när det kom in, vad det är och vad det handlar om."""

from __future__ import annotations

from django import forms

from samtid.base.dossier.words import Need
from samtid.base.look.fields import Moment, Prose

from .words import Kind


class CorrectArrivalForm(forms.Form):
    """Rätta när det kom in."""

    received_at = Moment(label="När kom det in?", missing="Skriv när det kom in.")
    reason = Prose(
        "Vad var fel, och hur vet ni det?",
        "Den gamla tiden sparas. Fristerna räknas om.",
        missing="Skriv vad som var fel och hur ni vet det.",
        most=500,
    )


class CorrectKindForm(forms.Form):
    """Rätta vad det är."""

    kind = forms.ChoiceField(
        label="Vad är det?",
        choices=Kind.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad det är."},
    )
    reason = Prose(
        "Vad var fel?",
        "Det som stod sparas. Blir det en orosanmälan om ett barn räknas fristerna från när det kom in.",
        missing="Skriv vad som var fel.",
        most=500,
    )


class CorrectNeedForm(forms.Form):
    """Rätta vad det handlar om."""

    need = forms.ChoiceField(
        label="Vad handlar det om?",
        choices=Need.choices(),
        error_messages={"required": "Välj vad det handlar om."},
    )
    reason = Prose(
        "Vad var fel?",
        "Det som stod sparas. Handlar en orosanmälan om ett barn räknas fristerna från när den kom in.",
        missing="Skriv vad som var fel.",
        most=500,
    )
