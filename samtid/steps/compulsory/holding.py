"""Spåret som det är nu: held while something is written in it."""

from __future__ import annotations

from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if

from . import queries
from .models import Track


def held(track: Track, *, by: Staff) -> Track:
    """The track as it is now, held until the transaction ends: two may write in it at the same time."""
    Track.objects.select_for_update().get(pk=track.pk)
    now = queries.tracks(by).get(pk=track.pk)
    refuse_if(
        [Obstacle("Spåret gällde fel barn. Skriv i det rätta barnets ärende.")] if now.annulled_at else []
    )
    return now
