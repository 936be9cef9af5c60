"""Vad man kan fylla i om uppföljning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms

from samtid.base.look.fields import Day, Prose
from samtid.steps.investigations.forms import Sheet
from samtid.steps.services.models import Goal
from samtid.steps.services.words import EndReason

from .rules import QUALITY, ResultDetails, Said
from .words import Attained, HowTold, NextStep, Reply, Voice

LEVELS = [("", "Inte bedömt"), *Attained.choices()]


class FollowUpForm(Sheet):
    """Följ upp en insats: each goal with each voice, then what happens next."""

    depends = ("next_on",)  # asked for unless the service ends

    summary = Prose(
        label="Vad visar uppföljningen?",
        help_text="Några meningar räcker.",
        missing=f"Sammanfatta vad uppföljningen visar. ({QUALITY})",
    )
    not_heard_reason = Prose(
        label="Varför kom den enskilde inte till tals?",
        required=False,
        help_text="Fyll bara i om ingen fråga kunde ställas.",
    )
    next_step = forms.ChoiceField(
        label="Vad händer nu?",
        choices=NextStep.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj nästa steg."},
    )
    next_on = Day(label="Nästa uppföljning", required=False)
    end_reason = forms.ChoiceField(
        label="Om insatsen avslutas: varför?", choices=[("", "Välj…"), *EndReason.choices()], required=False
    )

    def __init__(self, *args: object, goals: Iterable[Goal], other: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.goals = list(goals)
        asked = {Voice.PERSON: "Den enskilde", Voice.GUARDIAN: other, Voice.STAFF: "Personalen"}
        for goal in self.goals:
            for voice, who in asked.items():
                self.fields[_name(goal, voice, "level")] = forms.ChoiceField(
                    label=f"{who} bedömer",
                    choices=LEVELS,
                    required=voice is Voice.STAFF,
                    error_messages={"required": f"Bedöm hur det har gått. ({QUALITY})"},
                )
                self.fields[_name(goal, voice, "says")] = Prose(label=f"{who} säger", required=False)

    def by_goal(self) -> Iterator[tuple[Goal, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Each goal, with the level and the words of each voice."""
        for goal in self.goals:
            yield (
                goal,
                [(self[_name(goal, voice, "level")], self[_name(goal, voice, "says")]) for voice in Voice],
            )

    def results(self) -> list[ResultDetails]:
        """What the voices say, goal by goal."""
        return [
            ResultDetails(goal.pk, **{str(voice): self._said(goal, voice) for voice in Voice})
            for goal in self.goals
        ]

    def _said(self, goal: Goal, voice: Voice) -> Said:
        level = self.cleaned_data.get(_name(goal, voice, "level"), "")
        says = self.cleaned_data.get(_name(goal, voice, "says"), "")
        return Said(Attained(level) if level else None, says)


class FeedbackForm(forms.Form):
    """Återkoppla till den enskilde."""

    text = Prose(
        label="Svaret till personen",
        help_text="Skriv till personen, med du. Vad har hänt, vad har ändrats och vad händer nu?",
        missing="Skriv svaret till personen.",
    )
    how = forms.ChoiceField(
        label="Hur fick personen svaret?",
        choices=HowTold.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur återkopplingen gavs."},
    )


class ReplyForm(forms.Form):
    """Vad den enskilde tyckte om svaret."""

    reply = forms.ChoiceField(
        label="Stämmer svaret, tycker personen?",
        choices=Reply.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad den enskilde svarade."},
    )
    says = Prose(label="Med egna ord", required=False)


def _name(goal: Goal, voice: Voice, part: str) -> str:
    return f"{goal.pk.hex}_{voice}_{part}"
