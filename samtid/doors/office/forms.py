"""Vad man fyller i: one form for each kind of thing in the directory; the file import reads rows with the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from samtid.base.look.fields import Day, Line
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Committee, Staff, Unit
from samtid.base.organisation.words import DecisionKind, PricePer, Role, Skill, UnitKind
from samtid.ground.law.municipal import OWN, Measure, Own
from samtid.ground.municipalities import by_name, called, names
from samtid.steps.services.catalogue import ALL

from .words import MoveKind, Subject, Verb

CHOOSE = [("", "Välj…")]


def _text(label: str, most: int, missing: str = "", **more: Any) -> Line:
    return Line(label, most=most, missing=missing, required=bool(missing), **more)


def _word(label: str, words: Any, missing: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=CHOOSE + words.choices(),
        error_messages={"required": missing, "invalid_choice": "Det valet finns inte."},
    )


def _row(label: str, missing: str = "", **more: Any) -> forms.ModelChoiceField:
    errors = {"invalid_choice": "Finns inte, eller har upphört.", "required": missing}
    return forms.ModelChoiceField(
        label=label, queryset=Staff.objects.none(), required=bool(missing), error_messages=errors, **more
    )


def _day(label: str, missing: str = "", **more: Any) -> Day:
    return Day(label, missing=missing or "Skriv en dag.", required=bool(missing), **more)


class Dated(forms.Form):
    """When, and why: at the end of every form."""

    # where the row's own fields are kept in another name
    COLUMNS = {"committee": "committee_id", "parent": "parent_id", "staff": "staff_id", "unit": "unit_id"}

    from_on = _day("Från och med", "Skriv från vilken dag.")
    reason = _text(
        "Varför?",
        400,
        "Skriv varför, så att den som godkänner och den som läser om tio år förstår.",
        help_text="Till exempel anställningsavtal, nämndens beslut eller en ny arbetsordning.",
    )

    def __init__(self, *args: Any, today: date, using: str = "default", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, model in (("staff", Staff), ("unit", Unit), ("parent", Unit), ("committee", Committee)):
            if name in self.fields:
                rows = model.objects.using(using).exclude(valid_to__lt=today).order_by(ByName("name"), "pk")
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        """A dash is no reason."""
        said = str(self.cleaned_data["reason"])
        if len(said) < 3:
            raise forms.ValidationError("Skriv skälet med några ord.")
        return said

    def new(self) -> dict[str, Any]:
        """The row, by the names of its columns. Days in text, since it is kept as JSON."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name in ("from_on", "reason", "last"):
                continue
            if name in self.COLUMNS:
                value = value.pk if value is not None else None
            if isinstance(value, date):
                value = value.isoformat()
            found[self.COLUMNS.get(name, name)] = value
        return found


class CommitteeForm(Dated):
    """En nämnd."""

    name = _text("Namn", 120, "Skriv nämndens namn.", help_text="Till exempel Socialnämnden.")
    field_order = ["name"]


class UnitForm(Dated):
    """En enhet."""

    name = _text("Namn", 120, "Skriv enhetens namn.")
    kind = _word("Typ", UnitKind, "Välj vad enheten gör.")
    committee = _row("Nämnd", "Välj nämnd.", empty_label="Välj…")
    parent = _row("Hör till", empty_label="Ingen annan enhet")
    phone = _text("Telefon", 40)
    address = _text(
        "Postadress",
        160,
        help_text="Dit brev och överklaganden skickas: Socialtjänsten, 941 85 Piteå. Står som avsändare på breven.",
    )
    is_shared_within = forms.BooleanField(
        label="Alla handläggare i enheten ser enhetens ärenden",
        required=False,
        help_text="Annars ser var och en bara sina egna, och chefen alla (SoLPuL 10 §).",
    )
    field_order = ["name", "kind", "committee", "parent", "phone", "address", "is_shared_within"]


class StaffForm(Dated):
    """En medarbetare."""

    name = _text("Namn", 120, "Skriv namnet.")
    username = _text(
        "Användarnamn",
        80,
        "Skriv ett användarnamn.",
        help_text="Små bokstäver, till exempel anna.berg. Aldrig ett personnummer.",
    )
    title = _text("Befattning", 120, "Skriv befattningen.")
    phone = _text("Telefon", 40)
    hsa_id = _text("HSA-id", 40)
    degree_on = _day("Socionomexamen eller motsvarande")
    experienced_on = _day("Tillräcklig erfarenhet från", help_text="SoL 25 kap. 1 §. ÅÅÅÅ-MM-DD.")
    field_order = ["name", "username", "title", "phone", "hsa_id", "degree_on", "experienced_on"]


