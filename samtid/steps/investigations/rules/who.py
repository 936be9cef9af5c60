"""Vem som utreder: the one who holds the case. Who may be given a child's is said in ``opening`` (SoL 25:1)."""

from __future__ import annotations

from samtid.base.organisation.verbs import CASE_WORK, Verb

MAY: dict[str, Verb] = dict.fromkeys(
    (
        *("open_investigation", "open_together", "add_report_to_open_investigation", "read_report"),
        *(
            "plan",
            "inform_affected",
            "correct_informed",
            "add_finding",
            "hear_child",
            "propose",
            "communicate",
            "answer",
        ),
        *("extend", "close_without_service", "close_by_decision", "end_monitoring"),
    ),
    CASE_WORK,
)
