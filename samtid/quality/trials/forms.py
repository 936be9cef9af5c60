"""Vad en person kan fylla i om ett försök."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.ground.text import whole
from samtid.quality.indicators.figures import all_indicators

from . import rules
from .counting import MINUS
from .models import Guard
from .words import Method, Outcome, Way

NO_PERSON = "Om arbetssätt, aldrig om en person."


def choice(
    label: str, missing: str, *, choices: Iterable[tuple[str, str]] = (), help: str = "", radio: bool = False
) -> Any:
    """One of some, with the sentence for when none is chosen."""
    return forms.ChoiceField(
        label=label, help_text=help, choices=list(choices), widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def count(label: str, help: str, least: int, most: int) -> Any:
    """A whole number between two."""
    wrong = f"Skriv ett tal mellan {least} och {most}."
    return forms.IntegerField(
        label=label, help_text=help, min_value=least, max_value=most,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


def units(label: str, help: str, missing: str = "") -> Any:
    """Some of the units; at least one where it is said what is missing."""
    return forms.MultipleChoiceField(
        label=label, help_text=help, required=bool(missing), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing, "invalid_choice": "Välj enheter som finns i dag."},
    )  # fmt: skip


def figures() -> list[tuple[str, str]]:
    """Every indicator by name, with what it is measured in."""
    return sorted(
        ((key, f"{one.name} ({one.unit})") for key, one in all_indicators().items()),
        key=lambda pair: pair[1].lower(),
    )


class PlanForm(forms.Form):
    """Vad prövas, vad tror ni, och hur räknas det?"""

    name = Line("Vad ska försöket heta?", "", most=200, missing="Ge försöket ett namn.")
    changed = Prose(
        "Vad gör ni på ett annat sätt?", f"Så att den som inte var med förstår. {NO_PERSON}", most=2000,
        missing="Skriv vad som görs på ett annat sätt.",
    )  # fmt: skip
    hypothesis = Prose(
        "Vad tror ni ska hända, och varför?", "En mening som kan visa sig vara fel.", most=1000,
        missing="Skriv vad ni tror ska hända, och varför.",
    )  # fmt: skip
    indicator = choice(
        "Vilken siffra visar det?", "Välj en siffra.", help="En enda. Det andra kan bli skyddsgränser."
    )
    way = choice(
        "Den väntas bli", "Välj om siffran väntas bli högre eller lägre.", choices=Way.choices(), radio=True
    )
    tries = units("Vilka enheter prövar?", "", "Välj minst en enhet som prövar.")
    starts_on = Day("Första dagen", missing="Skriv den första dagen.")
    ends_on = Day("Sista dagen", "Minst fem hela månader.", missing="Skriv den sista dagen.")
    method = choice(
        "Hur räknas det?", "Välj hur det räknas.", radio=True,
        choices=[(str(one), f"{one.label}. {one.help}") for one in Method],
    )  # fmt: skip
    beside = units("Jämför med", "Bara när ni räknar mot enheter som inte prövar.")
    months = count(
        "Antal månader före", "Så långt bakåt räknas det som var förut.", rules.FEWEST_MONTHS, rules.MOST_MONTHS
    )  # fmt: skip
    looks = count(
        "Hur många gånger räknar ni?", "Varje gång till gör att det krävs mer för att säga att något hände.", 1, rules.MOST_LOOKS
    )  # fmt: skip
    owner = choice("Vem har hand om försöket?", "Välj vem som har hand om försöket.")
    insist = Line(required=False, widget=forms.HiddenInput)
    seen = Line(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        staff: Iterable[tuple[str, str]] = (),
        places: Iterable[tuple[str, str]] = (),
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = list(places)
        self.fields["indicator"].choices = figures()  # type: ignore[attr-defined]
        for name in ("tries", "beside"):
            self.fields[name].choices = chosen  # type: ignore[attr-defined]
        if is_new:
            self.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]
        else:
            del self.fields["owner"]

    def plan(self) -> rules.Plan:
        """What was written, as the rules read it."""
        said = self.cleaned_data
        return rules.Plan(
            said["name"], said["changed"], said["hypothesis"], said["indicator"], Way(said["way"]), Method(said["method"]),
            said["looks"], said["months"], said["starts_on"], said["ends_on"],
            frozenset(map(int, said["tries"])), frozenset(map(int, said["beside"])),
        )  # fmt: skip


class GuardForm(forms.Form):
    """Vad får inte bli sämre?"""

    indicator = choice("Siffra", "Välj en siffra.")
    worse = choice("Sämre är", "Välj åt vilket håll det blir sämre.", choices=Way.choices(), radio=True)
    limit = forms.DecimalField(
        label="än", help_text="I siffrans egen enhet, för varje enhet som prövar.", localize=True, max_digits=12,
        error_messages={"required": "Skriv gränsen som ett tal.", "invalid": "Skriv gränsen som ett tal."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_guard_%s"} | kwargs)
        self.fields["indicator"].choices = figures()  # type: ignore[attr-defined]
        for rule in ("max_digits", "max_decimal_places", "max_whole_digits"):
            self.fields["limit"].error_messages[rule] = "Skriv gränsen som ett tal."


class PressForm(forms.Form):
    """En knapp som kan behöva tryckas en gång till, and that knows what the page said when it was drawn."""

    insist = Line(required=False, widget=forms.HiddenInput)
    seen = Line(required=False, widget=forms.HiddenInput)

    @property
    def count(self) -> int | None:
        """How many passed limits the page told of."""
        said = self.cleaned_data.get("seen", "")
        return whole(said) if said else None


class WhyForm(PressForm):
    """En mening om varför."""

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{name}_%s"} | kwargs)
        label, missing = {
            "go_on": ("Varför får det fortsätta, och vad gör ni åt det som blev sämre?", "Skriv varför försöket får fortsätta, och vad ni gör åt det som blev sämre."),
            "stop": ("Varför avbryts det?", "Skriv varför det avbryts."),
            "drop": ("Varför blir det inte av?", "Skriv varför det inte blir av."),
        }[name]  # fmt: skip
        self.fields["text"] = Prose(label, NO_PERSON, most=rules.SHORTER, missing=missing)


class DecideForm(PressForm):
    """Vad blir det?"""

    outcome = choice("Vad blir det?", "Välj vad det blir.", choices=Outcome.choices(), radio=True)
    text = Prose("Varför?", NO_PERSON, most=rules.SHORTER, missing="Skriv varför.")
    follow_on = Day(
        "När ser ni efter om det höll?", "Gärna efter nästa bokslut. Dagen står på Min dag.", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_decide_%s"} | kwargs)


class FollowForm(PressForm):
    """Hur är det nu?"""

    text = Prose("Hur ser det ut nu?", NO_PERSON, most=rules.SHORTER, missing="Skriv hur det ser ut nu.")
    follow_on = Day("Nästa dag", "Lämna tomt när det inte behöver följas upp mer.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_follow_%s"} | kwargs)


class OwnerForm(forms.Form):
    """Någon annan."""

    owner = choice("Vem tar över?", "Välj vem som tar över.")

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]


def limit_of(guard: Guard) -> str:
    """A limit as it is said, with the decimals that it has: ``Utredningar i tid får inte bli lägre än 80,5 %``."""
    one = all_indicators().get(guard.indicator)
    return f"{one.name if one else guard.indicator} får inte bli {Way(guard.worse).label.lower()} än {value_of(guard, guard.limit)}"


def value_of(guard: Guard, value: Decimal) -> str:
    """A value of a limit's figure with the decimals that tell it from the limit."""
    one = all_indicators().get(guard.indicator)
    said = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", MINUS)
    return f"{said} {one.unit if one else ''}".strip()
