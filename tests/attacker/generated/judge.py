"""Domen: what may never come of an attempt, whatever it was. Asked of what was heard, of what was changed, and of what is seen after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.attacker.generated import hints
from tests.attacker.generated.roles import Role
from tests.attacker.generated.world import AT, Change, World

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:?\d\d)?)?")
# Columns that say who did something: by whom, never to whom.
AUTHOR = re.compile(r"^(\w+_)?by_id$|^author_id$")
# Moments that somebody says of the world and not of the writing of the row.
SAID = frozenset({
    "happened_at", "planned_at", "valid_until", "received_at", "heard_at", "obtained_at", "was", "became", "expire_date",
    "replied_at", "informed_at", "communicated_at", "answered_at", "settled_at", "started_at", "stopped_at",
    "starts_at", "ends_at", "break_at", "back_at", "began_at", "was_at", "to_at", "tapped_at",
    "first_at",
})  # fmt: skip
# The same of a column that elsewhere says when the row was written: when the person got to know.
SAID_IN = frozenset(
    {("decisions_notification", "at"), ("decisions_notificationcorrection", "at"), ("parties_deed", "at")}
)
# Whose moment is a machine's own clock, and which rows say of something what another row says already.
BY_CLOCK = frozenset({"access.link", "access.lookup", "access.effort", "access.pressing", "worker.seal", "worker.round",
                      "worker.fault", "django_session", "dossier_draft", "access.unsealed_place", "access.sealed_place", "access.place_ticket", "worker.told",
                       "queue.procrastinate_jobs", "queue.procrastinate_events"})  # fmt: skip
AS_IT_WAS = frozenset({"access.tell_before"})


def told(heard: str, forbidden: Mapping[str, str], said: Iterable[str] = ()) -> list[str]:
    """Words about somebody that the one who heard has no key to; what they said themselves is no news."""
    own = " ".join(said)
    return sorted({number for word, number in forbidden.items() if word in heard and word not in own})


def fell(refused: str) -> bool:
    """Whether an attempt was refused before anything was asked: words of the wrong kind, nothing where something must be,
    a row that points at nothing. Such a one is no attempt."""
    return refused[:2] == "22" or refused[:5] in (
        *("23502", "23503", "23505", "42601", "42703", "42804", "42883", "42P01", "42P02", "428C9"),
    )


def words(values: Sequence[Any]) -> list[str]:
    """The caller's own words, to tell them from news."""
    return [
        str(one)
        for value in values
        for one in (value if isinstance(value, list) else [value])
        if one is not None
    ]


def short(values: Sequence[Any]) -> str:
    """What was asked with, for a list of faults."""
    return ", ".join(str(value)[:12] for value in values)


def shape(heard: str, said: Iterable[str]) -> str:
    """An answer without what makes every answer its own: identities, moments and the caller's own words."""
    for word in sorted((one for one in said if len(one) > 3), key=len, reverse=True):
        heard = heard.replace(word, "?")
    return MOMENT.sub("T", UUID.sub("U", heard))


def wrong_changes(world: World, role: Role, by: str, changes: list[Change]) -> list[str]:
    """Rows that this role may not have made other, or that say another author or moment than the stamp."""
    me = world.town.staff.get(role.username)
    forbidden = world.forbidden(role)
    found = []
    for one in changes:
        if one.table not in role.changes:
            found.append(f"{one.op} i {one.table}")
        if one.table not in BY_CLOCK and by not in AS_IT_WAS:
            found += [f"{one.op} i {one.table}: {fault}" for fault in _forged(one, me, role.is_machine)]
        if by in hints.ABOUT_OTHERS or one.table in ("access.link", "access.lookup"):
            continue
        row = str(one.is_now) + str(one.was)
        found += [f"{one.op} i {one.table} om {number[:4]}…" for number in told(row, forbidden)]
    return sorted(set(found))


def _forged(one: Change, me: int | None, is_machine: bool) -> Iterable[str]:
    for name, value in one.is_now.items():
        if value is None or one.was.get(name) == value:
            continue
        if AUTHOR.match(name) and value != me:
            yield f"{name} är någon annan"
        elif not is_machine and (name.endswith("_at") or name == "at"):
            if name not in SAID and (one.table, name) not in SAID_IN and not _is_now(value):
                yield f"{name} är en annan tid"
            is_said = (one.table, name) in SAID_IN or name in SAID - {
                *("planned_at", "valid_until", "expire_date"),
                *("starts_at", "ends_at", "break_at", "first_at", "back_at", "was_at", "to_at"),
            }
            if is_said and (_when(value) or AT) > AT:
                yield f"{name} har inte varit"


def _when(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


def _is_now(value: object) -> bool:
    return _when(value) == AT


def opened(heard: str, before: str, forbidden: Mapping[str, str]) -> set[str]:
    """Whom one sees now and did not see before."""
    return {number for word, number in forbidden.items() if word in heard and word not in before}


def is_answered(by: str, changes: list[Change]) -> bool:
    """Whether two persons have lowered a protection, so that it is open to the unit again: told in the person's cases."""
    tables = {one.table for one in changes}
    return by == "access.answer_protection" and {"dossier_protectionanswer", "dossier_event"} <= tables


def has_line(world: World, role: Role, number: str, changes: list[Change]) -> bool:
    """Whether what opened somebody has left a line: about the dossier, or the one that the ticket left."""
    me, resident = world.town.staff.get(role.username), world.residents[number]
    lines = [one.is_now for one in changes if one.table == "access_opening" and one.op == "INSERT"]
    return any(line["staff_id"] == me and line["dossier_id"] in resident.logged_at for line in lines)
