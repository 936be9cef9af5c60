"""Vad en person kan fylla i, vid bordet och i telefonen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from samtid.base.look.fields import Clock, Day, Line, Prose

from .rules import LONGEST_NOTE, MOST_GROUPS, MOST_MINUTES, MOST_VOTES, RECEIPT, spelt
from .words import Guest, StepKind

NO_PERSON = "Skriv om arbetet, aldrig om en person: inga namn, nummer eller adresser."
MOST_GUESTS = 60


def count(
    label: str, most: int, help: str = "", *, least: int = 1, required: bool = True
) -> forms.IntegerField:
    """A whole number, refused in words."""
    wrong = f"Skriv ett helt tal mellan {least} och {most}."
    return forms.IntegerField(
        label=label, help_text=help, min_value=least, max_value=most, required=required,
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )  # fmt: skip


class WorkshopForm(forms.Form):
    """En ny arbetsstuga."""

    name = Line("Vad heter arbetsstugan?", most=120, missing="Skriv vad arbetsstugan heter.")
    purpose = Prose("Varför ses ni?", NO_PERSON, required=False, most=1500)


class StepForm(forms.Form):
    """Ett steg med sin tid."""

    kind = forms.ChoiceField(
        label="Vad gör ni?", choices=StepKind.choices(), error_messages={"required": "Välj vad ni gör."}
    )
    day = Day("Dag", missing="Skriv vilken dag.")
    starts = Clock("Börjar", missing="Skriv när steget börjar.")
    minutes = count("Minuter", MOST_MINUTES)
    question = Line("Frågan på skärmen", "Behövs när ni skriver och samtalar.", required=False, most=400)
    votes = count("Röster var", MOST_VOTES, "Behövs när ni röstar.", required=False)


class InviteForm(forms.Form):
    """Vilka som bjuds in."""

    staff = forms.MultipleChoiceField(
        label="Medarbetare", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Välj bland dem som arbetar här i dag."},
    )  # fmt: skip

    def __init__(self, *args: Any, staff: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = list(staff)  # type: ignore[attr-defined]
        for kind in Guest:
            self.fields[str(kind)] = count(
                f"Gäster: {kind.label.lower()}",
                MOST_GUESTS,
                "Antal. Gäster skrivs aldrig med namn." if kind is Guest.POLITICIAN else "",
                least=0,
                required=False,
            )


class DealForm(forms.Form):
    """Hur många grupper."""

    groups = count("Antal grupper", MOST_GROUPS)


class ClusterForm(forms.Form):
    """Lappar som hör ihop."""

    notes = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Någon hann före: läs lapparna en gång till."}
    )
    name = Line("Nytt tema", "Ett par ord som alla förstår.", required=False, most=120)
    theme = forms.ChoiceField(label="Eller lägg i", required=False)
    do = forms.ChoiceField(
        choices=[("gather", "Lägg ihop"), ("loosen", "Ta ur"), ("hide", "Visa inte"), ("show", "Visa")],
        error_messages={"required": "Välj vad du vill göra med lapparna."},
    )

    def __init__(
        self,
        *args: Any,
        notes: Iterable[str] = (),
        themes: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"].choices = [(one, one) for one in notes]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", "Inget tema valt"), *themes]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """Vilket tema det hör till."""

    into = forms.ChoiceField(label="Hör till", error_messages={"required": "Välj vilket tema det hör till."})

    def __init__(self, *args: Any, themes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", "Välj tema"), *themes]  # type: ignore[attr-defined]


class PickForm(forms.Form):
    """Ett förslag till plan."""

    title = Line("Vad heter förslaget?", most=120, missing="Skriv vad förslaget heter.")
    text = Prose("Vad vill ni göra?", NO_PERSON, required=False, most=1500)


class SitForm(forms.Form):
    """In i stugan, med lappen i handen."""

    code = Line("Kod på skärmen", most=40, missing="Skriv koden som står på skärmen och på din lapp.")
    word = Line("Ord på din lapp", most=40, missing="Skriv ordet som står på din lapp.")


OLD = "Sidan är gammal. Visa den på nytt."


class Key(Line):
    """Telefonens ord för det den skickar: whole, since a short one could be somebody else's as well."""

    def __init__(self, **more: Any) -> None:
        super().__init__(most=40, missing=OLD, **more)

    def clean(self, value: Any) -> str:
        """As it is kept: twelve letters."""
        key = spelt(str(super().clean(value)))
        if len(key) != RECEIPT:
            raise forms.ValidationError(OLD, code="invalid")
        return key


class NoteForm(forms.Form):
    """En lapp."""

    step = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": OLD,
            "invalid": OLD,
        },
    )
    key = Key(widget=forms.HiddenInput)
    text = Prose(
        "Din lapp", f"En tanke per lapp. {NO_PERSON}", most=LONGEST_NOTE, missing="Skriv något på lappen."
    )
    insist = Line(required=False, widget=forms.HiddenInput)


class VoteForm(forms.Form):
    """En röst."""

    step = forms.UUIDField(
        error_messages={
            "required": OLD,
            "invalid": OLD,
        }
    )
    key = Key()
    theme = forms.UUIDField(
        error_messages={"required": "Välj ett tema att rösta på.", "invalid": "Välj ett tema att rösta på."}
    )


class ReceiptForm(forms.Form):
    """Kvittot för en lapp."""

    code = Line(
        "Kvitto", "Tolv tecken, som 7KQ4-MXT2-9ABC.", most=40, missing="Skriv kvittot du fick för din lapp."
    )
