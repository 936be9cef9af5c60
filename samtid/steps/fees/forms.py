"""Vad man kan fylla i om en avgift. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.steps.investigations.forms import Sheet

from . import told, words
from .models import FeeBasis
from .rules import CHARGED, MOST, Adjustment, Facts, IncomeFact, Tariff, tariff_field

INCOMES = range(1, 8)
ADJUSTMENTS = range(1, 4)
CHOOSE = [("", "Välj…")]
RENTED = "Lämna tomt om bostaden hyrs som en vanlig bostad (12 kap. jordabalken): hyran skrivs under Hemmet."


class Money(forms.DecimalField):
    """Kronor, with öre if one likes: ``16 400``, ``16 400,50``."""

    def __init__(self, label: str, help_text: str = "", *, required: bool = False) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            min_value=0,
            max_value=MOST,
            max_digits=10,
            decimal_places=2,
            widget=forms.TextInput,
            error_messages={
                "required": "Skriv beloppet.",
                "invalid": "Skriv beloppet i kronor, till exempel 16 400 eller 16 400,50.",
                "min_value": "Beloppet kan inte vara negativt.",
                "max_value": "Beloppet är för stort.",
                "max_digits": "Beloppet är för stort.",
                "max_whole_digits": "Beloppet är för stort.",
                "max_decimal_places": "Skriv högst två decimaler.",
            },
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = "".join(value.split()).removesuffix("kr").replace(",", ".")
        return super().to_python(value)


def choice(label: str, choices: Iterable[tuple[str, str]], help: str = "") -> forms.ChoiceField:
    """One of a list; what is missing is said by the form, which knows whether the row is used."""
    return forms.ChoiceField(
        label=label,
        choices=[*CHOOSE, *choices],
        required=False,
        help_text=help,
        error_messages={"invalid_choice": "Det valet finns inte."},
    )


class BasisForm(Sheet):
    """Avgiftsunderlag, on one page."""

    changed_on = Day(
        "Uppgifterna gäller från",
        "Dagen då inkomsten, hemmet eller insatsen blev så här. Avgiften räknas från månaden efter, eller samma månad om det är den första.",
        missing="Skriv vilken dag uppgifterna gäller från.",
    )
    household = forms.ChoiceField(
        label="Hushåll",
        choices=words.Household.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hushåll.", "invalid_choice": "Det valet finns inte."},
    )
    partner_note = Prose(
        label="Maken, makan eller sambon",
        help_text="Hur har ni sett till att hen inte får det oskäligt sämre (SoL 32 kap. 7 §)? Skriv inte hälsouppgifter.",
        required=False,
        most=1000,
    )
    unstated = forms.BooleanField(
        label="Den enskilde lämnar inte uppgift om inkomst",
        help_text="Fråga först, och säg vad det betyder. Kommunens egen regel säger vad som då gäller.",
        required=False,
    )
    housing = Money(
        "Boendekostnad, kronor per månad",
        "Hela hemmets: hyra eller räntor och drift. Skriv 0 om det inte finns någon. För makar och sambor delas den av Samtid.",
    )
    why = Prose(
        label="Varför skrivs underlaget om?",
        help_text="Till exempel ny pension från januari, eller en uppgift som var fel. Det förra underlaget är kvar.",
        required=False,
        most=1000,
    )

    def __init__(
        self, *args: Any, charged: Mapping[str, str], costs: Mapping[str, int], is_first: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.charged, self.costs = charged, costs
        self.fields["household"].choice_help = {  # type: ignore[attr-defined]
            str(one): one.help for one in words.Household if one.help
        }
        if is_first:
            del self.fields["why"]
        for code, name in charged.items():
            for part in CHARGED[code]:
                is_home = part is words.Part.HOUSING
                self.fields[tariff_field(code, part)] = Money(
                    f"{name}: bostaden, kronor per månad" if is_home else f"{name}, kronor per månad",
                    RENTED if is_home else self._cost(code),
                    required=not is_home,
                )
        for number in INCOMES:
            self._income(number)
        for number in ADJUSTMENTS:
            self._adjustment(number)
        rows = ("income_", "adjustment_")
        self.depends = ("housing", *(name for name in self.fields if name.startswith(rows)))
        self._ask(True)

    def _cost(self, code: str) -> str:
        cost = self.costs.get(code)
        return f"Det kostar kommunen {cost} kronor i månaden: avgiften får inte vara högre." if cost else ""

    def _income(self, number: int) -> None:
        kinds = choice("Slag av inkomst", words.Income.choices())
        self.fields[f"income_{number}_kind"] = kinds
        self.fields[f"income_{number}_amount"] = Money(
            "Belopp, kronor", "Så som era avgiftsregler räknar det."
        )
        self.fields[f"income_{number}_per"] = choice("Per", words.Per.choices())
        self.fields[f"income_{number}_whose"] = choice("Vems", words.Whose.choices())
        self.fields[f"income_{number}_source"] = choice("Uppgiften kommer från", words.Source.choices())
        self.fields[f"income_{number}_known_on"] = Day("Uppgiften är från", required=False)

    def _adjustment(self, number: int) -> None:
        self.fields[f"adjustment_{number}_turn"] = choice("Minimibeloppet", words.Turn.choices())
        self.fields[f"adjustment_{number}_amount"] = Money("Kronor per månad")
        self.fields[f"adjustment_{number}_reason"] = Line(label="Varför", required=False, most=200)

    def clean(self) -> dict[str, Any]:
        """A row that has been begun is whole."""
        said = super().clean() or {}
        for number in INCOMES:
            self._whole("income", number, ("kind", "amount", "per", "whose", "source", "known_on"), said)
        for number in ADJUSTMENTS:
            self._whole("adjustment", number, ("turn", "amount", "reason"), said)
        return said

    def _whole(self, row: str, number: int, names: tuple[str, ...], said: dict[str, Any]) -> None:
        fields = [f"{row}_{number}_{name}" for name in names]
        # what was typed and refused is begun as well
        begun = [one for one in fields if said.get(one) not in (None, "") or one in self.errors]
        for one in fields if begun else ():
            if said.get(one) in (None, "") and one not in self.errors:
                self.add_error(one, "Fyll i det här också, eller töm hela raden.")

    def facts(self) -> Facts:
        """What was filled in, for ``actions.note_basis``."""
        said = self.cleaned_data
        return Facts(
            household=words.Household(said["household"]),
            incomes=tuple(self._incomes()),
            housing=None if said["housing"] is None else Fraction(said["housing"]),
            adjustments=tuple(
                Adjustment(
                    words.Turn(said[f"adjustment_{number}_turn"]),
                    Fraction(said[f"adjustment_{number}_amount"]),
                    said[f"adjustment_{number}_reason"],
                )
                for number in ADJUSTMENTS
                if said[f"adjustment_{number}_turn"]
            ),
            tariffs=tuple(
                Tariff(
                    name if part is words.Part.CARE else f"{name}: bostaden",
                    part,
                    Fraction(said[tariff_field(code, part)]),
                    code,
                    self.costs.get(code) if part is words.Part.CARE else None,
                )
                for code, name in self.charged.items()
                for part in CHARGED[code]
                if said[tariff_field(code, part)] or part is words.Part.CARE
            ),
            unstated=said["unstated"],
            partner_note=said["partner_note"],
        )

    def _incomes(self) -> Iterable[IncomeFact]:
        for number in INCOMES:
            said = {
                name: self.cleaned_data[f"income_{number}_{name}"]
                for name in ("kind", "amount", "per", "whose", "source", "known_on")
            }
            if said["kind"]:
                yield IncomeFact(
                    words.Whose(said["whose"]),
                    words.Income(said["kind"]),
                    Fraction(said["amount"]),
                    words.Per(said["per"]),
                    words.Source(said["source"]),
                    said["known_on"],
                )

    def rows_of(self, row: str, numbers: Iterable[int]) -> list[list[forms.BoundField]]:
        """The fields of each row, to be drawn together."""
        return [
            [self[name] for name in self.fields if name.startswith(f"{row}_{number}_")] for number in numbers
        ]

    @property
    def income_rows(self) -> list[list[forms.BoundField]]:
        return self.rows_of("income", INCOMES)

    @property
    def adjustment_rows(self) -> list[list[forms.BoundField]]:
        return self.rows_of("adjustment", ADJUSTMENTS)

    @property
    def tariff_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("tariff_")]


def words_of(basis: FeeBasis | None) -> dict[str, Any]:
    """A new basis begins where the former ended."""
    if basis is None:
        return {}
    facts = told.facts_of(basis)
    found: dict[str, Any] = {
        "changed_on": basis.changed_on,
        "household": basis.household,
        "partner_note": basis.partner_note,
        "unstated": basis.unstated,
        "housing": None if facts.housing is None else money(facts.housing),
    }
    for number, one in enumerate(facts.incomes, start=1):
        found |= {
            f"income_{number}_kind": str(one.kind),
            f"income_{number}_amount": money(one.amount),
            f"income_{number}_per": str(one.per),
            f"income_{number}_whose": str(one.whose),
            f"income_{number}_source": str(one.source),
            f"income_{number}_known_on": one.known_on,
        }
    for number, each in enumerate(facts.adjustments, start=1):
        found |= {
            f"adjustment_{number}_turn": str(each.turn),
            f"adjustment_{number}_amount": money(each.amount),
            f"adjustment_{number}_reason": each.reason,
        }
    for tariff in facts.tariffs:
        found[tariff_field(tariff.code, tariff.part)] = money(tariff.amount)
    return found


def money(amount: Fraction) -> str:
    """As one types it: ``16400``, ``16400,50``."""
    whole, rest = divmod(told.ore(amount), 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
