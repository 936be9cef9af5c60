"""Skyddet som sänks av två, nyckeln som tas tillbaka, larmet som läses: doors of their own (walls/protection, keys)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.dossier import queries, rules
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import refuse_if
from samtid.ground.words import Word


@transaction.atomic
def propose_protection(case: Case, level: Word, why: str, *, by: Staff, at: datetime) -> UUID:
    """Proposes a lower level, or asks for protection by one who sees the case through broken glass only.

    Nothing changes until every unit that holds a sealed case has said yes, each by somebody else.
    """
    refuse_if(queries.obstacles_to_proposing(by, case, level, why))
    return UUID(str(door("propose_protection", case.dossier.person_id, str(level), why)))


@transaction.atomic
def answer_protection(
    change: UUID, compartment_id: int, *, yes: bool, why: str = "", by: Staff, at: datetime
) -> None:
    """Answers for one unit. The last yes carries the proposal out; one no ends it."""
    refuse_if(rules.obstacles_to_answering(yes=yes, why=why))
    door("answer_protection", change, compartment_id, yes, why)


@transaction.atomic
def end_key(key: UUID, *, by: Staff, at: datetime) -> None:
    """Takes a key back: whoever gave it, whoever has it, or who leads the unit. An event in the case."""
    door("end_key", key)


@transaction.atomic
def see_alarm(alarm: UUID, *, by: Staff, at: datetime) -> None:
    """Takes an alarm off the lists of all who were told."""
    door("see_alarm", alarm)
