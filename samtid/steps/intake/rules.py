"""Vad lag och rutin säger om det som kommer in. Pure functions: values in, reasons out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from samtid.base.dossier.words import Need
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.verbs import ANYBODY, CASE_WORK, Verb
from samtid.base.organisation.words import UnitKind
from samtid.base.people.rules import is_child
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle

# what is urgent and the times are part of the rules: whoever asks for one asks here
from .acute import read_by as read_by
from .acute import sounds_acute as sounds_acute
from .at_home import CHILDREN_WAIT
from .at_home import REPORTS as REPORTS
from .at_home import children_wait as children_wait
from .at_home import obstacles_to_reporting_children as obstacles_to_reporting_children
from .kinds import obstacles_to_correcting_kind as obstacles_to_correcting_kind
from .kinds import obstacles_to_correcting_need as obstacles_to_correcting_need
from .times import RECEIVED as RECEIVED
from .times import answer_due as answer_due
from .times import assessment_due as assessment_due
from .times import in_letter_box as in_letter_box
from .times import is_late as is_late
from .times import obstacles_of_moment as obstacles_of_moment
from .times import obstacles_to_correcting_arrival as obstacles_to_correcting_arrival
from .times import obstacles_to_receiving as obstacles_to_receiving
from .times import protection_due as protection_due
from .words import Kind, Outcome

QUALIFIED = "SoL 25 kap. 1 §"
# Who does what: a telephone call is noted by whoever answers; the rest by those who receive and assess. Who may
# decide is beside that a matter of delegation (``obstacles_to_closing``).
MAY: dict[str, Verb] = {
    "receive_report": ANYBODY,
    **dict.fromkeys(
        (
            *("identify", "relate_people", "assess_protection", "propose_closing", "close_report"),
            *("join_case", "route", "send_feedback", "answer_question", "correct_arrival"),
            *("report_children", "report_no_children", "correct_kind", "correct_need"),
            *("identify_together", "relate_together", "assess_together"),
        ),
        CASE_WORK,
    ),
}
PROPOSE = "Lämna ett förslag till den som får besluta."
LATE = "SoL 20 kap. 2 §"

# SoL 19:6: a week from the decision; at once where an investigation already goes on.
FEEDBACK = {
    Outcome.INVESTIGATE: children.FEEDBACK_TO_REPORTER,
    Outcome.NO_INVESTIGATION: children.FEEDBACK_TO_REPORTER,
    Outcome.ALREADY_OPEN: children.LATE_FEEDBACK_TO_REPORTER,
}

# Which unit a need goes on to when the reception has read it. Where there is no such unit the reception keeps it.
TAKES: dict[Need, UnitKind] = {
    Need.CHILD: UnitKind.CHILD_INVESTIGATION,
    Need.SUPPORT: UnitKind.RECEPTION,
    Need.MONEY: UnitKind.ASSISTANCE,
    Need.VIOLENCE: UnitKind.VIOLENCE,
    Need.DISABILITY: UnitKind.LSS,
    Need.ELDERLY: UnitKind.ELDERLY,
    Need.SUBSTANCE: UnitKind.ADULTS,
    Need.QUESTION: UnitKind.RECEPTION,
}

NO_ANSWER = Obstacle(
    "Svara på om det behövs skydd redan nu.", children.PROTECTION_ASSESSMENT.citation, field="danger"
)
NO_GROUNDS = Obstacle(
    "Skriv vad bedömningen bygger på, och vad som görs nu.",
    children.PROTECTION_ASSESSMENT.citation,
    field="text",
)
NOT_KNOWN_ADULT = Obstacle(
    "Skriv först vem det gäller och hur gammal personen är. Gäller anmälan ett barn får den inte hänvisas vidare: då "
    "beslutar ni att inleda eller inte inleda utredning.",
    "SoL 20 kap. 2 §",
    field="outcome",
)
NO_REASON = Obstacle("Skriv skälen, så att den det gäller kan förstå dem.", "FL 32 §", field="reason")
NO_WHY = Obstacle("Skriv varför, så att vi lär oss vart saker hör hemma.", field="reason")


def routed_to(need: Need) -> UnitKind:
    """The kind of unit that takes a need once the reception has read it."""
    return TAKES[need]


def why_here(need: Need) -> str:
    """Why it lands where it lands, in words that the one who asked may read."""
    unit = TAKES[need]
    if unit == UnitKind.RECEPTION:
        return "Mottagningen läser allt som kommer in och svarar själv."
    return f"Mottagningen läser allt som kommer in. Det du berättar om brukar sedan gå till {unit.label}."


UNASKED = ("Skydd", "Förhandsbedömning")  # steps that only a report takes


def steps_not_taken(*, is_report: bool, is_assessed: bool) -> tuple[str, ...]:
    """The steps of the way that something that came in does not take, or did not."""
    return () if is_report and is_assessed else UNASKED[:1] if is_report else UNASKED


def concerns_child(need: Need, born_on: date | None, on: date) -> bool:
    """Whether chapter 20 applies: said to be about a child, or about somebody who turns out to be one."""
    return need == Need.CHILD or is_child(born_on, on)


def needs_protection_assessment(kind: Kind, need: Need, born_on: date | None, on: date) -> bool:
    """A report about a child must be assessed at once (SoL 20:1); anything else may be."""
    return kind == Kind.REPORT and concerns_child(need, born_on, on)


def obstacles_to_identifying(
    *, kind: Kind, is_identified: bool, received_at: datetime, closed_at: datetime | None
) -> list[Obstacle]:
    """What stands in the way of saying whom it is about. A question needs nobody's name."""
    found = _open(closed_at) + obstacles_of_moment(received_at)
    if is_identified:
        found.append(Obstacle("Det är redan klart vem det gäller."))
    if kind == Kind.QUESTION:
        found.append(Obstacle("En fråga besvaras utan att någon antecknas i en personakt."))
    return found


