"""Vad man kan fylla i om hem och placeringar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Moment, Prose
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.ground import clock
from samtid.ground.sweden import swedish_day

from . import rules
from .actions import Particulars
from .words import Destination, Done, HomeKind, LeftWhy, Why

CHOOSE = ("", "Välj…")
SAME = "same"
WHOLE = {"invalid": "Skriv ett heltal."}


def _count(label: str, **more: Any) -> forms.IntegerField:
    more["error_messages"] = WHOLE | {"required": f"{label}: skriv ett heltal."}
    return forms.IntegerField(label=label, min_value=0, **more)


class HomeForm(forms.Form):
    """Ett hems uppgifter från en dag."""

    valid_from = Day(label="Uppgifterna gäller från", missing="Skriv från vilken dag.")
    run_by = Line(label="Drivs av", required=False, most=120, help_text="Familjens namn eller företaget.")
    phone = Line(label="Telefon, dygnet runt", required=False, most=40)
    address = Line(label="Adress", required=False, most=160)
    area = Line(label="Kommun eller område", required=False, most=80)
    distance_km = _count("Avstånd i km", required=False)
    capacity = _count("Platser")
    age_from = _count("Från ålder")
    age_to = _count("Till ålder")
    takes_siblings = forms.BooleanField(label="Tar emot syskon", required=False)
    has_pets = forms.BooleanField(label="Det finns djur i hemmet", required=False)
    languages = Line(label="Språk", required=False, most=120)
    training = Line(label="Utbildning", required=False, most=200, help_text="Vilken, och när.")
    approved_on = Day(label="Utrett och godkänt av nämnden", required=False)
    approved_to = Day(
        label="Godkänt till och med", required=False, help_text="Tomt när det gäller tills vidare."
    )
    approved_by = Line(label="Nämndens protokoll", required=False, most=80)
    register_checked_on = Day(label="Polisens register kontrollerade", required=False)
    agreement_on = Day(label="Avtal skrivet", required=False)
    price_per_day = _count(
        "Kronor per dygn", required=False, help_text="Arvode och omkostnad, eller avtalat pris."
    )
    closed_on = Day(label="Hemmet stänger", required=False, help_text="Första dagen utan barn.")
    why = Line(label="Vad som har ändrats", required=False, most=300)

    @classmethod
    def ticks(cls) -> list[str]:
        """The boxes one ticks."""
        return [name for name, one in cls.base_fields.items() if isinstance(one, forms.BooleanField)]

    def said(self) -> Particulars:
        """The particulars as the action takes them."""
        names = Particulars.__dataclass_fields__
        return Particulars(**{name: value for name, value in self.cleaned_data.items() if name in names})


class NewHomeForm(HomeForm):
    """Ett nytt hem."""

    kind = forms.ChoiceField(
        label="Slag av hem",
        choices=[CHOOSE, *HomeKind.choices()],
        error_messages={"required": "Välj vad det är för hem."},
    )
    name = Line(label="Vad hemmet kallas", most=120, missing="Skriv vad hemmet kallas.")
    field_order = ["kind", "name"]


class PauseForm(forms.Form):
    """En paus."""

    first = Day(label="Tar inte emot från", missing="Skriv första dagen.")
    last = Day(label="Till och med", missing="Skriv sista dagen.")


class MatchForm(forms.Form):
    """Vad barnet behöver, för att se vilka hem som passar."""

    age = forms.IntegerField(label="Ålder", min_value=0, max_value=rules.MOST_AGE, required=False)
    siblings = forms.IntegerField(label="Syskon som ska med", min_value=0, max_value=10, required=False)
    within_km = forms.IntegerField(
        label="Högst så här många km bort", min_value=0, max_value=2000, required=False
    )
    language = Line(label="Språk", required=False, most=40)
    without_pets = forms.BooleanField(label="Utan djur", required=False)

    def wish(self, on: Any) -> rules.Wish:
        """What matching asks."""
        said = self.cleaned_data
        return rules.Wish(
            on=on,
            age=said.get("age"),
            siblings=said.get("siblings") or 0,
            without_pets=said.get("without_pets") or False,
            within_km=said.get("within_km"),
            language=said.get("language") or "",
        )


class _HomeChoice(forms.Form):
    """Ett hem att välja: those that fit first, and beside each of the rest why not."""

    home = forms.ChoiceField(label="Hem", error_messages={"required": "Välj ett hem."})
    anyway = Line(
        label="Därför ändå, om hemmet inte tar emot eller inte är godkänt",
        required=False,
        most=300,
        help_text="Till exempel vem i hemmet som har sagt ja, eller att barnet redan är där. Sparas med placeringen.",
    )

    def __init__(self, *args: object, homes: Iterable[tuple[str, Iterable[Any]]], **kwargs: object) -> None:
        """``homes`` are groups of homes, each group with its heading."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        groups = [(title, list(rows)) for title, rows in homes]
        self.by_key = {str(one.home.pk): one.home for _, rows in groups for one in rows}
        self.fields["home"].choices = [  # type: ignore[attr-defined]
            CHOOSE,
            *(
                (title, [(str(one.home.pk), f"{one.name}, {one.kind.label.lower()}") for one in rows])
                for title, rows in groups
                if rows
            ),
        ]

    def chosen(self) -> Any:
        """The home."""
        return self.by_key[self.cleaned_data["home"]]


