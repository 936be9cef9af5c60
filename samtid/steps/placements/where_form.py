"""Varför man måste veta var ett barn är vars hem inte får sägas."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.look.fields import Prose


class WhereForm(forms.Form):
    """Why one must know now: it stands in the log."""

    OTHER = "Annat skäl"
    REASONS = ("Besök hos barnet", "Fara för liv eller hälsa", "Hemmet måste nås i natt", OTHER)

    reason = forms.ChoiceField(
        label="Varför behöver du veta det nu?",
        choices=[(one, one) for one in REASONS],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför.", "invalid_choice": "Välj ett av skälen i listan."},
    )
    why = Prose(
        "Vilket?", "Behövs vid annat skäl. Skriv så att granskaren förstår.", most=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        """What stands in the log: the reason in words."""
        said = super().clean() or {}
        reason, why = said.get("reason", ""), str(said.get("why") or "").strip()
        if reason == self.OTHER and len(why) < 10:
            self.add_error("why", "Skriv varför, minst tio tecken.")
        said["said"] = f"{reason}: {why}" if why else reason
        return said
