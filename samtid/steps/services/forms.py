"""Vad man kan fylla i om insatser."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.base.organisation.models import Unit

from .catalogue import CatalogueService
from .rules import FOLLOWED_UP, GoalDetails, obstacles_to_goals
from .words import EndReason, GoalArea

LEVELS = [("", "Inte skattat"), *((str(level), str(level)) for level in range(11))]
WANTED = [("", "Välj…"), *((str(level), str(level)) for level in range(10, -1, -1))]
AREAS = [("", "Välj…"), *GoalArea.choices()]
GOALS = (1, 2, 3)


class GoalForm(forms.Form):
    """Ett mål."""

    text = Line(
        label="Vad ska bli annorlunda?",
        help_text="Skriv med den enskildes egna ord.",
        most=300,
        missing="Skriv målet.",
    )
    area = forms.ChoiceField(
        label="Del av livet",
        choices=AREAS,
        error_messages={"required": "Välj vilken del av livet målet gäller."},
    )
    start_level = forms.ChoiceField(
        label="Hur är det nu?",
        choices=LEVELS,
        required=False,
        help_text="0 är sämst, 10 är bäst.",
    )
    wanted_level = forms.ChoiceField(
        label="Hur bra ska det bli?",
        choices=WANTED,
        help_text="10 är bäst.",
        error_messages={"required": "Välj hur bra det ska bli."},
    )

    def details(self) -> GoalDetails:
        """The goal as typed."""
        said = self.cleaned_data
        return GoalDetails(
            text=said["text"],
            area=GoalArea(said["area"]),
            start_level=int(said["start_level"]) if said["start_level"] else None,
            wanted_level=int(said["wanted_level"]),
        )


class StartForm(forms.Form):
    """Starta en insats, with up to three goals."""

    code = forms.ChoiceField(label="Insats", error_messages={"required": "Välj en insats."})
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label="Vem utför insatsen?",
        empty_label="Välj…",
        error_messages={"required": "Välj vem som utför insatsen."},
    )
    extent = Line(
        label="Omfattning", required=False, help_text="Till exempel: två timmar varannan vecka.", most=160
    )
    starts_on = Day(label="Börjar", missing="Skriv vilken dag insatsen börjar.")
    ends_on = Day(label="Slutar", required=False)
    told_may_apply = forms.BooleanField(
        label="Jag har berättat att det går att ansöka om insatsen och få ett beslut", required=False
    )
    follow_up_on = Day(label="Följs upp senast", missing=f"Välj en dag för uppföljning. ({FOLLOWED_UP})")

    def __init__(
        self,
        *args: object,
        offered: Iterable[CatalogueService],
        units: Iterable[Unit],
        has_decision: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(service.code, service.name) for service in offered]
        self.fields["code"].choices = choices if len(choices) == 1 else [("", "Välj…"), *choices]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if has_decision:
            del self.fields["told_may_apply"], self.fields["follow_up_on"]
        for number in GOALS:
            self._ask_for_goal(number)

    def _ask_for_goal(self, number: int) -> None:
        for name, field in GoalForm.base_fields.items():
            copied = self.fields[f"goal_{number}_{name}"] = deepcopy(field)
            copied.required = field.required and number == 1
            if name == "text":
                copied.error_messages["required"] = str(obstacles_to_goals([])[0])

    def clean(self) -> dict[str, object]:
        """A goal that has words must say which part of life it is about."""
        said = super().clean() or {}
        for number in GOALS[1:]:
            text, area = said.get(f"goal_{number}_text"), said.get(f"goal_{number}_area")
            if text and not area:
                self.add_error(f"goal_{number}_area", "Välj vilken del av livet målet gäller.")
            if text and not said.get(f"goal_{number}_wanted_level"):
                self.add_error(f"goal_{number}_wanted_level", "Välj hur bra det ska bli.")
        return said

    def goals(self) -> list[GoalDetails]:
        """The goals that have words."""
        found = []
        for number in GOALS:
            said = {name: self.cleaned_data.get(f"goal_{number}_{name}", "") for name in GoalForm.base_fields}
            if said["text"]:
                start = said["start_level"]
                found.append(
                    GoalDetails(
                        said["text"],
                        GoalArea(said["area"]),
                        int(start) if start else None,
                        int(said["wanted_level"]),
                    )
                )
        return found

    @property
    def goal_fields(self) -> list[list[forms.BoundField]]:
        """The fields of each goal, to be drawn together."""
        return [[self[f"goal_{number}_{name}"] for name in GoalForm.base_fields] for number in GOALS]


class BeginForm(forms.Form):
    """När började hjälpen?"""

    began_on = Day("Vilken dag började insatsen?", missing="Skriv vilken dag insatsen började.")


class EndForm(forms.Form):
    """Avsluta en insats."""

    reason = forms.ChoiceField(
        label="Varför slutar insatsen?",
        choices=EndReason.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför insatsen slutar."},
    )
    ended_on = Day(label="Sista dagen", missing="Skriv insatsens sista dag.")
    comment = Prose(label="Kommentar", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        helps = {str(reason): reason.help for reason in EndReason if reason.help}
        self.fields["reason"].choice_help = helps  # type: ignore[attr-defined]