class BeginForm(_HomeChoice):
    """Ett barn kommer till ett hem."""

    starts_at = Moment(label="Barnet kom till hemmet", missing="Skriv dag och klockslag.")
    ground = forms.ChoiceField(label="Grund för vården", error_messages={"required": "Välj grunden."})
    decision = forms.ChoiceField(label="Beslut i ärendet", required=False)
    decision_text = Line(
        label="Eller nämndens eller rättens beslut",
        required=False,
        most=200,
        help_text="Vem som beslutade, dag och nummer.",
    )
    considered = forms.MultipleChoiceField(
        label="Alternativ på hemmaplan som har prövats eller övervägts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why_not = Prose(label="Varför räcker det inte?", most=4000, missing="Skriv varför det inte räcker.")
    secretary = forms.ChoiceField(
        label="Barnets socialsekreterare", error_messages={"required": "Välj vem som ska besöka barnet."}
    )
    note = Line(label="Det hemmet behöver veta i natt", required=False, most=500)

    field_order = [
        "home",
        "anyway",
        "starts_at",
        "ground",
        "decision",
        "decision_text",
        "considered",
        "why_not",
    ]

    def __init__(
        self,
        *args: object,
        grounds: Iterable[tuple[str, str]],
        decisions: Iterable[tuple[str, str]],
        alternatives: Mapping[str, str],
        staff: Iterable[Staff],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(one.pk): one for one in staff}
        self.fields["ground"].choices = [CHOOSE, *grounds]  # type: ignore[attr-defined]
        self.fields["decision"].choices = [("", "Inget av dem"), *decisions]  # type: ignore[attr-defined]
        self.fields["considered"].choices = list(alternatives.items())  # type: ignore[attr-defined]
        self.fields["secretary"].choices = [CHOOSE, *_staff(self.staff.values())]  # type: ignore[attr-defined]

    @property
    def has_alternatives(self) -> bool:
        return bool(self.fields["considered"].choices)  # type: ignore[attr-defined]


class MoveForm(_HomeChoice):
    """Barnet flyttar till ett annat hem."""

    starts_at = Moment(label="Barnet kom till det nya hemmet", missing="Skriv dag och klockslag.")
    why = forms.ChoiceField(
        label="Varför?",
        choices=[CHOOSE, *(row for row in Why.choices() if row[0] != Why.FIRST)],
        error_messages={"required": "Välj varför barnet flyttar."},
    )
    note = Line(label="Det hemmet behöver veta i natt", required=False, most=500)

    field_order = ["home", "anyway", "starts_at", "why"]


class LeaveForm(forms.Form):
    """Barnet är inte kvar i hemmet."""

    left_at = Moment(label="Sedan", missing="Skriv dag och klockslag.")
    why = forms.ChoiceField(
        label="Vad har hänt?",
        choices=LeftWhy.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som har hänt."},
    )


class EndForm(forms.Form):
    """Vården utanför hemmet slutar."""

    ended_at = Moment(label="Barnet flyttade", missing="Skriv dag och klockslag.")
    destination = forms.ChoiceField(
        label="Vart?",
        choices=Destination.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vart barnet flyttar."},
    )
    comment = Prose(label="Kommentar", required=False, most=2000)


class CorrectForm(_HomeChoice):
    """Rätta var, eller sedan när, barnet har varit."""

    starts_at = Moment(label="Barnet kom till hemmet", missing="Skriv dag och klockslag.")
    why = Prose(
        label="Vad var fel, och hur vet du det?",
        most=1000,
        missing="Skriv vad som var fel och hur du vet det.",
    )

    def __init__(self, *args: Any, same: Any = None, **kwargs: Any) -> None:
        """``same`` is the home that stands, where the form must not say which it is."""
        super().__init__(*args, **kwargs)
        del self.fields["anyway"]
        if same is not None:
            self.by_key[SAME] = same
            first, *rest = self.fields["home"].choices  # type: ignore[attr-defined]
            self.fields["home"].choices = [first, (SAME, "Samma hem som står nu"), *rest]  # type: ignore[attr-defined]


class AnnulForm(forms.Form):
    """Vården gällde fel barn."""

    why = Prose(
        label="Vad blev fel, och vem gällde det?",
        most=1000,
        missing="Skriv vad som blev fel och vem det gällde.",
    )


class TakeBackForm(forms.Form):
    """Något var antecknat av misstag."""

    why = Prose(
        label="Vad var fel, och hur vet du det?",
        most=1000,
        missing="Skriv vad som var fel och hur du vet det.",
    )


class GroundForm(forms.Form):
    """En ny grund för vården."""

    ground = forms.ChoiceField(label="Ny grund", error_messages={"required": "Välj grunden."})
    starts_on = Day(
        label="Gäller från",
        missing="Skriv från vilken dag.",
        help_text="Vid omedelbart omhändertagande: dagen för beslutet.",
    )
    decision_text = Line(
        label="Beslut", most=200, missing="Skriv beslutet: vem som beslutade, dag och nummer."
    )

    def __init__(self, *args: object, grounds: Iterable[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["ground"].choices = [CHOOSE, *grounds]  # type: ignore[attr-defined]


class FollowForm(forms.Form):
    """Vad nämnden har gjort för att följa vården."""

    done = forms.ChoiceField(
        label="Vad är gjort?",
        choices=[CHOOSE, *((str(one), one.label) for one in Done if one not in rules.OF_TRACK)],
        error_messages={"required": "Välj vad som är gjort."},
    )
    done_on = Day(label="Dag", missing="Skriv vilken dag.")
    text = Prose(label="Vad nämnden kom fram till, och var det står", required=False, most=4000)


class SecretaryForm(forms.Form):
    """Vem som besöker barnet."""

    secretary = forms.ChoiceField(
        label="Barnets socialsekreterare", error_messages={"required": "Välj vem som ska besöka barnet."}
    )

    def __init__(self, *args: object, staff: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.staff = {str(one.pk): one for one in staff}
        self.fields["secretary"].choices = [CHOOSE, *_staff(self.staff.values())]  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Nästa besök hos barnet."""

    planned_on = Day(label="Nästa besök", missing="Skriv vilken dag.")


class VisitForm(forms.Form):
    """Ett besök hos barnet."""

    held_at = Moment(label="När", missing="Skriv dag och klockslag.")
    minutes = forms.IntegerField(
        label="Minuter",
        min_value=1,
        max_value=720,
        error_messages={"required": "Skriv hur många minuter.", **WHOLE},
    )
    alone = forms.BooleanField(label="Jag talade enskilt med barnet", required=False)
    why_not = Line(label="Om inte, varför?", required=False, most=300)
    note = Prose(label="Hur barnet har det", required=False, most=8000)


def _staff(staff: Iterable[Staff]) -> list[tuple[str, str]]:
    return told_apart(staff, swedish_day(clock.now()))
