"""The place said in a report of somebody protected, for one who has the source and any SQL they like, and a key to the report."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.attacker.foothold import OTHER_NUMBER, Town

PLACE = "Storgatan 1"
SAID = {
    "receipt": "AAAA-BBBB", "need": "child", "kind": "report", "channel": "phone", "received_at": "2026-11-20T10:00:00Z",
    "is_urgent": False, "reporter_name": "", "reporter_category": "", "reporter_contact": "", "wants_feedback": False,
    "is_anonymous": True, "safe_contact": "", "about_name": "Alva", "about_number": "", "about_school": "",
    "guardians_told": None, "interpreter": "", "routing_reason": "",
}  # fmt: skip
ALL = "select coalesce(json_agg(t)::text, '') || coalesce((select json_agg(r)::text from intake_report r), '') from intake_reporttold t"


def hand_in(web: psycopg.Connection, text: str, address: str) -> UUID:
    made = uuid4()
    said = SAID | {"id": str(made), "text": text, "about_address": address}
    web.execute("select access.receive_report(%s)", [json.dumps(said)])
    return made


def words(web: psycopg.Connection, report: UUID) -> str:
    return str(web.execute("select access.report_words(%s)", [report]).fetchone()[0])  # type: ignore[index]


@pytest.fixture(scope="module")
def guarded(town: Town) -> UUID:
    """A report in Alva's case, which says where she lives; Maja, who has the case, protects her."""
    with town.acting("maja") as web:
        report = hand_in(web, f"Hon bor på {PLACE}.", PLACE)
        web.execute("update intake_report set case_id = %s where id = %s", [town.case, report])
    with town.acting("maja") as web:
        assert PLACE in web.execute(ALL).fetchone()[0], "nobody is protected yet"  # type: ignore[index]
        web.execute("select access.set_protection(%s, 'marked')", [town.person])
    return report


def test_it_is_not_moved_to_somebody_else_to_be_read(town: Town, guarded: UUID, record_property):
    record_property("attempt", ("Skyddad adress", "flytta anmälan till ett annat barn, läsa och ta tillbaka"))
    mine = uuid4()
    details = {
        "id": str(uuid4()), "given_name": "Bo", "family_name": "Ek", "number": OTHER_NUMBER, "number_kind": "personnummer",
        "born_on": "2013-09-16", "sex": "man", "address": "", "postcode": "", "locality": "", "phone": "", "school": "",
        "interpreter": "", "protection": "none",
    }  # fmt: skip
    with town.acting("maja") as web:
        ticket = web.execute("select access.look_up(%s)", [json.dumps(details)]).fetchone()[0]  # type: ignore[index]
    with town.acting("maja") as web:
        web.execute("select access.register_person(%s)", [ticket])
        web.execute(
            "select access.open_case(%s, '', %s, 'child', %s)",
            [mine, ticket, town.compartments["Mottagning"]],
        )
    for case in (mine, None):
        with pytest.raises(psycopg.Error, match="stays with its person"), town.acting("maja") as web:
            web.execute("update intake_report set case_id = %s where id = %s", [case, guarded])
    with town.acting("maja") as web:
        assert PLACE not in web.execute(ALL).fetchone()[0] and PLACE not in words(web, guarded)  # type: ignore[index]


def test_what_is_put_beside_it_answers_no_guess(town: Town, guarded: UUID, record_property):
    record_property("attempt", ("Skyddad adress", "fråga med en egen anmälan vilka adresser andra har sagt"))
    guesses = f"Lillgatan 2, {PLACE}, Vägen 3"
    with town.acting("maja") as web:
        own = hand_in(web, guesses, "Vägen 3")
        assert words(web, own) == guesses.replace("Vägen 3", "[skyddad uppgift]"), (
            "in the moment it is written"
        )
    with town.acting("maja") as web:
        assert words(web, own) == guesses.replace("Vägen 3", "[skyddad uppgift]")
        assert (
            str(own)
            not in web.execute("select coalesce(json_agg(t)::text, '') from intake_reporttold t").fetchone()[
                0
            ]
        )  # type: ignore[index]
