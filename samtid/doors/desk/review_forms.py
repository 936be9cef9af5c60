"""Vad den som granskar loggen fyller i."""

from __future__ import annotations

from django import forms

from samtid.base.access.words import Verdict
from samtid.base.look.fields import Prose


class VerdictForm(forms.Form):
    """Was the opening needed for the work?"""

    verdict = forms.ChoiceField(
        label="Var öppningen befogad?",
        choices=Verdict.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj en av de tre bedömningarna."},
    )
    note = Prose(
        label="Anteckning",
        required=False,
        help_text="Behövs när öppningen inte är befogad. Skriv inget om personen i akten.",
        most=2000,
    )


class MeasureForm(forms.Form):
    """What came of it."""

    measure = Prose(
        label="Vad svarade läsaren, och vad gjorde ni?",
        most=2000,
        missing="Skriv vad läsaren svarade och vad ni gjorde.",
    )