def obstacles_to_assessing_protection(
    *, danger: bool | None, text: str, assessed_at: datetime | None, closed_at: datetime | None
) -> list[Obstacle]:
    """What stands in the way of writing the immediate protection assessment."""
    law = children.PROTECTION_ASSESSMENT.citation
    found = _open(closed_at)
    if assessed_at is not None:
        found.append(
            Obstacle("Skyddsbedömningen är redan gjord. Det som är nytt skrivs som en anteckning.", law)
        )
    if danger is None:
        found.append(NO_ANSWER)
    if len(text.strip()) < 10:
        found.append(NO_GROUNDS)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Läget when somebody is about to close what came in. ``mandate`` is the closer's, for an outcome in ``DECIDED``.

    ``is_childs`` and ``is_known_adult`` are judged on the day it came in; neither holds when the age is not known.
    ``is_taken_over``: an investigation takes it, by being opened or by going on already.
    """

    kind: Kind
    is_childs: bool
    is_identified: bool
    is_known_adult: bool = False
    is_taken_over: bool = False
    received_at: datetime
    mandate: Mandate | Obstacle | None = None
    protection_assessed_at: datetime | None = None
    protection_danger: bool | None = None
    closed_at: datetime | None = None
    degree_on: date | None = None
    experienced_on: date | None = None
    children_wait: bool = False


# Who has to be allowed to decide, and which outcomes each kind can have.
DECIDED = (Outcome.INVESTIGATE, Outcome.NO_INVESTIGATION)
ENDINGS: dict[Kind, tuple[Outcome, ...]] = {
    Kind.REPORT: (Outcome.INVESTIGATE, Outcome.NO_INVESTIGATION, Outcome.ALREADY_OPEN, Outcome.REFERRED),
    Kind.APPLICATION: (Outcome.INVESTIGATE, Outcome.ALREADY_OPEN, Outcome.REFERRED, Outcome.WITHDRAWN),
    Kind.QUESTION: (Outcome.ANSWERED, Outcome.REFERRED),
}


def endings(kind: Kind, *, childs: bool) -> tuple[Outcome, ...]:
    """How it can end. A report about a child ends in a decision or in an investigation, whatever else it is called."""
    if kind == Kind.REPORT and childs:
        return (Outcome.INVESTIGATE, Outcome.NO_INVESTIGATION, Outcome.ALREADY_OPEN)
    return ENDINGS[kind]


def obstacles_to_closing(
    now: Situation,
    outcome: Outcome,
    *,
    reason: str,
    late_reason: str = "",
    at: datetime,
    propose: bool = False,
) -> list[Obstacle]:
    """What stands in the way of closing what came in. ``propose``: it is only laid before the one who may decide."""
    found = _open(now.closed_at) + obstacles_of_moment(now.received_at)
    if outcome not in endings(now.kind, childs=now.is_childs):
        return [*found, wrong_ending(now.kind)]
    if outcome == Outcome.ALREADY_OPEN and not now.is_taken_over:
        found.append(Obstacle("Det pågår ingen utredning att lägga det till.", LATE, field="outcome"))
    if now.kind == Kind.REPORT and outcome == Outcome.REFERRED and not now.is_known_adult:
        found.append(NOT_KNOWN_ADULT)
    if now.children_wait:
        found.append(CHILDREN_WAIT)
    found += _childs_own(now, outcome, at)
    danger = now.protection_danger and not (now.is_childs or now.is_known_adult)
    if now.kind == Kind.REPORT and danger and outcome == Outcome.NO_INVESTIGATION:
        text = "Någon bedöms behöva skydd nu, och det är inte känt att det är en vuxen. Då ska en utredning inledas."
        found.append(Obstacle(text, children.OPEN_INVESTIGATION.citation, field="outcome"))
    if outcome in DECIDED and not now.is_identified:
        found.append(Obstacle("Skriv först vem det gäller.", "SOSFS 2014:5 4 kap."))
    if outcome != Outcome.INVESTIGATE and len(reason.strip()) < 10:
        found.append(
            Obstacle("Skriv skälen, så att den det gäller kan förstå dem.", "FL 32 §", field="reason")
        )
    explains = bool(late_reason.strip()) or not is_late(now.received_at, swedish_day(at))
    if outcome == Outcome.NO_INVESTIGATION and now.is_childs and not explains:
        due = assessment_due(now.received_at)
        text = f"Förhandsbedömningen skulle ha varit klar {due}. Skriv varför det tog längre tid."
        found.append(Obstacle(text, LATE, field="late_reason"))
    if outcome in DECIDED and not propose:
        assert now.mandate is not None, "a decision is judged by the mandate of the one who makes it"
        if isinstance(now.mandate, Obstacle):
            found.append(replace(now.mandate, text=f"{now.mandate.text} {PROPOSE}"))
    return found


def _childs_own(now: Situation, outcome: Outcome, at: datetime) -> list[Obstacle]:
    """What chapter 20 and 25:1 ask when a report is about a child."""
    if not (now.kind == Kind.REPORT and now.is_childs):
        return []
    found = []
    today = swedish_day(at)
    if now.protection_assessed_at is None:
        found.append(Obstacle("Skyddsbedömningen är inte gjord.", children.PROTECTION_ASSESSMENT.citation))
    if outcome == Outcome.NO_INVESTIGATION and now.protection_danger:
        found.append(
            Obstacle(
                "Barnet bedöms behöva skydd nu. Då ska en utredning inledas.",
                children.OPEN_INVESTIGATION.citation,
            )
        )
    if outcome in DECIDED:
        if now.degree_on is None or now.degree_on > today:
            found.append(
                Obstacle(
                    "Den som bedömer om utredning ska inledas behöver socionomexamen eller motsvarande.",
                    QUALIFIED,
                )
            )
        elif now.experienced_on is None or now.experienced_on > today:
            found.append(
                Obstacle(
                    "Du behöver göra bedömningen tillsammans med en erfaren kollega, som skriver under.",
                    QUALIFIED,
                )
            )
    return found


def wrong_ending(kind: Kind) -> Obstacle:
    """How what came in does end, said to one who chose another way."""
    return {
        Kind.REPORT: Obstacle(
            "En orosanmälan om ett barn avslutas genom att utredning inleds eller inte inleds, eller läggs till en utredning "
            "som pågår. Den kan inte hänvisas vidare.",
            LATE,
            field="outcome",
        ),
        Kind.APPLICATION: Obstacle(
            "En ansökan ska utredas och få ett beslut, om den inte återkallas.",
            children.OPEN_INVESTIGATION.citation,
        ),
        Kind.QUESTION: Obstacle(
            "En fråga besvaras eller hänvisas vidare. Blir det mer, registrera en ansökan."
        ),
    }[kind]


def obstacles_to_routing(*, now: Situation, same: bool, takes: bool, reason: str) -> list[Obstacle]:
    """What stands in the way of sending it on: never before a child's protection has been assessed."""
    found = _open(now.closed_at)
    if same:
        found.append(Obstacle("Det ligger redan hos den enheten.", field="unit"))
    elif not takes:
        found.append(Obstacle("Den enheten tar inte emot ärenden.", field="unit"))
    if len(reason.strip()) < 5:
        found.append(NO_WHY)
    if now.kind == Kind.REPORT and now.is_childs and now.protection_assessed_at is None:
        found.append(
            Obstacle(
                "Gör skyddsbedömningen innan du skickar vidare.", children.PROTECTION_ASSESSMENT.citation
            )
        )
    return found


