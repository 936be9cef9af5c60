"""Medarbetare, enheter, delegation: one form for each kind of thing in the directory; the file import reads rows with the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from samtid.base.organisation.words import DecisionKind, Role, Skill, UnitKind

from .dated import Dated, day, row, text, word


class CommitteeForm(Dated):
    """En nämnd."""

    name = text("Namn", 120, "Skriv nämndens namn.", help_text="Till exempel Socialnämnden.")
    field_order = ["name"]


class UnitForm(Dated):
    """En enhet."""

    name = text("Namn", 120, "Skriv enhetens namn.")
    kind = word("Typ", UnitKind, "Välj vad enheten gör.")
    committee = row("Nämnd", "Välj nämnd.", empty_label="Välj…")
    parent = row("Hör till", empty_label="Ingen annan enhet")
    phone = text("Telefon", 40)
    address = text(
        "Postadress",
        160,
        help_text="Dit brev och överklaganden skickas: Socialtjänsten, 941 85 Piteå. Står som avsändare på breven.",
    )
    is_shared_within = forms.BooleanField(
        label="Alla handläggare i enheten ser enhetens ärenden",
        required=False,
        help_text="Annars ser var och en bara sina egna, och chefen alla (SoLPuL 10 §).",
    )
    field_order = ["name", "kind", "committee", "parent", "phone", "address", "is_shared_within"]


class StaffForm(Dated):
    """En medarbetare."""

    name = text("Namn", 120, "Skriv namnet.")
    username = text(
        "Användarnamn",
        80,
        "Skriv ett användarnamn.",
        help_text="Små bokstäver, till exempel anna.berg. Aldrig ett personnummer.",
    )
    title = text("Befattning", 120, "Skriv befattningen.")
    phone = text("Telefon", 40)
    hsa_id = text("HSA-id", 40)
    degree_on = day("Socionomexamen eller motsvarande")
    experienced_on = day("Tillräcklig erfarenhet från", help_text="SoL 25 kap. 1 §. ÅÅÅÅ-MM-DD.")
    field_order = ["name", "username", "title", "phone", "hsa_id", "degree_on", "experienced_on"]


class EmployForm(StaffForm):
    """En ny medarbetare, with the first place to work."""

    unit = row("Enhet", "Välj enhet.", empty_label="Välj…")
    role = word("Roll", Role, "Välj roll.")
    field_order = ["name", "username", "title", "unit", "role", "phone", "hsa_id", "degree_on"]


class MembershipForm(Dated):
    """Var någon arbetar, i vilken roll. A substitute has a last day."""

    staff = row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    unit = row("Enhet", "Välj enhet.", empty_label="Välj…")
    role = word("Roll", Role, "Välj roll.")
    valid_to = day("Sista dag", help_text="För en ersättare eller ett vikariat. Tomt: tills vidare.")
    field_order = ["staff", "unit", "role", "from_on", "valid_to"]


class SkillForm(Dated):
    """En kompetens."""

    staff = row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    skill = word("Kompetens", Skill, "Välj kompetens.")
    valid_to = day("Sista dag", help_text="För det som måste förnyas. Tomt: tills vidare.")
    field_order = ["staff", "skill", "from_on", "valid_to"]


class DelegationForm(Dated):
    """En rad i delegationsordningen."""

    decision = word("Beslutstyp", DecisionKind, "Välj vad som får beslutas.")
    role = word("Roll", Role, "Välj vem som får besluta.")
    amount_limit = forms.IntegerField(
        label="Beloppsgräns, kronor",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text="Tomt: utan gräns.",
        error_messages={
            "invalid": "Skriv beloppet i hela kronor.",
            "min_value": "Beloppet ska vara minst 1 krona.",
            "max_value": "Beloppet är för stort.",
        },
    )
    unit = row("Endast i enheten", empty_label="Alla enheter")
    minute = text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade.",
        help_text="SN 2026-06-18 § 71",
    )
    valid_to = day("Sista dag", help_text="Tomt: tills vidare.")
    field_order = ["decision", "role", "amount_limit", "unit", "minute", "from_on", "valid_to"]


class LinkForm(Dated):
    """En kod för den första inloggningen, eller för en ny e-legitimation."""

    staff = row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    field_order = ["staff"]


class EndForm(Dated):
    """Den sista dagen."""

    last = day(
        "Sista dag",
        "Skriv den sista dagen.",
        help_text="ÅÅÅÅ-MM-DD. Ska det upphöra genast, skriv gårdagens dag.",
    )
    field_order = ["last", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["from_on"]

    def clean(self) -> dict[str, Any]:
        """The day after the last is the first day without."""
        said = super().clean() or {}
        if said.get("last"):
            said["from_on"] = said["last"] + timedelta(days=1)
        return said
