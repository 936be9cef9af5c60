"""Vad lagen säger om parter. Pure functions: values in, reasons out."""

from __future__ import annotations

from .deeds import (
    COMMUNICATE,
    CONSENT,
    INFORM,
    NOTIFY,
    Line,
    obstacles_to_answering,
    obstacles_to_communicating,
    obstacles_to_consent,
    obstacles_to_informing,
    obstacles_to_mistaking,
    obstacles_to_serving,
    obstacles_until_communicated,
    obstacles_until_final,
    obstacles_until_heard,
    obstacles_until_informed,
    obstacles_until_served,
)
from .parties import One, Parties, Party, parties, safe_way, ways
from .standing import SPLIT, Noted, Standing, in_force, newest, obstacles_of_consent, split_consent, standings
from .who import MAY

__all__ = [
    "COMMUNICATE",
    "CONSENT",
    "INFORM",
    "MAY",
    "NOTIFY",
    "SPLIT",
    "Line",
    "Noted",
    "One",
    "Parties",
    "Party",
    "Standing",
    "in_force",
    "newest",
    "obstacles_of_consent",
    "obstacles_to_answering",
    "obstacles_to_communicating",
    "obstacles_to_consent",
    "obstacles_to_informing",
    "obstacles_to_mistaking",
    "obstacles_to_serving",
    "obstacles_until_communicated",
    "obstacles_until_final",
    "obstacles_until_heard",
    "obstacles_until_informed",
    "obstacles_until_served",
    "parties",
    "safe_way",
    "split_consent",
    "standings",
    "ways",
]
