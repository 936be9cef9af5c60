"""Vad den som granskar loggen fyller i."""

from __future__ import annotations

from django import forms

from samtid.base.access.words import Verdict


class VerdictForm(forms.Form):
    """Was the opening needed for the work?"""

    verdict = forms.ChoiceField(
        label="Var öppningen befogad?",
        choices=Verdict.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj en av de tre bedömningarna."},
    )
    note = forms.CharField(
        label="Anteckning",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Behövs när öppningen inte är befogad. Skriv inget om personen i akten.",
    )


class MeasureForm(forms.Form):
    """What came of it."""

    measure = forms.CharField(
        label="Vad svarade läsaren, och vad gjorde ni?",
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": "Skriv vad läsaren svarade och vad ni gjorde."},
    )
