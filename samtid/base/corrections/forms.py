"""Vad som fylls i när något rättas. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Prose
from samtid.base.people.forms import PersonForm
from samtid.base.people.models import Person
from samtid.base.people.rules import Number, read_number
from samtid.base.people.words import Bond, NewNumber, Sex
from samtid.ground.sweden import swedish_day

from . import rules
from .words import Incident, Kind

CHOOSE = ("", "Välj…")


class Because(forms.Form):
    """Varför, enligt vem och från när: what every correction says."""

    valid_on = Day("Gäller från", "Lämna tomt om det alltid har varit så.", required=False)
    source = Line(
        "Enligt", "Till exempel Skatteverkets aviseringar, pass, vårdnadshavaren.", most=160, required=False
    )
    reason = Prose("Varför ändras det?", most=400, missing=rules.NO_REASON)

    def __init__(self, *args: Any, at: datetime, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.person = swedish_day(at), person

    def because(self) -> dict[str, Any]:
        """For the action."""
        return {name: self.cleaned_data[name] for name in ("valid_on", "source", "reason")}

    def changed(self) -> dict[str, object]:
        """The details as they were filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name not in Because.base_fields}

    @classmethod
    def held(cls, person: Person) -> dict[str, object]:
        """What is held of the person, as the form shows it."""
        return {name: getattr(person, name) for name in cls.base_fields if hasattr(person, name)}


class NameForm(Because):
    """Namnet."""

    given_name = Line("Förnamn", most=120, missing="Skriv förnamnet, eller ”Okänt”.")
    family_name = Line("Efternamn", most=120, missing="Skriv efternamnet, eller ”Okänt”.")
    field_order = ["given_name", "family_name"]


class BirthForm(Because):
    """Födelsen, och könet där inget nummer säger det."""

    is_unborn = forms.BooleanField(label="Barnet är inte fött än", required=False)
    born_on = Day("Född, eller väntas", required=False)
    sex = forms.ChoiceField(
        label="Kön",
        choices=Sex.choices(),
        error_messages={"required": "Välj kön, eller Okänt.", "invalid_choice": "Välj kön, eller Okänt."},
    )
    field_order = ["is_unborn", "born_on", "sex"]


class ContactForm(Because):
    """Adress, telefon och tolk. Of one whose place is not shown, an empty field is left as it is."""

    address = Line("Adress", required=False, most=200)
    postcode = Line("Postnummer", required=False, most=6)
    locality = Line("Ort", required=False, most=80)
    phone = Line("Telefon", required=False, most=40)
    school = Line("Skola eller förskola", required=False, most=120)
    interpreter = Line("Tolk: vilket språk?", required=False, most=60)
    field_order = ["address", "postcode", "locality", "phone", "school", "interpreter"]

    def changed(self) -> dict[str, object]:
        said = {name: str(value) for name, value in super().changed().items()}
        return dict(rules.unguarded(said, self.person.hides_place))

    @classmethod
    def held(cls, person: Person) -> dict[str, object]:
        found = super().held(person)
        return {
            name: "" if person.hides_place and name in rules.HIDDEN else value
            for name, value in found.items()
        }


class LifeForm(Because):
    """Dödsfall och utflyttning."""

    died_on = Day("Avliden", "Lämna tomt om personen lever.", required=False)
    emigrated_on = Day("Utflyttad ur landet", required=False)
    field_order = ["died_on", "emigrated_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_on"]  # the day is the day

    def because(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("source", "reason")}


class NumberForm(Because):
    """Ett nytt nummer."""

    number = Line(
        "Nytt nummer",
        "Personnummer, samordningsnummer eller reservnummer.",
        most=20,
        missing="Skriv det nya numret.",
    )
    cause = forms.ChoiceField(
        label="Varför byts det?",
        choices=[CHOOSE, *((one.value, one.label) for one in NewNumber if one != NewNumber.MERGED)],
        error_messages={"required": "Välj varför numret byts."},
    )
    field_order = ["number", "cause"]

    def clean_number(self) -> Number:
        found = read_number(self.cleaned_data["number"], on=self.on)
        if not isinstance(found, Number):
            raise forms.ValidationError(found.text)
        if found.value == self.person.number:
            raise forms.ValidationError("Det är numret som personen redan har.")
        return found


