"""Bedömning, förslag och kommunicering: what must be there first, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.ground.words import Word

from ..words import Basis, Recommendation, ServiceCode, kind_of
from .grounds import obstacles_of_basis
from .inquiry import SOME_WORDS, VOICE, closed, happened

COMMUNICATE = "FL 25 §"
BEST = "SoL 3 kap. 1 §"
INVESTIGATED = "FL 23 §"


class Step(Word):
    """Nästa steg i utredningen."""

    INFORM = "inform", "Informera dem som berörs"
    PLAN = "plan", "Skriv utredningsplan"
    FIND = "find", "Lägg till uppgift"
    HEAR = "hear", "Barnets egna ord"
    PROPOSE = "propose", "Skriv bedömning och förslag"
    COMMUNICATE = "communicate", "Kommunicera underlaget"
    ANSWER = "answer", "Invänta synpunkter"
    DECIDE = "decide", "Skriv beslut"
    CLOSE = "close", "Avsluta utan insats"
    DONE = "done", "Utredningen är avslutad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Läget: how far an investigation has come. ``informed`` also when there are special reasons to wait."""

    concerns_child: bool
    is_application: bool = False
    informed: bool = False
    has_plan: bool = False
    findings: int = 0
    child_heard: bool = False
    recommendation: Recommendation | None = None
    communicated: bool = False
    answer_by: date | None = None
    answered: bool = False
    unread: bool = False
    closed_at: datetime | None = None

    def still_to_hear(self, on: date) -> bool:
        """The person's time to answer is not over."""
        return not self.answered and self.answer_by is not None and on <= self.answer_by


def next_step(work: Work, on: date) -> Step:
    """The one thing to do now."""
    if work.closed_at is not None:
        return Step.DONE
    waiting = [
        (work.concerns_child and not work.informed, Step.INFORM),
        (not work.has_plan, Step.PLAN),
        (work.findings == 0, Step.FIND),
        (work.concerns_child and not work.child_heard, Step.HEAR),
        (work.recommendation is None, Step.PROPOSE),
        (not work.communicated, Step.COMMUNICATE),
        (work.still_to_hear(on), Step.ANSWER),
        (work.recommendation == Recommendation.NO_SERVICE, Step.CLOSE),
    ]
    return next((step for holds, step in waiting if holds), Step.DECIDE)


def obstacles_to_proposing(work: Work) -> list[Obstacle]:
    """What must be there before anything can be assessed."""
    found = closed(work.closed_at)
    if work.concerns_child and not work.informed:
        text = "De som berörs har inte informerats om utredningen."
        found.append(Obstacle(text, children.INFORM_AFFECTED.citation))
    if work.findings == 0:
        found.append(Obstacle("Det finns ingen uppgift med källa att bedöma.", INVESTIGATED))
    if work.concerns_child and not work.child_heard:
        found.append(Obstacle("Barnet har inte fått komma till tals, och skäl till det saknas.", VOICE))
    return found


def obstacles_to_wording(
    *,
    concerns_child: bool,
    is_application: bool,
    assessment: str,
    best_interests: str,
    recommendation: Recommendation,
    proposal: str,
    kind: str,
    service_code: str,
    legal_basis: Basis | None,
    on: date,
) -> list[Obstacle]:
    """What is missing in the text of a proposal."""
    found = []
    if len(assessment.strip()) < SOME_WORDS:
        text = "Skriv din bedömning, skild från uppgifterna den bygger på."
        found.append(Obstacle(text, "SOSFS 2014:5 4 kap.", field="assessment"))
    if concerns_child and len(best_interests.strip()) < SOME_WORDS:
        text = "Skriv vad som är bäst för barnet, och hur barnets åsikter har vägts in."
        found.append(Obstacle(text, BEST, field="best_interests"))
    if not proposal.strip():
        found.append(Obstacle("Skriv vad du föreslår.", field="proposal"))
    if recommendation == Recommendation.NO_SERVICE:
        if is_application:
            text = "Den enskilde har ansökt och ska få ett beslut. Föreslå bifall eller avslag."
            found.append(Obstacle(text, "FL 31–33 §§", field="recommendation"))
        return found
    if recommendation == Recommendation.REFUSE and not is_application:
        text = "Ingen har ansökt om något, så det finns inget att avslå. Föreslå att avsluta utan insats."
        found.append(Obstacle(text, field="recommendation"))
    if not kind or not service_code:
        found.append(Obstacle("Välj vilken insats förslaget gäller.", field="service_code"))
    else:
        found += obstacles_of_kind(kind, service_code)
    if legal_basis is None:
        found.append(Obstacle("Välj lagrummet som förslaget grundas på.", "FL 32 §", field="legal_basis"))
    else:
        found += obstacles_of_basis(legal_basis, on)
    return found