def obstacles_to_feedback(
    *, is_mandated: bool, sent_at: datetime | None, closed_at: datetime | None, text: str
) -> list[Obstacle]:
    """What stands in the way of telling the reporter what came of it (SoL 19:6, OSL 26:9 a)."""
    law = children.FEEDBACK_TO_REPORTER.citation
    found = []
    if not is_mandated:
        found.append(
            Obstacle(
                "Bara den som är skyldig att anmäla kan få veta vad som hände. För andra gäller sekretess.",
                law,
            )
        )
    if closed_at is None:
        found.append(Obstacle("Besked ges när det är beslutat om utredning ska inledas.", law))
    if sent_at is not None:
        found.append(Obstacle("Anmälaren har redan fått besked.", law))
    if not text.strip():
        found.append(Obstacle("Skriv vilket besked du gav, och hur.", law, field="text"))
    return found


def obstacles_to_answering(
    *, kind: Kind, closed_at: datetime | None, text: str, children_wait: bool = False
) -> list[Obstacle]:
    """What stands in the way of answering a question."""
    found = _open(closed_at)
    if kind != Kind.QUESTION:
        found.append(Obstacle("Det här är ingen fråga: det ska bedömas och beslutas.", "SoL 14 kap. 2 §"))
    if children_wait:
        found.append(CHILDREN_WAIT)
    if len(text.strip()) < 5:
        found.append(Obstacle("Skriv vad du svarade.", field="text"))
    return found


def _open(closed_at: datetime | None) -> list[Obstacle]:
    return [Obstacle("Det är redan avslutat.")] if closed_at is not None else []
