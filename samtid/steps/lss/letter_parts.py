"""LSS i beslutsbrevet: the group, what the measure was weighed on, the paragraphs, the plan and the right to appeal."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.steps.decisions.letter import Part, Place, Point, Section
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.readers import Reader
from samtid.steps.decisions.words import DecisionOutcome

from . import queries, rules
from .models import GroupAssessment, Weighing
from .words import Answer, Group

PLAN = (
    "Du erbjuds en individuell plan. I den står det som är beslutat och planerat för dig. Planen görs tillsammans med dig, "
    "om du vill ha den, och du kan be om den när som helst. Den omprövas fortlöpande och minst en gång om året (10 § LSS)."
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
    group, grants = weighed.assessment, DecisionOutcome(decision.outcome).grants
    yield Part(Place.REASONS, Section("Personkretsen", _group(group)))
    if group.answer == Answer.BELONGS:
        yield Part(Place.REASONS, Section("Ditt behov", weighed.need))
        yield Part(Place.REASONS, Section("Goda levnadsvillkor", weighed.good_living))
    if not grants:
        yield Part(Place.REASONS, Section("Stöd enligt socialtjänstlagen", weighed.sol_note))
    yield Part(Place.LAW, Section("Paragraferna i LSS", points=_laws(group, decision)))
    if grants:
        yield Part(Place.WHO, Section("Individuell plan", PLAN))
    yield Part(Place.APPEAL, Section("Lagen om överklagande", APPEAL))


def _group(group: GroupAssessment) -> str:
    said = {
        Answer.BELONGS: f"Du hör till personkretsen ({Group.label_of(group.group)})." if group.group else "",
        Answer.NOT: "Du hör inte till någon av de tre grupper som LSS gäller för.",
        Answer.UNSURE: "Det går inte att avgöra än om du hör till personkretsen.",
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
