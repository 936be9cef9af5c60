"""Kommunens eget: its values, its catalogue, its name."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.organisation.words import PricePer
from samtid.ground.law.municipal import OWN
from samtid.ground.law.own import Measure, Own
from samtid.ground.municipalities import by_name, called, names
from samtid.steps.services.catalogue import ALL

from .dated import Dated, row, text, word


class ValueForm(Dated):
    """Ett av kommunens egna värden."""

    key = word("Värde", Own, "Välj vilket värde.")
    number = forms.IntegerField(
        label="Tal",
        min_value=0,
        max_value=9999,
        error_messages={
            "required": "Skriv talet.",
            "invalid": "Skriv ett helt tal.",
            "min_value": "Talet får inte vara negativt.",
            "max_value": "Talet är för stort.",
        },
    )
    field_order = ["key", "number", "from_on", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self.data.get("key") or self.initial.get("key") or "")
        if chosen in {str(own) for own in Own}:
            known = OWN[Own(chosen)]
            is_day = known.measure is Measure.YEARLY
            self.fields["key"].help_text = known.says
            self.fields["number"].label = known.measure.label.capitalize()
            self.fields["number"].help_text = (
                "Månad och dag: 0301 är 1 mars." if is_day else f"{known.bounds.capitalize()} ({known.law})."
            )


class OfferingForm(Dated):
    """En insats i kommunens katalog."""

    code = forms.ChoiceField(
        label="Insats",
        choices=[("", "Välj…"), *((service.code, service.name) for service in ALL)],
        error_messages={"required": "Välj insats.", "invalid_choice": "Den insatsen finns inte."},
    )
    name = text("Namn", 120, help_text="Tomt: Samtids namn.")
    says = text(
        "Beskrivning för alla", 400, help_text="Visas för invånarna. Skriv kort och lätt. Tomt: Samtids text."
    )
    law = text("Lagrum", 80, help_text="Till exempel SoL 11 kap. 1 §. Tomt: Samtids.")
    price = forms.IntegerField(
        label="Pris, kronor",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text="Vad insatsen kostar kommunen, inte avgiften för den enskilde.",
        error_messages={
            "invalid": "Skriv priset i hela kronor.",
            "min_value": "Priset får inte vara negativt.",
            "max_value": "Priset är för stort.",
        },
    )
    per = forms.ChoiceField(
        label="Per",
        required=False,
        choices=[("", "Inget pris"), *PricePer.choices()],
        error_messages={"invalid_choice": "Det valet finns inte."},
    )
    unit = row("Utförs av", empty_label="Alla enheter av rätt typ")
    field_order = ["code", "name", "says", "law", "price", "per", "unit", "from_on", "reason"]


class MunicipalityForm(Dated):
    """Kommunens namn, färger och avsändare."""

    code = forms.ChoiceField(
        label="Kommun",
        choices=[("", "Välj…"), *((code, f"{name} ({code})") for code, name in by_name())],
        error_messages={"required": "Välj kommun.", "invalid_choice": "Den kommunen finns inte."},
    )
    name = text("Namn på sidor och brev", 80, help_text="Tomt: Piteå kommun, efter den valda kommunen.")
    colour = text(
        "Färg",
        7,
        help_text="Ramen överst på sidorna och rubrikerna i brev, till exempel #1f5f6b. Tomt: Samtids.",
    )
    text_colour = text("Text på färgen", 7, help_text="Till exempel #ffffff. Kontrasten mäts: minst 4,5:1.")
    address = text("Postadress", 160, help_text="Svartuddsvägen 1, 941 85 Piteå")
    phone = text("Telefon", 40)
    email = text("E-post", 120)
    org_number = text("Organisationsnummer", 11, help_text="212000-2759")
    field_order = [
        "code",
        "name",
        "colour",
        "text_colour",
        "address",
        "phone",
        "email",
        "org_number",
        "from_on",
    ]

    def clean(self) -> dict[str, Any]:
        """Its usual name, and colours in small letters."""
        said = super().clean() or {}
        if said.get("code") and not said.get("name"):
            said["name"] = called(names()[said["code"]])
        for name in ("colour", "text_colour"):
            said[name] = str(said.get(name) or "").lower()
        return said
