"""Vad den som loggar in första gången fyller i."""

from __future__ import annotations

import re

from django import forms

from samtid.base.look.fields import Line

CODE = re.compile(r"[0-9A-F]{32}")


class CodeForm(forms.Form):
    """The one-time code, however it was copied."""

    code = Line(
        "Din kod",
        "Åtta grupper om fyra tecken. Den gäller i sju dagar och en enda gång.",
        most=80,
        missing="Skriv koden du fick.",
    )

    def clean_code(self) -> str:
        """In its groups, capitals and all."""
        said = re.sub(r"[\s-]", "", str(self.cleaned_data["code"])).upper()
        if not CODE.fullmatch(said):
            raise forms.ValidationError("Koden ska vara åtta grupper om fyra tecken, 0–9 och A–F.")
        return "-".join(said[place : place + 4] for place in range(0, 32, 4))
