"""Det man kan skriva om hur det kunde vara bättre, utan att logga in. Nobody is asked who they are."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.look.fields import LONGEST, Line, Prose
from samtid.quality.improvement.actions import Suggestion
from samtid.quality.improvement.rules import LONGEST as MOST
from samtid.quality.improvement.words import Gains, Origin, Step

from .forms import TRAP, put_in

# The steps of the way, as one who walks it calls them.
ABOUT = (
    (Step.INTAKE, "Att komma i kontakt med er"),
    (Step.INVESTIGATION, "När ni tog reda på vad jag behöver"),
    (Step.DECISION, "Beslutet"),
    (Step.SERVICE, "Hjälpen"),
    (Step.VISIT, "Besöken"),
    (Step.FOLLOW_UP, "När ni frågade om det hjälpte"),
    (Step.PORTAL, "De här sidorna"),
    (Step.OTHER, "Något annat"),
)
NO_PERSON = "Skriv inga namn, nummer eller adresser. Det du skriver kan bli läst av alla."


class TrappedForm(forms.Form):
    """A field that no person sees: a machine fills in everything, and a person just sends again."""

    webbsida = Line(required=False, most=LONGEST, label="Lämna tomt")
    insist = Line(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("webbsida"):
            put_in(self, "webbsida", "")
            self.add_error(None, TRAP)
        return found


class NewIdeaForm(TrappedForm):
    """Ett förslag."""

    sentence = Prose(
        "Vad var svårt, eller kunde vara bättre?",
        NO_PERSON,
        most=MOST,
        missing="Skriv med en mening vad som var svårt.",
    )
    better = Prose("Hur vore det bättre?", required=False, most=MOST)
    step = forms.ChoiceField(
        label="Vad gäller det?",
        choices=[(str(step), words) for step, words in ABOUT],
        initial=str(Step.OTHER),
        error_messages={"required": "Välj vad det gäller."},
    )

    shown = ("sentence", "better", "step")

    def suggestion(self, pressed: str) -> Suggestion:
        """What was written, for ``improvement.actions.say_idea``."""
        said = self.cleaned_data
        return Suggestion(
            said["sentence"],
            said["better"],
            Gains.CITIZENS,
            Step(said["step"]),
            origin=Origin.OPEN,
            insists=bool(said["insist"]),
            pressed=pressed,
        )


class ReceiptForm(TrappedForm):
    """Kvittot, och det man vill säga mer."""

    code = Line(
        "Kvitto", "Tolv tecken, till exempel 7KQ4-MXT2-9PWD.", most=20, missing="Skriv kvittot.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    do = forms.ChoiceField(
        choices=[("read", "Läs"), ("more", "Skriv mer"), ("better", "Bättre"), ("worse", "Inte bättre")],
        required=False,
        widget=forms.HiddenInput,
    )
    text = Prose("Vill du säga något mer?", NO_PERSON, required=False, most=MOST)

    def clean_code(self) -> str:
        """However it was written: small letters, without the lines between."""
        letters = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
