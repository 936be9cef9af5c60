"""Familjen på ett blad: the children of one report and those near them, each filled in once.

What was said when it was reported is offered and never asked for again; a row that nobody fills in is nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Line, Prose
from samtid.base.people.actions import Details
from samtid.base.people.forms import PersonForm
from samtid.base.people.words import Bond, Protection

from . import rules, together
from .family_queries import name_of
from .forms import CHOOSE, ReasonForm
from .models import Report
from .said import as_said
from .together import Mark

ADULTS = 4  # rows; whoever is more than that is added on the next page's "Lägg till"
# What the others are to the children: a child or a partner of theirs is nobody that a child has.
BONDS = [one for one in Bond if one not in (Bond.CHILD, Bond.PARTNER)]
LEVELS = [("", "Inget skydd"), *((str(one), one.label) for one in Protection if one != Protection.NONE)]
PLACE = ("address", "postcode", "locality")
NO_BOND = "Välj vad personen är för barnen."


def all_valid(found: Iterable[forms.Form]) -> bool:
    """Whether every form is: each is asked, so that all that is wrong is said at once."""
    return False not in [form.is_valid() for form in found]


class HouseholdForm(forms.Form):
    """Det som är gemensamt."""

    protection = forms.ChoiceField(
        label="Har någon i familjen skyddade personuppgifter?",
        choices=[(together.NOBODY, "Nej, ingen av dem"), (together.SOMEBODY, "Ja: välj på raden vem")],
        widget=forms.RadioSelect,
        error_messages={"required": "Svara på om någon i familjen har skyddade personuppgifter."},
    )
    address = Line(label="Barnens adress", required=False, most=200)
    postcode = Line(label="Postnummer", required=False, most=6)
    locality = Line(label="Ort", required=False, most=80)

    def place(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in PLACE}


class RowForm(PersonForm):
    """En person i familjen. Skydd väljs bara för den som har det."""

    without: tuple[str, ...] = ()
    protection = forms.ChoiceField(label="Skyddade personuppgifter", choices=LEVELS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.without:
            del self.fields[name]
        del self.fields["protection"].choice_help  # type: ignore[attr-defined]

    def clean_protection(self) -> Protection:
        return Protection(self.cleaned_data["protection"] or Protection.NONE)

    def details(self, place: Mapping[str, str], **more: str) -> Details:
        """What was filled in, at ``place``."""
        empty = dict.fromkeys((*PLACE, "phone", "school", "interpreter"), "")
        self.cleaned_data = empty | self.cleaned_data
        return replace(self.person(), **place, **more)  # type: ignore[arg-type]

    @property
    def number_said(self) -> str:
        number = getattr(self, "cleaned_data", {}).get("number")
        return number.value if number else ""

    @property
    def protection_said(self) -> Protection:
        return Protection(getattr(self, "cleaned_data", {}).get("protection") or Protection.NONE)


class ChildForm(RowForm):
    """Ett av barnen, med det som sades."""

    left_out = forms.BooleanField(
        label="Vänta med det här barnet",
        help_text="Till exempel om barnet hör till en annan familj.",
        required=False,
    )
    field_order = ["given_name", "family_name", "number", "born_on", "school", "protection", "left_out"]

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"barn-{report.pk}", **kwargs)
        self.fields["address"].label = "Egen adress"
        self.fields[
            "address"
        ].help_text = "Om barnet bor någon annanstans. Sparas inte om någon annan i familjen har skydd."
        self.report = report
        self.fields["number"].help_text = ""  # that it may be left out is said beside it
        if self.is_left_out:
            self.fields["given_name"].required = self.fields["family_name"].required = False

    @property
    def is_left_out(self) -> bool:
        return self.is_bound and self.add_prefix("left_out") in self.data

    @property
    def title(self) -> str:
        return name_of(self.report)

    def own_place(self) -> dict[str, str]:
        """Where this child lives, if not where the others do; else empty."""
        own = {name: self.cleaned_data.get(name, "") for name in PLACE}
        return own if any(own.values()) else {}


class AdultForm(RowForm):
    """Någon nära barnen. A row where nothing is filled in is nobody."""

    bond = forms.ChoiceField(
        label="Är för barnen", choices=[CHOOSE, *((str(one), one.label) for one in BONDS)], required=False
    )
    needs_interpreter = forms.BooleanField(label="Behöver tolk", required=False)
    lives_here = forms.BooleanField(label="Bor med barnen", required=False)
    not_for = forms.MultipleChoiceField(
        label="Inte för",
        help_text="Kryssa bara i dem personen inte är det för.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    without = ("school",)
    field_order = ["bond", "given_name", "family_name", "number"]

    def __init__(self, *args: Any, row: int, children: Sequence[Report], said: str, **kwargs: Any) -> None:
        super().__init__(
            *args, prefix=f"vuxen-{row}", empty_permitted=True, use_required_attribute=False, **kwargs
        )
        self.row, self.said = row, said
        for name in ("given_name", "family_name"):
            self.fields[name].required = False
        self.fields["not_for"].choices = [(str(one.pk), name_of(one)) for one in children]  # type: ignore[attr-defined]
        if said:
            self.fields["needs_interpreter"].label = f"Behöver tolk: {said}"
            del self.fields["interpreter"]
        else:
            del self.fields["needs_interpreter"]
        if len(children) < 2:
            del self.fields["not_for"]

    @property
    def is_somebody(self) -> bool:
        return self.has_changed()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        missing = {
            "bond": NO_BOND,
            "given_name": "Skriv förnamnet, eller ”Okänt”.",
            "family_name": "Skriv efternamnet, eller ”Okänt”.",
        }
        for name, why in missing.items():
            if not found.get(name) and name not in self.errors:
                self.add_error(name, why)
        if found.get("bond"):
            level = Protection(found.get("protection") or Protection.NONE)
            for obstacle in together.obstacles_to_noting(Bond(found["bond"]), level):
                self.add_error("bond", str(obstacle))
        return found

    def near(self, household: Mapping[str, str], children: Sequence[Report]) -> tuple[Details, Mark]:
        """Who it is, and for which of the children. Whoever lives with them lives where they do."""
        said = self.cleaned_data
        bond = Bond(said["bond"])
        own = {name: said[name] for name in PLACE}
        shared = together.lives_here(bond, said["lives_here"]) and not any(own.values())
        language = self.said if said.get("needs_interpreter") else said.get("interpreter", "")
        of = tuple(one.pk for one in children if str(one.pk) not in said.get("not_for", ()))
        return self.details(household if shared else own, interpreter=language), Mark(of, bond)


class FamilyForms:
    """Bladets formulär tillsammans: what all share, a row for each child, and rows for those near them."""

    def __init__(
        self,
        data: Any,
        kept: dict[str, Any],
        *,
        unknown: Sequence[Report],
        known: Sequence[Report],
        first: Mapping[str, str],
        at: datetime,
    ) -> None:
        self.household = HouseholdForm(data, initial=dict(first) | kept)
        self.children = [
            ChildForm(
                data, report=one, at=at, initial=_own_said(one, first) | _of_row(kept, f"barn-{one.pk}")
            )
            for one in unknown
        ]
        self.known = list(known)
        everyone = [*known, *unknown]
        said = next((one.interpreter for one in everyone if one.interpreter), "")
        self.adults = [
            AdultForm(
                data,
                row=row,
                children=everyone,
                said=said,
                at=at,
                # of what is sent the row itself tells whether it is somebody
                initial={} if data is not None else _of_row(kept, f"vuxen-{row}"),
            )
            for row in range(1, ADULTS + 1)
        ]

    def __iter__(self) -> Iterator[forms.Form]:
        return iter([self.household, *self.children, *self.adults])

    @property
    def meant(self) -> list[ChildForm]:
        """The children that are not left out."""
        return [one for one in self.children if not one.is_left_out]

    def is_valid(self) -> bool:
        """Every row by itself, then what one says of another. A child that is waited with stops nobody."""
        people: list[RowForm] = [*self.meant, *self.adults]
        valid = all_valid([self.household, *people])
        people = [*self.meant, *(one for one in self.adults if one.is_somebody)]
        held = [one.case.dossier.person.number for one in self.known if one.case is not None]
        again = together.repeated([*held, *(one.number_said for one in people)])
        for one in people:
            if one.number_said in again:
                one.add_error("number", str(together.SAME_NUMBER))
        chosen = [one.protection_said for one in people]
        answer = self.household.cleaned_data.get("protection", "")
        for obstacle in together.obstacles_to_protection(answer, chosen):
            self.household.add_error("protection", str(obstacle))
        if valid and not people:
            self.household.add_error(None, "Fyll i minst en person.")
        return valid and not any(form.errors for form in (self.household, *people))

    def said(self) -> list[tuple[Details, Mark]]:
        """Everybody that was filled in, and whom each is about: the children first.

        Where one of those who live together is protected, only that one is written down with where they live: the
        wall hides the others' place first when it is noted that they are near.
        """
        place = self.household.place()
        meant = [one.report for one in self.meant]
        adults = [one for one in self.adults if one.is_somebody]
        hides = any(one.protection_said != Protection.NONE for one in (*self.meant, *adults))
        nowhere = dict.fromkeys(PLACE, "")

        def where(one: RowForm, own: Mapping[str, str] | None = None) -> Mapping[str, str]:
            return nowhere if hides and one.protection_said == Protection.NONE else own or place

        children = [(one.details(where(one, one.own_place())), Mark((one.report.pk,))) for one in self.meant]
        return children + [one.near(where(one), [*self.known, *meant]) for one in adults]


def _own_said(report: Report, first: Mapping[str, str]) -> dict[str, str]:
    """What was said of one child, without what is said once for all: who needs an interpreter is said on the adults' rows."""
    said = as_said(report)
    del said["interpreter"]
    if said.get("address", "") == first.get("address", ""):
        said["address"] = ""
    return said


