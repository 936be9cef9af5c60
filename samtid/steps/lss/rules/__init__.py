"""Vad LSS säger. Pure functions: values in, reasons out.

Only what the Act's own words say stops anything here. What is practice (until when a child is young, how old working age
is, how many hours are whose) is not in the program and stops nothing (docs/decisions/0118).
"""

from __future__ import annotations

from .deciding import SHORT_SUPERVISION_FROM as SHORT_SUPERVISION_FROM
from .deciding import Drafted as Drafted
from .deciding import is_ours as is_ours
from .deciding import obstacles_to_deciding as obstacles_to_deciding
from .deciding import obstacles_to_weighing as obstacles_to_weighing
from .group import obstacles_to_assessing as obstacles_to_assessing
from .plan import is_wanted as is_wanted
from .plan import obstacles_to_plan_step as obstacles_to_plan_step
from .plan import obstacles_to_withdrawing as obstacles_to_withdrawing
from .plan import reviewed_on as reviewed_on
from .values import APPEAL as APPEAL
from .values import ASKS as ASKS
from .values import GROUP as GROUP
from .values import MEASURES as MEASURES
from .values import MUNICIPALITY as MUNICIPALITY
from .values import PLAN as PLAN
from .values import RIGHT as RIGHT
from .values import SOME_WORDS as SOME_WORDS
from .values import Assessed as Assessed
from .values import PlanSaid as PlanSaid
from .values import Weighed as Weighed
from .values import group_law as group_law
from .values import measure_law as measure_law
from .values import obstacles_after_death as obstacles_after_death
from .who import ASSESSES as ASSESSES
from .who import MAY as MAY
