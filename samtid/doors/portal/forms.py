"""Det man kan skriva utan att logga in. Asks about the need, never about a unit, and turns nobody away."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.dossier.words import Need
from samtid.base.look.fields import LONGEST, Line, Prose
from samtid.steps.intake.actions import About, Details
from samtid.steps.intake.children_forms import OtherChildren, about, each_child, put_in
from samtid.steps.intake.forms import GUARDIANS_TOLD, YES_NO, text_field
from samtid.steps.intake.words import Channel, Kind, ReporterCategory

from .words import OF_NEED, WORKPLACES, Who, Writer

INSIST = "Vi behöver ditt namn och din roll när du skriver i ditt arbete. Kan du inte skriva det, skicka igen ändå."
TRAP = "Något fylldes i åt dig i ett dolt fält. Vi har tömt det. Skicka igen."


def _line(label: str, help: str = "", most: int = 160, *, fill: str = "off") -> Line:
    """One optional line of text; ``fill`` is what the browser may suggest (WCAG 2.1, 1.3.5)."""
    return Line(
        label=label,
        help_text=help,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": fill}),
        most=most,
    )


class NeedForm(forms.Form):
    """Vad behöver du? The same for every need but those below."""

    need = Need.SUPPORT
    who = forms.ChoiceField(
        label="Vem gäller det?",
        choices=Who.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem det gäller."},
    )
    text = text_field("Vad behöver du?")
    about_name = _line("Vad heter den det gäller?", "Om det inte är du själv.")
    reporter_name = _line("Ditt namn", fill="name")
    reporter_contact = _line("Telefon eller e-post", "Så att vi kan svara.", 200, fill="tel")
    safe_contact = _line(
        "Är det något vi ska tänka på när vi hör av oss?",
        "Till exempel tider, eller att inte skicka brev.",
        400,
    )
    interpreter = _line("Behöver du tolk? Vilket språk?", most=60)
    # a machine fills in everything; a person who had it filled in by the browser just sends again
    webbsida = Line(required=False, most=LONGEST, label="Lämna tomt")
    insist = Line(required=False, widget=forms.HiddenInput)

    shown: tuple[str, ...] = (
        "who",
        "text",
        "about_name",
        "reporter_name",
        "reporter_contact",
        "safe_contact",
        "interpreter",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.shown)  # what is wrong is listed in the order of the page
        words = OF_NEED[self.need]
        self.fields["text"].label, self.fields["text"].help_text = words.question, words.help

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("webbsida"):
            put_in(self, "webbsida", "")
            self.add_error(None, TRAP)
        if (
            self._category_of(found).is_mandated
            and not found.get("reporter_name")
            and not found.get("insist")
        ):
            put_in(self, "insist", "1")
            self.add_error("reporter_name", INSIST)
        return found

    def _category_of(self, said: dict[str, Any]) -> ReporterCategory:
        return {
            Who.SELF: ReporterCategory.SELF,
            Who.MY_CHILD: ReporterCategory.GUARDIAN,
            Who.NEAR: ReporterCategory.RELATIVE,
            Who.WORK: ReporterCategory.OTHER_AUTHORITY,
        }.get(said.get("who", ""), ReporterCategory.PRIVATE)

    def kind(self) -> Kind:
        """What one asks for oneself or one's child is an application; what one tells of others is a report."""
        own = (ReporterCategory.SELF, ReporterCategory.GUARDIAN)
        return Kind.APPLICATION if self._category_of(self.cleaned_data) in own else Kind.REPORT

    def about(self) -> tuple[About, ...]:
        said = self.cleaned_data
        return (About(said["about_name"] or (said["reporter_name"] if said["who"] == Who.SELF else "")),)

    def told(self) -> str:
        return str(self.cleaned_data["text"])

    def details(self) -> Details:
        """What was written, for ``intake.actions.receive_report``."""
        said, who = self.cleaned_data, self._category_of(self.cleaned_data)
        return Details(
            need=self.need,
            kind=self.kind(),
            channel=Channel.WEB,
            text=self.told(),
            about=self.about(),
            reporter_category=who,
            reporter_name=said["reporter_name"],
            reporter_contact=said["reporter_contact"],
            is_anonymous=not (said["reporter_name"] or said["reporter_contact"] or who.is_mandated),
            wants_feedback=bool(said.get("wants_feedback")),
            guardians_told=GUARDIANS_TOLD[said.get("guardians_told", "")],
            interpreter=said["interpreter"],
            is_urgent=self.is_urgent(),
            safe_contact=said["safe_contact"],
            children_at_home=GUARDIANS_TOLD[said.get("children_at_home", "")],
        )

    def is_urgent(self) -> bool:
        return False


def _children_at_home() -> forms.ChoiceField:
    """Asked of adults in trouble: each child is then looked after for itself."""
    return forms.ChoiceField(
        label="Finns det barn i hemmet?",
        choices=[("yes", "Ja"), ("no", "Nej"), ("", "Vill inte svara")],
        required=False,
        widget=forms.RadioSelect,
    )


def _at_home(said: dict[str, Any]) -> str:
    answer = {"yes": "Ja", "no": "Nej"}.get(said["children_at_home"])
    return f"\n\nFinns det barn i hemmet? {answer}." if answer else ""


