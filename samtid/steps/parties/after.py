"""Efter beslutet: each party gets to know it and may appeal, apart (FL 33 and 42–46 §§)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.dossier.actions import record
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Appeal, Decision
from samtid.steps.decisions.queries import told_at
from samtid.steps.decisions.rules import Appellant
from samtid.steps.decisions.words import Told as Reached

from . import noting, queries, rules, words
from .models import Deed
from .rules import Line
from .words import Kind, Way

REACHED = {
    Way.MEETING: Reached.HANDED,
    Way.HANDED: Reached.HANDED,
    Way.PHONE: Reached.READ_ALOUD,
    Way.LETTER: Reached.LETTER,
    Way.RECEIPT: Reached.RECEIPT,
    Way.AGENCY: Reached.LETTER,
    Way.DIGITAL: Reached.DIGITAL,
}
CORRECTED = "En parts dag rättades på sidan Parter."


@transaction.atomic
@only(rules.MAY)
def serve(decision: Decision, lines: Sequence[Line], *, by: Staff, at: datetime) -> list[Deed]:
    """Notes for each party when they got to know the decision. The case's own time runs from the last one's day."""
    now = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    case, who = decision.case, queries.who(by, decision.case, queries.day_of(now), swedish_day(at))
    before = noting.standing(case, who, by=by, decision=decision.pk)
    served = [one.party.key for one in before if one.served]
    refuse_if(rules.obstacles_to_serving(lines, who, decided_at=now.signed_at, served=served, at=at))
    made = noting.note(case, who, [(line, Kind.SERVED) for line in lines], by=by, at=at, decision=decision)
    record(case, words.Event.SERVED, by=by, at=at, law=rules.NOTIFY)
    found = [one.served for one in noting.standing(case, who, by=by, decision=decision.pk) if one.party.acts]
    reached = [one for one in found if one is not None]
    if len(reached) == len(found):
        last = max(reached, key=lambda one: one.at)
        first = told_at(by, decision)
        if first is None:
            deciding.notify(decision, last.at, REACHED[Way(last.how)], by=by, at=at)
        elif first != last.at:
            how = REACHED[Way(last.how)]
            deciding.correct_notice(decision, last.at, how, CORRECTED, apart=True, by=by, at=at)
    deciding.judge_appeals(decision, queries.last_days(by, now, swedish_day(at)), by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def appeal(
    decision: Decision, party: UUID | None, received_at: datetime, note: str = "", *, by: Staff, at: datetime
) -> Appeal:
    """Notes who of the parties appeals, or (``party`` None) that somebody else does; in time by that one's own day (FL 44 §).

    The appeal is the decision's own, and the diary's line about it too.
    """
    now = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    who = queries.who(by, decision.case, queries.day_of(now), swedish_day(at))
    refuse_if(rules.obstacles_to_appealing(party, who, note=note))
    last_day = queries.last_days(by, now, swedish_day(at))[party]
    who_appeals = Appellant(party, last_day)
    return deciding.receive_appeal(now, received_at, note, appellant=who_appeals, by=by, at=at)
