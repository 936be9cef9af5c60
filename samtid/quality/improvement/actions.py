"""Vad som kan göras med det som var svårt."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import refuse_if
from samtid.ground.sweden import swedish_day

from . import rules
from .models import Hardship


@transaction.atomic
@only(rules.MAY)
def say_hard(page: str, sentence: str, *, by: Staff, at: datetime) -> None:
    """Keeps a sentence about a step. Who said it is not kept: the law protects the teller as well."""
    refuse_if(rules.obstacles_to_saying(sentence))
    Hardship.objects.create(step=rules.step_of(page), sentence=sentence.strip(), said_on=swedish_day(at))
