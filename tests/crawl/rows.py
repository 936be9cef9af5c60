"""Which rows an address is tried with, for one of the staff: some they see, some they may not, one that is not there."""

from __future__ import annotations

from itertools import product
from uuid import UUID

from django.db import connection
from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter

from tests.crawl.answers import Row
from tests.walk.tables import seen, walled

NOWHERE = UUID(int=7)
FEW, MANY, ALL = 3, 12, 60
# What an address without a row takes. A word of each kind, and one that is none.
WORDS: dict[str, tuple[object, ...]] = {
    "key": ("dossier:note:x", "load", "rereported"),
    "receipt": ("AAAA-AAAA",),
    "rule_id": ("CH-02", "finns-inte"),
    "username": ("bo",),
    "number": (1, 2),
    "wanted": ("child", "violence", "question", "money"),
    "subject": (
        "staff",
        "unit",
        "membership",
        "delegation",
        "value",
        "offering",
        "municipality",
        "link",
        "finns-inte",
    ),
    "do": ("begin", "merge", "move", "rename", "place", "close", "finns-inte"),
    "kind": ("hypothesis", "cut", "finding", "action", "looked", "finns-inte"),
    "kpi": ("N33001", "U33401", "finns-inte"),
    "pair": ("1f5f6b-ffffff", "finns-inte"),
    "what": ("name", "number", "birth", "contact", "life", "finns-inte"),
    "unit_pk": ("1", "2", "6", "999"),
    "pk": ("1", "2", "6", "999"),
}
# The table of each argument, and, beneath a room's own address, of each path.
TABLES = {
    "case_pk": "dossier_case",
    "person_pk": "people_person",
    "relation_pk": "people_relation",
    "move_pk": "corrections_move",
    "merger_pk": "corrections_merger",
    "dossier_pk": "dossier_dossier",
    "report_pk": "intake_report",
    "investigation_pk": "investigations_investigation",
    "decision_pk": "decisions_decision",
    "jag/inloggning": "access_signedin",
    "service_pk": "services_service",
    "idea_pk": "improvement_idea",
    "inquiry_pk": "inquiries_inquiry",
    "tried_pk": "trials_trial",
    "guard_pk": "trials_guard",
    "risk_pk": "risks_risk",
    "control_pk": "risks_control",
    "occasion_pk": "risks_occasion",
    "varfor/orsak": "inquiries_line",
    "varfor/atgard": "inquiries_line",
    "workshop_pk": "workshops_workshop",
    "step_pk": "workshops_step",
    "theme_pk": "workshops_theme",
    "track_pk": "deviations_track",
    "trial_pk": "improvement_trial",
    "shift_pk": "roster_shift",
    "absence_pk": "roster_absence",
    "offered_pk": "planning_proposal",
    "planera/besok": "visits_visit",
    "plan_pk": "office_reorganisation",
    "proposal_pk": "office_proposal",
    "anteckning": "dossier_note",
    "handling": "dossier_document",
    "inkommet": "intake_report",
    "utredningar": "investigations_investigation",
    "utredningar/uppgift": "investigations_finding",
    "utredningar/forslag": "investigations_proposal",
    "parter": "parties_deed",
    "parter/beslut": "decisions_decision",
    "beslut": "decisions_decision",
    "insatser": "services_service",
    "bestallningar": "orders_order",
    "borta": "hospital_stay",
    "borta/steg": "hospital_staystep",
    "genomforandeplaner": "plans_plan",
    "genomforandeplaner/uppfoljning": "plans_planfollowup",
    "besok/plan": "plans_plan",
    "besok": "visits_visit",
    "hem": "placements_home",
    "hem/paus": "placements_homepause",
    "placeringar": "placements_care",
    "placeringar/hem": "placements_placement",
    "placeringar/folj": "placements_considered",
    "forsening/utredning": "investigations_investigation",
    "forsening/anteckning": "delays_delaystep",
    "lss/beslut": "decisions_decision",
    "lss/plan": "lss_planstep",
    "tvang": "compulsory_track",
    "tvang/steg": "compulsory_trackstep",
    "sammantraden": "committee_meeting",
    "sammantraden/arende": "committee_agendaline",
    "uppfoljning": "followup_followup",
    "uppfoljning/svar": "followup_feedback",
    "beslut/overklagande": "decisions_appeal",
    "larm": "access_alarm",
    "nyckel": "access_key",
    "pengar/budget": "economy_budget",
    "tank-om": "workload_scenario",
    "skydd": "dossier_protectionchange",
    "mal-och-beslut/beslut": "direction_resolution",
    "mal-och-beslut/ledningsgrupp": "direction_meeting",
    "mal-och-beslut/punkter": "direction_point",
    "mal-och-beslut/planer": "direction_plan",
    "mal-och-beslut/mal": "direction_goal",
    "mal-och-beslut/aktiviteter": "direction_activity",
    "mal-och-beslut/milstolpar": "direction_milestone",
    "rutiner": "routines_routine",
    "rutiner/version": "routines_version",
}
# What an address names second, by table; a ticket of the moment has its place, and of those none stands.
SECOND = {"wanted": "people_person", "other": "people_person", "into_pk": "improvement_idea"}
# Rows of another room than the address's own.
TABLE_OF = {"desk:log_review": "access_review"}
# Pages that look different for each row: more of them are looked at.
OF_MANY_FACES = {
    "dossier:note",
    "dossier:change_note",
    "desk:place",
    "intake:report",
    "investigations:investigation",
    "decisions:decision",
    "services:service",
    "lss:weigh",
    "orders:order",
    "plans:plan",
    "visits:visit",
    "followup:followup",
    "improvement:idea",
    "trials:trial",
    "risks:risk",
    "risks:control",
}
# Rows whose keys are chance: which come first is another thing each time, so all of them are looked at.
BY_CHANCE = {
    "improvement_idea",
    "inquiries_inquiry",
    "inquiries_line",
    "trials_trial",
    "trials_guard",
    "risks_risk",
    "risks_control",
    "risks_occasion",
}
Rows = dict[str, list[tuple[Row, str]]]