class EmployForm(StaffForm):
    """En ny medarbetare, with the first place to work."""

    unit = _row("Enhet", "Välj enhet.", empty_label="Välj…")
    role = _word("Roll", Role, "Välj roll.")
    field_order = ["name", "username", "title", "unit", "role", "phone", "hsa_id", "degree_on"]


class MembershipForm(Dated):
    """Var någon arbetar, i vilken roll. A substitute has a last day."""

    staff = _row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    unit = _row("Enhet", "Välj enhet.", empty_label="Välj…")
    role = _word("Roll", Role, "Välj roll.")
    valid_to = _day("Sista dag", help_text="För en ersättare eller ett vikariat. Tomt: tills vidare.")
    field_order = ["staff", "unit", "role", "from_on", "valid_to"]


class SkillForm(Dated):
    """En kompetens."""

    staff = _row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    skill = _word("Kompetens", Skill, "Välj kompetens.")
    valid_to = _day("Sista dag", help_text="För det som måste förnyas. Tomt: tills vidare.")
    field_order = ["staff", "skill", "from_on", "valid_to"]


class DelegationForm(Dated):
    """En rad i delegationsordningen."""

    decision = _word("Beslutstyp", DecisionKind, "Välj vad som får beslutas.")
    role = _word("Roll", Role, "Välj vem som får besluta.")
    amount_limit = forms.IntegerField(
        label="Beloppsgräns, kronor",
        required=False,
        min_value=1,
        max_value=2_000_000_000,
        help_text="Tomt: utan gräns.",
        error_messages={
            "invalid": "Skriv beloppet i hela kronor.",
            "min_value": "Beloppet ska vara minst 1 krona.",
            "max_value": "Beloppet är för stort.",
        },
    )
    unit = _row("Endast i enheten", empty_label="Alla enheter")
    minute = _text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade.",
        help_text="SN 2026-06-18 § 71",
    )
    valid_to = _day("Sista dag", help_text="Tomt: tills vidare.")
    field_order = ["decision", "role", "amount_limit", "unit", "minute", "from_on", "valid_to"]


class ValueForm(Dated):
    """Ett av kommunens egna värden."""

    key = _word("Värde", Own, "Välj vilket värde.")
    number = forms.IntegerField(
        label="Tal",
        min_value=0,
        max_value=9999,
        error_messages={
            "required": "Skriv talet.",
            "invalid": "Skriv ett helt tal.",
            "min_value": "Talet får inte vara negativt.",
            "max_value": "Talet är för stort.",
        },
    )
    field_order = ["key", "number", "from_on", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self.data.get("key") or self.initial.get("key") or "")
        if chosen in {str(own) for own in Own}:
            known = OWN[Own(chosen)]
            is_day = known.measure is Measure.YEARLY
            self.fields["key"].help_text = known.says
            self.fields["number"].label = known.measure.label.capitalize()
            self.fields["number"].help_text = (
                "Månad och dag: 0301 är 1 mars." if is_day else f"{known.bounds.capitalize()} ({known.law})."
            )


class OfferingForm(Dated):
    """En insats i kommunens katalog."""

    code = forms.ChoiceField(
        label="Insats",
        choices=[("", "Välj…"), *((service.code, service.name) for service in ALL)],
        error_messages={"required": "Välj insats.", "invalid_choice": "Den insatsen finns inte."},
    )
    name = _text("Namn", 120, help_text="Tomt: Samtids namn.")
    says = _text(
        "Beskrivning för alla", 400, help_text="Visas för invånarna. Skriv kort och lätt. Tomt: Samtids text."
    )
    law = _text("Lagrum", 80, help_text="Till exempel SoL 11 kap. 1 §. Tomt: Samtids.")
    price = forms.IntegerField(
        label="Pris, kronor",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text="Vad insatsen kostar kommunen, inte avgiften för den enskilde.",
        error_messages={
            "invalid": "Skriv priset i hela kronor.",
            "min_value": "Priset får inte vara negativt.",
            "max_value": "Priset är för stort.",
        },
    )
    per = forms.ChoiceField(
        label="Per",
        required=False,
        choices=[("", "Inget pris"), *PricePer.choices()],
        error_messages={"invalid_choice": "Det valet finns inte."},
    )
    unit = _row("Utförs av", empty_label="Alla enheter av rätt typ")
    field_order = ["code", "name", "says", "law", "price", "per", "unit", "from_on", "reason"]