def _of_row(kept: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What a draft holds of one row."""
    return {
        name.removeprefix(f"{prefix}-"): value
        for name, value in kept.items()
        if name.startswith(f"{prefix}-")
    }


class RightPersonForm(ReasonForm):
    """En rad att bekräfta: why it is the right one though something differs, or to wait with it."""

    wait = forms.BooleanField(label="Vänta med den här personen", required=False)

    def __init__(self, *args: Any, differs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not differs:
            del self.fields["reason"]
            del self.fields["wait"]

    @property
    def waits(self) -> bool:
        return bool(self.cleaned_data.get("wait"))

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class SharedProtectionForm(forms.Form):
    """Omedelbar skyddsbedömning av flera: the words that hold for all."""

    text = Prose(
        "Vad bygger bedömningen på, och vad görs nu? Gäller alla barnen",
        "Det läggs i varje barns akt. Det som bara gäller ett av dem skriver du för det barnet.",
        missing=str(rules.NO_GROUNDS),
        most=8000,
    )


class ChildProtectionForm(forms.Form):
    """Svaret för ett av barnen."""

    danger = forms.ChoiceField(
        choices=[("no", "Nej, inte i dag"), ("yes", "Ja, skydd behövs nu")],
        widget=forms.RadioSelect,
        error_messages={"required": str(rules.NO_ANSWER)},
    )
    own = Prose("Det som skiljer", required=False, most=8000)
    left_out = forms.BooleanField(required=False)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        kwargs["prefix"] = f"barn-{report.pk}"
        super().__init__(*args, **kwargs)
        self.report = report
        name = name_of(report)
        self.fields["danger"].label = f"Behöver {name} skydd redan nu?"
        self.fields["own"].label = f"Det som skiljer för {name}"
        self.fields["left_out"].label = f"Vänta med {name}"
        if self.is_left_out:
            self.fields["danger"].required = False

    @property
    def is_left_out(self) -> bool:
        return self.is_bound and self.add_prefix("left_out") in self.data

    def answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["danger"])
