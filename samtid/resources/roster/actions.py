"""Vad som kan göras med schemat. Whoever works somewhere is held while it is judged: two may plan her at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import hindered, only
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.queries import posts
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.steps.visits import actions as visits
from samtid.steps.visits.models import Visit

from . import queries, rules, words
from .models import Absence, Contract, Reason, Shift


def _unit_of(about: Unit | Shift, *_: object) -> Unit:
    return about.unit if isinstance(about, Shift) else about


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def add_shift(
    unit: Unit, staff: Staff, stint: rules.Stint, *, approved_why: str = "", by: Staff, at: datetime
) -> Shift:
    """Lays a shift. What departs from the law the manager may approve, in words."""
    why = _refuse(unit, staff, stint, approved_why, by=by, at=at)
    return _lay(unit, staff, stint, why, by=by, at=at)


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def change_shift(
    shift: Shift, stint: rules.Stint, *, approved_why: str = "", by: Staff, at: datetime
) -> Shift:
    """Gives a shift other times, or the manager's words for why it is needed all the same.

    The old one is called off, and the new one says which it replaces. Where nothing differs nothing is done.
    """
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    refuse_if(rules.obstacles_to_calling_off(is_revoked=shift.revoked_at is not None, why="Ändrat"))
    is_same = stint == shift.stint
    if is_same and approved_why.strip() in ("", shift.approved_why):
        return shift
    why = _refuse(shift.unit, shift.staff, stint, approved_why, but=shift.pk, by=by, at=at)
    if is_same and not why:
        raise NotYet([Obstacle(rules.NOTHING_TO_APPROVE, field="approved_why")])
    _revoke(shift, "Godkänt som det är" if is_same else "Ändrat till andra tider", by=by, at=at)
    return _lay(shift.unit, shift.staff, stint, why, replaces=shift, by=by, at=at)


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def call_off(shift: Shift, why: str, *, by: Staff, at: datetime) -> Shift:
    """Calls a shift off. It stays, with who, when and why."""
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    refuse_if(rules.obstacles_to_calling_off(is_revoked=shift.revoked_at is not None, why=why))
    return _revoke(shift, why.strip(), by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def tell_away(
    staff: Staff,
    kind: words.AbsenceKind | None,
    first: date,
    last: date,
    *,
    by: Staff,
    at: datetime,
) -> Absence:
    """Says that somebody is away from the day ``first`` to ``last``: oneself, or one whose roster one lays.

    Of today it is from when she was last seen at work. Why is kept apart, for her manager.
    """
    lays = _lays_for(staff, by, at)
    is_own = staff.pk == by.pk
    if is_own or lays:
        door("hold_roster", staff.pk)
    starts_at, ends_at = _away_over(staff, first, last, by, at)
    refuse_if(
        rules.obstacles_to_being_away(
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            already=queries.away(by, starts_at, ends_at).get(staff.pk, []),
            is_own=is_own,
            lays=lays,
            at=at,
        )
    )
    assert kind is not None
    reason = Reason.objects.create(staff=staff, kind=kind, told_at=at, told_by=by)
    return Absence.objects.create(
        reason=reason, staff=staff, starts_at=starts_at, ends_at=ends_at, told_at=at, told_by=by
    )


def _away_over(staff: Staff, first: date, last: date, by: Staff, at: datetime) -> rules.Interval:
    since, until = rules.bounds(first)[0] - rules.DAY, rules.bounds(last)[1] + rules.DAY
    shifts = [
        (one.stint.starts_at, one.stint.ends_at)
        for one in queries.hours(by, [staff.pk], since, until).get(staff.pk, ())
    ]
    back = [end for _, end in queries.away(by, since, at).get(staff.pk, ())]
    return rules.away_over(first, last, shifts, [*queries.seen(by, staff, since, at), *back], at)


@transaction.atomic
@only(rules.MAY)
def tell_back(absence: Absence, back_at: datetime, *, by: Staff, at: datetime) -> Absence:
    """Says when somebody is back, earlier than was told. Back when it began: it was not so."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.staff_id != by.pk and not _lays_for(absence.staff, by, at):
        raise NotYet([Obstacle(rules.LAYS.why, may_approve=rules.LAYS.may)])
    refuse_if(
        rules.obstacles_to_coming_back(
            starts_at=absence.starts_at, ends_at=absence.ends_at, back_at=absence.back_at, wanted=back_at
        )
    )
    absence.back_at, absence.back_told_at, absence.back_by = back_at, at, by
    absence.save(update_fields=["back_at", "back_told_at", "back_by"])
    return absence


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def set_contract(
    unit: Unit, staff: Staff, minutes: int, from_on: date, *, by: Staff, at: datetime
) -> Contract:
    """Says how much somebody of the unit has agreed to work, from a day on."""
    found = rules.obstacles_to_contract(minutes)
    if not Membership.objects.on(swedish_day(at)).filter(staff=staff, unit=unit).exists():
        found.append(Obstacle(f"{staff.name} arbetar inte i enheten i dag.", field="staff"))
    refuse_if(found)
    return Contract.objects.create(
        staff=staff, from_on=from_on, minutes_a_week=minutes, said_at=at, said_by=by
    )


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def release_visits(unit: Unit, lost: Iterable[Visit], *, by: Staff, at: datetime) -> int:
    """Takes those who will not come off their visits, so that the visits wait for somebody else. Returns how many."""
    count = 0
    for visit in lost:
        left = [
            who
            for who, is_lost in (
                (visit.staff, visit.staff_lost),  # type: ignore[attr-defined]
                (visit.second, visit.second_lost),  # type: ignore[attr-defined]
            )
            if who is not None and not is_lost
        ]
        visits.assign(visit, left[0] if left else None, by=by, at=at)
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Told:
    """Vad som kom av en inläsning: how many shifts, how many were there already, and each row that was refused."""

    laid: int = 0
    there: int = 0
    refused: list[str] = field(default_factory=list)
    is_kept: bool = True


