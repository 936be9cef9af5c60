"""Vad som kan göras med hem och placeringar."""

from .care import Begun as Begun
from .care import annul as annul
from .care import begin_care as begin_care
from .care import correct as correct
from .care import end_care as end_care
from .care import leave as leave
from .care import move as move
from .following import change_ground as change_ground
from .following import follow_care as follow_care
from .following import hold_visit as hold_visit
from .following import name_secretary as name_secretary
from .following import plan_visit as plan_visit
from .following import take_back as take_back
from .homes import Particulars as Particulars
from .homes import change_home as change_home
from .homes import end_pause as end_pause
from .homes import pause_home as pause_home
from .homes import register_home as register_home
