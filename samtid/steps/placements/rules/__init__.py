"""Vad lag och rutin säger om placeringar. Pure functions."""

from __future__ import annotations

from samtid.ground.law.rounds import Round as Round
from samtid.ground.law.rounds import moment_of as moment_of
from samtid.ground.law.rounds import round_now as round_now

from .care import ALONE as ALONE
from .care import AT_AGE as AT_AGE
from .care import CONSIDERED_WITHIN as CONSIDERED_WITHIN
from .care import FOLLOWED as FOLLOWED
from .care import OF_TRACK as OF_TRACK
from .care import SECRETARY as SECRETARY
from .care import UNSEEN as UNSEEN
from .care import citation as citation
from .care import follows as follows
from .care import grounds_on as grounds_on
from .care import obstacles_to_beginning as obstacles_to_beginning
from .care import obstacles_to_correcting as obstacles_to_correcting
from .care import obstacles_to_ending as obstacles_to_ending
from .care import obstacles_to_ground as obstacles_to_ground
from .care import obstacles_to_leaving as obstacles_to_leaving
from .care import obstacles_to_moving as obstacles_to_moving
from .care import obstacles_to_resting as obstacles_to_resting
from .care import turns as turns
from .clocks import Lived as Lived
from .clocks import in_emergency_home as in_emergency_home
from .clocks import rounds_of_home as rounds_of_home
from .days import Days as Days
from .days import Stay as Stay
from .days import care_days as care_days
from .days import gaps as gaps
from .followed import obstacles_to_considering as obstacles_to_considering
from .followed import obstacles_to_taking_back as obstacles_to_taking_back
from .homes import MOST_AGE as MOST_AGE
from .homes import Home as Home
from .homes import Match as Match
from .homes import Wish as Wish
from .homes import approval_ends as approval_ends
from .homes import carried as carried
from .homes import match as match
from .homes import needs_a_reason as needs_a_reason
from .homes import obstacles_to_home as obstacles_to_home
from .homes import obstacles_to_pausing as obstacles_to_pausing
from .homes import obstacles_to_place as obstacles_to_place
from .visits import obstacles_to_holding as obstacles_to_holding
from .visits import plan_in_force as plan_in_force
from .visits import visit_due as visit_due
from .who import MAY as MAY
from .who import PLACES as PLACES
from .who import REGISTERS as REGISTERS