class _Undone(Exception):
    """Everything is taken back."""


@transaction.atomic
@only(rules.MAY, unit=_unit_of)
def bring_in(
    unit: Unit,
    rows: Iterable[rules.Line],
    *,
    keep_good: bool = False,
    approved_why: str = "",
    by: Staff,
    at: datetime,
) -> Told:
    """Lays the shifts of a file: all of them or, with ``keep_good``, those that can be. A shift that is there stays."""
    known = _known(unit)
    laid, there, refused = 0, 0, []
    try:
        with transaction.atomic():
            for row in rows:
                try:
                    staff = _named(row, known)
                    is_new = _bring_in(unit, staff, row, approved_why, by=by, at=at)
                except NotYet as refusal:
                    refused += [f"rad {row.number}: {obstacle}" for obstacle in refusal.obstacles]
                else:
                    laid, there = laid + is_new, there + (not is_new)
            if refused and not keep_good:
                raise _Undone
    except _Undone:
        return Told(0, there, refused, is_kept=False)
    return Told(laid, there, refused)


def _bring_in(unit: Unit, staff: Staff, row: rules.Line, why: str, *, by: Staff, at: datetime) -> bool:
    assert row.stint is not None
    same = Shift.objects.filter(
        revoked_at=None, unit=unit, staff=staff, starts_at=row.stint.starts_at, ends_at=row.stint.ends_at
    )
    if same.exists():
        return False
    with transaction.atomic():
        add_shift(unit, staff, row.stint, approved_why=why, by=by, at=at)
    return True


def _known(unit: Unit) -> dict[str, list[Staff]]:
    """Those who work in the unit some day, by log-in, HSA-id and name."""
    found: dict[str, list[Staff]] = {}
    members = Staff.objects.filter(pk__in=Membership.objects.filter(unit=unit).values("staff"))
    for one in members:
        for name in {one.username.casefold(), one.hsa_id.casefold(), one.name.casefold()} - {""}:
            found.setdefault(name, []).append(one)
    return found


def _named(row: rules.Line, known: dict[str, list[Staff]]) -> Staff:
    if row.wrong:
        raise NotYet([Obstacle(row.wrong)])
    found = known.get(row.who.casefold(), [])
    if len(found) == 1:
        return found[0]
    text = (
        f"«{row.who}» heter flera i enheten. Skriv användarnamnet."
        if found
        else f"«{row.who}» arbetar inte i enheten."
    )
    raise NotYet([Obstacle(text)])


def _refuse(
    unit: Unit,
    staff: Staff,
    stint: rules.Stint,
    approved_why: str,
    *,
    but: UUID | None = None,
    by: Staff,
    at: datetime,
) -> str:
    """Refuses what may not be. Gives back what was approved, in words; nothing where nothing had to be."""
    works_there = Membership.objects.on(stint.day).filter(staff=staff, unit=unit).exists()
    if works_there:
        door("hold_roster", staff.pk)
    limits = queries.limits(stint.day)
    hours = queries.hours(by, [staff.pk], *queries.counted_with(stint, limits))
    found = rules.obstacles_to_shift(
        name=staff.name,
        wanted=stint,
        others=[one.stint for one in hours.get(staff.pk, ()) if one.shift != but],
        limits=limits,
        works_there=works_there,
        away=queries.away(by, stint.starts_at, stint.ends_at).get(staff.pk, ()),
        on=swedish_day(at),
    )
    leads = not hindered(rules.LEADS, by, at, unit)
    refuse_if(rules.unapproved(found, leads=leads, why=approved_why))
    return approved_why.strip() if found else ""


def _lay(
    unit: Unit,
    staff: Staff,
    stint: rules.Stint,
    why: str,
    *,
    replaces: Shift | None = None,
    by: Staff,
    at: datetime,
) -> Shift:
    return Shift.objects.create(
        unit=unit,
        staff=staff,
        starts_at=stint.starts_at,
        ends_at=stint.ends_at,
        kind=stint.kind,
        break_kind=stint.break_kind,
        break_minutes=stint.break_minutes,
        break_at=stint.break_at,
        approved_why=why,
        replaces=replaces,
        made_at=at,
        made_by=by,
    )


def _revoke(shift: Shift, why: str, *, by: Staff, at: datetime) -> Shift:
    shift.revoked_at, shift.revoked_by, shift.revoked_why = at, by, why
    shift.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    return shift


def _lays_for(staff: Staff, by: Staff, at: datetime) -> bool:
    """Whether ``by`` lays the roster of a unit where ``staff`` works today."""
    on = swedish_day(at)
    laid = [unit for role, unit in posts(by, on) if role in rules.LAYS.there]
    return bool(laid) and Membership.objects.on(on).filter(staff=staff, unit__in=laid).exists()