class ChildForm(NeedForm, OtherChildren):
    """Oro för ett barn. A private person may be anonymous (SoL 19:4); whoever must report is told they cannot."""

    need = Need.CHILD
    who = forms.ChoiceField(
        label="Vem är du?",
        choices=Writer.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vem du är."},
    )
    workplace = forms.ChoiceField(
        label="Var arbetar du?",
        choices=[("", "Välj om du skriver i ditt arbete"), *WORKPLACES],
        required=False,
    )
    about_name = _line("Vad heter barnet?", "Om du vet.")
    about_number = _line("Barnets ålder eller personnummer", "Om du vet.", 20)
    about_address = _line("Var bor barnet?", most=200)
    about_school = _line("Skola eller förskola", most=120)
    other_children = Prose(
        "Fler barn i samma familj",
        "Ett barn per rad, gärna med ålder: Max, 9 år.",
        required=False,
        most=4000,
    )
    guardians_told = forms.ChoiceField(
        label="Vet föräldrarna att du skriver till oss?",
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    wants_feedback = forms.BooleanField(
        label="Jag skriver i mitt arbete och vill få veta om en utredning inleds", required=False
    )
    interpreter = _line("Behövs tolk? Vilket språk?", most=60)
    shown: tuple[str, ...] = (
        "who",
        "workplace",
        "text",
        "about_name",
        "about_number",
        "about_address",
        "about_school",
        "other_children",
        "kept_as_text",
        "guardians_told",
        "interpreter",
        "reporter_name",
        "reporter_contact",
        "wants_feedback",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choice_help = {str(who): who.help for who in Writer if who.help}  # type: ignore[attr-defined]
        self.fields[
            "reporter_name"
        ].help_text = (
            "Privatpersoner får lämna det tomt. Skriver du ditt namn kan familjen i regel få veta det."
        )

    def _category_of(self, said: dict[str, Any]) -> ReporterCategory:
        if said.get("who") == Writer.WORK:
            return ReporterCategory(said.get("workplace") or ReporterCategory.OTHER_AUTHORITY)
        return ReporterCategory(said.get("who") or ReporterCategory.PRIVATE)

    def kind(self) -> Kind:
        return Kind.REPORT

    def about(self) -> tuple[About, ...]:
        said = self.cleaned_data
        own = said["reporter_name"] if said["who"] == Writer.SELF else ""
        first = about(
            said["about_name"] or own,
            said["about_number"],
            address=said["about_address"],
            school=said["about_school"],
        )
        return each_child(first, said["other_children"])

    def told(self) -> str:
        return self.with_lines(super().told())


class ViolenceForm(NeedForm):
    """Våld eller hot. Asks first how one may safely be reached."""

    need = Need.VIOLENCE
    safe_contact = _line(
        "Hur kan vi nå dig utan att någon annan märker det?",
        "Till exempel ett nummer, en tid, eller någon vi kan ringa i stället.",
        400,
    )
    children_at_home = _children_at_home()
    shown: tuple[str, ...] = (
        "text",
        "safe_contact",
        "children_at_home",
        "who",
        "about_name",
        "reporter_name",
        "reporter_contact",
        "interpreter",
    )

    def told(self) -> str:
        return super().told() + _at_home(self.cleaned_data)

    def is_urgent(self) -> bool:
        return True


class SubstanceForm(NeedForm):
    """Alkohol, droger eller spel. Who lives with children is asked of them."""

    need = Need.SUBSTANCE
    children_at_home = _children_at_home()
    shown: tuple[str, ...] = (*NeedForm.shown[:2], "children_at_home", *NeedForm.shown[2:])

    def told(self) -> str:
        return super().told() + _at_home(self.cleaned_data)


class MoneyForm(NeedForm):
    """Pengar till det nödvändigaste. Who has nothing for food today is read before all others."""

    need = Need.MONEY
    lasts = forms.ChoiceField(
        label="Räcker pengarna till mat, medicin och boende den här veckan?",
        choices=[("no", "Nej, det är akut"), ("yes", "Ja, men inte länge"), ("", "Vet inte")],
        required=False,
        widget=forms.RadioSelect,
        help_text="Är det akut läser vi det före allt annat. Ring om det inte kan vänta till i morgon.",
    )
    children_at_home = _children_at_home()
    shown: tuple[str, ...] = ("who", "text", "lasts", "children_at_home", *NeedForm.shown[2:])

    def told(self) -> str:
        said = self.cleaned_data
        told = super().told()
        lasts = {"yes": "Ja, men inte länge", "no": "Nej, det är akut"}.get(said["lasts"])
        told += f"\n\nRäcker pengarna till mat, medicin och boende den här veckan? {lasts}." if lasts else ""
        return told + _at_home(said)

    def is_urgent(self) -> bool:
        return self.cleaned_data["lasts"] == "no"


class QuestionForm(NeedForm):
    """En fråga. Nobody needs to say who they are (FL 6 §)."""

    need = Need.QUESTION
    who = None  # type: ignore[assignment]
    shown: tuple[str, ...] = ("text", "reporter_contact")

    def kind(self) -> Kind:
        return Kind.QUESTION

    def about(self) -> tuple[About, ...]:
        return (About(),)


def _plain(wanted: Need) -> type[NeedForm]:
    """The common form, for one need."""
    return type(f"{wanted.name.title()}Form", (NeedForm,), {"need": wanted})


FORMS: dict[Need, type[NeedForm]] = {need: _plain(need) for need in Need} | {
    Need.CHILD: ChildForm,
    Need.VIOLENCE: ViolenceForm,
    Need.SUBSTANCE: SubstanceForm,
    Need.MONEY: MoneyForm,
    Need.QUESTION: QuestionForm,
}
