"""Vad en roll räcker till: the sets of roles that the walls and the pages ask about, each said once.

The database's functions are written with them (``in_sql``) and Python asks the same sets, so a page
never offers what the walls refuse.
"""

from __future__ import annotations

from collections.abc import Iterable

from .words import Role

# Membership opens every case of the unit that is not sealed; a caseworker's does where the unit shares within.
OPENS_UNIT = frozenset({Role.MANAGER, Role.SENIOR, Role.RECEPTION})
OPENS_SHARED_UNIT = frozenset({Role.CASEWORKER})
# May be given a case, and so works with whole cases.
RECEIVES_CASES = frozenset({Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION})
BREAKS_GLASS = RECEIVES_CASES
# Reach the name of a person and a place to go to, where their unit carries out a service.
SEES_PERSONS = RECEIVES_CASES | {Role.PLANNER, Role.CARE_WORKER}
# Plan or carry out visits, or answer for it.
VISITS = frozenset({Role.CARE_WORKER, Role.PLANNER, Role.MANAGER})
# Must see no person: neither a membership nor a key may let them.
SEES_NO_PERSONS = frozenset(Role) - SEES_PERSONS

# Look after the organisation itself: who works where, in what role, and may decide what. They see no persons.
ADMINISTERS = frozenset({Role.OPERATOR})
LEADS = frozenset({Role.MANAGER})
DECIDES = frozenset({Role.MANAGER, Role.SENIOR})
REVIEWS_LOG = frozenset({Role.LOG_REVIEWER})
READS_HARDSHIPS = frozenset({Role.MANAGER, Role.QUALITY})
# Sees that what is said gets an answer, and looks through what was laid aside.
LOOKS_AFTER_IDEAS = frozenset({Role.QUALITY})
# Receives lex Sarah reports and investigates them, and looks at patterns: named by step, never by person.
RECEIVES_LEX_SARAH = frozenset({Role.QUALITY})
# Receives what has happened to personal data: within 72 hours to the authority.
RECEIVES_BREACHES = frozenset({Role.LOG_REVIEWER, Role.OPERATOR})
# Can be given an investigation of what went wrong, and so find its clocks on their day.
INVESTIGATES_DEVIATIONS = LEADS | RECEIVES_LEX_SARAH | RECEIVES_BREACHES | {Role.SENIOR}
# Read the municipality's figures beside others': how the whole stands, never who anybody is.
COMPARES = frozenset({Role.MANAGER, Role.CONTROLLER, Role.QUALITY, Role.BOARD_MEMBER})
# Ask why a figure is as it is, and answer for it. The politicians read; they do not write.
INQUIRES = COMPARES - {Role.BOARD_MEMBER}
# Write what is decided and planned for the whole: every manager, the head among them (the manager of the department),
# and the quality developer. Politicians and controllers read it by COMPARES.
SETS_DIRECTION = LEADS | frozenset({Role.QUALITY})
ASKS_WORKER = frozenset({Role.MANAGER, Role.LOG_REVIEWER, Role.OPERATOR})


def in_order(roles: Iterable[Role]) -> list[Role]:
    """As they stand in the word list, so that a text made of them is the same every time."""
    wanted = set(roles)
    return [role for role in Role if role in wanted]


def in_sql(roles: Iterable[Role]) -> str:
    """``'manager', 'senior'``: between the parentheses of ``in (…)`` or the brackets of ``array[…]``."""
    return ", ".join(f"'{role.value}'" for role in in_order(roles))
