"""What broken glass opens, it opens for its hours: it gives no key that lasts, and none that a protection misses."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.attacker.attempts import Web
from tests.attacker.foothold import NUMBER, Town

BREAK = "select access.break_glass(%s, 'Akut: mamman på sjukhus', 24)"
TRANSFER = "select access.transfer_case(%(case)s, %(place)s, %(receiver)s)"
NAME = "select access.name_staff(%(case)s, %(receiver)s, %(ground)s, %(reach)s, 'Vikarie', null)"
HANDED_OUT = [
    ("namnger sig själv, tills vidare", NAME, {"ground": "named"}),
    ("gör sig själv till ersättare", NAME, {"ground": "substitution"}),
    ("ger sig själv nyckel till insatserna", NAME, {"ground": "named", "reach": "service"}),
    ("namnger en kollega", NAME, {"receiver": "anita"}),
    ("tar över ärendet till sin egen enhet", TRANSFER, {}),
    ("lämnar ärendet till sin enhet och till ingen", TRANSFER, {"receiver": ""}),
    ("lämnar ärendet till en annan i dess egen enhet", TRANSFER, {"place": "Mottagning", "receiver": "rut"}),
]


def seen_by(town: Town, username: str, days: int) -> list[tuple[UUID]]:
    """The cases that somebody sees so many days from now."""
    with town.log_in() as web:
        town.stamp(web, username, at=datetime.now(UTC) + timedelta(days=days))
        return web.execute("select id from dossier_case").fetchall()


@pytest.mark.parametrize(("tries", "how", "said"), HANDED_OUT, ids=[one[0] for one in HANDED_OUT])
def test_who_broke_the_glass_hands_out_no_key(town, record_property, tries, how, said):
    record_property("attempt", ("Gå förbi", f"nödöppnar och {tries}"))
    said = {"receiver": "pelle", "place": "Ekonomiskt bistånd", "ground": "named", "reach": "case"} | said
    values = said | {
        "case": town.case,
        "place": town.compartments[said["place"]],
        "receiver": town.staff.get(said["receiver"]),
    }
    with town.acting("pelle") as web:
        web.execute(BREAK, [NUMBER])
    with town.acting("pelle") as web:
        assert web.execute("select id from dossier_case").fetchall() == [(town.case,)]

    with town.log_in() as web:
        town.stamp(web, "pelle")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(how, values)
            web.commit()

    for username in ("pelle", "anita"):
        assert seen_by(town, username, days=2) == [], username
    assert seen_by(town, "maja", days=2) == [(town.case,)]
    record_property("result", "nekad: den som bara har nödnyckeln delar inte ut nycklar")


def test_who_broke_the_glass_can_still_act(town):
    with town.acting("pelle") as web:
        web.execute(BREAK, [NUMBER])
    with town.acting("pelle") as web:
        web.execute(
            "insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, "
            "written_at, author_id, author_title) select gen_random_uuid(), %s, %s, false, 'contact', "
            "'Barnet är hos mormor.', '', access.at(), access.at(), s.id, s.title from organisation_staff s "
            "where s.id = access.me()",
            [town.case, town.compartments["Mottagning"]],
        )
        assert web.execute("select 1 from dossier_note where author_id = access.me()").fetchall()


def a_report(town: Town, web: Web) -> UUID:
    """A report of concern in Alva's case at the reception."""
    said: dict[str, object] = dict.fromkeys(
        (
            *("reporter_name", "reporter_category", "reporter_contact", "safe_contact", "about_name"),
            *("about_number", "about_address", "about_school", "interpreter", "routing_reason"),
        ),
        "",
    )
    said |= dict.fromkeys(("is_urgent", "wants_feedback", "is_anonymous", "guardians_told"), False)
    now = datetime.now(UTC).isoformat()
    said |= {"received_at": now, "registered_at": now, "receipt": "K7MQ2X", "channel": "phone"}
    made = uuid4()
    said |= {"id": str(made), "text": "Hon kom hungrig till skolan.", "need": "child", "kind": "report"}
    web.execute("select access.receive_report(%s)", [json.dumps(said)])
    web.execute("update intake_report set case_id = %s where id = %s", [town.case, made])
    return made


def test_who_broke_the_glass_moves_no_report_into_a_case_of_their_own(town, record_property):
    record_property("attempt", ("Gå förbi", "nödöppnar och flyttar en anmälan till sitt eget ärende"))
    with town.acting("maja") as web:
        report = a_report(town, web)
    own = uuid4()
    with town.acting("pelle") as web:
        web.execute(BREAK, [NUMBER])
    with town.acting("pelle") as web:
        [(person,)] = web.execute("select id from people_person").fetchall()
        web.execute(
            "select access.open_case(%s, '', %s, 'money', %s)",
            [own, person, town.compartments["Ekonomiskt bistånd"]],
        )
        assert web.execute("select 1 from intake_report where id = %s", [report]).fetchall()

    with town.log_in() as web:
        town.stamp(web, "pelle")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("update intake_report set case_id = %s where id = %s", [own, report])
            web.commit()

    with town.log_in() as web:
        town.stamp(web, "pelle", at=datetime.now(UTC) + timedelta(days=2))
        assert web.execute("select 1 from intake_report").fetchall() == []
    record_property("result", "nekad: anmälan följer inte med nödnyckeln")


def protect(town: Town) -> None:
    with town.acting("maja") as web:
        web.execute("set local statement_timeout = '20s'")
        web.execute("select access.set_protection(%s, 'marked')", [town.person])


def wait_until_held_or_done(town: Town, other: Thread) -> None:
    """Until ``other`` waits for a row that somebody holds, or has not had to."""
    with town.admin() as owner:
        while other.is_alive() and not owner.execute("select 1 from pg_locks where not granted").fetchone():
            time.sleep(0.01)


def test_glass_broken_while_the_person_is_protected_opens_nothing(town, record_property):
    record_property("attempt", ("Gå förbi", "nödöppnar i samma stund som personen får skydd"))
    with town.log_in() as pelle:
        town.stamp(pelle, "pelle")
        pelle.execute(BREAK, [NUMBER])
        protecting = Thread(target=protect, args=[town])
        protecting.start()
        wait_until_held_or_done(town, protecting)
        pelle.commit()
        protecting.join()

    with town.acting("maja") as web:
        assert web.execute("select is_sealed from dossier_case").fetchall() == [(True,)]
    with town.acting("pelle") as web:
        assert web.execute("select 1 from dossier_case where id = %s", [town.case]).fetchall() == []
        web.execute(BREAK, [NUMBER])
    with town.acting("pelle") as web:
        assert web.execute("select 1 from dossier_case where id = %s", [town.case]).fetchall() == []
    record_property("result", "skyddet väntar in nyckeln och avslutar den")
