"""Vad avvikelserna berättar: whose clocks run, and where one reports."""

from __future__ import annotations

from collections.abc import Iterable

from samtid.base.look.swedish import day as day_of
from samtid.base.look.swedish import moment as moment_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.law import catalogue
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Menu, Offers, UnitLink, Waiting

from . import queries
from .models import Clock
from .words import Local

REPORT = DraftForm("deviations:report", "Rapport om en avvikelse")
STEP = DraftForm("deviations:step", "Nästa steg i en avvikelse", "deviations:track")
ADD = DraftForm("deviations:add", "Ett spår till", "deviations:track")
HAS_LINES = roles.RECEIVES_CASES | {Role.PLANNER}
RULES = {rule.id: rule for rule in catalogue.ALL}
FIRST = 8


def name_of(clock: Clock) -> str:
    """What the clock is about, in words."""
    return RULES[clock.rule].name if clock.rule in RULES else Local.label_of(clock.rule)


def law_of(clock: Clock) -> str:
    """The paragraph; nothing where it is the municipality's own."""
    return RULES[clock.rule].citation if clock.rule in RULES else ""


def _running(day: Day) -> Iterable[Clock]:
    """The clocks of what has come to the viewer."""
    held = [(post.role, post.unit_id) for post in day.posts]
    return queries.running(day.viewer, queries.to_handle(day.viewer, held))


def waits(day: Day) -> Iterable[Waiting]:
    """The clocks of what one has to take on, named by step and never by anybody."""
    if not HAS_LINES & roles.INVESTIGATES_DEVIATIONS & set(day.roles):
        return
    for clock in day.first(_running(day)):
        yield Waiting(
            what=name_of(clock), step="Öppna", address="deviations:track", about=clock.track_id, law=law_of(clock),
            rule=clock.rule if clock.rule in RULES else "", due_on=clock.due_on,
            who=f"{clock.track.kind_label}: {clock.track.report.step_label}", need="Avvikelser",
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """The same for those who have no list of what waits."""
    if HAS_LINES & set(day.roles) or not roles.INVESTIGATES_DEVIATIONS & set(day.roles):
        return None
    rows = [
        CardRow(_until(clock, day), _called(clock), "deviations:track", clock.track_id,
                clock.track.report.step_label)
        for clock in _running(day)[:FIRST]  # type: ignore[index]
    ]  # fmt: skip
    return Card("Avvikelser", "Det som löper, det närmaste först. Inga namn.", rows) if rows else None


def _called(clock: Clock) -> str:
    name = name_of(clock)
    return name if name.startswith("Lex Sarah") else f"{clock.track.kind_label}: {name}"


def _until(clock: Clock, day: Day) -> str:
    said = f"klockan {moment_of(clock.moment)}" if clock.moment else day_of(clock.due_on)
    late = clock.moment < day.at if clock.moment else clock.due_on < day.today
    return f"Skulle ha skett {said}" if late else f"Senast {said}"


OFFERS = Offers(
    drafts=[REPORT, STEP, ADD],
    menu=[Menu("Avvikelser", "deviations:tracks", 72, {Role.QUALITY, Role.OPERATOR, Role.LOG_REVIEWER})],
    unit_links=[UnitLink("Avvikelser, och hur ofta vad händer", "deviations:tracks")],
    waits=waits,
    card=card,
)