def rows_for(every: dict[str, list[str]]) -> Rows:
    """Of each table, the rows that whoever is acting sees and those they do not; ``every`` is all there are."""
    found: Rows = {}
    for table, all_rows in every.items():
        own = seen(table)
        found[table] = [(Row.SEEN if row in own else Row.HIDDEN, row) for row in all_rows]
    return found


def every_row() -> dict[str, list[str]]:
    """The rows of every walled table, oldest first. Asked outside the walls."""
    found = {}
    with connection.cursor() as cursor:
        for table in walled():
            key = "report_id" if table == "portal_mark" else "id"
            cursor.execute(f"select {key}::text from {table} order by {key}")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def table_of(start: str, argument: str) -> str:
    """Which table's rows an address is about: by the name of its part, else by the path before it."""
    if argument in TABLES:
        return TABLES[argument]
    known = [path for path in TABLES if f"{start}/".startswith(f"{path}/")]
    return TABLES[max(known, key=len)] if known else ""


def tried(name: str, entry: URLPattern, rows: Rows) -> list[tuple[Row, str]]:
    """The address filled in, each with whose row it is about."""
    wanted = entry.pattern.converters
    if not wanted:
        return [(Row.NONE, reverse(name))]
    keys = [argument for argument, kind in wanted.items() if isinstance(kind, UUIDConverter)]
    worded = [
        dict(zip(names, values, strict=True))
        for names in [[argument for argument in wanted if argument not in keys]]
        for values in product(*(WORDS[argument] for argument in names))
    ]
    if not keys:
        return [(Row.NONE, reverse(name, kwargs=words)) for words in worded]
    argument, *more = keys
    seconds: list[object] = [NOWHERE]
    for table in {SECOND[one] for one in more if one in SECOND}:
        seconds = [row for whose, row in rows[table] if whose is Row.SEEN][-1:] + seconds
    worded = [words | dict.fromkeys(more, second) for second in seconds for words in worded]
    before = reverse(name, kwargs={argument: NOWHERE} | worded[0]).partition(str(NOWHERE))[0].strip("/")
    table = TABLE_OF.get(name) or table_of(before, argument)
    most = ALL if table in BY_CHANCE else MANY if name in OF_MANY_FACES else FEW
    of_table = rows[table] if table else [row for some in rows.values() for row in some[:1]]
    chosen = [one for one in of_table if one[0] is Row.SEEN][:most]
    chosen += [one for one in of_table if one[0] is Row.HIDDEN][:FEW]
    chosen.append((Row.ABSENT, str(NOWHERE)))
    return [
        (whose, reverse(name, kwargs={argument: row} | words))
        for whose, row in chosen
        if _is_key(row)
        for words in worded
    ]


def _is_key(row: str) -> bool:
    return len(row) == 36