FORMS: dict[Kind, type[Because]] = {
    Kind.NAME: NameForm,
    Kind.BIRTH: BirthForm,
    Kind.CONTACT: ContactForm,
    Kind.LIFE: LifeForm,
    Kind.NUMBER: NumberForm,
}


class NearForm(PersonForm):
    """Någon nära, från ett ärende."""

    bond = forms.ChoiceField(
        label="Är",
        choices=[CHOOSE, *Bond.choices()],
        error_messages={"required": "Välj vad personen är för den det gäller."},
    )
    since = Day("Sedan", "Lämna tomt om det är från i dag.", required=False)
    why = Line("Enligt vem, och varför antecknas det?", most=200, missing=rules.NO_REASON)
    field_order = ["bond", "since", "why"]

    def clean_since(self) -> date | None:
        since: date | None = self.cleaned_data["since"]
        if since and since > self.on:
            raise forms.ValidationError("Dagen har inte kommit än.")
        return since


class EndForm(forms.Form):
    """En relation som inte gäller längre."""

    last = Day("Sista dagen den gällde", missing="Skriv sista dagen.")
    is_mistaken = forms.BooleanField(
        label="Den antecknades av misstag",
        help_text="Personen syns då inte längre i ärendet.",
        required=False,
    )
    reason = Prose(
        "Varför?", "Till exempel: vårdnaden flyttad genom dom, separerade.", most=400, missing=rules.NO_REASON
    )


class ConfirmForm(forms.Form):
    """Varför, när två läggs bredvid varandra."""

    reason = Prose("Varför?", "Skriv inte namnen på dem det gäller.", most=150, required=False)


class SameForm(forms.Form):
    """Hur vi vet att två är en."""

    reason = Prose(
        "Hur vet ni att det är samma person?", "Skriv inte namnen.", most=150, missing=rules.NO_REASON
    )


class MoveForm(ConfirmForm):
    """Vilka ärenden som ligger fel, och vilka närstående som hör dit."""

    cases = forms.MultipleChoiceField(
        label="Ärenden som gäller någon annan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst ett ärende.",
            "invalid_choice": "Välj bland ärendena i listan.",
        },
    )
    keep = forms.MultipleChoiceField(
        label="Närstående som följer med",
        help_text="De andra avslutas: de hörde till fel person.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Välj bland dem i listan."},
    )
    reason = Prose(
        "Varför låg det på fel person?",
        "Skriv inte namnen. Skälet läses i båda akterna.",
        most=150,
        missing=rules.NO_REASON,
    )
    field_order = ["cases", "keep", "reason"]

    def __init__(
        self, *args: Any, cases: list[tuple[str, str]], near: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = cases  # type: ignore[attr-defined]
        if near:
            self.fields["keep"].choices = near  # type: ignore[attr-defined]
        else:
            del self.fields["keep"]


class IncidentForm(forms.Form):
    """Var det en personuppgiftsincident?"""

    found = forms.ChoiceField(
        label="Bedömning",
        choices=Incident.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad ni kom fram till."},
    )
    text = Prose(
        "Vad hände, vad kan det leda till, och vad har ni gjort?",
        most=2000,
        missing="Skriv vad som hände, vad det kan leda till och vad ni gjort.",
    )


class MergerAnswerForm(forms.Form):
    """En enhets svar: are they one?"""

    answer = forms.ChoiceField(
        label="Är det samma person?",
        choices=[("yes", "Ja, slå ihop akterna"), ("no", "Nej")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej.", "invalid_choice": "Välj ja eller nej."},
    )
    why = Prose("Varför?", "Behövs vid nej.", most=400, required=False)