class MunicipalityForm(Dated):
    """Kommunens namn, färger och avsändare."""

    code = forms.ChoiceField(
        label="Kommun",
        choices=[("", "Välj…"), *((code, f"{name} ({code})") for code, name in by_name())],
        error_messages={"required": "Välj kommun.", "invalid_choice": "Den kommunen finns inte."},
    )
    name = _text("Namn på sidor och brev", 80, help_text="Tomt: Piteå kommun, efter den valda kommunen.")
    colour = _text(
        "Färg",
        7,
        help_text="Ramen överst på sidorna och rubrikerna i brev, till exempel #1f5f6b. Tomt: Samtids.",
    )
    text_colour = _text("Text på färgen", 7, help_text="Till exempel #ffffff. Kontrasten mäts: minst 4,5:1.")
    address = _text("Postadress", 160, help_text="Svartuddsvägen 1, 941 85 Piteå")
    phone = _text("Telefon", 40)
    email = _text("E-post", 120)
    org_number = _text("Organisationsnummer", 11, help_text="212000-2759")
    field_order = [
        "code",
        "name",
        "colour",
        "text_colour",
        "address",
        "phone",
        "email",
        "org_number",
        "from_on",
    ]

    def clean(self) -> dict[str, Any]:
        """Its usual name, and colours in small letters."""
        said = super().clean() or {}
        if said.get("code") and not said.get("name"):
            said["name"] = called(names()[said["code"]])
        for name in ("colour", "text_colour"):
            said[name] = str(said.get(name) or "").lower()
        return said


class LinkForm(Dated):
    """En kod för den första inloggningen, eller för en ny e-legitimation."""

    staff = _row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    field_order = ["staff"]


class EndForm(Dated):
    """Den sista dagen."""

    last = _day(
        "Sista dag",
        "Skriv den sista dagen.",
        help_text="ÅÅÅÅ-MM-DD. Ska det upphöra genast, skriv gårdagens dag.",
    )
    field_order = ["last", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["from_on"]

    def clean(self) -> dict[str, Any]:
        """The day after the last is the first day without."""
        said = super().clean() or {}
        if said.get("last"):
            said["from_on"] = said["last"] + timedelta(days=1)
        return said


class RefuseForm(forms.Form):
    """Ett nej, med skäl."""

    why = _text("Varför inte?", 400, "Skriv varför, så att den som föreslog kan göra om det.")

    def clean_why(self) -> str:
        """A dash is no reason."""
        said = str(self.cleaned_data["why"])
        if len(said) < 3:
            raise forms.ValidationError("Skriv skälet med några ord.")
        return said


class TemplateForm(forms.Form):
    """Mallens delegationsordning: the committee's own minutes make it an order."""

    minute = _text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade om delegationsordningen.",
        help_text="Till exempel SN 2026-06-18 § 71. Utan nämndens beslut finns ingen delegation (KL 6 kap. 37 §).",
    )


FORMS: dict[str, type[Dated]] = {
    Subject.COMMITTEE: CommitteeForm,
    Subject.UNIT: UnitForm,
    Subject.STAFF: StaffForm,
    Subject.MEMBERSHIP: MembershipForm,
    Subject.SKILL: SkillForm,
    Subject.DELEGATION: DelegationForm,
    Subject.VALUE: ValueForm,
    Subject.OFFERING: OfferingForm,
    Subject.MUNICIPALITY: MunicipalityForm,
    Subject.LINK: LinkForm,
}
# What is true of a person in a place begins and ends; only these have a row that may say something else.
MAY_CHANGE = (Subject.COMMITTEE, Subject.UNIT, Subject.STAFF)


def form_of(subject: Subject, verb: Verb) -> type[Dated]:
    """The form of a proposal."""
    if verb == Verb.END:
        return EndForm
    return EmployForm if (subject, verb) == (Subject.STAFF, Verb.BEGIN) else FORMS[subject]


