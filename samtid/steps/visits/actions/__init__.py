"""Vad som kan göras med besök."""

from .tapping import hear as hear
from .tapping import unhear as unhear
from .visiting import Arrangement as Arrangement
from .visiting import Sending as Sending
from .visiting import agree_series as agree_series
from .visiting import agree_visit as agree_visit
from .visiting import assign as assign
from .visiting import assign_all as assign_all
from .visiting import call_off_rest as call_off_rest
from .visiting import carry_out as carry_out
from .visiting import correct as correct
from .visiting import handle as handle
from .visiting import move_visit as move_visit
from .visiting import not_carried_out as not_carried_out
from .visiting import record_in as record_in
from .visiting import take_back as take_back
