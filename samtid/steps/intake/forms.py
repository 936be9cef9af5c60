"""Vad som kan fyllas i. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from samtid.base.dossier.words import Need
from samtid.base.look.fields import Line, Moment, Prose
from samtid.base.people.forms import FindForm as FindForm
from samtid.base.people.forms import PersonForm as PersonForm
from samtid.base.people.words import Bond

from . import rules
from .actions import Details
from .children_forms import OtherChildren, about, each_child
from .models import Report
from .words import Channel, Kind, Outcome, ReporterCategory

CHOOSE = ("", "Välj…")  # what nobody has chosen is nothing that anybody has said
WRITTEN = [CHOOSE, *((str(channel), channel.label) for channel in Channel if channel != Channel.WEB)]
REPORTERS = [
    CHOOSE,
    ("Måste anmäla", [(str(who), who.label) for who in ReporterCategory if who.is_mandated]),
    ("Andra", [(str(who), who.label) for who in ReporterCategory if not who.is_mandated]),
]
YES_NO = [("yes", "Ja"), ("no", "Nej"), ("", "Vet inte")]
GUARDIANS_TOLD = {"yes": True, "no": False, "": None}


def text_field(
    label: str,
    help: str = "",
    *,
    missing: str = "Skriv något här. Det räcker med en mening.",
    most: int = 8000,
) -> Prose:
    """A text area that says in a sentence when it is empty."""
    return Prose(label, help, most=most, missing=missing)


class RegisterForm(OtherChildren):
    """Det som sägs på telefon, står i ett brev eller berättas vid ett besök."""

    kind = forms.ChoiceField(
        label="Vad är det?",
        choices=Kind.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om det är en orosanmälan, en ansökan eller en fråga."},
    )
    need = forms.ChoiceField(
        label="Vad handlar det om?",
        choices=[CHOOSE, *Need.choices()],
        error_messages={"required": "Välj vad det handlar om."},
    )
    channel = forms.ChoiceField(
        label="Hur kom det in?", choices=WRITTEN, error_messages={"required": "Välj hur det kom in."}
    )
    received_at = Moment(
        label="När kom det in?", missing="Skriv när det kom in, till exempel 2026-11-21 09:30."
    )
    in_letter_box = forms.BooleanField(
        label="Låg i brevlådan vid dagens första tömning",
        help_text="Då räknas det som inkommet närmast föregående arbetsdag (FL 22 §).",
        required=False,
    )
    text = text_field("Det som sades eller skrevs", "Skriv med personens egna ord så långt det går.")
    is_urgent = forms.BooleanField(label="Det är bråttom", required=False)

    about_name = Line(label="Namn", required=False, most=160)
    about_number = Line(label="Personnummer eller ålder", required=False, most=20)
    about_address = Line(label="Adress", required=False, most=200)
    about_school = Line(label="Skola eller förskola", required=False, most=120)
    guardians_told = forms.ChoiceField(
        label="Vet vårdnadshavarna om anmälan?", choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    children_at_home = forms.ChoiceField(
        label="Finns det barn i hemmet?",
        help_text="När det gäller en vuxen.",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    interpreter = Line(label="Behövs tolk? Vilket språk?", required=False, most=60)

    reporter_category = forms.ChoiceField(
        label="Den som hör av sig är",
        choices=REPORTERS,
        error_messages={"required": "Välj vem som hör av sig."},
    )
    is_anonymous = forms.BooleanField(
        label="Vill vara anonym",
        help_text="En privatperson får vara anonym. Fråga då inte vem det är.",
        required=False,
    )
    reporter_name = Line(label="Namn och roll", required=False, most=160)
    reporter_contact = Line(label="Nås på", required=False, most=200)
    wants_feedback = forms.BooleanField(
        label="Vill veta om utredning inleds",
        help_text="Den som är skyldig att anmäla har rätt till besked inom en vecka från beslutet.",
        required=False,
    )
    safe_contact = Line(
        label="Så kan personen tryggt nås",
        help_text="Vid våld: vilket nummer, vilka tider, och vad som inte får sägas eller skickas.",
        required=False,
        most=400,
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        who = found.get("reporter_category")
        if found.get("is_anonymous") and who and ReporterCategory(who).is_mandated:
            self.add_error(
                "is_anonymous", "Den som är skyldig att anmäla kan inte vara anonym. Skriv vem det är."
            )
        return found

    def details(self) -> Details:
        """What was filled in, for ``actions.receive_report``."""
        said = self.cleaned_data
        anonymous = said["is_anonymous"]
        first = about(
            said["about_name"],
            said["about_number"],
            address=said["about_address"],
            school=said["about_school"],
        )
        return Details(
            need=Need(said["need"]),
            kind=Kind(said["kind"]),
            channel=Channel(said["channel"]),
            text=self.with_lines(said["text"]),
            about=each_child(first, said["other_children"]),
            reporter_category=ReporterCategory(said["reporter_category"]),
            reporter_name="" if anonymous else said["reporter_name"],
            reporter_contact="" if anonymous else said["reporter_contact"],
            wants_feedback=said["wants_feedback"] and not anonymous,
            is_anonymous=anonymous,
            guardians_told=GUARDIANS_TOLD[said["guardians_told"]],
            interpreter=said["interpreter"],
            is_urgent=said["is_urgent"],
            safe_contact=said["safe_contact"],
            children_at_home=GUARDIANS_TOLD[said["children_at_home"]],
        )

    def arrived(self) -> datetime:
        """When it came in, with the letter box counted as the working day before."""
        at: datetime = self.cleaned_data["received_at"]
        return rules.in_letter_box(at) if self.cleaned_data["in_letter_box"] else at


class RelatedForm(PersonForm):
    """Någon i närheten."""

    bond = forms.ChoiceField(
        label="Är",
        choices=[CHOOSE, *Bond.choices()],
        error_messages={"required": "Välj vad personen är för den det gäller."},
    )
    field_order = ["bond"]


class ReasonForm(forms.Form):
    """Varför det är rätt person, fast något skiljer sig."""

    reason = Prose(
        "Varför är det ändå samma person?",
        "Till exempel: bytt efternamn, eller fel siffra i anmälan. Skälet ska rymmas på en rad i journalen.",
        most=140,
        required=False,
    )


class ProtectionForm(forms.Form):
    """Omedelbar skyddsbedömning."""

    danger = forms.ChoiceField(
        label="Behöver barnet eller den unge skydd redan nu?",
        choices=[("no", "Nej, inte i dag"), ("yes", "Ja, skydd behövs nu")],
        widget=forms.RadioSelect,
        error_messages={"required": str(rules.NO_ANSWER)},
    )
    text = text_field(
        "Vad bygger bedömningen på, och vad görs nu?",
        "Vem har du talat med? Var är barnet i kväll, och med vem?",
        missing=str(rules.NO_GROUNDS),
    )

    def answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["danger"])


class CloseForm(forms.Form):
    """Så avslutas det som kom in, utan utredning."""

    outcome = forms.ChoiceField(
        label="Utfall", widget=forms.RadioSelect, error_messages={"required": "Välj ett utfall."}
    )
    reason = text_field(
        "Skäl", "Skriv så att den det gäller kan läsa och förstå.", missing=str(rules.NO_REASON)
    )
    late_reason = text_field(
        "Varför tog det längre tid än 14 dagar?", missing="Skriv varför det tog längre tid.", most=2000
    )

    def __init__(self, *args: Any, report: Report, childs: bool, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = Kind(report.kind)
        elsewhere = (Outcome.INVESTIGATE, Outcome.ALREADY_OPEN, Outcome.ANSWERED)
        endings = [ending for ending in rules.endings(kind, childs=childs) if ending not in elsewhere]
        self.fields["outcome"].error_messages["invalid_choice"] = str(rules.wrong_ending(kind))
        self.fields["outcome"].choices = [(str(ending), ending.label) for ending in endings]  # type: ignore[attr-defined]
        if len(endings) == 1:
            self.fields["outcome"].initial = str(endings[0])
        if not (late and childs):
            del self.fields["late_reason"]


class RouteForm(forms.Form):
    """Skicka till en annan enhet."""

    unit = forms.ChoiceField(label="Till vilken enhet?", error_messages={"required": "Välj en enhet."})
    reason = text_field(
        "Varför?", "En mening räcker. Skriv inte vem det gäller.", missing=rules.NO_WHY.text, most=500
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Välj…"), *units]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Ett svar, eller ett besked till den som anmälde."""

    text = text_field("Svar", missing="Skriv vad du svarade.", most=4000)