class PlanForm(forms.Form):
    """En omorganisation: its name, its day, and what the committee decided."""

    name = _text("Namn", 120, "Skriv vad omorganisationen kallas.", help_text="Till exempel En väg in 2027.")
    from_on = _day(
        "Första dagen",
        "Skriv den första dagen.",
        help_text="ÅÅÅÅ-MM-DD. Genomförs av sig själv strax efter midnatt.",
    )
    minute = _text(
        "Nämndens protokoll",
        80,
        "Skriv i vilket protokoll nämnden beslutade.",
        help_text="SN 2026-06-18 § 71",
    )
    reason = _text(
        "Varför?", 400, "Skriv varför, så att den som godkänner och den som läser om tio år förstår."
    )

    def clean(self) -> dict[str, Any]:
        """A dash says nothing."""
        said = super().clean() or {}
        for name in ("name", "minute", "reason"):
            if said.get(name) and len(str(said[name])) < 3:
                self.add_error(name, "Skriv med några tecken till.")
        return said


class MoveForm(forms.Form):
    """En rad i planen. Which fields it has depends on what is done (``FIELDS``)."""

    FIELDS: ClassVar[dict[str, tuple[str, ...]]] = {
        MoveKind.BEGIN: ("name", "kind", "committee", "parent", "phone", "address", "is_shared_within"),
        MoveKind.MERGE: ("unit", "into", "leaders"),
        MoveKind.MOVE: ("staff", "unit", "into", "role"),
        MoveKind.RENAME: ("unit", "name"),
        MoveKind.PLACE: ("unit", "parent"),
        MoveKind.CLOSE: ("unit",),
    }
    LEADERS = ((str(Role.MANAGER), "Enhetschef"), (str(Role.SENIOR), "Förste socialsekreterare"))

    staff = _row("Medarbetare", "Välj medarbetare.", empty_label="Välj…")
    unit = forms.ChoiceField(
        label="Enhet", error_messages={"required": "Välj enhet.", "invalid_choice": "Finns inte."}
    )
    into = forms.ChoiceField(
        label="Till", error_messages={"required": "Välj enhet.", "invalid_choice": "Finns inte."}
    )
    name = _text("Namn", 120, "Skriv enhetens namn.")
    kind = _word("Typ", UnitKind, "Välj vad enheten gör.")
    committee = _row("Nämnd", "Välj nämnd.", empty_label="Välj…")
    parent = forms.ChoiceField(
        label="Hör till", required=False, error_messages={"invalid_choice": "Finns inte."}
    )
    role = _word("Roll", Role, "Välj roll.")
    leaders = forms.ChoiceField(
        label="Den som är enhetschef blir",
        choices=LEADERS,
        error_messages={"required": "Välj roll.", "invalid_choice": "Det valet finns inte."},
    )
    phone = _text("Telefon", 40)
    address = _text("Postadress", 160)
    is_shared_within = forms.BooleanField(
        label="Alla handläggare i enheten ser enhetens ärenden", required=False
    )

    def __init__(
        self, *args: Any, do: MoveKind, units: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.do = do
        self.fields = {name: self.fields[name] for name in self.FIELDS[do]}
        for name, empty in (("unit", "Välj…"), ("into", "Välj…"), ("parent", "Ingen annan enhet")):
            if name in self.fields:
                self.fields[name].choices = [("", empty), *units.items()]  # type: ignore[attr-defined]
        if do == MoveKind.MOVE:
            self.fields["unit"].required, self.fields["unit"].label = False, "Lämnar"
            self.fields["unit"].choices = [("", "Ingen enhet: en placering till"), *units.items()]  # type: ignore[attr-defined]
        for name, model in (("staff", Staff), ("committee", Committee)):
            if name in self.fields:
                rows = model.objects.exclude(valid_to__lt=today).order_by(ByName("name"), "pk")
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def move(self, number: int) -> dict[str, Any]:
        """The row as it is kept. A new unit is known in the plan by its number."""
        said = {
            name: value.pk if hasattr(value, "pk") else value for name, value in self.cleaned_data.items()
        }
        if "committee" in said:
            said["committee_id"] = said.pop("committee")
        return {"do": str(self.do)} | said | ({"ref": f"n{number}"} if self.do == MoveKind.BEGIN else {})
