"""Vad som kan fyllas i om en utredning. Plain forms: they check what was typed and never save."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from samtid.base.look.fields import Day, Line, Moment, Prose
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import offered_on, told_apart
from samtid.ground import clock
from samtid.ground.law.days import swedish_day
from samtid.ground.sweden import swedish_time

from . import rules, words

Groups = tuple[tuple[str, tuple[str, ...]], ...]


def prose(label: str, help: str = "", *, required: bool = True, most: int = 20_000) -> Prose:
    """A text area."""
    return Prose(label, help, most=most, required=required)


def moment(label: str, help: str = "", *, required: bool = True) -> Moment:
    """A day and a time."""
    return Moment(label, help, required=required, missing="Skriv när det var.")


def day(label: str, help: str = "", *, required: bool = True) -> Day:
    """A day."""
    return Day(label, help, required=required)


def radio(label: str, choices: Any, *, required: bool = True, help: str = "") -> forms.ChoiceField:
    """One of a few."""
    said = {"required": "Välj ett av alternativen."}
    return forms.ChoiceField(
        label=label,
        help_text=help,
        choices=choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages=said,
    )


def written(at: datetime) -> str:
    """A moment as one types it."""
    return swedish_time(at).strftime("%Y-%m-%d %H:%M")


class Sheet(forms.Form):
    """A form where one answer makes others necessary.

    Fields in ``depends`` are not marked as optional, since they often are not; the rules say when they are missing.
    """

    depends: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(True)

    def full_clean(self) -> None:
        self._ask(False)
        super().full_clean()
        self._ask(True)

    def _ask(self, required: bool) -> None:
        for name in self.depends:
            if name in self.fields:
                self.fields[name].required = required


class OpenForm(forms.Form):
    """Inled utredning."""

    groups: Groups = (("", ("reason", "method")), ("Vem tar över?", ("unit", "caseworker")))
    rows = {"reason": 4}

    reason = prose("Vad ska utredningen ta reda på?", "Kort och konkret: frågorna, inte svaren.", most=4000)
    method = radio("Metod", words.Method.choices())
    unit = forms.ChoiceField(label="Enhet", error_messages={"required": "Välj en enhet."})
    caseworker = forms.ChoiceField(
        label="Handläggare", required=False, help_text="Lämna tomt om enheten själv ska utse någon."
    )

    def __init__(
        self, *args: Any, units: list[Unit], people: list[tuple[str, list[Staff]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.people = {str(one.pk): one for _, members in people for one in members}
        self.fields["method"].choice_help = {str(method): method.help for method in words.Method}  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(pk, unit.name) for pk, unit in self.units.items()]  # type: ignore[attr-defined]
        self.fields["caseworker"].choices = [  # type: ignore[attr-defined]
            ("", "Enheten utser"),
            *((name, told_apart(members, swedish_day(clock.now()))) for name, members in people if members),
        ]

    def unit_chosen(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def caseworker_chosen(self) -> Staff | None:
        return self.people.get(self.cleaned_data["caseworker"])


class PlanForm(forms.Form):
    """Utredningsplan."""

    groups: Groups = (("", ("plan",)),)
    rows = {"plan": 14}

    plan = prose(
        "Plan",
        "Vad ska du ta reda på, hur, med vilka och när? Hur får barnet eller den enskilde vara med? "
        "Planen får ändras medan utredningen pågår.",
    )


class InformForm(Sheet):
    """Information om att utredning har inletts."""

    groups: Groups = (
        ("", ("done",)),
        ("Om de är informerade", ("informed_at", "how")),
        ("Om ni väntar", ("not_informed_reason",)),
    )
    depends = ("informed_at", "how", "not_informed_reason")
    rows = {"not_informed_reason": 4}

    done = radio("Vet de som berörs om utredningen?", [("yes", "Ja"), ("no", "Inte än, av särskilda skäl")])
    informed_at = moment("När fick de veta?", required=False)
    how = radio("Hur?", words.Told.choices(), required=False)
    not_informed_reason = prose("Vilka särskilda skäl finns att vänta?", required=False, most=4000)


class CorrectInformedForm(Sheet):
    """Rättelse av när de som berörs informerades."""

    groups: Groups = (
        ("", ("done",)),
        ("Om de är informerade", ("informed_at", "how")),
        ("Varför det rättas", ("reason",)),
    )
    depends = ("informed_at", "how")
    rows = {"reason": 3}

    done = radio(
        "Vet de som berörs om utredningen?",
        [("yes", "Ja, men det som står är fel"), ("no", "Nej, det antecknades av misstag")],
    )
    informed_at = moment("När fick de veta?", required=False)
    how = radio("Hur?", words.Told.choices(), required=False)
    reason = prose("Vad var fel, och hur vet ni det?", "Det som stod sparas. Fristen räknas om.", most=500)

    def clean(self) -> None:
        if self.cleaned_data.get("done") == "yes" and self.cleaned_data.get("informed_at", "") is None:
            self.add_error("informed_at", "Skriv när de fick veta.")


class FindingForm(forms.Form):
    """En uppgift."""

    rows = {"text": 8}

    area = forms.ChoiceField(label="Område", error_messages={"required": "Välj ett område."})
    text = prose("Uppgift", "Det som har sagts, setts eller lästs. Din bedömning skriver du senare.")
    factor = forms.ChoiceField(
        label="Vad talar uppgiften för?", choices=words.Factor.choices(), required=False
    )
    difficulty = forms.ChoiceField(
        label="Svårighet i området",
        choices=[("", "Inte bedömd"), *words.Difficulty.choices()],
        required=False,
    )
    source_kind = forms.ChoiceField(
        label="Källa",
        choices=[("", "Välj…"), *words.SourceKind.choices()],
        error_messages={"required": "Välj vilket slags källa det är."},
    )
    source = Line(
        label="Vem, med roll",
        help_text="Till exempel Lena Ask, klasslärare.",
        most=160,
        missing="Skriv vem uppgiften kommer från.",
    )
    obtained_at = moment("När lämnades uppgiften?")

    def __init__(self, *args: Any, method: words.Method, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", "Välj…"),
            *(
                (heading, [(str(area), area.label) for area in areas])
                for heading, areas in words.AREAS[method]
            ),
        ]
        if method != words.Method.BBIC:
            del self.fields["factor"]
        if method != words.Method.IBIC:
            del self.fields["difficulty"]
        told = tuple(name for name in ("source_kind", "source", "obtained_at"))
        kinds = tuple(name for name in ("factor", "difficulty") if name in self.fields)
        self.groups: Groups = (("", ("area", "text", *kinds)), ("Varifrån kommer uppgiften?", told))


class VoiceForm(Sheet):
    """Barnets egna ord."""

    groups: Groups = (
        ("", ("heard",)),
        ("Om barnet har berättat", ("text", "heard_at", "minutes", "alone")),
        ("Om barnet inte har hörts", ("why_not", "not_heard_reason")),
    )
    depends = ("text", "heard_at", "why_not", "not_heard_reason")
    rows = {"text": 8, "not_heard_reason": 4}

    heard = radio("Har barnet fått berätta?", [("yes", "Ja"), ("no", "Nej, av ett skäl som anges här")])
    text = prose("Barnets ord", "Så ordagrant du kan. Din tolkning hör till bedömningen.", required=False)
    heard_at = moment("När?", required=False)
    minutes = forms.IntegerField(
        label="Hur många minuter?",
        min_value=1,
        max_value=600,
        required=False,
        error_messages={"invalid": "Skriv minuterna som ett heltal.", "min_value": "Minst en minut."},
    )
    alone = forms.BooleanField(
        label="Utan vårdnadshavare i rummet",
        help_text="Får ske utan samtycke (SoL 20 kap. 7 §).",
        required=False,
    )
    why_not = radio("Varför inte?", words.WhyNotHeard.choices(), required=False)
    not_heard_reason = prose("Vad bygger det på?", required=False, most=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why_not"].choice_help = {str(why): why.help for why in words.WhyNotHeard}  # type: ignore[attr-defined]


class BasisField(forms.ChoiceField):
    """Lagrum: only those in force are offered. One that is not is let through, so that the rule says why not."""

    def valid_value(self, value: str) -> bool:
        """Any provision we know."""
        return value in {str(basis) for basis in words.Basis}


class ProposalForm(Sheet):
    """Bedömning och förslag."""

    depends = ("service_code", "legal_basis")
    rows = {"assessment": 10, "best_interests": 6, "proposal": 4}

    assessment = prose(
        "Bedömning", "Vad betyder uppgifterna tillsammans? Risker, skydd, behov och egna resurser."
    )
    best_interests = prose(
        "Barnets bästa", "Vad är bäst för barnet, och hur har barnets egna åsikter vägts in?"
    )
    recommendation = radio("Vad är ditt förslag?", words.Recommendation.choices())
    proposal = prose("Beskriv förslaget", most=4000)
    service_code = forms.ChoiceField(
        label="Insats", required=False, help_text="När du föreslår bifall eller avslag."
    )
    legal_basis = BasisField(label="Lagrum", help_text="Det som beslutet ska grundas på.", required=False)

    def __init__(
        self, *args: Any, concerns_child: bool, is_application: bool, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_code"].choices = service_choices(on)  # type: ignore[attr-defined]
        self.fields["legal_basis"].choices = rules.basis_choices(on)  # type: ignore[attr-defined]
        unfit = words.Recommendation.NO_SERVICE if is_application else words.Recommendation.REFUSE
        self.fields["recommendation"].choices = [  # type: ignore[attr-defined]
            (str(one), one.label) for one in words.Recommendation if one != unfit
        ]
        if not concerns_child:
            del self.fields["best_interests"]
        first = tuple(name for name in ("assessment", "best_interests") if name in self.fields)
        self.groups: Groups = (
            ("", first),
            ("Förslag", ("recommendation", "proposal", "service_code", "legal_basis")),
        )


def service_choices(on: date) -> list[Any]:
    """The services that need a decision and that the municipality gives on ``on``, by what they are."""
    offered = offered_on(on)
    grouped = {
        kind.label: [(str(code), offered[code].name or code.label) for code in codes if code in offered]
        for kind, codes in words.SERVICES.items()
    }
    return [("", "Välj…"), *((label, choices) for label, choices in grouped.items() if choices)]


class CommunicateForm(Sheet):
    """Kommunicering."""

    groups: Groups = (
        ("", ("done",)),
        ("Om underlaget är lämnat", ("communicated_at", "how", "answer_by")),
        ("Om det inte lämnas", ("not_communicated_reason",)),
    )
    depends = ("communicated_at", "how", "answer_by", "not_communicated_reason")
    rows = {"not_communicated_reason": 4}

    done = radio(
        "Har den enskilde fått se allt som har betydelse?",
        [("yes", "Ja"), ("no", "Nej, ett undantag gäller")],
    )
    communicated_at = moment("När?", required=False)
    how = radio("Hur?", words.Told.choices(), required=False)
    answer_by = day(
        "Svar senast", "Berätta också att man får lämna uppgifter muntligt inför nämnden.", required=False
    )
    not_communicated_reason = prose(
        "Vilket undantag, och varför?", "FL 25 § första och andra styckena.", required=False, most=4000
    )


class AnswerForm(forms.Form):
    """Synpunkter på underlaget."""

    groups: Groups = (("", ("text", "answered_at")),)
    rows = {"text": 8}

    text = prose(
        "Vad sade den enskilde?", "Skriv också vilka uppgifter som hen anser är fel (SoL 14 kap. 6 §)."
    )
    answered_at = moment("När?")


class ExtendForm(forms.Form):
    """Längre utredningstid."""

    groups: Groups = (("", ("to", "reason")),)
    rows = {"reason": 5}

    to = day("Ny sista dag")
    reason = prose(
        "Vilka särskilda skäl finns?",
        "Till exempel att polisens utredning måste gå före, eller att ett läkarutlåtande väntas. "
        "Hög arbetsbelastning är inget särskilt skäl.",
        most=4000,
    )
