"""Vad en person kan fylla i om en risk eller en kontroll."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.ground.text import whole
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.routines import process

from . import rules
from .words import How, Outcome, Way

Pairs = Iterable[tuple[Any, str]]
NO_PERSON = "Om arbetet, aldrig om en person."
NOBODY, EVERYWHERE, OWN_WORDS, NONE = (
    ("", "Ingen"),
    ("", "Hela kommunen"),
    ("", "Eget område, se nedan"),
    ("", "–"),
)


def choice(
    label: str,
    missing: str = "Välj ett av det som finns.",
    *,
    choices: Pairs = (),
    help: str = "",
    radio: bool = False,
    required: bool = True,
) -> Any:
    """One of some, with the sentence for when none is chosen."""
    return forms.ChoiceField(
        label=label, help_text=help, choices=list(choices), required=required, widget=forms.RadioSelect if radio else forms.Select,
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def key(said: str) -> int | None:
    """A row's or a step's number; nothing where none is chosen."""
    return whole(said) if said else None


class Asked(forms.Form):
    """What is asked about once more when it looks like a name, and knows how many lines its page showed."""

    insist = Line(required=False, widget=forms.HiddenInput)
    seen = Line(required=False, widget=forms.HiddenInput)

    @property
    def count(self) -> int | None:
        said = self.cleaned_data.get("seen", "")
        return whole(said) if said else None


class AssessForm(Asked):
    """Hur stor är risken nu, och vad gör ni?"""

    text = Prose(
        "Vad har ändrats?",
        NO_PERSON,
        most=rules.LONGEST,
        missing="Skriv vad som har ändrats, eller att det står sig.",
    )
    likelihood = choice(
        "Hur sannolikt är det?", "Välj hur sannolikt det är.", choices=rules.LIKELY.items(), radio=True
    )
    severity = choice(
        "Hur allvarligt är det?", "Välj hur allvarligt det är.", choices=rules.SEVERE.items(), radio=True
    )
    measure = Prose(
        "Vad gör ni åt det?", "Behövs alltid när risken är hög.", most=rules.LONGEST, required=False
    )
    doer = choice("Vem gör det?", required=False)
    measure_on = Day("Gjort senast", required=False)
    left_likelihood = choice(
        "Sannolikhet när det är gjort", choices=[NONE, *rules.LIKELY.items()], required=False
    )
    left_severity = choice("Allvar när det är gjort", choices=[NONE, *rules.SEVERE.items()], required=False)
    next_on = Day(
        "När ses risken över?", "Inom ett år. Dagen står på Min dag.", missing="Skriv när risken ses över."
    )

    def __init__(self, *args: Any, staff: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["doer"].choices = [NOBODY, *staff]  # type: ignore[attr-defined]

    def assessed(self) -> rules.Assessed:
        """What was written, as the rules read it."""
        said = self.cleaned_data
        return rules.Assessed(
            int(said["likelihood"]), int(said["severity"]), said.get("text", ""), said["measure"], key(said["doer"]), said["measure_on"],
            key(said["left_likelihood"]), key(said["left_severity"]), said["next_on"],
        )  # fmt: skip


class RiskForm(AssessForm):
    """Vad kan hända?"""

    name = Prose("Vad kan hända?", NO_PERSON, most=rules.LONGEST, missing="Skriv vad som kan hända.")
    cause = Prose("Vad beror det på?", "", most=rules.LONGEST, missing="Skriv vad det beror på.")
    consequence = Prose(
        "Vad leder det till för den enskilde?",
        "",
        most=rules.LONGEST,
        missing="Skriv vad det leder till för den enskilde.",
    )
    place = choice("I vilket steg?", required=False)
    area = Line(
        "Eller i vilket arbetsområde?",
        "Till exempel lokaler eller bemanning.",
        most=rules.SHORT,
        required=False,
    )
    covers = choice("Var?", required=False)
    owner = choice("Vem svarar för risken?", "Välj vem som svarar för risken.")

    def __init__(self, *args: Any, staff: Pairs = (), places: Pairs = (), **kwargs: Any) -> None:
        owners = list(staff)
        super().__init__(*args, staff=owners, **kwargs)
        del self.fields["text"]
        _laid(self, owners, places)

    def told(self) -> rules.Told:
        """What was written of the risk itself, as the rules read it."""
        said = self.cleaned_data
        return rules.Told(
            said["name"], said["place"], said["area"], said["cause"], said["consequence"], key(said["covers"])
        )


class ControlForm(Asked):
    """Vad kontrolleras, varför, hur ofta och hur?"""

    name = Line("Vad ska kontrollen heta?", "", most=rules.SHORT, missing="Ge kontrollen ett namn.")
    what = Prose(
        "Vad kontrolleras, och hur?",
        NO_PERSON,
        most=rules.LONGEST,
        missing="Skriv vad som kontrolleras, och hur.",
    )
    law = Line(
        "Varför, med paragraf?",
        "Till exempel SoL 14 kap. 2 §.",
        most=rules.SHORT,
        missing="Skriv varför, med paragraf.",
    )
    place = choice("I vilket steg?", required=False)
    area = Line("Eller i vilket arbetsområde?", "", most=rules.SHORT, required=False)
    covers = choice("Var?", required=False)
    every = choice("Hur ofta?", "Välj hur ofta.", choices=rules.EVERY.items())
    month = choice(
        "Från vilken månad?",
        "Välj en månad.",
        choices=list(enumerate(rules.MONTHS, 1)),
        help="Den första i månaden står det på Min dag.",
    )
    how = choice(
        "Hur görs den?",
        "Välj hur den görs.",
        choices=[(str(one), f"{one.label}. {one.help}") for one in How],
        radio=True,
    )
    indicator = choice("Vilken siffra?", required=False)
    way = choice("Gränsen är", choices=[NONE, *Way.choices()], required=False)
    limit = forms.DecimalField(
        label="Gräns", help_text="I siffrans egen enhet.", required=False, localize=True, max_digits=12,
        error_messages=dict.fromkeys(("invalid", "max_digits", "max_decimal_places", "max_whole_digits"), "Skriv gränsen som ett tal."),
    )  # fmt: skip
    owner = choice("Vem svarar för den?", "Välj vem som svarar för den.")

    def __init__(self, *args: Any, staff: Pairs = (), places: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = sorted(
            ((one.key, f"{one.name} ({one.unit})") for one in all_indicators().values()),
            key=lambda pair: pair[1].lower(),
        )
        self.fields["indicator"].choices = [NONE, *figures]  # type: ignore[attr-defined]
        _laid(self, staff, places)

    def control(self) -> rules.Control:
        """What was written, as the rules read it."""
        said = self.cleaned_data
        return rules.Control(
            said["name"], said["what"], said["law"], said["place"], said["area"], key(said["covers"]), How(said["how"]),
            said["indicator"], Way(said["way"]) if said["way"] else None, said["limit"], int(said["every"]), int(said["month"]),
        )  # fmt: skip


class ConcludeForm(Asked):
    """Vad betyder det, och vad gör ni?"""

    outcome = choice(
        "Vad visade granskningen?", "Välj vad granskningen visade.", choices=Outcome.choices(), radio=True
    )
    text = Prose("Vad betyder det?", NO_PERSON, most=rules.LONGEST, missing="Skriv vad det betyder.")
    measure = Prose(
        "Vad gör ni åt det?", "Behövs när gränsen inte är nådd.", most=rules.LONGEST, required=False
    )

    def __init__(self, *args: Any, by_hand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "id_conclude_%s"} | kwargs))
        if not by_hand:
            del self.fields["outcome"]


class TextForm(Asked):
    """En mening om vad som hände."""

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": f"id_{name}_%s"} | kwargs))
        label, missing = {
            "finish": ("Vad är gjort?", "Skriv vad som är gjort."),
            "close": ("Varför finns risken inte längre?", "Skriv varför den inte finns längre."),
            "end": ("Varför upphör kontrollen?", "Skriv varför den upphör."),
        }[name]
        self.fields["text"] = Prose(label, NO_PERSON, most=rules.LONGEST, missing=missing)


class OwnerForm(forms.Form):
    """Någon annan."""

    owner = choice("Vem tar över?", "Välj vem som tar över.")

    def __init__(self, *args: Any, staff: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": "id_hand_%s"} | kwargs))
        self.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]


def _laid(form: forms.Form, staff: Pairs, units: Pairs) -> None:
    """The steps there are, the units of today and those who can answer."""
    form.fields["place"].choices = [OWN_WORDS, *process.places().items()]  # type: ignore[attr-defined]
    form.fields["covers"].choices = [EVERYWHERE, *units]  # type: ignore[attr-defined]
    form.fields["owner"].choices = list(staff)  # type: ignore[attr-defined]
