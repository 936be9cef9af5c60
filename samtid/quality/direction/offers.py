"""Vad mål och beslut berättar: what is to be followed up and whose day it is on, and where the way in is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Menu, Offers, UnitLink, Waiting

from . import queries

ENTER = DraftForm("direction:enter", "Beslut att föra in")
FOLLOW = DraftForm("direction:follow_up", "Uppföljning av ett beslut")
MEETING = DraftForm("direction:new_meeting", "Nytt möte i ledningsgruppen")
POINT = DraftForm("direction:raise_point", "Punkt på ledningsgruppens möte")
PLAN = DraftForm("direction:new_plan", "Ny plan")
THEME = DraftForm("direction:set_theme", "Årets tema")
CORRECT = DraftForm("direction:correct_plan", "Rättelse av en plan")
GOAL = DraftForm("direction:add_goal", "Nytt mål")
FOLLOW_GOAL = DraftForm("direction:follow_goal", "Periodens uppföljning av ett mål")
ACTIVITY = DraftForm("direction:add_activity", "Ny aktivitet")
MILESTONE = DraftForm("direction:add_milestone", "Ny milstolpe")
TIE = DraftForm("direction:tie", "Var aktiviteten kommer ifrån")
CHANGES = {
    "resolution": DraftForm("direction:change_decision", "Ändring av ett beslut"),
    "point": DraftForm("direction:change_point", "Ändring av en punkt"),
    "goal": DraftForm("direction:change_goal", "Ändring av ett mål"),
    "activity": DraftForm("direction:change_activity", "Ändring av en aktivitet"),
}
REOPENS = {
    "resolution": DraftForm("direction:reopen_decision", "Öppna ett beslut igen"),
    "point": DraftForm("direction:reopen_point", "Öppna en punkt igen"),
    "goal": DraftForm("direction:reopen_goal", "Öppna ett mål igen"),
    "activity": DraftForm("direction:reopen_activity", "Öppna en aktivitet igen"),
}
ENDS = {
    "point": DraftForm("direction:end_point", "Avsluta en punkt"),
    "goal": DraftForm("direction:end_goal", "Avsluta ett mål"),
    "activity": DraftForm("direction:end_activity", "Avsluta en aktivitet"),
}
SOON = timedelta(days=7)
FIRST = 8  # rows of the card: the page that it leads to has all
# What is due by its kind: what it is, what one does, and where.
STEPS = {
    "resolution": ("Följ upp beslutet", "Följ upp", "direction:follow_up"),
    "point": ("Ledningsgruppens punkt", "Öppna", "direction:point"),
    "goal": ("Följ upp målet", "Skriv hur det går", "direction:follow_goal"),
    "activity": ("Aktiviteten ska vara klar", "Öppna", "direction:activity"),
    "milestone": ("Milstolpe", "Öppna", "direction:activity"),
}


def _due(day: Day) -> list[queries.Due]:
    if "direction" not in day.read:
        day.read["direction"] = queries.due(day.viewer, day.posts, day.today, day.today + SOON)
    found: list[queries.Due] = day.read["direction"]
    return found


def _short(one: queries.Due) -> str:
    said = one.called if len(one.called) <= 90 else f"{one.called[:88]}…"
    return f"{said} (efter {one.owner}, som inte längre ansvarar)" if one.is_fallen else said


def waits(day: Day) -> Iterable[Waiting]:
    """What a manager answers for, on its day; and what has fallen to her."""
    if Role.MANAGER not in day.roles:
        return
    for one in _due(day):
        what, step, address = STEPS[one.kind]
        yield Waiting(
            what=what, step=step, address=address, about=one.about, due_on=one.due_on, who=_short(one), need="Mål och beslut"
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """The same for a quality developer, who has no list of what waits."""
    if Role.QUALITY not in day.roles or Role.MANAGER in day.roles:
        return None
    found = _due(day)
    rows = [
        CardRow(_until(one, day), _short(one), STEPS[one.kind][2], one.about, STEPS[one.kind][0])
        for one in found[:FIRST]
    ]
    if len(found) > FIRST:
        rows.append(CardRow("Fler", f"{len(found) - FIRST} till", "direction:start", None))
    return Card("Mål och beslut", "Det du ska följa upp, det närmaste först.", rows) if rows else None


def _until(one: queries.Due, day: Day) -> str:
    return f"{'Skulle ha skett' if one.due_on < day.today else 'Senast'} {day_of(one.due_on)}"


OFFERS = Offers(
    drafts=[
        *(ENTER, FOLLOW, MEETING, POINT, PLAN, THEME, CORRECT, GOAL, FOLLOW_GOAL, ACTIVITY, MILESTONE, TIE),
        *(*CHANGES.values(), *REOPENS.values(), *ENDS.values()),
    ],
    menu=[Menu("Mål och beslut", "direction:start", 66, roles.COMPARES)],
    unit_links=[UnitLink("Mål och beslut: det som ska bli så, och om det blev det", "direction:start")],
    waits=waits,
    waits_for=roles.SETS_DIRECTION,
    card=card,
)
