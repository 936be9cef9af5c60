"""Vem är det? The forms in which somebody is looked for, and filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line
from samtid.ground.sweden import swedish_day

from .actions import Details
from .rules import Number, read_number
from .words import NumberKind, Protection, Sex

LONGEST_WAIT = 300  # days before a child is born


class FindForm(forms.Form):
    """Sök bland dem du redan har rätt att se."""

    words = Line(
        label="Namn eller personnummer",
        min_length=2,
        error_messages={"min_length": "Skriv minst två tecken."},
        most=120,
        missing="Skriv ett namn eller ett nummer.",
    )


class PersonForm(forms.Form):
    """En person som det gäller, eller någon nära."""

    given_name = Line(label="Förnamn", most=120, missing="Skriv förnamnet, eller ”Okänt”.")
    family_name = Line(label="Efternamn", most=120, missing="Skriv efternamnet, eller ”Okänt”.")
    number = Line(
        label="Identitetsnummer",
        help_text="Personnummer, samordningsnummer eller reservnummer. Lämna tomt om det inte är känt.",
        required=False,
        most=20,
    )
    born_on = Day(
        label="Född",
        help_text="Om numret inte är känt. Väntas barnet: skriv den beräknade dagen.",
        required=False,
    )
    address = Line(label="Adress", required=False, most=200)
    postcode = Line(label="Postnummer", required=False, most=6)
    locality = Line(label="Ort", required=False, most=80)
    phone = Line(label="Telefon", required=False, most=40)
    school = Line(label="Skola eller förskola", required=False, most=120)
    interpreter = Line(label="Tolk: vilket språk?", required=False, most=60)
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter",
        choices=Protection.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj skydd, eller att personen inte har något."},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = swedish_day(at)
        self.fields["protection"].choice_help = {str(level): level.help for level in Protection}  # type: ignore[attr-defined]

    def clean_number(self) -> Number | None:
        said = self.cleaned_data["number"]
        if not said.strip():
            return None
        found = read_number(said, on=self.on)
        if not isinstance(found, Number):
            raise forms.ValidationError(found.text)
        return found

    def clean_born_on(self) -> Any:
        born_on = self.cleaned_data["born_on"]
        if born_on and (born_on - self.on).days > LONGEST_WAIT:
            raise forms.ValidationError("Dagen är mer än tio månader bort.")
        return born_on

    def person(self) -> Details:
        """What was filled in, for ``people.actions.register``."""
        said = self.cleaned_data
        number: Number | None = said["number"]
        places = {
            name: said[name] for name in ("address", "postcode", "locality", "phone", "school", "interpreter")
        }
        return Details(
            given_name=said["given_name"],
            family_name=said["family_name"],
            number=number.value if number else "",
            number_kind=number.kind if number else NumberKind.NONE,
            born_on=(number.born_on if number else None) or said["born_on"],
            sex=number.sex if number else Sex.UNKNOWN,
            protection=Protection(said["protection"]),
            **places,
        )
