"""Det typen inte säger: what a parameter of a function stands for. One line for each function that anybody may call.

A word in capitals is a kind of thing, of which there is one's own, somebody else's, a sealed one, one opened by glass and
one that is not there (``world.py``); anything else is said as it stands. A function that is not here, with parameters
whose type is not enough, fails ``make check``.
"""

from __future__ import annotations

from typing import Any


class Kind(str):
    """A kind of thing: never taken for a word that is said as it stands ("case" is a reach, too)."""


CASE, DOSSIER, PERSON, NOTE, LETTER, DECISION, SERVICE, REPORT, KEY, VISIT, RELATION = map(Kind, (
    "case", "dossier", "person", "note", "letter", "decision", "service", "report", "key", "visit", "relation",
))  # fmt: skip
INVESTIGATION, ALARM, CHANGE, MERGER, PROPOSAL, PLAN, SIGNED_IN, TICKET, NUMBER, CASE_NUMBER, ADDRESS, NAME, UNIT, SUBJECT = map(Kind, (
    "investigation", "alarm", "change", "merger", "proposal", "plan", "signed in", "ticket", "number", "case number", "address",
    "name", "unit", "subject",
))  # fmt: skip
NEW, OTHER, ME, AHEAD, BEFORE, TODAY, TOMORROW, FIRST = map(
    Kind, ("new", "other", "me", "ahead", "before", "today", "tomorrow", "first")
)
KINDS = frozenset({
    CASE, DOSSIER, PERSON, NOTE, LETTER, DECISION, SERVICE, REPORT, KEY, VISIT, RELATION, INVESTIGATION, ALARM, CHANGE, MERGER,
    SIGNED_IN, TICKET, NUMBER, CASE_NUMBER, ADDRESS, NAME, UNIT, SUBJECT,
})  # fmt: skip
WHY = "En god anledning, skriven för hand."
# Types whose name is enough.
BY_TYPE: dict[str, list[Any]] = {
    "date": [TODAY],
    "timestamp with time zone": [BEFORE, AHEAD],
    "boolean": [True, False],
}
Hint = dict[str, list[Any]]
LINE: Hint = {"line": [NEW], "citation": ["SoL 1:1"]}

