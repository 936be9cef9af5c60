"""Whose is a row? Told by the owner of the tables, outside the walls."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db import connection

from tests.test_house import OPEN_TABLES

from .residents import MAY_KNOW, WAITING, Known

# What the carrying-out unit may see: its work, and the name and place of the one it is for.
OF_SERVICE = {
    *("services_service", "services_goal", "visits_visit", "people_person"),
    *("planning_lock", "planning_proposedmove"),
    *("plans_plan", "plans_planfollowup", "plans_planline", "plans_unwanted"),
    *("orders_order", "orders_orderanswer"),
    "services_away",
}
# Rows that are about the staff's own doings, with who may see each row.
OF_STAFF: dict[str, str] = {
    "access_key": "staff_id",
    "access_opening": "staff_id",
    "dossier_draft": "staff_id",
}
LED = {"rut": "Mottagning", "karin": "Utredning barn och unga", "lena": "Öppenvård", "anita": "Ekonomiskt bistånd",
       "gun": "Biståndsbedömning", "inga": "Hemtjänst"}  # fmt: skip
# Tables about nobody that has a need, or walked in a test of their own, and why.
OF_NOBODY = {
    "deviations_report": "names a step: samtid/quality/deviations/tests/test_actions.py",
    "deviations_track": "each kind by its own readers: samtid/quality/deviations/tests/test_actions.py",
    "deviations_step": "lies in its track",
    "deviations_clock": "lies in its track",
    "workload_forecast": "figures of a unit: samtid/resources/workload/tests/test_pages.py",
    "workload_scenario": "figures of a unit: samtid/resources/workload/tests/test_pages.py",
    "workload_kept": "who thought of it: samtid/resources/workload/tests/test_pages.py",
    "economy_booked": "sums of a month: samtid/resources/economy/tests/test_bringing.py",
    "economy_ledgerfile": "which files were read: samtid/resources/economy/tests/test_bringing.py",
    "economy_budget": "a unit's sums: samtid/resources/economy/tests/test_budget.py",
    "economy_cost": "figures of five or more: samtid/resources/economy/tests/test_walls.py",
    "indicators_reading": "figures of five or more: samtid/quality/indicators/tests/test_attack.py",
    **dict.fromkeys(
        (
            *(
                "direction_resolution",
                "direction_meeting",
                "direction_point",
                "direction_plan",
                "direction_theme",
            ),
            *("direction_goal", "direction_activity", "direction_milestone", "direction_line"),
        ),
        "what is decided and planned, never about anybody: samtid/quality/direction/tests/test_walls.py",
    ),
    **dict.fromkeys(
        ("routines_routine", "routines_version", "routines_line"),
        "how the work is done, never about anybody: samtid/quality/routines/tests/test_walls.py",
    ),
    "routines_reading": "who has read is her own alone: samtid/quality/routines/tests/test_walls.py",
    "roster_shift": "the staff's own time: samtid/resources/roster/tests/test_queries.py",
    "roster_reason": "read by her manager only: samtid/resources/roster/tests/test_queries.py",
    "roster_absence": "the staff's own time: samtid/resources/roster/tests/test_queries.py",
    "roster_contract": "the staff's own time: samtid/resources/roster/tests/test_queries.py",
    "inquiries_inquiry": "about a figure, for those who follow the whole: samtid/quality/inquiries/tests/test_story.py",
    "inquiries_line": "lies in its question",
    "trials_trial": "about ways of working, for those who follow the whole: samtid/quality/trials/tests",
    "trials_place": "lies in its trial",
    "trials_guard": "lies in its trial",
    "trials_breach": "lies in its trial",
    "trials_line": "lies in its trial",
    "risks_risk": "about the work, read by all who are there: samtid/quality/risks/tests",
    "risks_control": "what is looked at in the year, for those who follow the whole",
    "risks_line": "lies in its risk or its control",
    "risks_occasion": "lies in its control",
    "risks_conclusion": "lies in its occasion",
    "improvement_box": "read by nobody: samtid/quality/improvement/tests/test_actions.py",
    "improvement_receipt": "read by a function only, which is given the code",
    "improvement_idea": "names nobody",
    "improvement_author": "who asked to be named",
    "improvement_line": "what became of an idea",
    "improvement_trial": "what a team tries",
    "improvement_verdict": "what a group says, without names",
    "improvement_programme": "the year's target",
    "workshops_workshop": "names nobody of those the work is for",
    "workshops_step": "what is asked, and when",
    "workshops_group": "a number",
    "workshops_invited": "who of the staff was asked: read by the host",
    "workshops_seat": "read by nobody: samtid/quality/workshops/tests/test_walls.py",
    "workshops_box": "read by nobody: samtid/quality/workshops/tests/test_walls.py",
    "workshops_receipt": "read by a function only, which is given the code",
    "workshops_try": "read by nobody: how often it went wrong from one place",
    "workshops_note": "what somebody in a group thinks, without who",
    "workshops_theme": "what notes have in common",
    "workshops_proposal": "what a workshop asks of the plan",
    "workshops_line": "what a host has done",
    "people_nearness": "read by functions only: samtid/steps/intake/tests/test_household.py",
    "oidc_invitation": "read by a function only: samtid/doors/office/tests/test_first.py",
    "office_proposal": "the staff's organisation: samtid/doors/office/tests/test_changes.py",
    "office_reorganisation": "the staff's organisation: samtid/doors/office/tests/test_reorganising.py",
    "access_signedin": "where the staff are logged in: samtid/doors/systems/oidc/tests/test_logged_out_there.py",
    "access_alarm": "names nobody, told to a unit: tests/attacker/test_protection.py",
    "dossier_protectionchange": "by a door, asked of units: tests/attacker/test_protection.py",
    "dossier_protectionanswer": "by a door, asked of units: tests/attacker/test_protection.py",
    "planning_proposal": "names nobody, told to those who plan in the unit: samtid/resources/planning/tests/test_walls.py",
    "planning_proposedmove": "lies where its visit lies, for those who plan there: samtid/resources/planning/tests/test_walls.py",
    "planning_lock": "lies where its visit lies, for those who plan there: samtid/resources/planning/tests/test_walls.py",
    "corrections_change": "read by a function only: samtid/base/corrections/tests/test_details.py",
    "corrections_merger": "read by a function only: tests/attacker/test_corrections.py",
    "corrections_mergeranswer": "by a door, asked of units: tests/attacker/test_corrections.py",
    "corrections_move": "lies in its case: samtid/base/corrections/tests/test_moving.py",
    # behind the same wall as their case or report; nothing of the kind has happened to the residents
    "decisions_appeal": "lies in its case: samtid/steps/decisions/tests/test_after.py",
    "decisions_notificationcorrection": "lies in its case: samtid/steps/decisions/tests/test_after.py",
    "workload_risk": "lies in its case: samtid/resources/workload/tests/test_pages.py",
    "committee_meeting": "a day and who was there, elected: samtid/steps/committee/tests/test_walls.py",
    "committee_meetingturn": "what was done with a meeting: samtid/steps/committee/tests/test_walls.py",
    **dict.fromkeys(
        ("committee_linecorrection", "committee_announced"),
        "lies in its case: samtid/steps/committee/tests/test_walls.py",
    ),
    "fees_feebasis": "lies in its case: samtid/steps/fees/tests/test_actions.py",
    "fees_feedecision": "lies in its case: samtid/steps/fees/tests/test_actions.py",
    "visits_tap": "lies where its visit lies: samtid/steps/visits/tests/test_tapping.py",
    "visits_remark": "lies where its visit lies: samtid/steps/visits/tests/test_waits.py",
    "intake_correction": "seen with its report: samtid/steps/intake/tests/test_arrival.py",
    "intake_reporttold": "seen with its report, unless it is guarded: samtid/steps/intake/tests/test_told.py",
    "placements_home": "names no child: samtid/steps/placements/tests/test_walls.py",
    "placements_hometerms": "names no child: samtid/steps/placements/tests/test_walls.py",
    "placements_homepause": "its writer's alone: samtid/steps/placements/tests/test_walls.py",
    "oidc_link": "which log-in is which member of staff",
    "portal_pressure": "counts without addresses, read by a function only",
    "portal_daykey": "a key of the day, read by a function only: samtid/doors/portal/tests/test_fair.py",
    "portal_mark": "seen with its report: samtid/doors/portal/tests",
    "access_review": "seen by reviewers: samtid/base/access/tests/test_review.py",
}

SQL: dict[str, str] = {
    "people_person": "select id::text, number from people_person",
    "people_formernumber": "select f.id::text, p.number from people_formernumber f join people_person p on p.id = f.person_id",
    "people_presence": "select f.id::text, p.number from people_presence f join people_person p on p.id = f.person_id",
    "dossier_dossier": "select d.id::text, p.number from dossier_dossier d join people_person p on p.id = d.person_id",
    "dossier_case": "select c.id::text, p.number from dossier_case c "
    "join dossier_dossier d on d.id = c.dossier_id join people_person p on p.id = d.person_id",
    "intake_routing": "select r.id::text, coalesce(p.number, '') from intake_routing r join intake_report t on t.id = r.report_id "
    "left join dossier_case c on c.id = t.case_id left join dossier_dossier d on d.id = c.dossier_id "
    "left join people_person p on p.id = d.person_id",
}
IN_CASE = (
    "select r.id::text, coalesce(p.number, '') from {table} r left join dossier_case c on c.id = r.case_id "
    "left join dossier_dossier d on d.id = c.dossier_id left join people_person p on p.id = d.person_id"
)


def walled() -> list[str]:
    """Every table that must have a wall."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("samtid.") and model._meta.db_table not in OPEN_TABLES
    )


