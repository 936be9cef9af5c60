"""Vad en medarbetare fyller i på skrivbordet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from samtid.base.dossier.forms import WhereForm
from samtid.base.look.fields import Line, Prose
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.base.people.rules import sought_number
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.ground.law.days import swedish_day


class SearchForm(forms.Form):
    """Search by name, identity number or case number: the law allows nothing else (SoLPuF 15 §)."""

    words = Line(
        label="Namn, personnummer eller ärendenummer",
        most=80,
        missing="Skriv ett namn, ett personnummer eller ett ärendenummer.",
    )

    def clean_words(self) -> str:
        """Digits of an identity number without signs; at least two signs of anything."""
        said = " ".join(str(self.cleaned_data["words"]).split())
        if len(said) < 2:
            raise forms.ValidationError("Skriv minst två tecken.")
        return sought_number(said) or said


class BreakGlassForm(forms.Form):
    """Open somebody's dossier without a key, in an emergency."""

    number = Line(label="Personnummer", most=20, missing="Skriv personnumret.")
    reason = Prose(
        label="Varför måste du öppna akten nu?",
        min_length=10,
        help_text="Skälet visas för enhetens chef och granskas alltid.",
        error_messages={"min_length": "Skriv ett skäl som chefen förstår, minst tio tecken."},
        most=400,
        missing="Skriv varför akten måste öppnas.",
    )
    hours = forms.TypedChoiceField(
        label="Hur länge?",
        coerce=int,
        choices=[(1, "1 timme"), (4, "4 timmar"), (8, "8 timmar"), (24, "24 timmar")],
        initial=1,
        help_text="Nyckeln upphör av sig själv.",
        error_messages={"required": "Välj hur länge.", "invalid_choice": "Välj 1, 4, 8 eller 24 timmar."},
    )


class StaffField(forms.ModelChoiceField):
    """A colleague, told apart from those of the same name."""

    def offer(self, staff: QuerySet[Staff]) -> None:
        """Let these be chosen among."""
        self.queryset = staff
        self.told = dict(told_apart(staff, swedish_day(clock.now())))

    def label_from_instance(self, obj: Any) -> str:
        return self.told[str(obj.pk)]


class HandOverForm(forms.Form):
    """Hand a case to a colleague, here or in another unit."""

    receiver = StaffField(
        label="Lämna över till",
        queryset=Staff.objects.none(),
        empty_label="Välj medarbetare",
        error_messages={
            "required": "Välj vem som tar över.",
            "invalid_choice": "Den medarbetaren arbetar inte i enheten i dag, eller får inte handlägga barns ärenden.",
        },
    )

    def __init__(self, *args: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].offer(receivers)  # type: ignore[attr-defined]


class ProtectionForm(forms.Form):
    """The level of protected identity."""

    level = forms.ChoiceField(
        label="Skydd av personuppgifter",
        choices=Protection.choices(),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Välj en av de fyra nivåerna.",
            "invalid_choice": "Välj en av de fyra nivåerna.",
        },
    )
    # asked for when the level is lowered, and of one who has broken the glass
    why = Prose("Skäl", "Behövs när skyddet ska sänkas.", most=400, required=False)


class AnswerForm(forms.Form):
    """A unit's answer to a proposal about the protection."""

    answer = forms.ChoiceField(
        label="Ert svar",
        choices=[("yes", "Ja, vi godkänner"), ("no", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej.", "invalid_choice": "Välj ja eller nej."},
    )
    why = Prose("Varför?", "Behövs vid nej.", most=400, required=False)


class PlaceForm(WhereForm):
    """Why one must know where a protected person is."""

    REASONS = ("Besök hos personen", "Brev eller kallelse", "Fara för liv eller hälsa")


class NameStaffForm(forms.Form):
    """Name a colleague who may open the case."""

    receiver = StaffField(
        label="Medarbetare",
        queryset=Staff.objects.none(),
        empty_label="Välj medarbetare",
        error_messages={
            "required": "Välj vem som ska få nyckel.",
            "invalid_choice": "Den medarbetaren arbetar inte här i dag.",
        },
    )
    days = forms.TypedChoiceField(
        label="Hur länge?",
        coerce=int,
        choices=[(1, "Ett dygn"), (7, "En vecka"), (30, "30 dagar"), (90, "90 dagar"), (365, "Ett år")],
        initial=7,
        help_text="Varje nyckel har ett slut. Du eller enhetens chef kan ta tillbaka den tidigare.",
        error_messages={"required": "Välj hur länge.", "invalid_choice": "Välj en av tiderna i listan."},
    )
    reason = Line(label="Varför?", most=200, missing="Skriv varför, till exempel semester.")

    def __init__(self, *args: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].offer(receivers)  # type: ignore[attr-defined]
