"""Vården som den är nu: held while something is done with it."""

from __future__ import annotations

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if

from . import queries, register
from .models import Care

ENDED = Obstacle("Vården är avslutad.")


def held(care: Care, *, by: Staff, sees_home: bool = True) -> Care:
    """The care as it is now, held until the transaction ends: two may change it at the same time.

    Refused for whoever does not see its homes, but where nothing done turns on them.
    """
    if sees_home:
        refuse_if(register.obstacles_to_seeing(by))
    Care.objects.select_for_update().get(pk=care.pk)
    return queries.cares(by).get(pk=care.pk)
