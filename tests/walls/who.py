"""Vem som får vad: every verb of every room with the roles that do it, written by hand. ``test_verbs`` tries them all."""

from __future__ import annotations

from samtid.base.organisation.words import Role

C, S, M, R = Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION
CASES = {C, S, M, R}
LEADS = {M}
KEEPS_MEETINGS = (
    *("plan_meeting", "call_meeting", "move_meeting", "cancel_meeting", "hold_meeting"),
    *("adjust_minutes", "settle", "register", "correct_matter", "take_over", "correct_meeting"),
)
PLANS = CASES | {Role.PLANNER}
VISITS = PLANS | {Role.CARE_WORKER}
WRITES = {C, S, M, Role.CARE_WORKER}
ALL = set(Role)

# room → verb → the roles that do it, in the unit that carries out where there is one (home care)
WHO: dict[str, dict[str, set[Role]]] = {
    "intake": {
        "receive_report": ALL,
        "identify": CASES,
        "relate_people": CASES,
        "assess_protection": CASES,
        "propose_closing": CASES,
        "close_report": CASES,
        "join_case": CASES,
        "route": CASES,
        "send_feedback": CASES,
        "answer_question": CASES,
        "correct_arrival": CASES,
        "report_children": CASES,
        "correct_kind": CASES,
        "correct_need": CASES,
        "report_no_children": CASES,
        "identify_together": CASES,
        "relate_together": CASES,
        "assess_together": CASES,
    },
    "investigations": dict.fromkeys(
        (
            "open_investigation",
            "open_together",
            "add_report_to_open_investigation",
            "read_report",
            "plan",
            "inform_affected",
            "correct_informed",
            "add_finding",
            "hear_child",
            "propose",
            "communicate",
            "answer",
            "extend",
            "close_without_service",
            "close_by_decision",
            "end_monitoring",
        ),
        CASES,
    ),
    "decisions": {
        "prepare": CASES,
        "propose": CASES,
        "change": CASES,
        "hand_over": CASES,
        "send_back": CASES,
        "sign": CASES,
        "register": {M},
        "return_draft": {M},
        "notify": CASES,
        "correct_notice": CASES,
        "receive_appeal": CASES,
        "judge_appeals": CASES,
        "settle_appeal": CASES,
        "note_final": CASES,
    },
    "services": {
        "start_service": CASES,
        "begin_service": CASES,
        "end_service": CASES,
        "add_goal": VISITS,
    },
    "orders": dict.fromkeys(("send_order", "move_order"), CASES) | {"answer_order": {Role.PLANNER, M}},
    "plans": dict.fromkeys(("write_plan", "adopt_plan", "follow_up_plan", "correct_follow_up"), WRITES),
    "parties": dict.fromkeys(
        ("inform", "communicate", "answer", "consent", "serve", "appeal", "correct"), CASES
    ),
    "fees": dict.fromkeys(("note_basis", "count", "recount_year"), CASES),
    "visits": {
        "lay_out": PLANS,
        "agree_visit": PLANS,
        "agree_series": PLANS,
        "assign": PLANS,
        "assign_all": PLANS,
        "move_visit": PLANS,
        "call_off_rest": PLANS,
        "call_off_away": PLANS,
        "carry_out": VISITS,
        "hear": VISITS,
        "unhear": VISITS,
        "not_carried_out": VISITS,
        "take_back": VISITS,
        "correct": VISITS,
        "handle": PLANS,
    },
    "delays": dict.fromkeys(("note", "withdraw"), CASES),
    "lss": dict.fromkeys(("assess_group", "weigh", "write_plan_step", "withdraw_plan_step"), CASES),
    "compulsory": dict.fromkeys(
        ("open_track", "write_step", "correct_step", "withdraw_step", "annul_track"), CASES
    ),
    "hospital": dict.fromkeys(
        ("open_stay", "write_step", "correct_step", "withdraw_step", "annul_stay"), CASES
    ),
    "committee": dict.fromkeys(("raise_matter", "withdraw", "move_matter"), CASES)
    | dict.fromkeys(KEEPS_MEETINGS, LEADS),
    "placements": dict.fromkeys(
        (
            *(
                "register_home",
                "change_home",
                "pause_home",
                "end_pause",
                "begin_care",
                "move",
                "leave",
                "end_care",
                "correct",
            ),
            *(
                "annul",
                "change_ground",
                "follow_care",
                "take_back",
                "name_secretary",
                "plan_visit",
                "hold_visit",
            ),
        ),
        CASES,
    ),
    "deviations": dict.fromkeys(
        (
            "report",
            "open_track",
            "hand_over",
            "receive",
            "secure",
            "investigate",
            "notify",
            "take_measure",
            "tell_effect",
            "give_feedback",
        ),
        ALL,
    ),
    "roster": {
        **{
            key: {M, Role.PLANNER}
            for key in ("add_shift", "change_shift", "call_off", "bring_in", "release_visits")
        },
        **dict.fromkeys(("tell_away", "tell_back"), ALL),
        "set_contract": {M},
    },
    "planning": dict.fromkeys(
        ("propose", "adopt", "lay_aside", "propose_back", "move", "lock", "unlock"), PLANS
    ),
    "followup": {"follow_up": CASES, "give_feedback": CASES, "note_reply": CASES},
    "economy": {key: {M, Role.CONTROLLER} for key in ("propose_budget", "decide_budget")},
    "workload": {"keep": {M, Role.CONTROLLER}},
    "inquiries": {
        key: {M, Role.CONTROLLER, Role.QUALITY} for key in ("ask", "write", "put_off", "hand_over", "close")
    },
    "trials": {
        key: {M, Role.CONTROLLER, Role.QUALITY}
        for key in (
            *(
                "plan",
                "change",
                "set_guard",
                "take_guard",
                "begin",
                "drop",
                "look",
                "go_on",
                "stop",
                "decide",
            ),
            *("follow", "hand_over"),
        )
    },
    "direction": {
        key: {M, Role.QUALITY}
        for key in (
            *("enter_decision", "follow_up", "change", "reopen", "hold_meeting", "raise_point", "end_point"),
            *("begin_plan", "set_theme", "add_goal", "add_activity", "add_milestone", "reach_milestone"),
            *("follow_goal", "end_goal", "end_activity", "tie"),
        )
    },
    "risks": {
        key: {M, Role.QUALITY}
        for key in (
            *("note", "assess", "finish", "close", "hand_over"),
            *("add_control", "conclude", "hand_control", "end_control"),
        )
    },
    "routines": {
        **{
            key: {M, Role.QUALITY}
            for key in ("write_routine", "propose", "decide", "send_back", "review", "withdraw")
        },
        "mark_read": ALL,
    },
    "workshops": {
        **dict.fromkeys(("write", "vote"), ALL),
        **{
            key: {Role.QUALITY, M}
            for key in (
                *("make", "add_step", "drop_step", "invite", "deal", "lay_out", "move"),
                *("gather", "loosen", "show", "merge", "part", "pick", "taken_up"),
            )
        },
    },
    "improvement": {
        **dict.fromkeys(("say_hard", "say_idea", "say_more", "say_better", "empty_box"), ALL),
        **dict.fromkeys(("tell", "co_sign", "comment", "try_out", "tell_result", "verify"), ALL),
        "answer": {Role.QUALITY, M},
        **{key: {Role.QUALITY} for key in ("merge", "part", "lay_aside", "take_out", "decide_programme")},
    },
}
