"""Nobody writes as somebody else, at another time, or decides past the doors: as the web's own log-in, by SQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest

from tests.attacker.foothold import Town

NOTE = """insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, written_at,
  author_id, author_title, signed_at)
  select gen_random_uuid(), '{case}', {place}, false, 'contact', 'Falsk.', '', access.at(), {at}, {by}, {title}, {signed}"""
EVENT = """insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
  values (gen_random_uuid(), '{case}', {place}, false, 'case_assigned', 'Handläggare utsågs', '', {at}, {by})"""
LINE = """insert into access_opening (id, at, staff_id, action, compartment_id, page, why{more})
  values (gen_random_uuid(), {at}, {by}, 'view', {place}, 'desk:dossier', ''{value})"""
TITLE = "(select title from organisation_staff where id = access.me())"
FORGED = {
    "anteckning i en annans namn": NOTE.format(
        case="{case}", place="{place}", at="access.at()", by="{rut}", title=TITLE, signed="null"
    ),
    "bakdaterad anteckning": NOTE.format(
        case="{case}",
        place="{place}",
        at="access.at() - interval '1 day'",
        by="access.me()",
        title=TITLE,
        signed="null",
    ),
    "anteckning med annan titel": NOTE.format(
        case="{case}",
        place="{place}",
        at="access.at()",
        by="access.me()",
        title="'Enhetschef'",
        signed="null",
    ),
    "undertecknad utan att gå genom dörren": NOTE.format(
        case="{case}", place="{place}", at="access.at()", by="access.me()", title=TITLE, signed="access.at()"
    ),
    "händelse i en annans namn": EVENT.format(case="{case}", place="{place}", at="access.at()", by="{rut}"),
    "händelse utan namn": EVENT.format(case="{case}", place="{place}", at="access.at()", by="null"),
    "händelse i går": EVENT.format(
        case="{case}", place="{place}", at="access.at() - interval '1 day'", by="access.me()"
    ),
    "loggrad vid en annan tid": LINE.format(
        at="access.at() - interval '1 hour'", by="access.me()", place="{place}", more="", value=""
    ),
    "loggrad om en annan": LINE.format(at="access.at()", by="{rut}", place="{place}", more="", value=""),
    "loggrad från en annan transaktion": LINE.format(
        at="access.at()", by="access.me()", place="{place}", more=", written_in", value=", '3'"
    ),
    "stänger ärendet i går": "update dossier_case set closed_at = access.at() - interval '1 day' where id = '{case}'",
    "undertecknar med en vanlig ändring": "update dossier_note set signed_at = access.at()",
    "ändrar en adress förbi dörren": "update people_person set address = 'Nya vägen 1'",
    "beslutar med en vanlig ändring": "update decisions_decision set signed_by_id = access.me()",
    "dagtecknar beslutet": "update decisions_decision set decided_on = '2026-01-01'",
}


@pytest.mark.parametrize(
    ("by", "at"),
    [("{rut}", "access.at()"), ("null", "access.at()"), ("access.me()", "access.at() - interval '1 day'")],
    ids=["another", "nobody", "yesterday"],
)
def test_the_diary_itself_refuses_another_author_and_moment(town: Town, by, at, record_property):
    """For that reason and no other: in the room's own words, of a verb that needs no row."""
    record_property("attempt", ("Skriva falskt", "en rad i dagboken av en annan, i går"))
    said = EVENT.format(
        case=town.case, place=town.compartments["Mottagning"], by=by.format(rut=town.staff["rut"]), at=at
    )
    with town.log_in() as web:
        town.stamp(web, "maja")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="dossier_event: who and when"):
            web.execute(said)  # type: ignore[call-overload]
    with town.log_in() as web:
        town.stamp(web, "maja")
        said = EVENT.format(
            case=town.case, place=town.compartments["Mottagning"], by="access.me()", at="access.at()"
        )
        web.execute(said)  # type: ignore[call-overload]
        web.rollback()
    record_property("result", "nekad")


@pytest.mark.parametrize("tries", FORGED)
def test_nothing_is_written_in_anothers_name_or_at_another_time(town: Town, tries: str, record_property):
    record_property("attempt", ("Skriva falskt", tries))
    statement = FORGED[tries].format(
        case=town.case, place=town.compartments["Mottagning"], rut=town.staff["rut"]
    )
    with town.log_in() as web:
        town.stamp(web, "maja")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(statement)  # type: ignore[call-overload]
    record_property("result", "nekad")


def a_note(town: Town, who: str) -> object:
    """A note of somebody's at the reception, not signed."""
    made = uuid4()
    said = NOTE.format(
        case=town.case,
        place=town.compartments["Mottagning"],
        at="access.at()",
        by="access.me()",
        title=TITLE,
        signed="null",
    )
    with town.acting(who) as web:
        web.execute(said.replace("select gen_random_uuid()", f"select '{made}'"))  # type: ignore[call-overload]
    return made


