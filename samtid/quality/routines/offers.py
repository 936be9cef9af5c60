"""Vad rutinerna berättar: what is to be looked at or decided, and where the way in is."""

from __future__ import annotations

from samtid.base.access.walling.conditions import ME
from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Menu, Offers, Seldom, UnitLink

from . import queries
from .walls import HOLDS, IN_ROLE, STEERS, TODAY, governs

NEW = DraftForm("routines:write", "Ny rutin")
VERSION = DraftForm("routines:propose", "Ny version av en rutin")
DECIDE = DraftForm("routines:decide", "Beslut om en rutin")
BACK = DraftForm("routines:send_back", "Skäl att skicka tillbaka en rutin")
REVIEW = DraftForm("routines:review", "Översyn av en rutin")
WITHDRAW = DraftForm("routines:withdraw", "Upphävande av en rutin")
FIRST = 8  # rows of the card: the page that it leads to has all
# of the draft that is the latest: another's that she may decide, or her own that was sent back; of what holds: her own that is
# soon to be looked at, or what nobody answers for in that unit any longer; and what another may have withdrawn
DRAFTS = (
    "exists (select from routines_version v join routines_routine r on r.id = v.routine_id where r.withdrawn_on is null and v.decided_at is null "
    "and not exists (select from routines_version w where w.routine_id = v.routine_id and w.number > v.number) "
    f"and (v.returned_at is null and v.by_id <> {ME} and {governs('r.covers_id')} or v.by_id = {ME} and v.returned_by_id <> {ME} "
    f"and v.returned_at > access.at() - interval '{queries.REMEMBERED.days + 1} days'))"
)
ANSWERED = (
    "exists (select from organisation_membership m join organisation_staff s on s.id = m.staff_id where m.staff_id = r.owner_id "
    f"and m.unit_id = r.unit_id and m.role in ({IN_ROLE}) and {HOLDS} and (s.valid_to is null or s.valid_to >= {TODAY}))"
)
ROUTINES = (
    "exists (select from routines_routine r left join organisation_unit c on c.id = r.covers_id where r.withdrawn_on is null "
    f"and (r.owner_id = {ME} and r.next_on <= {TODAY} + {queries.SOON.days} or (c.valid_to < {TODAY} or not {ANSWERED}) "
    f"and {governs('r.covers_id')}) or r.withdrawn_on >= {TODAY} - {queries.SOON.days} "
    f"and (r.owner_id = {ME} or (select access.has_role(array['{Role.QUALITY}']))))"
)
WAITING = Seldom("routines", f"{STEERS} and ({DRAFTS} or {ROUTINES})")
STEPS = {
    "review": ("routines:review", "Se över rutinen"),
    "left": ("routines:review", "Rutinen behöver någon som ansvarar"),
    "closed": ("routines:routine", "Enheten den gäller för finns inte längre: upphäv den"),
    "withdrawn": ("routines:routine", "Läs varför den inte längre gäller"),
    "decide": ("routines:version", "Besluta eller skicka tillbaka"),
    "returned": ("routines:propose", "Läs skälet och skriv om"),
}
WHO = {
    "left": "Efter {}", "closed": "Ansvarig: {}", "withdrawn": "Upphävd av {}", "decide": "Skriven av {}",
    "returned": "Skickad tillbaka av {}",
}  # fmt: skip


def card(day: Day) -> Card | None:
    """For those who write and decide: what is to be looked at again, what has nobody, what waits, and what came back."""
    if not roles.SETS_DIRECTION & set(day.roles) or not day.has(WAITING):
        return None
    found = queries.due(day.viewer, day.posts, day.today)
    rows = [CardRow(_who(one, day), one.called, STEPS[one.kind][0], one.about, STEPS[one.kind][1]) for one in found[:FIRST]]  # fmt: skip
    if len(found) > FIRST:
        rows.append(CardRow("Fler", f"{len(found) - FIRST} till", "routines:start", None))
    return Card("Rutiner", "Det som ska ses över, beslutas eller skrivas om.", rows) if rows else None


def _who(one: queries.Due, day: Day) -> str:
    if one.kind in WHO:
        return WHO[one.kind].format(one.who)
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
