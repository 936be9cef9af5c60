"""Vad en person kan fylla i."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from .rules import LONGEST, LONGEST_LIST, LONGEST_TITLE, LONGEST_WHY

NO_PERSON = "Aldrig om någon person: inga namn, personnummer eller ärenden."
WHOLE = "hela"  # a choice of everybody, said and not left out
Choices = Iterable[tuple[str, str]]


class Written(forms.Form):
    """A form of this room, and the question about names that is asked once."""

    insist = Line(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _owner() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Vem ansvarar?",
        help_text="En chef eller kvalitetsutvecklare. Översynen kommer på hennes Min dag två veckor före dagen.",
        error_messages={"required": "Välj vem som ansvarar.", "invalid_choice": "Välj någon i listan."},
    )


def _review_on() -> Day:
    return Day("Ses över senast", "Högst tre år fram.", missing="Skriv dagen då den ska ses över.")


class VersionForm(Written):
    """Orden i en version."""

    title = Line("Rutinens namn", f"Till exempel: Ett barn kommer ensamt till oss. Namnet läses av alla, i det öppna registret. {NO_PERSON}", most=LONGEST_TITLE, missing="Skriv vad rutinen heter.")  # fmt: skip
    text = Prose(
        "Så gör vi",
        f"Börja en rad med # för en rubrik, med - för en punkt och med 1. för en ordning. {NO_PERSON}",
        most=LONGEST, missing="Skriv hur man gör.",
    )  # fmt: skip
    checklist = Prose("Checklista", "En punkt på varje rad.", most=LONGEST_LIST, required=False)
    why = Line("Vad är nytt, och varför?", "Läses av den som har läst förra versionen.", most=LONGEST_WHY, missing="Skriv vad som är nytt, och varför.")  # fmt: skip
    wanted_from = Day("Föreslås gälla från", missing="Skriv från vilken dag det ska gälla.")
    is_public = forms.BooleanField(
        label="Texten får läsas av alla på den öppna sidan",
        help_text="Att rutinen finns, vem som beslutade och när är alltid öppet.",
        required=False,
    )


class NewForm(VersionForm):
    """En ny rutin."""

    place = forms.ChoiceField(
        label="Vilket steg hör den till?",
        error_messages={"required": "Välj vilket steg den hör till.", "invalid_choice": "Välj ett steg i listan."},
    )  # fmt: skip
    covers = forms.ChoiceField(
        label="Vilka gäller den för?",
        error_messages={"required": "Välj vilka den gäller för.", "invalid_choice": "Välj en enhet i listan."},
    )  # fmt: skip
    owner = _owner()
    next_on = _review_on()
    field_order = ("place", "covers", "title", "text", "checklist", "why", "wanted_from", "is_public", "owner", "next_on")  # fmt: skip

    def __init__(
        self, *args: Any, places: Choices = (), units: Choices = (), owners: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Välj"), *places]  # type: ignore[attr-defined]
        self.fields["covers"].choices = [("", "Välj"), *units]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Välj"), *owners]  # type: ignore[attr-defined]


class DecideForm(Written):
    """Från när det gäller."""

    valid_from = Day("Gäller från", "I dag eller senare.", missing="Skriv från vilken dag det ska gälla.")


class SendBackForm(Written):
    """Vad som behöver bli annorlunda."""

    said = Prose("Vad behöver bli annorlunda?", NO_PERSON, most=LONGEST_WHY, missing="Skriv vad som behöver bli annorlunda.")  # fmt: skip


class ReviewForm(Written):
    """Översyn."""

    said = Prose(
        "Vad såg ni?", f"Gäller den fortfarande, och följs den? {NO_PERSON}", most=LONGEST_WHY,
        missing="Skriv vad ni såg: gäller den fortfarande, och följs den?",
    )  # fmt: skip
    next_on = _review_on()
    owner = _owner()

    def __init__(
        self, *args: Any, owners: Choices = (), present: tuple[str, str] = ("", ""), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Välj"), *owners]
        # whoever answered and has left is shown, and refused in words
        if present[0] not in {key for key, _ in choices}:
            choices.append((present[0], f"{present[1]} (har slutat ansvara)"))
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]


class WithdrawForm(Written):
    """Skälet till att den upphävs."""

    said = Prose("Varför gäller den inte längre?", NO_PERSON, most=LONGEST_WHY, missing="Skriv varför den inte längre gäller.")  # fmt: skip
