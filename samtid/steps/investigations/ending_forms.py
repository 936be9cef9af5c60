"""Vad som fylls i när en utredning eller en uppföljning avslutas."""

from __future__ import annotations

from typing import Any

from django import forms

from . import words
from .forms import Groups, prose, radio


class CloseForm(forms.Form):
    """Avsluta utan insats."""

    rows = {"reason": 6, "monitor": 3}

    outcome = radio("Utfall", [])
    reason = prose("Skäl", "Skriv så att den enskilde kan läsa och förstå.", most=8000)
    monitor = prose(
        "Ska barnets situation följas upp efteråt? Skriv i så fall varför och hur",
        "Lämna tomt annars. Uppföljningen avslutas senast efter sex månader. Barn som har fyllt 15 år och vårdnadshavare "
        "ska få veta när den börjar och slutar (SoL 23 kap. 3 och 5 §§).",
        required=False,
        most=2000,
    )

    def __init__(self, *args: Any, is_application: bool, concerns_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_application or not concerns_child:
            del self.fields["monitor"]
        self.groups: Groups = (("", tuple(self.fields)),)
        ending = words.Outcome.WITHDRAWN if is_application else words.Outcome.NO_SERVICE
        self.fields["outcome"].choices = [(str(ending), ending.label)]  # type: ignore[attr-defined]
        self.fields["outcome"].initial = str(ending)


class EndMonitoringForm(forms.Form):
    """Avsluta uppföljningen av barnets situation."""

    groups: Groups = (("", ("text",)),)
    rows = {"text": 6}

    text = prose("Vad visade uppföljningen?", "Skrivs under som en anteckning i akten.", most=8000)