def test_a_note_is_signed_by_its_author_only_and_once(town: Town, record_property):
    record_property("attempt", ("Skriva falskt", "undertecknar en kollegas anteckning"))
    note = a_note(town, "maja")
    for who in ("rut", "pelle"):
        with town.log_in() as web:
            town.stamp(web, who)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("select access.sign_note(%s)", [note])
    with town.log_in() as web:
        town.stamp(web, "rut")
        assert web.execute("select text from dossier_note where id = %s", [note]).fetchall() == [], (
            "until it is signed it is the author's own"
        )
        assert web.execute("update dossier_note set text = 'Ändrad' where id = %s", [note]).rowcount == 0
    with town.acting("maja") as web:
        web.execute("update dossier_note set text = 'Rätt' where id = %s", [note])
        web.execute("select access.sign_note(%s)", [note])
    with town.log_in() as web:
        town.stamp(web, "maja")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("select access.sign_note(%s)", [note])
    record_property("result", "nekad, och bara en gång")


def a_draft(town: Town, kind: str, amount: str) -> object:
    """A draft decision of Maja's, with its letter in the case; made by the owner."""
    made, letter = uuid4(), uuid4()
    place, maja = town.compartments["Mottagning"], town.staff["maja"]
    with town.admin() as owner:
        owner.execute(
            "insert into dossier_document (id, case_id, compartment_id, is_sealed, kind, title, content, media_type, "
            "checksum, filed_at, filed_by_id) values (%s, %s, %s, false, 'decision', 'Beslut', '', 'application/pdf', "
            "'', now(), %s)",
            [letter, town.case, place, maja],
        )
        owner.execute(
            "insert into decisions_decision (id, case_id, compartment_id, is_sealed, kind, service_code, outcome, "
            "content, reasons, legal_basis, amount, per, extent, conditions, goal, follow_up_on, consent, "
            "names_withheld, place_reason, prepared_by_id, prepared_title, prepared_at, level, minute, dissent, signed_title, "
            "delegation, sent_back_why) values (%s, %s, %s, false, %s, '', 'granted', 'x', 'x', 'SoL 12:1', "
            f"{amount}, '', '', '', '', '2027-01-01', '', false, '', %s, '', now(), 'delegate', '', '', '', '', '')",
            [made, town.case, place, kind, maja],
        )
    return made, letter


@pytest.mark.parametrize(
    ("who", "kind", "amount", "words"),
    [
        ("maja", "assistance", "50000", "SN 2025-06-18 § 71"),
        ("rut", "assistance", "null", "SN 1999-01-01 § 1"),
        ("pelle", "assistance", "100", "SN 2025-06-18 § 71"),
        ("rut", "care_order", "null", "SN 2025-06-18 § 71"),
    ],
)
def test_a_decision_is_signed_on_a_delegation_that_is_held(
    town: Town, who, kind, amount, words, record_property
):
    record_property("attempt", ("Skriva falskt", f"{who} undertecknar {kind} {amount}"))
    made, letter = a_draft(town, kind, amount)
    with town.log_in() as web:
        town.stamp(web, who)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("select access.sign_decision(%s, %s, '', %s)", [made, words, letter])
    if who != "rut":
        with town.log_in() as web:
            town.stamp(web, who)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(
                    "select access.register_decision(%s, 'board', '2026-11-01', 'SN § 1', '', 'x', '', %s)",
                    [made, letter],
                )
    record_property("result", "nekad")


def test_what_the_board_decided_is_registered_with_its_own_minute(town: Town, record_property):
    record_property(
        "attempt", ("Skriva falskt", "registrerar nämndens beslut på en annan grund än dess protokoll")
    )
    made, letter = a_draft(town, "care_order", "null")
    for level, minute, delegation in (
        ("board", "SN 2026-11-01 § 9", "SN 2025-06-18 § 71"),
        ("delegate", "SN 2026-11-01 § 9", "Nämnden, SN 2026-11-01 § 9"),
        ("chair", "SN 2026-11-01 § 9", "Nämnden, SN 2026-11-01 § 9"),
        ("board", " ", "Nämnden, "),
    ):
        with town.log_in() as web:
            town.stamp(web, "rut")
            with pytest.raises(psycopg.errors.CheckViolation):
                web.execute(
                    "select access.register_decision(%s, %s, '2026-11-01', %s, '', %s, '', %s)",
                    [made, level, minute, delegation, letter],
                )
    record_property("result", "nekad")


