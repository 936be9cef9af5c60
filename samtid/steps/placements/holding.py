"""Vården som den är nu: held while something is done with it."""

from __future__ import annotations

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle

from . import queries
from .models import Care

ENDED = Obstacle("Vården är avslutad.")


def held(care: Care, *, by: Staff) -> Care:
    """The care as it is now, held until the transaction ends: two may change it at the same time."""
    Care.objects.select_for_update().get(pk=care.pk)
    return queries.cares(by).get(pk=care.pk)
