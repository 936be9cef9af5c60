"""Vad en person kan fylla i."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose

from .rules import LONGEST, MOST_KRONOR
from .words import Body, PlanKind, PointKind, Result, Rhythm, State

NO_PERSON = "Skriv om verksamheten, aldrig om den som får hjälp: inga namn, nummer eller ärenden."
Choices = Iterable[tuple[str, str]]
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
NONE = "-"  # a choice of nothing, said and not left out


class Kronor(forms.IntegerField):
    """Whole kronor as people write them: ``850 000``."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = "".join(value.split()).removesuffix("kr")
            # Django cuts a point with noughts after it; here it parts thousands or is no whole number
            if "." in value and not THOUSANDS.fullmatch(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(".", "")
        return super().to_python(value)


def _owner() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Vem ansvarar?",
        help_text="En chef eller kvalitetsutvecklare. Det kommer på hennes Min dag en vecka före dagen.",
        error_messages={"required": "Välj vem som ansvarar.", "invalid_choice": "Välj någon i listan."},
    )


def _indicator() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Indikator",
        help_text="Siffran som visar om det blev så. Den läses i Styrning, ingen skriver in den här.",
        required=False,
        error_messages={"invalid_choice": "Välj en indikator i listan."},
    )


def _year(label: str) -> forms.IntegerField:
    said = "Skriv året med fyra siffror."
    return forms.IntegerField(
        label=label,
        min_value=2000,
        max_value=2100,
        error_messages={"required": said, "invalid": said, "min_value": said, "max_value": said},
    )


def _said(label: str, help: str, missing: str) -> Prose:
    return Prose(label, help, most=LONGEST, missing=missing)


