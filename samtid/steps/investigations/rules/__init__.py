"""Vad lagen säger om en utredning. Pure functions: values in, reasons out."""

from __future__ import annotations

from .ending import obstacles_to_closing, obstacles_to_ending_monitoring, obstacles_to_extending
from .grounds import basis_choices, is_coercive, obstacles_of_basis, offered_bases
from .inquiry import (
    obstacles_to_correcting,
    obstacles_to_correcting_informed,
    obstacles_to_finding,
    obstacles_to_hearing,
    obstacles_to_informing,
    obstacles_to_informing_again,
    obstacles_to_planning,
    reasons_to_wait,
)
from .opening import (
    INVESTIGATE,
    method_for,
    obstacles_to_adding,
    obstacles_to_assigning,
    obstacles_to_opening,
    obstacles_to_reading,
)
from .proposing import (
    Step,
    Work,
    next_step,
    obstacles_of_kind,
    obstacles_to_answering,
    obstacles_to_communicating,
    obstacles_to_deciding,
    obstacles_to_proposing,
    obstacles_to_wording,
)
from .who import MAY

__all__ = [
    "INVESTIGATE",
    "MAY",
    "Step",
    "Work",
    "basis_choices",
    "is_coercive",
    "method_for",
    "next_step",
    "obstacles_of_basis",
    "obstacles_of_kind",
    "obstacles_to_adding",
    "obstacles_to_answering",
    "obstacles_to_assigning",
    "obstacles_to_closing",
    "obstacles_to_communicating",
    "obstacles_to_correcting",
    "obstacles_to_correcting_informed",
    "obstacles_to_deciding",
    "obstacles_to_ending_monitoring",
    "obstacles_to_extending",
    "obstacles_to_finding",
    "obstacles_to_hearing",
    "obstacles_to_informing",
    "obstacles_to_informing_again",
    "obstacles_to_opening",
    "obstacles_to_planning",
    "obstacles_to_proposing",
    "obstacles_to_reading",
    "obstacles_to_wording",
    "offered_bases",
    "reasons_to_wait",
]
