"""Vad lagen säger om vård utan samtycke. Pure functions."""

from __future__ import annotations

from .kinds import SPECS as SPECS
from .kinds import citation as citation
from .kinds import ending_citation as ending_citation
from .kinds import ground_citation as ground_citation
from .kinds import grounds_on as grounds_on
from .next import in_words as in_words
from .next import next_steps as next_steps
from .obstacles import SOME_WORDS as SOME_WORDS
from .obstacles import Written as Written
from .obstacles import obstacles_to_correcting as obstacles_to_correcting
from .obstacles import obstacles_to_step as obstacles_to_step
from .obstacles import offered as offered
from .obstacles import why_not as why_not
from .shape import Lapse as Lapse
from .shape import Running as Running
from .shape import Said as Said
from .shape import State as State
from .state import state_on as state_on
from .who import HAS_TRACKS as HAS_TRACKS
from .who import MAY as MAY
from .who import WRITES as WRITES
