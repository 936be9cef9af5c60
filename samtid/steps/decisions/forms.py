"""Vad som kan fyllas i om ett beslut. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from samtid.base.look.fields import Line, Moment, Prose
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import told_apart
from samtid.base.organisation.rules import Mandate
from samtid.ground import clock
from samtid.ground.law.days import swedish_day
from samtid.ground.law.delegation import Level
from samtid.steps.investigations.forms import (
    BasisField,
    Groups,
    Sheet,
    day,
    prose,
    radio,
    service_choices,
)
from samtid.steps.investigations.models import Proposal
from samtid.steps.investigations.rules import basis_choices
from samtid.steps.investigations.words import Basis, Recommendation, ServiceCode, kind_of

from . import words
from .actions import Text
from .models import Decision


class DecisionForm(Sheet):
    """Förslag till beslut."""

    depends = ("reasons", "valid_from", "goal", "follow_up_on", "consent")
    rows = {"content": 3, "reasons": 8, "conditions": 3, "goal": 3}

    outcome = radio("Utgång", [(str(one), one.label) for one in words.ANSWERS])
    service_code = forms.ChoiceField(
        label="Insats", error_messages={"required": "Välj vilken insats det gäller."}
    )
    content = prose(
        "Beslut",
        "Vad får den enskilde, eller vad avslås? Skriv så att hen förstår utan förklaring.",
        most=4000,
    )
    reasons = prose(
        "Skäl",
        "Vilka omständigheter har avgjort? Skriv till den enskilde, inte om hen. Lagrummet väljer du här under.",
        required=False,
    )
    legal_basis = BasisField(
        label="Lagrum",
        error_messages={"required": "Välj lagrummet som beslutet grundas på (FL 32 §)."},
    )
    extent = Line(
        label="Omfattning",
        required=False,
        help_text="Till exempel två besök i veckan, 12 timmar i månaden.",
        most=200,
    )
    amount = forms.IntegerField(
        label="Belopp eller kostnad, kronor",
        min_value=0,
        max_value=100_000_000,
        required=False,
        help_text="Det som delegationens beloppsgräns räknas mot.",
        error_messages={
            "invalid": "Skriv beloppet i hela kronor.",
            "min_value": "Beloppet kan inte vara negativt.",
        },
    )
    per = forms.ChoiceField(
        label="Beloppet gäller", choices=[("", "Inget belopp"), *words.Per.choices()], required=False
    )
    valid_from = day("Gäller från", required=False)
    valid_to = day("Gäller till och med", "Lämna tomt om det gäller tills vidare.", required=False)
    goal = prose("Mål", "Vad ska vara annorlunda när insatsen har hjälpt?", required=False, most=2000)
    follow_up_on = day("Följs upp senast", "Varje beviljat beslut följs upp.", required=False)
    conditions = prose("Villkor", required=False, most=2000)
    consent = radio(
        "Samtycke till insatsen", words.Consent.choices(), required=False, help="SoL 21 kap. 1 §."
    )
    names_withheld = forms.BooleanField(
        label="Lämna inte ut handläggarnas namn i brevet",
        help_text="Om någon kan utsättas för hot eller trakasserier (FL 33 § fjärde stycket).",
        required=False,
    )

    def __init__(self, *args: Any, concerns_child: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_basis"].choices = basis_choices(on)  # type: ignore[attr-defined]
        self.fields["service_code"].choices = service_choices(on)  # type: ignore[attr-defined]
        if not concerns_child:
            del self.fields["consent"]
        asked = tuple(name for name in ("consent",) if name in self.fields)
        self.groups: Groups = (
            ("Beslutet", ("outcome", "service_code", "content", "reasons", "legal_basis")),
            ("Det som beviljas", ("extent", "valid_from", "valid_to", "amount", "per", *asked)),
            ("Mål och uppföljning", ("goal", "follow_up_on", "conditions")),
            ("Brevet", ("names_withheld",)),
        )

    def text(self) -> Text:
        """What was filled in, for ``actions.prepare``."""
        said = self.cleaned_data
        return Text(
            kind=kind_of(ServiceCode(said["service_code"])),
            service_code=said["service_code"],
            outcome=words.DecisionOutcome(said["outcome"]),
            content=said["content"],
            reasons=said["reasons"],
            legal_basis=Basis(said["legal_basis"]),
            amount=said["amount"],
            per=words.Per(said["per"]) if said["per"] else None,
            extent=said["extent"],
            valid_from=said["valid_from"],
            valid_to=said["valid_to"],
            conditions=said["conditions"],
            goal=said["goal"],
            follow_up_on=said["follow_up_on"],
            consent=words.Consent(said["consent"]) if said.get("consent") else None,
            names_withheld=said["names_withheld"],
        )


def first_words(proposal: Proposal | None) -> dict[str, Any]:
    """A draft begins where the proposal ended; the reasons are written anew, to the person."""
    if proposal is None:
        return {}
    refuses = proposal.recommendation == Recommendation.REFUSE
    return {
        "outcome": str(words.DecisionOutcome.REFUSED if refuses else words.DecisionOutcome.GRANTED),
        "service_code": proposal.service_code,
        "content": proposal.proposal,
        "reasons": proposal.assessment,
        "legal_basis": proposal.legal_basis,
    }


def words_of(decision: Decision) -> dict[str, Any]:
    """A draft as it stands."""
    return {name: getattr(decision, name) for name in DecisionForm.base_fields}


def place_reason() -> forms.CharField:
    """Asked of the manager alone, when the words name where somebody protected is."""
    return prose(
        "Varför ska adressen eller numret ändå stå i beslutet?",
        "Någon i ärendet har skyddade personuppgifter. Skälet sparas med beslutet.",
        required=False,
        most=1000,
    )


class HandOverForm(forms.Form):
    """Lämna för underskrift."""

    to = forms.ChoiceField(label="Till vem?", error_messages={"required": "Välj vem som ska besluta."})

    def __init__(self, *args: Any, signers: list[tuple[Staff, Mandate]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {str(who.pk): who for who, _ in signers}
        named = dict(told_apart(self.staff.values(), swedish_day(clock.now())))
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Välj…"),
            *(
                (str(who.pk), f"{named[str(who.pk)]}, {mandate.role.label.lower()}")
                for who, mandate in signers
            ),
        ]


class SendBackForm(forms.Form):
    """Skicka tillbaka ett förslag."""

    why = Prose(
        label="Vad behöver göras?",
        help_text="Den som skrev förslaget ser det på sin Min dag.",
        most=1000,
        missing="Skriv vad som behöver göras.",
    )


class SignForm(forms.Form):
    """Skriva under."""

    place_reason = place_reason()


class RegisterForm(forms.Form):
    """Registrera nämndens beslut."""

    level = radio("Vem har beslutat?", [(str(one), one.label) for one in (Level.COMMITTEE, Level.BOARD)])
    decided_on = day("Beslutsdag")
    minute = Line(
        label="Protokoll",
        help_text="Till exempel SN AU 2026-11-18 § 212.",
        most=80,
        missing="Skriv protokollets beteckning.",
    )
    dissent = prose("Avvikande mening", "Om någon har reserverat sig (FL 30 §).", required=False, most=2000)
    place_reason = place_reason()


class NotifyForm(forms.Form):
    """Underrätta."""

    told_at = Moment(
        label="När fick den enskilde del av beslutet?",
        help_text="Tiden för överklagande räknas härifrån, inte från beslutsdagen.",
        missing="Skriv när det var.",
    )
    how = radio("Hur?", words.Told.choices())


class CorrectNoticeForm(NotifyForm):
    """Rätta när den enskilde fick del av beslutet."""

    reason = prose("Vad var fel, och hur vet ni det?", "Det som stod sparas.", most=500)


class AppealForm(forms.Form):
    """Överklagande har kommit in."""

    received_at = Moment(
        label="När kom överklagandet in?",
        help_text="Om det är i rätt tid räknas ut av när den enskilde fick del av beslutet.",
        missing="Skriv när det kom in.",
    )
    note = prose("Anteckning", required=False, most=2000)