def obstacles_of_kind(kind: str, service_code: str) -> list[Obstacle]:
    """A service is decided as what it is, so that the right delegation is asked for."""
    if service_code not in {str(code) for code in ServiceCode}:
        return [Obstacle("Insatsen finns inte i katalogen.", field="service_code")]
    wanted = kind_of(ServiceCode(service_code))
    if kind != wanted:
        text = f"{ServiceCode.label_of(service_code)} beslutas som «{wanted.label}»."
        return [Obstacle(text, "KL 6 kap. 37 §", field="service_code")]
    return []


def obstacles_to_communicating(
    *,
    communicated_at: datetime | None,
    how: str,
    answer_by: date | None,
    not_communicated_reason: str,
    already: bool,
    closed_at: datetime | None,
    at: datetime,
) -> list[Obstacle]:
    """What stands in the way of noting that the person has seen everything of weight, or why not (FL 25 §)."""
    found = closed(closed_at) + happened(communicated_at, at, "communicated_at")
    if already:
        found.append(
            Obstacle("Förslaget är redan kommunicerat. Ett nytt förslag kommuniceras för sig.", COMMUNICATE)
        )
    if communicated_at is None:
        if len(not_communicated_reason.strip()) < SOME_WORDS:
            text = "Skriv när underlaget lämnades, eller vilket undantag som gäller."
            found.append(Obstacle(text, COMMUNICATE, field="communicated_at"))
        return found
    if not how:
        found.append(Obstacle("Välj hur underlaget lämnades.", COMMUNICATE, field="how"))
    if answer_by is None or answer_by <= swedish_day(communicated_at):
        text = "Skriv en dag som den enskilde senast ska svara, efter den dag underlaget lämnades."
        found.append(Obstacle(text, COMMUNICATE, field="answer_by"))
    return found


def obstacles_to_answering(
    *, answer: str, answered_at: datetime, communicated_at: datetime | None, already: bool, at: datetime
) -> list[Obstacle]:
    """What stands in the way of writing down what the person said about it."""
    found = happened(answered_at, at, "answered_at")
    if communicated_at is None:
        found.append(Obstacle("Underlaget är inte kommunicerat än.", COMMUNICATE))
    elif answered_at < communicated_at:
        found.append(Obstacle("Svaret kan inte ha kommit före underlaget.", field="answered_at"))
    if already:
        found.append(Obstacle("Synpunkterna är redan antecknade."))
    if not answer.strip():
        found.append(
            Obstacle("Skriv vad den enskilde sade. Hade hen inget att tillägga, skriv det.", field="answer")
        )
    return found


def obstacles_of_unread(work: Work) -> list[Obstacle]:
    """What has come in meanwhile is read before the investigation ends."""
    if not work.unread:
        return []
    text = "Det har kommit in något nytt som inte är läst i utredningen. Läs det på Min dag först."
    return [Obstacle(text, children.PRELIMINARY_ASSESSMENT.citation)]


def obstacles_to_deciding(work: Work, on: date) -> list[Obstacle]:
    """What must be there before a decision: all that a proposal needs, the proposal, and the person's answer."""
    found = obstacles_to_proposing(work) + obstacles_of_unread(work)
    if work.recommendation is None:
        found.append(Obstacle("Det finns ingen bedömning och inget förslag.", "FL 32 §"))
    elif not work.communicated:
        found.append(Obstacle("Den enskilde har inte fått se underlaget och yttra sig.", COMMUNICATE))
    elif work.still_to_hear(on):
        text = f"Den enskilde har till och med {work.answer_by} på sig att svara."
        found.append(Obstacle(text, COMMUNICATE))
    return found
