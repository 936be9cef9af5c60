"""Vad som kan göras: spara en tänkt förändring."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff

from . import rules
from .models import Kept, Scenario


@transaction.atomic
@only(rules.MAY)
def keep(scenario: Scenario, *, by: Staff, at: datetime) -> Kept:
    """Saves a world with what it was built on, to be laid beside what happens. Once each: a second time is the first."""
    found = Kept.objects.filter(scenario=scenario, by=by).first()
    return found or Kept.objects.create(scenario=scenario, by=by, at=at)
