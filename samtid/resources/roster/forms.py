"""Vad man kan fylla i om schemat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django import forms

from samtid.base.look.fields import Clock, Day, Line
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.ground import clock
from samtid.ground.sweden import swedish_day, swedish_moment, swedish_time

from . import rules
from .words import AbsenceKind, BreakKind, ShiftKind

MOST_BREAK = 240
WHO = {"required": "Välj vem det gäller."}


class WhoForm(forms.Form):
    """Något om en medarbetare i enheten."""

    staff = forms.ChoiceField(label="Vem", error_messages=WHO)

    def __init__(self, *args: object, staff: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.members = {str(one.pk): one for one in staff}
        choices = told_apart(self.members.values(), swedish_day(clock.now()))
        self.fields["staff"].choices = [("", "Välj…"), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> Staff:
        """Who was chosen."""
        return self.members[self.cleaned_data["staff"]]


class TimesForm(forms.Form):
    """När ett pass är, och vad det är."""

    day = Day(label="Dag")
    starts = Clock(label="Börjar")
    ends = Clock(label="Slutar", help_text="Tidigare än det börjar betyder dagen efter.")
    kind = forms.ChoiceField(
        label="Slag", choices=ShiftKind.choices(), error_messages={"required": "Välj vad det är för pass."}
    )
    break_kind = forms.ChoiceField(
        label="Uppehåll", choices=[("", "Inget"), *BreakKind.choices()], required=False
    )
    break_minutes = forms.IntegerField(
        label="Uppehåll, minuter", min_value=0, max_value=MOST_BREAK, required=False
    )
    approved_why = Line(
        label="Varför det behövs ändå",
        help_text="Bara när passet går ifrån lagens tider. Enhetschefen skriver, och det sparas på passet.",
        most=300,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """A break is both a kind and minutes."""
        said = super().clean() or {}
        if said.get("break_kind") and not said.get("break_minutes"):
            self.add_error("break_minutes", "Skriv hur många minuter uppehållet är.")
        if said.get("break_minutes") and not said.get("break_kind"):
            self.add_error("break_kind", "Välj om det är rast eller måltidsuppehåll.")
        return said

    def stint(self) -> rules.Stint:
        """The shift, as the rules see it."""
        said = self.cleaned_data
        start, end = rules.ends_on_clock(said["day"], said["starts"], said["ends"])
        return rules.Stint(
            start, end, ShiftKind(said["kind"]), said["break_kind"], said["break_minutes"] or 0
        )

    @staticmethod
    def first_words(stint: rules.Stint) -> dict[str, object]:
        """A form that says the shift as it stands."""
        start, end = swedish_time(stint.starts_at), swedish_time(stint.ends_at)
        return {
            "day": stint.day,
            "starts": start.time(),
            "ends": end.time(),
            "kind": str(stint.kind),
            "break_kind": stint.break_kind,
            "break_minutes": stint.break_minutes or None,
        }


class ShiftForm(WhoForm, TimesForm):
    """Ett nytt pass."""

    field_order = ["staff", "day", "starts", "ends", "kind", "break_kind", "break_minutes", "approved_why"]


class CallOffForm(forms.Form):
    """Ställ in ett pass."""

    why = Line(
        label="Varför ställs passet in?",
        help_text="Den som skulle ha arbetat läser det. Skriv inget om hälsa: frånvaro anmäls för sig.",
        most=300,
        missing="Skriv varför passet ställs in.",
    )


class OwnAwayForm(forms.Form):
    """Jag är borta: what one says oneself."""

    kind = forms.ChoiceField(
        label="Varför",
        choices=[(str(one), one.label) for one in AbsenceKind if one.is_told],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför."},
    )
    first = Day(label="Från och med")
    last = Day(label="Till och med")


class AwayForm(WhoForm, OwnAwayForm):
    """Någon är borta."""

    field_order = ["staff", "kind", "first", "last"]

    def __init__(self, *args: object, staff: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, staff=staff, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = AbsenceKind.choices()  # type: ignore[attr-defined]


class BackForm(forms.Form):
    """Tillbaka tidigare än sagt."""

    day = Day(label="Tillbaka från och med")
    clock = Clock(label="Klockan", required=False, help_text="Tomt betyder hela dagen; i dag betyder det nu.")

    def moment(self, at: datetime) -> datetime:
        """The moment of coming back: where no clock is said, the whole day, and of today what is left of it."""
        day, said = self.cleaned_data["day"], self.cleaned_data["clock"]
        return at if said is None and day == swedish_day(at) else swedish_moment(day, said or time.min)


class ContractForm(WhoForm):
    """Avtalad arbetstid."""

    hours = forms.DecimalField(
        label="Timmar i veckan",
        min_value=1,
        max_value=rules.ORDINARY_HOURS,
        max_digits=4,
        decimal_places=2,
        help_text="Till exempel 37 eller 28,5.",
        localize=True,
        error_messages={"required": "Skriv timmar i veckan.", "invalid": "Skriv timmarna som ett tal."},
    )
    from_on = Day(label="Från och med")
