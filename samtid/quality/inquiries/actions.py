"""Fråga varför, skriva vidare, flytta dagen, lämna över och avsluta."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.ground.unnamed import obstacles_to_names, stripped

from . import queries, rules
from .models import Inquiry, Line
from .words import Kind, Result, Source

CLOSES = "Det gör den som har hand om frågan."


@dataclass(frozen=True, slots=True)
class About:
    """Siffran: where it stands, what it is called, and what was seen there, in the page's own words."""

    source: Source
    key: str
    title: str
    seen: str


@transaction.atomic
@only(rules.MAY)
def ask(
    about: About,
    question: str,
    owner: Staff,
    look_again_on: date | None,
    *,
    insists: bool = False,
    by: Staff,
    at: datetime,
) -> Inquiry:
    """Asks why. What the page said is kept as it was, since a figure moves."""
    said, today = stripped(question), swedish_day(at)
    found = rules.obstacles_to_asking(said, look_again_on, today) + _owner(owner, today)
    refuse_if(found or ([] if insists else obstacles_to_names(said, field="question")))
    assert look_again_on is not None
    return Inquiry.objects.create(
        source=about.source, key=about.key, title=about.title[:250], seen=about.seen[:2000], question=said.strip(),
        owner=owner, look_again_on=look_again_on, asked_at=at, asked_by=by,
    )  # fmt: skip


@transaction.atomic
@only(rules.MAY)
def write(inquiry: Inquiry, said: rules.Written, *, insists: bool = False, by: Staff, at: datetime) -> Line:
    """Writes a row: a cause, a look, a finding, an action, or what became of one."""
    row, today = _held(inquiry), swedish_day(at)
    text = stripped(said.text)
    said = replace(said, text=text)
    before = [line.said() for line in queries.lines(by, row)]
    found = rules.obstacles_to_writing(
        said, before, is_closed=row.closed_at is not None, look_again_on=row.look_again_on, today=today
    )
    owner = None
    if said.kind == Kind.ACTION and said.owner is not None:
        owner = queries.may_own(today).filter(pk=said.owner).first()
        if owner is None:
            found.append(Obstacle("Välj någon som arbetar med uppföljning här i dag.", field="owner"))
    refuse_if(found or ([] if insists else obstacles_to_names(text, field="text")))
    return _line(row, said.kind, text, said=said, owner=owner, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def put_off(
    inquiry: Inquiry, day: date | None, why: str, *, insists: bool = False, by: Staff, at: datetime
) -> None:
    """Another day to look again, with a reason; the old one stands in the row."""
    row, why = _held(inquiry), stripped(why)
    found = [Obstacle(rules.OVER)] if row.closed_at else _moving(row, by, at)
    found += rules.obstacles_to_day(day, swedish_day(at), "day")
    if not why.strip():
        found.append(Obstacle("Skriv varför dagen flyttas.", field="why"))
    found += rules.obstacles_to_text(why, "why", 500)
    refuse_if(found or ([] if insists else obstacles_to_names(why, field="why")))
    was = row.look_again_on
    row.look_again_on = day  # type: ignore[assignment]
    row.save(update_fields=["look_again_on"])
    _line(row, Kind.PUT_OFF, f"Från {was:%Y-%m-%d} till {day:%Y-%m-%d}: {why.strip()}", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def hand_over(inquiry: Inquiry, owner: Staff, *, by: Staff, at: datetime) -> None:
    """Somebody else has it in hand from now."""
    row = _held(inquiry)
    refuse_if(
        [Obstacle(rules.OVER)] if row.closed_at else _moving(row, by, at) + _owner(owner, swedish_day(at))
    )
    if row.owner_id == owner.pk:  # type: ignore[attr-defined]
        return
    row.owner = owner
    row.save(update_fields=["owner"])
    _line(row, Kind.HANDED, owner.name, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def close(
    inquiry: Inquiry, result: Result | None, text: str, *, insists: bool = False, by: Staff, at: datetime
) -> None:
    """Closes with a result, and never without."""
    row, text = _held(inquiry), stripped(text)
    if row.closed_at is not None:
        raise NotYet([Obstacle(rules.OVER)])
    if row.owner_id != by.pk:  # type: ignore[attr-defined]
        raise NotYet([Obstacle(CLOSES, may_approve="den ansvariga")])
    said = [line.said() for line in queries.lines(by, row)]
    found = rules.obstacles_to_closing(result, said, row.look_again_on)
    if not text.strip():
        found.append(Obstacle("Skriv vad det blev, med en mening.", field="text"))
    found += rules.obstacles_to_text(text, "text", rules.SHORTER)
    refuse_if(found or ([] if insists else obstacles_to_names(text, field="text")))
    assert result is not None
    _line(row, Kind.CLOSED, f"{result.label}. {text.strip()}", by=by, at=at)
    row.result, row.closed_at, row.closed_by = result, at, by
    row.save(update_fields=["result", "closed_at", "closed_by"])


def _held(inquiry: Inquiry) -> Inquiry:
    """The row alone with whoever writes: two who answer at once are one and a refusal."""
    return Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)


def _moving(row: Inquiry, by: Staff, at: datetime) -> list[Obstacle]:
    today = swedish_day(at)
    looks_after = bool(roles.LOOKS_AFTER_IDEAS & organisation.roles(by, today))
    return rules.obstacles_to_moving(
        is_theirs=looks_after or by.pk in (row.owner_id, row.asked_by_id),  # type: ignore[attr-defined]
        is_left=not queries.may_own(today).filter(pk=row.owner_id).exists(),  # type: ignore[attr-defined]
    )


def _owner(owner: Staff, today: date) -> list[Obstacle]:
    if queries.may_own(today).filter(pk=owner.pk).exists():
        return []
    return [Obstacle("Välj någon som är chef, controller eller kvalitetsutvecklare i dag.", field="owner")]


def _line(
    row: Inquiry,
    kind: Kind,
    text: str,
    *,
    said: rules.Written | None = None,
    owner: Staff | None = None,
    by: Staff,
    at: datetime,
) -> Line:
    try:
        with transaction.atomic():
            return Line.objects.create(
                inquiry=row, kind=kind, text=text.strip(), at=at, by=by, owner=owner,
                about_id=said.about if said and kind in rules.ANSWERS else None,
                verdict=said.verdict or "" if said and kind == Kind.WEIGHED else "",
                due_on=said.due_on if said and kind == Kind.ACTION else None,
            )  # fmt: skip
    except IntegrityError as error:
        if "answered_once" in str(error):
            raise NotYet([Obstacle("Det är redan besvarat. Läs sidan igen.")]) from None
        raise NotYet([Obstacle("Ta bort det som ser ut som ett personnummer.", field="text")]) from None
