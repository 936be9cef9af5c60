"""Att ta reda på: inform, plan, add what is found, hear the child."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.dossier.actions import record, reopen_clock, stop_clock
from samtid.base.dossier.models import Clock
from samtid.base.dossier.versions import claim
from samtid.base.look.house import waits_for
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if

from .. import rules, words
from ..models import ChildVoice, Finding, InformedCorrection, Investigation


@transaction.atomic
@only(rules.MAY)
def plan(
    investigation: Investigation, text: str, *, seen: int | None = None, by: Staff, at: datetime
) -> Investigation:
    """Writes what is to be found out, how and with whom; may be rewritten while the work goes on.

    ``seen`` is the version that the writer began from.
    """
    refuse_if(rules.obstacles_to_planning(plan=text, closed_at=investigation.closed_at))
    claim(investigation, seen, by=by, at=at)
    investigation.plan = text.strip()
    investigation.save(update_fields=["plan"])
    record(investigation.case, words.Event.PLANNED, by=by, at=at)
    return investigation


@transaction.atomic
@only(rules.MAY)
def inform_affected(
    investigation: Investigation,
    *,
    informed_at: datetime | None,
    how: words.Told | None = None,
    not_informed_reason: str = "",
    by: Staff,
    at: datetime,
) -> Investigation:
    """Notes that those affected know of the investigation, or the special reasons to wait (SoL 20:4)."""
    refuse_if(
        rules.obstacles_to_informing(
            informed_at=informed_at,
            how=str(how or ""),
            not_informed_reason=not_informed_reason,
            closed_at=investigation.closed_at,
            at=at,
        )
        + waits_for("investigations.inform_affected", by, investigation, swedish_day(at))
    )
    now = Investigation.objects.select_for_update(of=("self",)).get(pk=investigation.pk)
    refuse_if(rules.obstacles_to_informing_again(noted=now.informed_at, informed_at=informed_at))
    law = children.INFORM_AFFECTED.citation
    investigation.informed_at, investigation.informed_how = informed_at, str(how or "") if informed_at else ""
    investigation.not_informed_reason = rules.reasons_to_wait(now.not_informed_reason, not_informed_reason)
    investigation.save(update_fields=["informed_at", "informed_how", "not_informed_reason"])
    stop_clock(investigation.case, children.INFORM_AFFECTED, about=investigation.pk, by=by, at=at)
    verb = words.Event.INFORMED if informed_at else words.Event.NOT_INFORMED
    record(investigation.case, verb, by=by, at=at, law=law)
    return investigation


@transaction.atomic
@only(rules.MAY)
def correct_informed(
    investigation: Investigation,
    *,
    informed_at: datetime | None,
    how: words.Told | None = None,
    reason: str,
    apart: bool = False,
    by: Staff,
    at: datetime,
) -> InformedCorrection:
    """Corrects when those affected were told, or that they were not. What stood there is kept, with why; the clock follows.

    ``apart``: it is the sum of what a later room holds of each party, and waits for nothing more.
    """
    now = Investigation.objects.select_for_update(of=("self",)).get(pk=investigation.pk)
    became = str(how or "") if informed_at else ""
    refuse_if(
        rules.obstacles_to_correcting_informed(
            was=now.informed_at,
            how_was=now.informed_how,
            became=informed_at,
            how=became,
            reason=reason,
            closed_at=now.closed_at,
            at=at,
        )
        + ([] if apart else waits_for("investigations.correct_informed", by, now, swedish_day(at)))
    )
    assert now.informed_at is not None
    made = InformedCorrection.objects.create(
        case=investigation.case,
        investigation=investigation,
        was=now.informed_at,
        how_was=now.informed_how,
        became=informed_at,
        how_became=became,
        reason=reason.strip(),
        by=by,
        by_title=by.title,
        at=at,
    )
    investigation.informed_at, investigation.informed_how = informed_at, became
    investigation.save(update_fields=["informed_at", "informed_how"])
    clock = Clock.objects.filter(
        case=investigation.case, rule=children.INFORM_AFFECTED.id, about=investigation.pk
    ).first()
    # whoever waits of special reasons has done what is to be done at once
    if clock is not None and (informed_at is not None or not now.not_informed_reason):
        if clock.stopped_at is not None:
            reopen_clock(clock, by=by, at=at)
        if informed_at is not None:
            told = max(informed_at, clock.started_at)
            stop_clock(investigation.case, children.INFORM_AFFECTED, about=investigation.pk, by=by, at=told)
    law = children.INFORM_AFFECTED.citation
    record(investigation.case, words.Event.INFORMED_CORRECTED, by=by, at=at, law=law)
    return made


@transaction.atomic
@only(rules.MAY)
def add_finding(
    investigation: Investigation,
    *,
    area: words.Area,
    text: str,
    source: str,
    source_kind: words.SourceKind,
    obtained_at: datetime,
    factor: words.Factor = words.Factor.NEITHER,
    difficulty: words.Difficulty | None = None,
    corrects: Finding | None = None,
    by: Staff,
    at: datetime,
) -> Finding:
    """Adds what somebody has told, with when and from whom (FL 27 §). A correction stands beside what it corrects."""
    found = rules.obstacles_to_finding(
        method=words.Method(investigation.method),
        area=area,
        text=text,
        source=source,
        obtained_at=obtained_at,
        closed_at=investigation.closed_at,
        at=at,
    )
    if corrects is not None:
        same = corrects.investigation_id == investigation.pk
        found += rules.obstacles_to_correcting(same_investigation=same)
    refuse_if(found)
    finding = Finding.objects.create(
        case=investigation.case,
        investigation=investigation,
        area=area,
        text=text.strip(),
        factor=factor,
        difficulty=str(difficulty or ""),
        source=source.strip(),
        source_kind=source_kind,
        obtained_at=obtained_at,
        corrects=corrects,
        by=by,
        by_title=by.title,
        at=at,
    )
    verb = words.Event.FINDING_ADDED if corrects is None else words.Event.FINDING_CORRECTED
    record(investigation.case, verb, by=by, at=at, law="FL 27 §")
    return finding


@transaction.atomic
@only(rules.MAY)
def hear_child(
    investigation: Investigation,
    *,
    heard_at: datetime | None,
    text: str = "",
    minutes: int | None = None,
    alone: bool = False,
    why_not: words.WhyNotHeard | None = None,
    not_heard_reason: str = "",
    by: Staff,
    at: datetime,
) -> ChildVoice:
    """Writes down what the child said in the child's own words, or why the child has not been heard (SoL 3:2)."""
    refuse_if(
        rules.obstacles_to_hearing(
            concerns_child=investigation.concerns_child,
            heard_at=heard_at,
            text=text,
            why_not=why_not,
            not_heard_reason=not_heard_reason,
            closed_at=investigation.closed_at,
            at=at,
        )
    )
    voice = ChildVoice.objects.create(
        case=investigation.case,
        investigation=investigation,
        heard_at=heard_at,
        minutes=minutes if heard_at else None,
        alone=alone and heard_at is not None,
        text=text.strip() if heard_at else "",
        why_not=str(why_not or ""),
        not_heard_reason=not_heard_reason.strip() if why_not else "",
        by=by,
        by_title=by.title,
        at=at,
    )
    verb = words.Event.CHILD_HEARD if heard_at else words.Event.CHILD_NOT_HEARD
    record(investigation.case, verb, by=by, at=at, law="SoL 3 kap. 2 §")
    return voice
