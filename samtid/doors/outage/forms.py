"""Formuläret på avbrottspaketets sida."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.ground import locks


class PackForm(forms.Form):
    """Whether the file is to be locked, and for whom."""

    reader = forms.CharField(
        label="Lås filen för",
        required=False,
        max_length=200,
        help_text="En publik nyckel som börjar med age1. Lämna tomt om du ska skriva ut paketet nu.",
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
