"""Vad man kan fylla i om besök."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django import forms

from samtid.base.look.fields import Clock, Day, Line, Prose
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.ground import clock
from samtid.ground.law.days import swedish_day

from .actions import Arrangement
from .rules import LONGEST, MOST_WEEKS
from .words import Place, Weekday, WhyNot

WHICH_DAY = "Skriv vilken dag."
HOW_LONG = {"required": "Skriv hur många minuter.", "invalid": "Skriv minuterna som ett heltal."}
NOBODY = [("", "Ingen än")]


def choices_of(staff: Iterable[Staff]) -> list[tuple[str, str]]:
    """Colleagues to choose from."""
    return NOBODY + told_apart(staff, swedish_day(clock.now()))


class StaffForm(forms.Form):
    """Vem eller vilka som går."""

    staff = forms.ChoiceField(label="Vem går", required=False)
    second = forms.ChoiceField(label="Tillsammans med", required=False)

    def __init__(
        self,
        *args: object,
        colleagues: Iterable[Staff],
        busy: Collection[int] = (),
        unfit: Mapping[int, str] | None = None,
        visit: str = "",
        **kwargs: object,
    ) -> None:
        """``busy`` are those who are somewhere else then; ``unfit``, and why, those whom the person's plan says should not go.

        ``visit`` is which visit, where a page asks about many.
        """
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.colleagues = {str(who.pk): who for who in colleagues}
        choices = choices_of(self.colleagues.values())
        if busy or unfit:
            bad = [
                (key, f"{name} ({unfit[int(key)]})")
                for key, name in choices
                if key and unfit and int(key) in unfit
            ]
            told = {key for key, _ in bad}
            taken = [row for row in choices if row[0] and row[0] not in told and int(row[0]) in busy]
            free = [row for row in choices[1:] if row not in taken and row[0] not in told]
            groups = [
                ("Lediga då" if busy else "Kan gå", free),
                ("Upptagna då", taken),
                ("Inte enligt planen", bad),
            ]
            choices = [choices[0], *(group for group in groups if group[1])]  # type: ignore[list-item]
        for name in ("staff", "second"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if visit:
                self.fields[name].label = f"{self.fields[name].label} {visit}"

    def chosen(self, name: str) -> Staff | None:
        """The colleague chosen in a field, or nobody."""
        return self.colleagues.get(self.cleaned_data.get(name, ""))


class AgreeForm(StaffForm):
    """Avtala ett besök, or the same visit week by week."""

    what = Line(label="Vad gäller besöket?", most=200, missing="Skriv vad besöket gäller.")
    day = Day(label="Dag", missing=WHICH_DAY)
    clock = Clock(label="Tid")
    minutes = forms.IntegerField(
        label="Minuter", min_value=1, max_value=LONGEST, help_text="Till exempel 45.", error_messages=HOW_LONG
    )
    place = forms.ChoiceField(
        label="Var?",
        choices=[("", "Välj…"), *Place.choices()],
        error_messages={"required": "Välj var ni ses."},
    )
    needs_two = forms.BooleanField(label="Det behövs två", required=False)
    weekdays = forms.MultipleChoiceField(
        label="Varje", choices=Weekday.choices(), widget=forms.CheckboxSelectMultiple, required=False
    )
    weeks = forms.IntegerField(label="Antal veckor", min_value=1, max_value=MOST_WEEKS, required=False)
    without_holidays = forms.BooleanField(label="Inte på helgdagar", required=False)

    field_order = ["what", "day", "clock", "minutes", "place", "needs_two", "staff", "second"]

    def clean(self) -> dict[str, object]:
        """Weekdays and weeks go together."""
        said = super().clean() or {}
        if said.get("weekdays") and not said.get("weeks"):
            self.add_error("weeks", "Skriv hur många veckor besöken ska upprepas.")
        if said.get("weeks") and not said.get("weekdays"):
            self.add_error("weekdays", "Välj vilka veckodagar besöken ska upprepas.")
        return said

    def agreed(self) -> Arrangement:
        """What was agreed, whenever it is."""
        said = self.cleaned_data
        return Arrangement(
            minutes=said["minutes"],
            what=said["what"],
            place=Place(said["place"]),
            needs_two=said["needs_two"],
            staff=self.chosen("staff"),
            second=self.chosen("second"),
        )


class LayOutForm(forms.Form):
    """Lägg ut en plan."""

    weeks = forms.IntegerField(
        label="Antal veckor",
        min_value=1,
        max_value=MOST_WEEKS,
        error_messages={"required": "Skriv hur många veckor.", "invalid": "Skriv veckorna som ett heltal."},
    )


class MoveForm(forms.Form):
    """Flytta ett besök."""

    day = Day(label="Ny dag", missing=WHICH_DAY)
    clock = Clock(label="Ny tid")
    minutes = forms.IntegerField(
        label="Minuter", min_value=1, max_value=LONGEST, help_text="Till exempel 45.", error_messages=HOW_LONG
    )


class CarryOutForm(forms.Form):
    """Rapportera ett utfört besök. Empty minutes mean as agreed."""

    minutes_done = forms.IntegerField(label="Minuter det tog", min_value=1, max_value=LONGEST, required=False)
    note = Prose(label="Notering", required=False, help_text="Bara det nästa kollega behöver veta.", most=500)


class CorrectForm(forms.Form):
    """Rätta en rapport: how it really was, beside what was said."""

    carried_out = forms.TypedChoiceField(
        label="Hur blev det?",
        choices=[("yes", "Besöket utfördes"), ("no", "Besöket blev inte av")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur det blev."},
    )
    minutes_done = forms.IntegerField(
        label="Minuter det tog", min_value=1, max_value=LONGEST, required=False, help_text="Om det utfördes."
    )
    reason = forms.ChoiceField(
        label="Varför blev det inte av?", choices=[("", "Välj…"), *WhyNot.told()], required=False
    )
    text = Prose(
        label="Vad var fel, och hur vet du det?",
        most=500,
        missing="Skriv vad som var fel och hur du vet det.",
    )


class HandleForm(forms.Form):
    """Ta hand om en avvikelse."""

    text = Prose(
        label="Vad har du gjort?",
        help_text="Till exempel vem du ringde och hur personen mår.",
        most=500,
        missing="Skriv vad du har gjort.",
    )


class NotCarriedOutForm(forms.Form):
    """Rapportera varför ett besök inte blev av."""

    reason = forms.ChoiceField(
        label="Varför blev besöket inte av?",
        choices=WhyNot.told(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj varför besöket inte blev av."},
    )
    note = Line(label="Notering", required=False, most=500)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason"].choice_help = {str(why): why.help for why in WhyNot if why.help}  # type: ignore[attr-defined]
