"""Att avgöra: a no with its reason, and the template of the delegation order."""

from __future__ import annotations

from django import forms

from .dated import text


class RefuseForm(forms.Form):
    """Ett nej, med skäl."""

    why = text("Varför inte?", 400, "Skriv varför, så att den som föreslog kan göra om det.")

    def clean_why(self) -> str:
        """A dash is no reason."""
        said = str(self.cleaned_data["why"])
        if len(said) < 3:
            raise forms.ValidationError("Skriv skälet med några ord.")
        return said


class TemplateForm(forms.Form):
    """Mallens delegationsordning: the committee's own minutes make it an order."""

    minute = text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade om delegationsordningen.",
        help_text="Till exempel SN 2026-06-18 § 71. Utan nämndens beslut finns ingen delegation (KL 6 kap. 37 §).",
    )