def about_persons() -> list[str]:
    """Every table whose rows are about a resident."""
    return [table for table in walled() if table not in OF_STAFF and table not in OF_NOBODY]


def owners_of(table: str) -> dict[str, Known]:
    """For each row of a table: who may see it. Asked as the owner; call it outside the walls."""
    with connection.cursor() as cursor:
        cursor.execute(SQL.get(table, IN_CASE.format(table=table)))
        return {row: MAY_KNOW[number or WAITING] for row, number in cursor.fetchall()}


# Tables that are read by a door only, and what it shows of them.
BY_DOOR = {"dossier_protectionchange": "select change::text from access.protection_questions()"}


def seen(table: str) -> set[str]:
    """The rows of a table that the one who is acting can see."""
    with connection.cursor() as cursor:
        if table in BY_DOOR:
            cursor.execute(BY_DOOR[table])
            return {row for (row,) in cursor.fetchall()}
        key = "report_id" if table == "portal_mark" else "id"
        cursor.execute("select has_column_privilege(%s, %s, 'select')", [table, key])
        if not cursor.fetchone()[0]:
            return set()  # reached by doors only
        cursor.execute(f"select {key}::text from {table}")
        return {row for (row,) in cursor.fetchall()}


def leaks(
    table: str, acting: Callable[..., object], owners: dict[str, Known], usernames: list[str]
) -> list[str]:
    """Who sees a row of ``table`` that is not theirs, in words."""
    found = []
    for username in usernames:
        with acting(username):
            for row in seen(table):
                known = owners[row]
                allowed = known.case | known.service if table in OF_SERVICE else known.case
                if username not in allowed:
                    found.append(f"{username} sees a row of {table}")
    return found


def missing(
    table: str, acting: Callable[..., object], owners: dict[str, Known], usernames: list[str]
) -> list[str]:
    """Who cannot see a row of ``table`` that they need for their work, in words."""
    found = []
    for username in usernames:
        with acting(username):
            rows = seen(table)
            found += [
                f"{username} misses a row of {table}"
                for row, known in owners.items()
                if username in known.case and row not in rows
            ]
    return found
