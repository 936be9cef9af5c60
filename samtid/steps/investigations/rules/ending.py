"""Att förlänga och att avsluta (SoL 20 kap. 3 §)."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.organisation.rules import Mandate
from samtid.ground.law import children
from samtid.ground.law.days import add_months
from samtid.ground.reasons import Obstacle

from ..words import Outcome, Recommendation
from .inquiry import SOME_WORDS, closed
from .proposing import Work, obstacles_of_unread, obstacles_to_deciding

# Months at a time. The law says for a fixed time and no length; longer than the four months themselves is no exception.
LONGEST = 4


def obstacles_to_extending(
    *,
    concerns_child: bool,
    due_on: date | None,
    to: date,
    reason: str,
    mandate: Mandate | Obstacle,
    closed_at: datetime | None,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of a longer time: special reasons, a fixed day that can be, and somebody who may decide."""
    law = children.INVESTIGATION.citation
    found = closed(closed_at)
    if not concerns_child or due_on is None:
        found.append(Obstacle("Utredningen har ingen lagstadgad tid att förlänga.", law))
    elif to <= due_on:
        found.append(Obstacle(f"Skriv en dag efter {due_on}, som är sista dagen nu.", law, field="to"))
    elif to <= on:
        found.append(Obstacle("Den nya sista dagen ska ligga framåt i tiden.", law, field="to"))
    elif to > (most := add_months(max(due_on, on), LONGEST)):
        text = f"Förlängningen ska vara för viss tid. Skriv en dag till och med {most}, och pröva på nytt då."
        found.append(Obstacle(text, law, field="to"))
    if len(reason.strip()) < SOME_WORDS:
        text = "Skriv vilka särskilda skäl som finns. Att det är mycket att göra är inget sådant skäl."
        found.append(Obstacle(text, law, field="reason"))
    if isinstance(mandate, Obstacle):
        found.append(mandate)
    return found


def obstacles_to_monitoring(work: Work, outcome: Outcome, monitor: str) -> list[Obstacle]:
    """What stands in the way of following a child's situation afterwards. ``monitor`` says why; empty: nobody does."""
    if not monitor.strip():
        return []
    law = children.MONITORING.citation
    if not work.concerns_child or outcome != Outcome.NO_SERVICE:
        text = "Bara ett barns situation följs upp så, och bara när utredningen slutar utan insats."
        return [Obstacle(text, law, field="monitor")]
    if len(monitor.strip()) < SOME_WORDS:
        text = "Skriv varför barnets situation behöver följas upp, och hur."
        return [Obstacle(text, law, field="monitor")]
    return []


def obstacles_to_ending_monitoring(*, running: bool, text: str) -> list[Obstacle]:
    """What stands in the way of ending the following up of a child's situation (SoL 23:5)."""
    law = children.MONITORING.citation
    if not running:
        return [Obstacle("Det pågår ingen uppföljning av barnets situation.", law)]
    if len(text.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad uppföljningen visade.", law, field="text")]
    return []


def obstacles_to_closing(
    work: Work,
    outcome: Outcome,
    *,
    reason: str,
    mandate: Mandate | Obstacle,
    on: date,
    monitor: str = "",
) -> list[Obstacle]:
    """What stands in the way of ending without a service.

    A report may end so after a communicated proposal that says it; an application only when it is taken back.
    """
    found = obstacles_to_monitoring(work, outcome, monitor)
    if outcome == Outcome.WITHDRAWN:
        found += closed(work.closed_at) + obstacles_of_unread(work)
        if not work.is_application:
            found.append(
                Obstacle("Ingen har ansökt, så det finns ingen ansökan att återkalla.", field="outcome")
            )
    elif outcome == Outcome.NO_SERVICE:
        if work.is_application:
            text = "Den enskilde har ansökt och ska få ett beslut: bifall eller avslag."
            found.append(Obstacle(text, "FL 31–33 §§", field="outcome"))
        found += obstacles_to_deciding(work, on)
        if work.recommendation not in (None, Recommendation.NO_SERVICE):
            text = "Förslaget säger något annat. Skriv ett nytt förslag om läget har ändrats."
            found.append(Obstacle(text, "FL 32 §"))
    else:
        found.append(Obstacle("Ett beslut om insats fattas på beslutssidan.", field="outcome"))
    if len(reason.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv skälen, så att den enskilde kan förstå dem.", "FL 32 §", field="reason"))
    if isinstance(mandate, Obstacle):
        found.append(mandate)
    return found
