"""Omorganisationen: a plan and the rows of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Committee, Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.doors.office.words import MoveKind

from .dated import day, row, text, word


class PlanForm(forms.Form):
    """En omorganisation: its name, its day, and what the committee decided."""

    name = text("Namn", 120, "Skriv vad omorganisationen kallas.", help_text="Till exempel En väg in 2027.")
    from_on = day(
        "Första dagen",
        "Skriv den första dagen.",
        help_text="ÅÅÅÅ-MM-DD. Genomförs av sig själv strax efter midnatt.",
    )
    minute = text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade.",
        help_text="SN 2026-06-18 § 71",
    )
    reason = text(
        "Varför?", 400, "Skriv varför, så att den som godkänner och den som läser om tio år förstår."
    )

    def clean(self) -> dict[str, Any]:
        """A dash says nothing."""
        said = super().clean() or {}
        for name in ("name", "minute", "reason"):
            if said.get(name) and len(str(said[name])) < 3:
                self.add_error(name, "Skriv med några tecken till.")
        return said


class MoveForm(forms.Form):
    """En rad i planen. Which fields it has depends on what is done (``FIELDS``)."""

    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        MoveKind.BEGIN: ("name", "kind", "committee", "parent", "phone", "address", "is_shared_within"),
        MoveKind.MERGE: ("unit", "into", "leaders"),
        MoveKind.MOVE: ("staff", "unit", "into", "role"),
        MoveKind.RENAME: ("unit", "name"),
        MoveKind.PLACE: ("unit", "parent"),
        MoveKind.CLOSE: ("unit",),
    }
    LEADERS = ((str(Role.MANAGER), "Enhetschef"), (str(Role.SENIOR), "Förste socialsekreterare"))

    staff = row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    unit = forms.ChoiceField(
        label="Enhet", error_messages={"required": "Välj enhet.", "invalid_choice": "Finns inte."}
    )
    into = forms.ChoiceField(
        label="Till", error_messages={"required": "Välj enhet.", "invalid_choice": "Finns inte."}
    )
    name = text("Namn", 120, "Skriv enhetens namn.")
    kind = word("Typ", UnitKind, "Välj vad enheten gör.")
    committee = row("Nämnd", "Välj nämnd.", empty_label="Välj…")
    parent = forms.ChoiceField(
        label="Hör till", required=False, error_messages={"invalid_choice": "Finns inte."}
    )
    role = word("Roll", Role, "Välj roll.")
    leaders = forms.ChoiceField(
        label="Den som är enhetschef blir",
        choices=LEADERS,
        error_messages={"required": "Välj roll.", "invalid_choice": "Det valet finns inte."},
    )
    phone = text("Telefon", 40)
    address = text("Postadress", 160)
    is_shared_within = forms.BooleanField(
        label="Alla handläggare i enheten ser enhetens ärenden", required=False
    )

    def __init__(
        self, *args: Any, do: MoveKind, units: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.do = do
        self.fields = {name: self.fields[name] for name in self.FIELDS[do]}
        for name, empty in (("unit", "Välj…"), ("into", "Välj…"), ("parent", "Ingen annan enhet")):
            if name in self.fields:
                self.fields[name].choices = [("", empty), *units.items()]  # type: ignore[attr-defined]
        if do == MoveKind.MOVE:
            self.fields["unit"].required, self.fields["unit"].label = False, "Lämnar"
            self.fields["unit"].choices = [("", "Ingen enhet: en placering till"), *units.items()]  # type: ignore[attr-defined]
        for name, model in (("staff", Staff), ("committee", Committee)):
            if name in self.fields:
                rows = model.objects.exclude(valid_to__lt=today).order_by(ByName("name"), "pk")
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def move(self, number: int) -> dict[str, Any]:
        """The row as it is kept. A new unit is known in the plan by its number."""
        said = {
            name: value.pk if hasattr(value, "pk") else value for name, value in self.cleaned_data.items()
        }
        if "committee" in said:
            said["committee_id"] = said.pop("committee")
        return {"do": str(self.do)} | said | ({"ref": f"n{number}"} if self.do == MoveKind.BEGIN else {})