@pytest.mark.parametrize(("days", "may"), [(1, False), (-32, False), (-30, True), (0, True)])
def test_the_boards_day_has_been_and_is_near_the_draft(town: Town, days, may, record_property):
    record_property("attempt", ("Skriva falskt", f"registrerar nämndens beslut {days} dagar från utkastet"))
    made, letter = a_draft(town, "care_order", "null")
    with town.log_in() as web:
        town.stamp(web, "rut")
        day = "(access.at() at time zone 'Europe/Stockholm')::date"
        asked = f"select access.register_decision(%s, 'board', {day} + %s, 'SN § 9', '', 'Nämnden, SN § 9', '', %s)"
        if may:
            web.execute(asked, [made, days, letter])
        else:
            with pytest.raises(psycopg.errors.CheckViolation):
                web.execute(asked, [made, days, letter])
        web.rollback()
    record_property("result", "nekad" if not may else "får")


def test_it_cannot_be_said_to_come_in_tomorrow(town: Town, record_property):
    record_property(
        "attempt", ("Skriva falskt", "rättar när något kom in till i morgon, så att fristen börjar då")
    )
    with town.acting("maja") as web:
        web.execute(
            "select access.receive_report(%s)",
            [
                '{"id": "00000000-0000-4000-8000-0000000000aa", "receipt": "AAAA-CCCC", "need": "child", "kind": "concern", '
                f'"channel": "phone", "received_at": "{datetime.now(UTC) - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}", '
                '"text": "Någon.", "is_urgent": false, '
                '"reporter_name": "", "reporter_category": "", "reporter_contact": "", "wants_feedback": false, '
                '"is_anonymous": true, "safe_contact": "", "about_name": "Okänd", "about_number": "", "about_address": "", '
                '"about_school": "", "guardians_told": null, "interpreter": "", "routing_reason": ""}'
            ],
        )
    with town.log_in() as web:
        town.stamp(web, "maja")
        report = web.execute("select id from intake_report where receipt = 'AAAA-CCCC'").fetchone()
        assert report is not None
        web.execute(
            "insert into intake_correction (id, report_id, was, became, reason, by_id, at) select gen_random_uuid(), r.id, "
            "r.received_at, access.at() + interval '1 day', 'Fel dag.', access.me(), access.at() from intake_report r "
            "where r.id = %s",
            report,
        )
        with pytest.raises(psycopg.Error, match="received_at of intake_report is written once"):
            web.execute(
                "update intake_report set received_at = access.at() + interval '1 day' where id = %s", report
            )
    record_property("result", "nekad")


CONTACT = "select access.change_person(%s, 1, 'contact', %s, null, '', 'nytt nummer', %s)"


def test_a_care_worker_does_not_say_where_somebody_lives(town: Town, record_property):
    record_property("attempt", ("Skriva falskt", "undersköterskan ändrar en adress"))
    for who in ("ulla", "tova", "pelle", "kurt"):
        if who not in town.staff:
            continue
        with town.log_in() as web:
            town.stamp(web, who)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(CONTACT, [town.person, '{"address": "X"}', town.case])
    with town.acting("maja") as web:
        web.execute(CONTACT, [town.person, '{"phone": "070-174 06 02"}', town.case])
    with town.acting("maja") as web:
        row = web.execute("select phone, address from people_person where id = %s", [town.person]).fetchone()
    assert row == ("070-174 06 02", "Storgatan 1")
    record_property("result", "nekad")


def test_an_administrator_in_the_webs_role_is_asked_like_it(town: Town):
    """What a test does with ``set role`` must not pass where the program is refused."""
    forged = EVENT.format(
        case=town.case, place=town.compartments["Mottagning"], at="access.at()", by=town.staff["rut"]
    )
    with psycopg.connect(town.url) as admin:
        admin.execute("set role samtid_app")
        town.stamp(admin, "maja")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="who and when"):
            admin.execute(forged)  # type: ignore[call-overload]


def test_a_clock_counts_anew_from_a_day_that_was_and_never_from_one_to_come(town: Town, record_property):
    record_property("attempt", ("Skriva falskt", "låter en frist börja i framtiden"))
    begin = """insert into dossier_clock (id, case_id, compartment_id, is_sealed, rule, about, started_at, legal_on, rolled_on,
        due_on, extension_reason) values (gen_random_uuid(), %s, %s, false, 'CH-02', %s, access.at(), current_date,
        current_date, current_date, '')"""
    anew = "update dossier_clock set started_at = access.at() + %s::interval where rule = 'CH-02'"
    with town.acting("maja") as web:
        web.execute(begin, [town.case, town.compartments["Mottagning"], uuid4()])
        assert web.execute(anew, ["-2 days"]).rowcount == 1
    with town.log_in() as web:
        town.stamp(web, "maja")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="who and when"):
            web.execute(anew, ["2 days"])
    record_property("result", "nekad")
