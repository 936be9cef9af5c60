"""Att nå genom organisationen: a plan of one's own, a rehearsal to count by, a value that lets keys last."""

from __future__ import annotations

from tests.attacker.attempts import Web, attempt, refused, said
from tests.attacker.foothold import Town

PLAN = "019a0000-0000-7000-8000-0000000000aa"
MOVES = '[{"do": "move", "staff": 1, "unit": "", "into": "u1", "role": "manager"}]'


@attempt("Organisationen", "skriv en omorganisation som gör mig till chef")
def draft_a_plan(town: Town, web: Web) -> str:
    return refused(
        said(
            web,
            f"select access.draft_reorganisation('{PLAN}', 'En väg in', '2099-01-01', 'SN 1', 'skäl', '{MOVES}', null)",
            f"select access.settle_reorganisation('{PLAN}', 'approved', '', 1)",
            f"insert into office_reorganisation (id, name) values ('{PLAN}', 'x')",
            "update office_reorganisation set moves = '[]'",
        )
    )


@attempt("Organisationen", "genomför eller öva en plan, och räkna vad enheterna har")
def rehearse_a_plan(town: Town, web: Web) -> str:
    return refused(
        said(
            web,
            f"select access.rehearse_reorganisation('{PLAN}')",
            "select access.organisation_today()",
            "select access.organisation_on('2026-11-21')",
            "select access.loose_ends('2026-11-21')",
            f"select access.carry_out_reorganisation('{PLAN}', '2026-11-21')",
            "select access.carry_out_due_reorganisation()",
        )
    )


@attempt("Organisationen", "låt nycklar gälla hur länge som helst")
def stretch_a_value(town: Town, web: Web) -> str:
    return refused(
        said(
            web,
            "update organisation_ownnumber set number = 9999 where key = 'key_longest'",
            "insert into organisation_ownnumber (key, number, valid_from) values ('key_usual', 9999, '2026-01-01')",
            f"select access.propose_change('{PLAN}', 'value', 'begin', null, "
            """'{"key": "key_longest", "number": 9999}', '2099-01-01', 'skäl nog')""",
            "select access.own_number('key_longest')",
        )
    )
