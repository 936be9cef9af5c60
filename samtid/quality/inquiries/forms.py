"""Vad en person kan fylla i om en fråga."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from .rules import LONGEST, NEEDS, SHORTER
from .words import Kind, Result, Verdict

NO_PERSON = "Om siffror och arbetssätt, aldrig om en person."


def choice(
    label: str, missing: str, *, choices: Iterable[tuple[str, str]] = (), help: str = "", radio: bool = False
) -> Any:
    """One of some, with the sentence for when none is chosen."""
    return forms.ChoiceField(
        label=label, help_text=help, choices=list(choices), widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


class AskForm(forms.Form):
    """Varför är det så?"""

    question = Prose(
        "Vad undrar ni?", f"Till exempel «Varför är vården på institution dyrare här än i riket?» {NO_PERSON}", most=500,
        missing="Skriv vad ni undrar.",
    )  # fmt: skip
    owner = choice("Vem har hand om frågan?", "Välj vem som har hand om frågan.")
    look_again_on = Day(
        "När ser ni efter igen?", "Dagen står på den ansvarigas Min dag. Då läggs siffran bredvid den här.",
        missing="Skriv en dag som kommer.",
    )  # fmt: skip
    insist = Line(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]


class RowForm(forms.Form):
    """En rad till: one form for each kind, so that each can be half written by itself."""

    insist = Line(required=False, widget=forms.HiddenInput)

    def __init__(self, kind: Kind, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{kind}_%s"} | kwargs)
        labels = {
            Kind.HYPOTHESIS: ("Vad kan det bero på?", "Skriv en orsak i taget. Den prövas för sig."),
            Kind.CUT: ("Vad tittade ni på, och vad visade det?", "Enhet, kön, ålder, pris, antal, tid, och var siffran står."),
            Kind.FINDING: ("Vad kom ni fram till?", ""),
            Kind.ACTION: ("Vad ska göras?", "En sak som någon kan säga är gjord."),
            Kind.LOOKED: ("Hur ser det ut nu?", "Lägg dagens siffra bredvid den som stod när ni frågade."),
        }  # fmt: skip
        label, help_text = labels[kind]
        self.fields["text"] = Prose(
            label, f"{help_text} {NO_PERSON}".strip(), most=LONGEST, missing=NEEDS[kind]
        )
        if kind == Kind.ACTION:
            self.fields["owner"] = choice("Vem gör det?", "Välj vem som gör det.", choices=staff)
            self.fields["due_on"] = Day(
                "Senast", "Dagen står på Min dag.", missing="Skriv en dag som kommer."
            )


class WeighForm(forms.Form):
    """Stämmer orsaken?"""

    verdict = choice("Stämmer det?", "Välj om orsaken stämmer.", choices=Verdict.choices(), radio=True)
    text = Prose("Vad talar för eller emot?", NO_PERSON, most=LONGEST, missing=NEEDS[Kind.WEIGHED])
    insist = Line(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """Åtgärden gjord, eller struken."""

    kind = choice(
        "Hur gick det?", "Välj om det är gjort.", radio=True,
        choices=[(str(Kind.DONE), "Det är gjort"), (str(Kind.DROPPED), "Det blir inte av")],
    )  # fmt: skip
    text = Prose(
        "Vad gjordes, eller varför blir det inte av?", NO_PERSON, most=LONGEST, missing=NEEDS[Kind.DONE]
    )
    insist = Line(required=False, widget=forms.HiddenInput)


class DayForm(forms.Form):
    """En annan dag."""

    day = Day("Ny dag", missing="Skriv en dag som kommer.")
    why = Line("Varför flyttas den?", most=500, missing="Skriv varför dagen flyttas.")
    insist = Line(required=False, widget=forms.HiddenInput)


class OwnerForm(forms.Form):
    """Någon annan."""

    owner = choice("Vem tar över?", "Välj vem som tar över.")

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Vad det blev."""

    result = choice("Vad blev det?", "Välj vad det blev.", choices=Result.choices(), radio=True)
    text = Prose(
        "Säg det med en mening", NO_PERSON, most=SHORTER, missing="Skriv vad det blev, med en mening."
    )
    insist = Line(required=False, widget=forms.HiddenInput)
