"""Formuläret på avbrottspaketets sida."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.look.fields import Line
from samtid.ground import locks


class PackForm(forms.Form):
    """Whether the file is to be locked, and for whom."""

    reader = Line(
        label="Lås filen för",
        required=False,
        help_text="En publik nyckel som börjar med age1. Lämna tomt om du ska skriva ut paketet nu.",
        most=200,
    )

    def clean_reader(self) -> list[Any]:
        """The key, ready to lock with; an empty list when the file is to be open."""
        said = self.cleaned_data["reader"].strip()
        if said and not said.startswith("age1"):
            raise forms.ValidationError("Nyckeln ska börja med age1.")
        try:
            return locks.readers([said] if said else [])
        except locks.BadKey as fault:
            raise forms.ValidationError(f"Det går inte att låsa: {fault}.") from None
