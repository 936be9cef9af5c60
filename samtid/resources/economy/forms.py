"""Vad en person kan fylla i om budgeten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Line

from .rules.budget import MOST
from .words import Step


class BudgetForm(forms.Form):
    """Ett förslag till budget."""

    unit = forms.ChoiceField(
        label="Enhet", error_messages={"required": "Välj enhet.", "invalid_choice": "Den enheten finns inte."}
    )
    step = forms.ChoiceField(
        label="Steg",
        choices=[("", "Välj"), *Step.choices()],
        error_messages={"required": "Välj steg.", "invalid_choice": "Det steget finns inte."},
    )
    year = forms.IntegerField(
        label="År",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Skriv året.",
            "invalid": "Skriv året med fyra siffror.",
            "min_value": "Skriv året med fyra siffror.",
            "max_value": "Skriv året med fyra siffror.",
        },
    )
    kronor = forms.IntegerField(
        label="Kronor för hela året",
        min_value=0,
        max_value=MOST,
        error_messages={
            "required": "Skriv beloppet.",
            "invalid": "Skriv beloppet i hela kronor.",
            "min_value": "Beloppet får inte vara negativt.",
            "max_value": "Beloppet är för stort.",
        },
    )
    reason = Line("Varför", "Till exempel nämndens paragraf. Inga namn.", required=False, most=300)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Välj"), *units]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Ett förslag avgörs."""

    outcome = forms.ChoiceField(
        label="Avgör",
        choices=[("yes", "Godkänn"), ("no", "Neka")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj om du godkänner eller nekar.",
            "invalid_choice": "Det valet finns inte.",
        },
    )
    why_not = Line("Varför inte", "Om du nekar.", required=False, most=300)
