"""LSS i beslutsbrevet: the group, what the measure was weighed on, the paragraphs, the plan and the right to appeal."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.steps.decisions.letter import Part, Place, Point, Section
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.readers import Reader
from samtid.steps.decisions.rules import goes_against
from samtid.steps.decisions.words import DecisionOutcome

from . import queries, rules
from .models import GroupAssessment, Weighing
from .words import Answer, Group, Otherwise, Residence

PLAN = (
    "Du erbjuds en individuell plan. I den står det som är beslutat och planerat för dig. Planen görs tillsammans med dig, "
    "om du vill ha den, och du kan be om den när som helst. Den omprövas fortlöpande och minst en gång om året (10 § LSS)."
)
PLAN_OF = (
    "{} erbjuds en individuell plan. I den står det som är beslutat och planerat. Den görs tillsammans med den det gäller, om planen "
    "önskas, och kan begäras när som helst. Den omprövas fortlöpande och minst en gång om året (10 § LSS)."
)
APPEAL = "Rätten att överklaga ett beslut om insats enligt 9 § LSS står i 27 § LSS."


def parts(decision: Decision, reader: Reader) -> Iterable[Part]:
    """What was weighed, after the reasons; the paragraphs after the law."""
    if decision.legal_basis != queries.LSS:
        return
    # by the decision's own rows, which whoever reads the letter's case may see
    weighed = (
        Weighing.objects.filter(decision=decision).select_related("assessment").order_by("-number").first()
    )
    if weighed is None or (weighed.code, weighed.outcome) != (decision.service_code, decision.outcome):
        return
    group, outcome = weighed.assessment, DecisionOutcome(decision.outcome)
    name = decision.case.dossier.person.name
    # a guardian reads of somebody else than herself
    is_own = reader.name == name
    yield Part(Place.REASONS, Section("Personkretsen", _group(group, "Du" if is_own else name)))
    if group.answer == Answer.BELONGS:
        yield Part(Place.REASONS, Section("Ditt behov" if is_own else f"Behovet hos {name}", weighed.need))
        yield Part(Place.REASONS, Section("Goda levnadsvillkor", weighed.good_living))
    if goes_against(outcome):
        if why := _why_not(weighed):
            yield Part(Place.REASONS, Section("Varför inte allt ges enligt LSS", why))
        yield Part(Place.REASONS, Section("Stöd enligt socialtjänstlagen", weighed.sol_note))
    yield Part(Place.LAW, Section("Paragraferna i LSS", points=_laws(group, decision)))
    if outcome.grants:
        yield Part(Place.WHO, Section("Individuell plan", PLAN if is_own else PLAN_OF.format(name)))
    yield Part(Place.APPEAL, Section("Lagen om överklagande", APPEAL))


def _why_not(weighed: Weighing) -> str:
    """What of the weighing itself says no."""
    said = {
        Residence.PLACED: "Den kommun som ordnade bostaden ansvarar för insatsen (16–16 d §§ LSS).",
        Residence.NOT_YET: "Insatsen ges av den kommun där man är bosatt (16 § LSS).",
    }.get(Residence(weighed.residence), "")
    met = "Behovet tillgodoses på annat sätt (7 § LSS)." if weighed.otherwise == Otherwise.YES else ""
    return f"{said} {met}".strip()


def _group(group: GroupAssessment, who: str) -> str:
    said = {
        Answer.BELONGS: f"{who} hör till personkretsen ({Group.label_of(group.group)})."
        if group.group
        else "",
        Answer.NOT: f"{who} hör inte till någon av de tre grupper som LSS gäller för.",
        Answer.UNSURE: "Det går inte att avgöra än om personkretsen omfattar den det gäller.",
    }[Answer(group.answer)]
    return f"{said} {group.reason}".strip()


def _laws(group: GroupAssessment, decision: Decision) -> tuple[Point, ...]:
    points = [Point(rules.group_law(group.group), "Vilka lagen gäller för (personkretsen).")]
    points.append(
        Point(
            rules.RIGHT,
            "Rätten till insatser som ger goda levnadsvillkor, om behovet inte tillgodoses på annat sätt.",
        )
    )
    points.append(Point(rules.measure_law(decision.service_code), "Insatsen."))
    return tuple(points)