HINTS: dict[str, Hint] = {
    "access.about_child": {"wanted": [CASE]},
    "access.answer_merger": {"wanted": [MERGER], "unit": [UNIT], "why": [WHY]},
    "access.answer_protection": {"change": [CHANGE], "wanted": [UNIT], "why": [WHY]},
    "access.ask_home": {"whom": [PERSON], "why": [WHY]},
    "access.ask_place": {"whom": [PERSON], "why": [WHY]},
    "access.beside": {"given": [TICKET, PERSON]},
    "access.break_glass": {"wanted_number": [NUMBER], "why": [WHY], "hours": [4]},
    "access.bucket": {"said": ["Vägen 1"]},
    "access.case_numbered": {"wanted": [CASE_NUMBER]},
    "access.case_to_correct": {"wanted": [PERSON]},
    "access.change_number": {"wanted": [PERSON], "seen": [1], "given": [TICKET, PERSON], "cause": ["mistyped"], "origin": [""], "why": [WHY],
        "of_case": [CASE]},
    "access.change_person": {"wanted": [PERSON], "seen": [1], "what": ["name", "contact"], "changed": ['{"phone": "070-1740699"}'],
        "origin": [""], "why": [WHY], "of_case": [CASE]},
    "access.committee_paragraphs": {"wanted": [NEW]},
    "access.count_effort": {"kind": ["search", "glass", "post"]},
    "access.decide_change": {"wanted": [PROPOSAL], "said": ["approved", "refused"], "why_not": [WHY], "code_hash": [b"x" * 32]},
    "access.deviation_pattern": {"wanted": [2026]},
    "access.heard_in_workshop": {"wanted": [NEW]},
    "access.lay_out_seats": {"wanted": [NEW], "said": ['[]', '[{"group": "00000000-0000-4000-8000-000000000007", "word": "gissat"}]']},
    "access.move_workshop": {"wanted": [NEW], "to_step": [NEW, None]},
    "access.note_of": {"key": ["AAAABBBBCCCC"], "place": ["gissad"]},
    "access.seat_sees": {"held": ["gissat"]},
    "access.seat_votes": {"held": ["gissat"], "wanted": [NEW], "chosen": [NEW], "key": ["AAAABBBBCCCC"]},
    "access.seat_writes": {"held": ["gissat"], "wanted": [NEW], "key": ["AAAABBBBCCCC"], "said": ["En lapp."], "named": [False]},
    "access.sit_down": {"held": ["gissat"], "place": ["gissad"]},
    "access.dossier_leads_to": {"wanted": [DOSSIER]},
    "access.draft_reorganisation": {"wanted": [NEW], "called": ["Ny"], "minutes": ["SN § 1"], "why": [WHY], "said": ["[]"], "seen": [None],
        "first": [TOMORROW]},
    "access.end_key": {"wanted": [KEY]},
    "access.end_monitoring": {"wanted": [CASE]},
    "access.end_relation": {"wanted": [RELATION], "reason": [WHY]},
    "access.end_session": {"wanted": ["en gissad"]},
    "access.home_by": {"given": [TICKET, PERSON]},
    "access.keep_forecast": {"said": ['{"unit": 1, "seed": 1, "runs": 1, "settled": 0, "staff": 0, "why_not": "", "proof": {}, "worlds": [], "risks": []}']},
    "access.keep_session": {"wanted": ["en gissad"], "data": ["x"], "seconds": [10**9]},
    "access.known_session": {"wanted": ["en gissad", "%"]},
    "access.end_signed_in": {"wanted": [SIGNED_IN]},
    "access.end_signed_in_elsewhere": {"who": [OTHER], "sid": ["en annans"], "token": ["en annans"]},
    "access.first_answer": {"wanted": [b"x" * 32]},
    "access.forget_pressing": {"wanted": [b"x" * 32]},
    "access.give_back_place": {"wanted": [PERSON], "place": ['{"address": "Vägen 1"}']},
    "access.handles_track": {"wanted": [NEW]},
    "access.routine_is_decided": {"wanted": [NEW]},
    "access.routine_read_by": {"wanted": [NEW]},
    "access.has_log_in": {"who": [OTHER]},
    "access.has_role": {"wanted": [["manager", "log_reviewer"]]},
    "access.history_of": {"wanted": [PERSON]},
    "access.is_braked": {"kind": ["search"]},
    "access.hold_roster": {"wanted": [OTHER, ME]},
    "access.hours_of": {"wanted": [list(range(1, 30))], "since": [BEFORE], "until": [AHEAD]},
    "access.hold_workshop": {"wanted": [NEW]},
    "access.idea_figures": {"wanted": [2026]},
    "access.idea_of_receipt": {"wanted": ["AAAA-BBBB-CCCC"]},
    "access.keys_of": {"wanted": [CASE]},
    "access.knows_person": {"wanted": [PERSON]},
    "access.lately_investigated": {"wanted": [CASE]},
    "access.log_of": {"wanted": [DOSSIER]},
    "access.log_shown": {"persons": [PERSON], "unknown": [UNIT], "about": [CASE], "read": [CASE], "logged": [DOSSIER],
        "name": ["desk:dossier"], "action": ["view"]},
    "access.look_up": {"said": [SUBJECT]},
    "access.mark_report": {"wanted": [REPORT], "reason": ["Många"], "nth": [9]},
    "access.may_correct": {"wanted": [PERSON], "of_case": [CASE]},
    "access.may_decide_change": {"wanted": [PROPOSAL]},
    "access.may_receive_key": {"receiver": [OTHER], "reach": ["case", "service"]},
    "access.may_see_case": {"wanted": [CASE]},
    "access.may_see_service": {"wanted": [SERVICE]},
    "access.move_cases": {"wanted": [CASE], "receiver": [TICKET, PERSON], "reason": [WHY], "keep": [[]]},
    "access.my_mergers": {"wanted": [PERSON]},
    "access.name_bare": {"said": ["Åsa"]},
    "access.name_form": {"said": ["Åsa"]},
    "access.name_key": {"given": ["Åsa"], "family": ["Ö"]},
    "access.name_staff": {"wanted": [CASE], "receiver": [OTHER, ME], "wanted_ground": ["named", "substitution"],
        "wanted_reach": ["case", "service"], "why": [WHY], "ends": [AHEAD]},
    "access.note_signed_in": {"wanted_key": ["en nyckel"], "who": [OTHER, ME], "sid": ["1"], "machine": ["dator"], "former": [""]},
    "access.ongoing_investigation": {"wanted": [CASE]},
    "access.open_case": {"wanted_id": [NEW], "wanted_number": [""], "person": [TICKET, PERSON], "wanted_need": ["child"],
        "wanted_compartment": [UNIT]},
    "access.open_services": {"wanted": [SERVICE], "name": ["visits:day"]},
    "access.pick_for_review": {"first": [FIRST], "per_unit": [50], "seed": ["en lott"]},
    "access.place_by": {"given": [TICKET, PERSON]},
    "access.place_key": {"address": ["Vägen 1"]},
    "access.place_part": {"address": ["Vägen 1"]},
    "access.place_sealed": {"wanted": [PERSON], "locked": [b"x" * 32], "key": ["en"]},
    "access.place_words": {"said": ["Vägen 1"]},
    "access.places_near": {"wanted": [CASE]},
    "access.plans_visits": {"wanted": [SERVICE]},
    "access.press": {"wanted_source": ["någon annans"], "usual": [5]},
    "access.print_services": {"wanted": [SERVICE], "name": ["outage:pack"], "reason": [WHY]},
    "access.propose_change": {"wanted": [NEW], "wanted_subject": ["membership", "link"], "wanted_verb": ["begin"],
        "wanted_row": [None], "new_row": ['{"staff_id": 1, "unit_id": 1, "role": "manager"}'], "first": [TODAY], "why": [WHY]},
    "access.propose_merger": {"first": [PERSON], "second": [PERSON], "why": [WHY], "of_case": [CASE]},
    "access.propose_protection": {"person": [PERSON], "level": ["none", "marked"], "why": [WHY]},
    "access.protect_opened": {"wanted": [CASE], "level": ["marked"]},
    "access.receive_report": {"said": ['{"id": "00000000-0000-4000-8000-00000000000f", "receipt": "AAAA-BBBB", "need": "child",'
        ' "kind": "concern", "channel": "phone", "received_at": "2026-11-20T10:00:00Z", "text": "Någon.", "is_urgent": false,'
        ' "reporter_name": "", "reporter_category": "", "reporter_contact": "", "wants_feedback": false, "is_anonymous": true,'
        ' "safe_contact": "", "about_name": "Okänd", "about_number": "", "about_address": "", "about_school": "",'
        ' "guardians_told": null, "interpreter": "", "routing_reason": ""}']},
    "access.report_words": {"wanted": [REPORT]},
    "access.record_from_orders": LINE | {"wanted": [SERVICE], "what": ["order_accepted", "decision_signed"]},
    "access.record_from_plans": LINE | {"wanted": [SERVICE], "what": ["plan_adopted", "plan_followed_up", "plan_follow_up_corrected", "decision_signed"]},
    "access.record_from_service": LINE | {"wanted": [SERVICE], "what": ["service_goal_added", "service_ended"]},
    "access.record_from_visits": LINE | {"wanted": [SERVICE], "what": ["visit_carried_out", "decision_signed"]},
    "access.redeem_invitation": {"wanted_code": ["gissad kod"], "wanted_issuer": ["https://id.example"], "wanted_subject": ["1"]},
    "access.register_decision": {"wanted": [DECISION], "wanted_level": ["board"], "day": [TODAY], "wanted_minute": ["SN § 1"],
        "wanted_dissent": [""], "wanted_delegation": ["SN § 1"], "wanted_place": [""], "wanted_letter": [LETTER]},
    "access.register_person": {"given": [TICKET, PERSON]},
    "access.rehearse_reorganisation": {"wanted": [PLAN]},
    "access.remember_answer": {"wanted": [b"x" * 32], "given": ['{"status": 302}']},
    "access.require": {"wanted": [["web", "command"]]},
    "access.roster_units": {"wanted": [["manager", "planner", "care_worker"]]},
    "access.route_report": {"wanted": [REPORT], "wanted_id": [NEW], "wanted_compartment": [UNIT], "why": [WHY]},
    "access.say_idea": {"said": ['{"text": "Det var svårt.", "gains": "staff", "step": "other", "origin": "step", "is_named": true,'
        ' "may_name": false, "page": "", "receipt": "AAAA-BBBB-CCCC"}']},
    "access.say_more_of_idea": {"wanted": ["AAAA-BBBB-CCCC"], "wanted_kind": ["more", "better"], "said": ["Mer."], "named": [False]},
    "access.search_key": {"given": ["Åsa"], "family": ["Ö"]},
    "access.search_people": {"wanted": [NUMBER, NAME], "most": [50]},
    "access.see_alarm": {"wanted": [ALARM]},
    "access.scim_active": {"wanted": ["1", "2", "999999"]},
    "access.scim_propose": {"wanted": [None, "2", "999999"], "said": ['{"username": "ny.person", "name": "Ny", "title": "Ny", '
        '"department": "Mottagning", "role": "caseworker"}', '{"name": "Ett annat namn"}']},
    "access.scim_users": {"wanted": [None, "1"], "called": [None, "karin"], "skip": [0], "most": [50]},
    "access.sees_without_glass": {"wanted": [CASE]},
    "access.set_protection": {"person": [PERSON], "level": ["none", "marked", "registered_elsewhere"]},
    "access.settle_reorganisation": {"wanted": [PLAN], "what": ["approved", "withdrawn", "waiting"], "why_not": [WHY], "seen": [1]},
    "access.sign_decision": {"wanted": [DECISION], "wanted_delegation": ["SN 2025-06-18 § 71"], "wanted_place": [""],
        "wanted_letter": [LETTER]},
    "access.sign_note": {"wanted": [NOTE]},
    "access.staff_of_identity": {"wanted_issuer": ["https://id.example"], "wanted_subject": ["1"]},
    "access.sv_key": {"said": ["Åsa"]},
    "access.take_back_report": {"wanted": [VISIT]},
    "access.tell_before": LINE | {"wanted": [REPORT], "what": ["report_received", "danger_found"]},
    "access.tells_place": {"wanted": [CASE], "said": [ADDRESS], "unlocked": ["[]"]},
    "access.transfer_case": {"wanted": [CASE], "wanted_compartment": [UNIT], "receiver": [ME, None]},
    "access.withdraw_change": {"wanted": [PROPOSAL]},
    "access.answers_orders": {"wanted": [SERVICE]},
    "access.writes_plans": {"wanted": [SERVICE]},
    "worker.alarm_told": {"wanted": ["mottagaren"], "which": [ALARM]},
    "worker.alarms_to_tell": {"wanted": ["mottagaren"]},
    "worker.ask": {"wanted": ["integrity", "review_sample"]},
    "worker.check_documents": {"after": [None], "most": [50]},
    "worker.check_notes": {"after": [None], "most": [50]},
    "worker.check_seals": {"after": [None], "most": [50]},
    "worker.lines_received": {"wanted": ["mottagaren"], "which": [1], "reached": [1]},
    "worker.lines_to_send": {"wanted": ["mottagaren"], "most": [50]},
}  # fmt: skip
# Whose own queue it is: Procrastinate's functions belong to the worker's log-in and reach no table of ours.
QUEUE = "queue."

