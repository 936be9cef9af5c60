"""Rollerna: one file each. A new role is a new file here with a ``ROLE`` in it, and every attempt is made as it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from random import Random

from samtid.base.access.words import Purpose

# What everybody may say of what was hard, by name or by nobody; the box gives out what lay there yesterday.
IDEAS = frozenset({
    "improvement_box", "improvement_author", "improvement_line", "improvement_verdict", "improvement_idea",
    "improvement_receipt", "improvement_trial", "deviations_report", "deviations_track", "deviations_step", "deviations_clock",
})  # fmt: skip
# Wrong words at the door of a workshop are counted for everybody; who leads one changes it.
TRIES = frozenset({"workshops_try"})
WORKSHOPS = frozenset({
    "workshops_workshop", "workshops_step", "workshops_group", "workshops_invited", "workshops_theme", "workshops_note",
    "workshops_proposal", "workshops_line",
})  # fmt: skip
# That one is away, and why: of oneself; whoever lays a roster writes the others' too.
AWAY = frozenset({"roster_absence", "roster_reason"})
ROSTER = AWAY | {"roster_shift", "roster_contract"}
# Why a figure is as it is, asked by those who follow up.
WHY = frozenset({"inquiries_inquiry", "inquiries_line"})
# What is tried for a time, by the same.
TRIALS = frozenset({"trials_trial", "trials_place", "trials_guard", "trials_line"})
# What may go wrong and the year's controls, written by those who lead and the quality developer.
RISKS = frozenset({"risks_risk", "risks_control", "risks_line", "risks_conclusion"})
# A plan for the day of one's own unit.
PLANNING = frozenset({"planning_lock", "planning_proposal", "planning_proposedmove"})
# What everybody may leave behind: own lines, own drafts, a report handed in, what was hard, what counts and remembers.
TRACES = frozenset({
    "access_opening", "access.link", "access.chain", "access.effort", "access_alarm", "access.lookup", "access.pressing", "access.home_written",
    "dossier_draft", *IDEAS, *AWAY, *TRIES, "intake_report", "portal_mark", "portal_pressure", "portal_daykey",
    "intake_reporttold", "django_session", "organisation_staff", "access_signedin", "routines_reading",
})  # fmt: skip
VISITS = TRACES | {
    "plans_plan",
    "plans_planfollowup",
    "plans_planline",
    "plans_unwanted",
    "orders_orderanswer",
    "visits_visit",
    "visits_remark",
    "visits_tap",
    "services_goal",
    "dossier_event",
}
# A job asked for, by whoever may ask.
QUEUE = frozenset({"queue.procrastinate_jobs", "queue.procrastinate_events"})
# What is decided and planned for the whole, by those who lead and the quality developer.
DIRECTION = frozenset({
    "direction_resolution", "direction_meeting", "direction_point", "direction_plan", "direction_theme", "direction_goal",
    "direction_activity", "direction_milestone", "direction_line",
})  # fmt: skip
# When the committee meets and what was done about it, by those who keep it; what is told there the database writes.
MEETINGS = frozenset({"committee_meeting", "committee_meetingturn", "committee_announced"})
# How the work is done, written and decided by the same.
ROUTINES = frozenset({"routines_routine", "routines_version", "routines_line"})
# What work with whole cases changes, each row by its own walls.
CASEWORK = VISITS | {
    "access_key", "people_person", "people_presence", "people_relation", "people_nearness", "dossier_dossier",
    "dossier_case", "dossier_note", "dossier_document", "dossier_clock", "dossier_protectionchange",
    "dossier_protectionanswer", "intake_routing", "intake_correction", "worker.seal", "investigations_investigation",
    "investigations_finding", "investigations_informedcorrection", "investigations_childvoice", "investigations_proposal", "decisions_decision",
    "decisions_decisionletter", "decisions_notification", "decisions_notificationcorrection", "decisions_appeal",
    "parties_deed", "fees_feebasis", "fees_feedecision", "services_service", "services_goal", "followup_followup", "followup_goalresult", "followup_feedback",
    "corrections_merger", "corrections_mergeranswer", "access_review", "corrections_change", "corrections_move", "people_formernumber", "visits_remark", "visits_tap",
    "access.sealed_place", "access.unsealed_place", "access.place_bucket", "access.place_ticket",
    "placements_care", "placements_careground", "placements_placement", "placements_considered", "placements_childvisit",
    "placements_home", "placements_hometerms", "placements_homepause", "compulsory_track", "compulsory_trackstep", "delays_delaystep", "lss_groupassessment", "lss_weighing", "lss_planstep", "committee_agendaline", "committee_linecorrection",
    # what lies in a case is hidden and moved with it
    "planning_lock", "planning_proposedmove", "workload_risk", "committee_announced", "orders_order", "hospital_stay", "hospital_staystep", "services_away",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """Roll: who acts, for what purpose, and which tables may be other afterwards.

    ``by_glass`` is a resident whose case was opened by broken glass; ``reads_log``: whoever leads a unit, reviews the
    log or has given keys reads which dossier a line or a key is about, by its identity and never by name. Whom it may know of otherwise is written
    by hand in tests/walk/residents.py. ``is_machine``: nobody is stamped, so that its moments are the database's own, and it
    has no table to try.
    """

    name: str
    username: str = ""
    purpose: Purpose | None = Purpose.WEB
    changes: frozenset[str] = TRACES
    by_glass: str = ""
    reads_log: bool = False
    login: str = "app"
    is_machine: bool = False


def roles() -> Iterator[tuple[str, Role]]:
    """Every role, by the name of its file."""
    for module in iter_modules(__path__):
        yield module.name, import_module(f"{__name__}.{module.name}").ROLE


def chosen() -> dict[str, Role]:
    """All of them, or some by lot: ``SAMTID_ATTEMPT_ROLES=5:1`` is five, by the lot 1 (make prove-secrecy --sample)."""
    every = dict(roles())
    many, _, seed = os.environ.get("SAMTID_ATTEMPT_ROLES", "").partition(":")
    return (
        {name: every[name] for name in sorted(Random(seed).sample(sorted(every), min(int(many), len(every))))}
        if many
        else every
    )