class Written(forms.Form):
    """A form of this room: whom one can choose, and the question about names that is asked once."""

    insist = Line(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, owners: Choices = (), indicators: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            self.fields["owner"].choices = [("", "Välj"), *owners]  # type: ignore[attr-defined]
        if "indicator" in self.fields:
            self.fields["indicator"].choices = [("", "Ingen"), *indicators]  # type: ignore[attr-defined]


class Turned(Written):
    """The same of a row that somebody else may have moved since the page was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EnterForm(Written):
    """Ett beslut, as the minutes say it."""

    body = forms.ChoiceField(
        label="Vem beslutade?", choices=Body.choices(), widget=forms.RadioSelect, initial=Body.COMMITTEE,
        error_messages={"required": "Välj vem som beslutade."},
    )  # fmt: skip
    decided_on = Day("Mötets dag", missing="Skriv mötets dag.")
    paragraph = Line("Paragraf", "Till exempel § 12. Behövs för nämndens beslut.", required=False, most=40)
    text = _said("Vad beslutades?", f"Som det står i protokollet. {NO_PERSON}", "Skriv vad som beslutades.")
    ground = Line("Grund", "Lagrum, uppdrag eller underlag.", required=False, most=500)
    owner = _owner()
    follow_up_on = Day("Följs upp senast", missing="Skriv dagen då det ska vara uppföljt.")
    indicator = _indicator()


class FollowForm(Turned):
    """Blev det så?"""

    result = forms.ChoiceField(
        label="Blev det så?", choices=Result.choices(), widget=forms.RadioSelect,
        error_messages={"required": "Välj om det blev så."},
    )  # fmt: skip
    said = _said(
        "Vad har hänt?", "Skriv också det som inte har hänt, och varför.",
        "Skriv vad som har hänt, också det som inte har hänt.",
    )  # fmt: skip
    next_on = Day(
        "Titta igen",
        "Fyll i om beslutet inte är klart, eller om effekten inte går att säga ännu.",
        required=False,
    )


class ChangeForm(Turned):
    """Rätta bredvid, eller ändra vem och när."""

    said = _said(
        "Rättelse eller skäl",
        f"Det som en gång förts in står kvar. {NO_PERSON}",
        "Skriv vad som är fel, eller varför det ändras.",
    )
    owner = _owner()
    next_on = Day("Nästa dag", missing="Skriv dagen.")

    def __init__(self, *args: Any, present: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # whoever answers stays a choice when she may no longer, so that a correction beside moves nothing
        choices = list(self.fields["owner"].choices)  # type: ignore[attr-defined]
        if present[0] and present[0] not in {str(key) for key, _ in choices}:
            self.fields["owner"].choices = [*choices, (present[0], f"{present[1]} (som nu)")]  # type: ignore[attr-defined]


class CorrectForm(Written):
    """En rättelse bredvid en plan."""

    said = _said(
        "Rättelse",
        f"Det som en gång förts in står kvar. {NO_PERSON}",
        "Skriv vad som är fel, och hur det ska vara.",
    )


class ReopenForm(Turned):
    """Öppna igen."""

    said = _said("Varför öppnas det igen?", "", "Skriv varför det öppnas igen.")
    next_on = Day("Nästa dag", missing="Skriv dagen då någon tittar igen.")


class EndForm(Turned):
    """Hur det slutar."""

    ends = forms.ChoiceField(
        label="Hur slutar det?", widget=forms.RadioSelect, error_messages={"required": "Välj hur det slutar."}
    )
    said = _said(
        "Hur vet ni det, eller varför avslutas det?",
        "",
        "Skriv hur ni vet det, eller skälet till att det avslutas.",
    )

    def __init__(self, *args: Any, ends: Iterable[State] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].choices = [(str(one), one.label) for one in ends]  # type: ignore[attr-defined]


class SentenceForm(Turned):
    """Periodens mening."""

    said = _said(
        "Hur går det?", "En mening räcker. Siffran läses in av sig själv.", "Skriv en mening om hur det går."
    )


class MeetingForm(Written):
    """Ett möte."""

    held_on = Day("Mötets dag", missing="Skriv mötets dag.")


class PointForm(Written):
    """En punkt."""

    kind = forms.ChoiceField(
        label="Vad är det?", choices=PointKind.choices(), widget=forms.RadioSelect, initial=PointKind.TOPIC,
        error_messages={"required": "Välj vad det är."},
    )  # fmt: skip
    text = _said("Punkten", NO_PERSON, "Skriv vad punkten gäller.")
    owner = _owner()
    next_on = Day(
        "Klart senast", "Punkten följer med till nästa möte tills den är klar.", missing="Skriv dagen."
    )


class PlanForm(Written):
    """En plan."""

    kind = forms.ChoiceField(
        label="Slag av plan", choices=PlanKind.choices(), widget=forms.RadioSelect, initial=PlanKind.OPERATIONAL,
        error_messages={"required": "Välj slag av plan."},
    )  # fmt: skip
    name = Line(
        "Planens namn", "Till exempel Verksamhetsplan 2027–2029.", most=120, missing="Skriv vad planen heter."
    )
    vision = _said("Vision", f"Vad ska vara annorlunda, för vem? {NO_PERSON}", "Skriv visionen.")
    first_year = _year("Första året")
    last_year = _year("Sista året")
    rhythm = forms.ChoiceField(
        label="Målen följs upp", choices=Rhythm.choices(), widget=forms.RadioSelect, initial=Rhythm.TERTIAL,
        error_messages={"required": "Välj hur ofta målen följs upp."},
    )  # fmt: skip
    owner = _owner()


class ThemeForm(Written):
    """Årets tema."""

    year = _year("År")
    theme = Line("Årets tema", "Till exempel Verksamhetens år.", most=120, missing="Skriv årets tema.")


class GoalForm(Written):
    """Ett mål."""

    title = Line("Mål", "Vad ska vara sant när målet är nått?", most=200, missing="Skriv målet.")
    text = Prose("Vad betyder det?", NO_PERSON, most=LONGEST, required=False)
    indicator = _indicator()
    target = Line(
        "Så ser vi att det är nått",
        "Till exempel: minst 90 procent tre månader i rad.",
        most=200,
        required=False,
    )
    owner = _owner()


class ActivityForm(Written):
    """En aktivitet."""

    text = _said("Vad ska göras?", NO_PERSON, "Skriv vad som ska göras.")
    proposal = forms.ChoiceField(
        label="Förslag från en arbetsstuga",
        help_text="De som var med får läsa var förslaget togs upp.",
        required=False,
        error_messages={"invalid_choice": "Förslaget är redan upptaget i en plan. Läs listan igen."},
    )
    owner = _owner()
    begins_on = Day("Från", required=False)
    next_on = Day("Klart senast", missing="Skriv dagen då det ska vara klart.")
    budget = Kronor(
        label="Budget, hela kronor", required=False, min_value=0, max_value=MOST_KRONOR,
        error_messages={
            "invalid": "Skriv hela kronor med siffror.", "min_value": "Budgeten kan inte vara mindre än noll.",
            "max_value": "Högst tio miljarder kronor.",
        },
    )  # fmt: skip
    risk = Line("Risk", "Vad kan gå fel, för vem?", most=500, required=False)
    indicator = _indicator()

    def __init__(self, *args: Any, proposals: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = [("", "Inget"), *proposals]  # type: ignore[attr-defined]


class MilestoneForm(Written):
    """En milstolpe."""

    milestone = Line("Vad ska vara klart?", most=200, missing="Skriv vad som ska vara klart.")
    due_on = Day("Senast", missing="Skriv dagen.")


class TieForm(Turned):
    """Var aktiviteten kommer ifrån. Nothing is a choice of its own, so that an empty form unties nothing."""

    resolution = forms.ChoiceField(
        label="Beslut som den genomför", error_messages={"required": "Välj ett beslut, eller Inget beslut."}
    )
    idea = forms.ChoiceField(
        label="Förslag som den kommer från",
        error_messages={"required": "Välj ett förslag, eller Inget förslag."},
    )

    def __init__(self, *args: Any, resolutions: Choices = (), ideas: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].choices = [(NONE, "Inget beslut"), *resolutions]  # type: ignore[attr-defined]
        self.fields["idea"].choices = [(NONE, "Inget förslag"), *ideas]  # type: ignore[attr-defined]
