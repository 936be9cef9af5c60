"""Vad en person kan fylla i om en akt."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from samtid.base.look.fields import Day, Line, Moment, Prose
from samtid.base.organisation.models import Staff

from . import words
from .journal import EVENTS, Asked
from .models import Case

LARGEST_DRAFT = 200_000  # bytes


class NoteForm(forms.Form):
    """A note: what happened, when, and who said so."""

    kind = forms.ChoiceField(
        label="Slag",
        choices=[("", "Välj…"), *words.NoteKind.choices()],
        error_messages={"required": "Välj slag av anteckning."},
    )
    happened_at = Moment(label="När hände det?", missing="Skriv när det hände.")
    source = Line(
        label="Vem har lämnat uppgiften?",
        required=False,
        help_text="Till exempel mamman, förskolan.",
        most=160,
    )
    text = Prose(
        label="Vad hände?",
        help_text="Håll isär fakta och bedömning. Skriv så att den det gäller kan läsa det.",
        most=50_000,
        missing="Skriv vad som hände.",
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_happened_at(self) -> datetime:
        """The future has not happened; a minute is forgiven, for clocks that differ."""
        moment: datetime = self.cleaned_data["happened_at"]
        if moment > self.at + timedelta(minutes=1):
            raise forms.ValidationError("Händelsen kan inte ligga i framtiden.")
        return min(moment, self.at)


class CorrectionForm(forms.Form):
    """A correction of a signed note."""

    text = Prose(
        label="Rättelse",
        help_text="Skriv vad som blev fel och vad som är rätt. Den ursprungliga anteckningen står kvar.",
        most=50_000,
        missing="Skriv vad som ska vara rätt.",
    )


class JournalForm(forms.Form):
    """What to look for in a journal. Everything may be left empty."""

    words = Line(
        "Ord i texten", "Alla orden ska finnas med. Sökningen antecknas i loggen.", most=80, required=False
    )
    kind = forms.ChoiceField(label="Slag", required=False)
    author = forms.ChoiceField(label="Av", required=False)
    case = forms.ChoiceField(label="Ärende", required=False)
    first = Day("Från och med", required=False)
    last = Day("Till och med", required=False)

    def __init__(self, *args: Any, cases: list[Case], writers: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", "Allt", [*words.NoteKind.choices(), (EVENTS, "Det som gjordes")])
        self._choose("author", "Alla", [(str(who.pk), who.name) for who in writers])
        self._choose(
            "case", "Alla", [(str(one.pk), f"{one.get_need_display()}, {one.number}") for one in cases]
        )

    def _choose(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", everything), *choices]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = "Välj något i listan."

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", "Den sista dagen ligger före den första.")
        return said

    def asked(self) -> Asked:
        """What was filled in."""
        said = self.cleaned_data
        return Asked(
            kind=said["kind"],
            author=int(said["author"]) if said["author"] else None,
            case=UUID(said["case"]) if said["case"] else None,
            first=said["first"],
            last=said["last"],
            words=said["words"].strip(),
        )

    def in_words(self) -> list[tuple[str, str]]:
        """The same, to be read on the page."""
        chosen = []
        for name, value in self.cleaned_data.items():
            if value:
                shown = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                chosen.append((str(self.fields[name].label), str(shown)))
        return chosen


class WhereForm(forms.Form):
    """Why one must know where somebody is whose place is withheld: it stands in the log. ``REASONS`` are the room's own."""

    OTHER = "Annat skäl"
    REASONS: tuple[str, ...] = ()

    reason = forms.ChoiceField(
        label="Varför behöver du veta det nu?",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför.", "invalid_choice": "Välj ett av skälen i listan."},
    )
    why = Prose(
        "Vilket?", "Behövs vid annat skäl. Skriv så att granskaren förstår.", most=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one, one) for one in (*self.REASONS, self.OTHER)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What stands in the log: the reason in words."""
        said = super().clean() or {}
        reason, why = said.get("reason", ""), str(said.get("why") or "").strip()
        if reason == self.OTHER and len(why) < 10:
            self.add_error("why", "Skriv varför, minst tio tecken.")
        said["said"] = f"{reason}: {why}" if why else reason
        return said
