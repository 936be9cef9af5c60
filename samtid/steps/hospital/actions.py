"""Vad som kan göras: note that somebody is away, write on, correct beside, and say that it never was."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from samtid.base.corrections.actions import change
from samtid.base.corrections.words import Kind as Detail
from samtid.base.dossier.actions import keep_open, record
from samtid.base.dossier.models import Case
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.ground.reasons import NotYet, Obstacle, refuse_if

from . import counting, queries, rules, words
from .models import Stay, StayStep

LATER = Obstacle("Det finns en senare frånvaro som pågår. Rätta eller avsluta den först.")
NEVER = Obstacle("Frånvaron gällde inte. Skriv i den personens ärende som är borta.")
FIELDS = {"died_on": "on"}


@transaction.atomic
@only(rules.MAY)
def open_stay(
    case: Case, begin: words.Begin, said: rules.Said, note: str = "", *, by: Staff, at: datetime
) -> Stay:
    """Notes that the person of a case is away. The units are told, and the visits are called off from then."""
    person, why = case.dossier.person, begin.why
    _hold(person)
    there = queries.running(by, person)
    refuse_if(
        rules.obstacles_to_opening(
            said,
            why,
            is_closed=Case.objects.filter(pk=case.pk).exclude(closed_at=None).exists(),
            running=f"Det står redan i ärende {there.case.number}: {queries.in_words(queries.state(there, at), there.why_label)} "
            "Skriv vidare där."
            if there is not None
            else "",
            last_home=queries.last_home(by, person),
            at=at,
        )
    )
    keep_open(case, by=by, at=at)
    now = rules.state(why, [said], at)
    assert now.first_at is not None
    made = Stay.objects.create(
        case=case, why=why, first_at=now.first_at, back_at=now.back_at, opened_at=at, opened_by=by
    )
    _write(made, said, note, by=by, at=at)
    record(case, words.Event.OPENED, by=by, at=at, law=rules.PARTICIPATION)
    stay = queries.stays(by).get(pk=made.pk)
    counting.follow(stay, None, queries.state(stay, at), by=by, at=at)
    return stay


@transaction.atomic
@only(rules.MAY)
def write_step(stay: Stay, said: rules.Said, note: str = "", *, by: Staff, at: datetime) -> StayStep:
    """Writes what has happened since; the clock, the units and the visits follow."""
    stay = _held(stay, by)
    refuse_if(rules.obstacles_to_step(said, queries.state(stay, at), words.Why(stay.why), at=at))
    made = _write(stay, said, note, by=by, at=at)
    record(
        stay.case,
        words.Event.STEP,
        by=by,
        at=at,
        law=rules.PAYS if said.kind in words.OF_HOSPITAL else rules.PARTICIPATION,
        why=said.kind.label,
    )
    if said.kind is words.Kind.DIED:
        _died(stay, said.on, "Antecknat vid frånvaron.", by=by, at=at)
    _follow(stay, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def correct_step(
    step: StayStep, said: rules.Said, reason: str, note: str = "", *, by: Staff, at: datetime
) -> StayStep:
    """Writes beside a step how it was. What stood is kept and counts no more."""
    stay = _held(step.stay, by)
    is_standing = any(one.pk == step.pk for one in queries.standing(stay))
    refuse_if(rules.obstacles_to_correcting(is_standing=is_standing, why=reason))
    now = queries.state(stay, at, without=step)
    refuse_if(rules.obstacles_to_step(said, now, words.Why(stay.why), at=at, correcting=True))
    made = _write(stay, said, note, corrects=step, reason=reason, by=by, at=at)
    record(stay.case, words.Event.CORRECTED, by=by, at=at, why=said.kind.label)
    if said.kind is words.Kind.DIED:
        _died(stay, said.on, reason, by=by, at=at)
    _follow(stay, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def withdraw_step(step: StayStep, reason: str, *, by: Staff, at: datetime) -> StayStep:
    """It never happened: the row stands and counts no more."""
    stay = _held(step.stay, by)
    rows, kind = queries.standing(stay), words.Kind(step.kind)
    refuse_if(
        rules.obstacles_to_correcting(is_standing=any(one.pk == step.pk for one in rows), why=reason)
        or rules.obstacles_to_withdrawing(kind, sum(one.kind in words.BEGINS for one in rows))
    )
    said = rules.Said(kind, step.happened_on, step.clock)
    made = _write(stay, said, corrects=step, reason=reason, is_withdrawn=True, by=by, at=at)
    record(stay.case, words.Event.WITHDRAWN, by=by, at=at, why=kind.label)
    if kind is words.Kind.DIED:
        _died(stay, None, reason, by=by, at=at)
    _follow(stay, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def annul_stay(stay: Stay, reason: str, *, by: Staff, at: datetime) -> Stay:
    """It was another person, or nobody was away: no clock runs, and the units are told that the visits must be laid out again."""
    stay = _held(stay, by)
    if len(reason.strip()) < rules.SOME_WORDS:
        raise NotYet([Obstacle("Skriv vad som blev fel och vem det gällde i stället.", field="why")])
    ended = queries.state(stay, at).ended
    stay.annulled_at, stay.annulled_by, stay.annulled_why = at, by, reason.strip()
    stay.save(update_fields=["annulled_at", "annulled_by", "annulled_why"])
    record(stay.case, words.Event.ANNULLED, by=by, at=at)
    if ended is not None and ended.kind is words.Kind.DIED:
        _died(stay, None, reason, by=by, at=at)
    counting.follow(stay, None, rules.State(), by=by, at=at)
    return stay


def _hold(person: Person) -> None:
    """Holds who is away until the transaction ends: two who note it at the same moment do not both."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 3))", [str(person.pk)])


def _held(stay: Stay, by: Staff) -> Stay:
    """The stay as it is now, held until the transaction ends."""
    Stay.objects.select_for_update().get(pk=stay.pk)
    now = queries.stays(by).get(pk=stay.pk)
    refuse_if([NEVER] if now.annulled_at else [])
    return now


def _write(
    stay: Stay,
    said: rules.Said,
    note: str = "",
    *,
    corrects: StayStep | None = None,
    reason: str = "",
    is_withdrawn: bool = False,
    by: Staff,
    at: datetime,
) -> StayStep:
    return StayStep.objects.create(
        stay=stay,
        case_id=stay.case_id,
        kind=said.kind,
        happened_on=said.on,
        clock=said.clock,
        until=said.until,
        note=note.strip(),
        corrects=corrects,
        reason=reason.strip(),
        is_withdrawn=is_withdrawn,
        by=by,
        at=at,
    )


def _died(stay: Stay, on: date | None, reason: str, *, by: Staff, at: datetime) -> None:
    """The day somebody died is known of the person and of nothing else: it is written, and taken back, where it lies."""
    person = Person.objects.get(pk=queries.person_of(stay).pk)
    if person.died_on == on:
        return
    try:
        change(person, Detail.LIFE, {"died_on": on}, reason=reason, source="Frånvaron", by=by, at=at)
    except NotYet as refusal:
        raise NotYet(
            [Obstacle(one.text, one.law, field=FIELDS.get(one.field, one.field)) for one in refusal.obstacles]
        ) from None


def _follow(stay: Stay, *, by: Staff, at: datetime) -> None:
    before = (stay.first_at, stay.back_at)
    now = queries.stays(by).get(pk=stay.pk)
    try:
        with transaction.atomic():
            counting.follow(now, before, queries.state(now, at), by=by, at=at)
    except IntegrityError:
        raise NotYet([LATER]) from None
