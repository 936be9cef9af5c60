"""En gång för varje gärning: nobody fills a diary, or the list of those who are told, by doing a thing again and again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from samtid.base.access.rules import LIMITS
from tests.attacker.foothold import NUMBER, Town
from tests.attacker.tricks_secrets import look_up

MOST = next(most for kind, most, _ in LIMITS if kind == "line")
REPORT = {
    "need": "child", "kind": "report", "channel": "phone", "text": "Någon.", "is_urgent": False, "wants_feedback": False,
    "is_anonymous": True, "guardians_told": None, "receipt": "AAAA-DDDD",
} | dict.fromkeys(
    ("reporter_name", "reporter_category", "reporter_contact", "safe_contact", "about_name", "about_number", "about_address",
     "about_school", "interpreter", "routing_reason"), ""
)  # fmt: skip
TELL = "select access.tell_before(%s, gen_random_uuid(), %s, 'SoL 20:1')"


def number_of(town: Town, what: str, *values: object) -> int:
    with town.admin() as owner:
        return owner.execute(f"select count(*) from {what}", values).fetchone()[0]


@pytest.fixture(scope="module")
def report(town: Town) -> str:
    """What came in about Alva, laid in her case and assessed, by Maja."""
    report = str(uuid4())
    with town.acting("maja") as web:
        came = {"id": report, "received_at": (datetime.now(UTC) - timedelta(hours=2)).isoformat()}
        web.execute("select access.receive_report(%s)", [json.dumps(REPORT | came)])
    with town.acting("maja") as web:
        web.execute(
            "update intake_report set case_id = %s, protection_assessed_at = access.at(), "
            "protection_assessed_by_id = access.me(), protection_danger = false, protection_text = 'Ingen akut fara.' where id = %s",
            [town.case, report],
        )
    return report


@pytest.mark.parametrize("what", ["report_received", "protection_assessed"])
def test_what_was_done_with_a_report_is_told_once(town: Town, report, what, record_property):
    record_property("attempt", ("En gång", f"berätta {what} om och om igen"))
    for _ in range(2):
        with town.acting("maja") as web:
            for _ in range(20):
                web.execute(TELL, [report, what])
    assert number_of(town, "dossier_event where case_id = %s and verb = %s", town.case, what) == 1
    record_property("result", "en rad")


@pytest.mark.parametrize("what", ["danger_found", "application_received_", "decision_signed", "", None])
def test_nothing_but_what_was_done_is_told(town: Town, report, what, record_property):
    record_property("attempt", ("En gång", f"berätta {what!r}, som ingen gjort"))
    with town.log_in() as web, pytest.raises(psycopg.errors.CheckViolation):
        town.stamp(web, "maja")
        web.execute(TELL, [report, what])
    record_property("result", "nekad")


def test_who_holds_a_protected_person_is_told_once_until_it_is_read(town: Town, record_property):
    record_property(
        "attempt", ("En gång", "öppna ärende efter ärende om en skyddad person, så att listan fylls")
    )
    with town.admin() as owner:
        owner.execute("update people_person set protection = 'marked' where number = %s", [NUMBER])
        owner.execute("update people_presence set person_id = person_id")
        owner.execute("update dossier_case set is_sealed = true where id = %s", [town.case])
    open_case = "select access.open_case(%s, '', access.register_person(%s), 'money', %s)"

    def try_it() -> None:
        ticket = look_up(town, "pelle", NUMBER, "Någon")
        for _ in range(2):
            with town.acting("pelle") as web:
                web.execute(open_case, [uuid4(), ticket, town.compartments["Ekonomiskt bistånd"]])

    said = "access_alarm where kind = 'case_opened' and staff_id = %s and dossier_id = %s"
    before = number_of(town, "dossier_case")
    try_it()
    try_it()
    assert number_of(town, "dossier_case") == before + 4
    assert number_of(town, said, town.staff["pelle"], town.dossier) == 1
    with town.admin() as owner:
        owner.execute("update access_alarm set seen_at = now(), seen_by_id = %s", [town.staff["maja"]])
    try_it()
    assert number_of(town, said, town.staff["pelle"], town.dossier) == 2, "and again when it has been read"
    record_property("result", "ett olarmat larm i taget")


def test_lines_in_diaries_that_one_does_not_read_are_counted_and_end(town: Town, record_property):
    record_property("attempt", ("En gång", f"fler än {MOST} rader i timmen i andras dagböcker"))
    with town.admin() as owner:
        owner.execute(
            "insert into access.effort (staff_id, kind, at) select %s, 'line', clock_timestamp() from generate_series(1, %s)",
            [town.staff["maja"], MOST - 1],
        )
    correct = (
        "select access.change_person(%s, (select version from people_person where id = %s), 'contact', %s, null, '', "
        "'nytt nummer', %s)"
    )

    def change(phone: str) -> None:
        with town.acting("maja") as web:
            web.execute(correct, [town.person, town.person, json.dumps({"phone": phone}), town.case])

    alarms = "access_alarm where kind = 'brake' and staff_id = %s"
    change("070-174 06 11")
    assert not number_of(town, alarms, town.staff["maja"])
    change("070-174 06 12")
    assert number_of(town, alarms, town.staff["maja"]) == 1, "the one that goes over is written, and told of"
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="too many lines"):
        change("070-174 06 13")
    record_property("result", "bromsad och larmad")
