"""Vad lagen säger om sammanträdet. Pure functions: values in, reasons out."""

from __future__ import annotations

from .law import ADJUSTED as ADJUSTED
from .law import CHAIRS as CHAIRS
from .law import DELEGATED as DELEGATED
from .law import FIRST_TOLD as FIRST_TOLD
from .law import MINUTES as MINUTES
from .law import MOST_PARAGRAPH as MOST_PARAGRAPH
from .law import WHEN as WHEN
from .law import law_of_telling as law_of_telling
from .matters import Raised as Raised
from .matters import Said as Said
from .matters import is_taken as is_taken
from .matters import obstacles_to_correcting as obstacles_to_correcting
from .matters import obstacles_to_raising as obstacles_to_raising
from .matters import obstacles_to_registering as obstacles_to_registering
from .matters import obstacles_to_settling as obstacles_to_settling
from .matters import obstacles_to_taking_away as obstacles_to_taking_away
from .meetings import Held as Held
from .meetings import breaks_before as breaks_before
from .meetings import minute_of as minute_of
from .meetings import obstacles_to_adjusting as obstacles_to_adjusting
from .meetings import obstacles_to_calling as obstacles_to_calling
from .meetings import obstacles_to_cancelling as obstacles_to_cancelling
from .meetings import obstacles_to_changing as obstacles_to_changing
from .meetings import obstacles_to_correcting_meeting as obstacles_to_correcting_meeting
from .meetings import obstacles_to_holding as obstacles_to_holding
from .meetings import obstacles_to_keeping as obstacles_to_keeping
from .meetings import obstacles_to_planning as obstacles_to_planning
from .meetings import obstacles_to_taking_over as obstacles_to_taking_over
from .meetings import state_of as state_of
from .meetings import to_be_adjusted_by as to_be_adjusted_by
from .text import COMPLETED as COMPLETED
from .text import KEPT as KEPT
from .text import changed as changed
from .who import KEEPS as KEEPS
from .who import MAY as MAY
