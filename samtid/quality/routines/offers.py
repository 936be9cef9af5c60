"""Vad rutinerna berättar: what is to be looked at or decided, and where the way in is."""

from __future__ import annotations

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Menu, Offers, Seldom, UnitLink

from . import queries
from .walls import STEERS, TODAY

NEW = DraftForm("routines:write", "Ny rutin")
VERSION = DraftForm("routines:propose", "Ny version av en rutin")
DECIDE = DraftForm("routines:decide", "Beslut om en rutin")
BACK = DraftForm("routines:send_back", "Skäl att skicka tillbaka en rutin")
REVIEW = DraftForm("routines:review", "Översyn av en rutin")
WITHDRAW = DraftForm("routines:withdraw", "Upphävande av en rutin")
FIRST = 8  # rows of the card: the page that it leads to has all
# a draft of another's, a day of review within two weeks, or an owner who has no role that writes any longer
WAITING = Seldom(
    "routines",
    f"{STEERS} and (exists (select from routines_version v where v.decided_at is null and v.returned_at is null "
    "and v.by_id <> access.me()) or exists (select from routines_routine r where r.withdrawn_on is null "
    f"and (r.next_on <= {TODAY} + {queries.SOON.days} and r.owner_id = access.me() or not exists (select from "
    f"organisation_membership m where m.staff_id = r.owner_id and m.role in ({roles.in_sql(roles.SETS_DIRECTION)}) "
    f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY})))))",
)
STEPS = {
    "review": ("routines:review", "Se över rutinen"),
    "left": ("routines:review", "Rutinen behöver någon som ansvarar"),
    "decide": ("routines:version", "Besluta eller skicka tillbaka"),
}


def card(day: Day) -> Card | None:
    """For those who write and decide: what is to be looked at again, what has nobody, and what waits for a decision."""
    if not roles.SETS_DIRECTION & set(day.roles) or not day.has(WAITING):
        return None
    found = queries.due(day.viewer, day.posts, day.today)
    rows = [CardRow(_who(one, day), one.called, STEPS[one.kind][0], one.about, STEPS[one.kind][1]) for one in found[:FIRST]]  # fmt: skip
    if len(found) > FIRST:
        rows.append(CardRow("Fler", f"{len(found) - FIRST} till", "routines:start", None))
    return Card("Rutiner", "Det som ska ses över eller beslutas.", rows) if rows else None


def _who(one: queries.Due, day: Day) -> str:
    if one.kind == "decide":
        return f"Skriven av {one.owner}"
    if one.kind == "left":
        return f"Efter {one.owner}"
    assert one.due_on is not None
    return f"{'Skulle ha setts över' if one.due_on < day.today else 'Senast'} {day_of(one.due_on)}"


OFFERS = Offers(
    drafts=[NEW, VERSION, DECIDE, BACK, REVIEW, WITHDRAW],
    # for others the way is from the foot of every page
    menu=[Menu("Rutiner", "routines:start", 71, {Role.QUALITY})],
    unit_links=[UnitLink("Rutiner: så gör vi, och det som ska ses över", "routines:start")],
    card=card,
    seldom=[WAITING],
)