# Open somebody by a ticket, whose line was committed when it was given.
BY_TICKET = frozenset({"access.open_case", "access.register_person"})
# Functions that give back what they were given.
ECHO = frozenset(
    {
        "access.beside",
        "access.name_bare",
        "access.name_form",
        "access.name_key",
        "access.search_key",
        "access.sv_key",
    }
)
# Differ on purpose between somebody known and nobody, and why that tells no more than it should.
DIFFERS = {
    "worker.ask": "the moment of the job that waits",
    "access.here": "the number of the running transaction",
    "access.decide_change": "a proposal about the staff's organisation, which whoever looks after it reads",
    "access.may_decide_change": "the same",
    "access.withdraw_change": "the same",
    "access.rehearse_reorganisation": "a plan of the staff's organisation, which whoever leads or looks after it reads",
    "access.settle_reorganisation": "the same",
    "access.beside": "a ticket's line is committed: of somebody held elsewhere whether name and year are the same (decision 51)",
    "access.break_glass": "answers nothing; what opened is seen in the next transaction, with its line",
    "access.register_person": "a ticket's line is committed; the answer is the ticket",
    "access.open_case": "a ticket's line is committed; a person's own name is said by one who sees the person only",
}
# Of what lies in a unit that one leads, these answer a manager otherwise than of what is not there.
TO_LEADERS = frozenset({"access.answer_protection", "access.end_key"})
# May write a row about somebody to whom the caller has no key, and what that row is.
ABOUT_OTHERS = {
    "access.answer_protection": "a manager's answer to somebody else's question, told in every case of the person",
    "access.change_number": "a question to those who hold the number, told in every case of either (decision 70)",
    "access.open_services": "a line about the caller, in a dossier that the caller never learns",
    "access.print_services": "a line about the caller, in a dossier that the caller never learns",
    "access.break_glass": "the key and the line, in the open",
    "access.open_case": "a case of the caller's own about whom the ticket means, and the alarm to those who hold the person",
    "access.register_person": "which person the ticket means: the owner's table",
    "access.look_up": "what was said is kept with the ticket: the owner's table",
    "access.log_shown": "a line about the caller",
    "access.pick_for_review": "what is picked from the log",
}
