"""The log of openings is whole, and a superuser who touches it is found out."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, datetime

import psycopg
import pytest

from samtid.base.access import chain
from samtid.base.access.chain import Fault
from tests.attacker.chains import make_again, run_audit

KEY = b"only-for-tests-head"


def broken(connection: psycopg.Connection) -> list[chain.Break]:
    return chain.verify(connection)[1]


def test_every_opening_gets_a_link_in_the_same_transaction_as_the_reading(town, owner):
    counted = owner.execute("select count(*) from access_opening").fetchone()[0]
    assert counted == owner.execute("select count(*) from access.link").fetchone()[0]
    assert chain.verify(owner) == (counted, [])

    with pytest.raises(ZeroDivisionError), town.acting("maja") as web:
        web.execute(
            "insert into access_opening (id, at, staff_id, action, page, why) "
            "values (gen_random_uuid(), access.at(), access.me(), 'view', 'desk:dossier', '')"
        )
        raise ZeroDivisionError  # the page failed, so nothing was read and nothing is written
    assert chain.verify(owner) == (counted, [])


def pick(connection: psycopg.Connection) -> tuple[int, int, object]:
    """A line in the middle of the longest chain."""
    return connection.execute(
        "select chain, sequence, opening_id from access.link where chain = "
        "(select number from access.chain order by length desc, number limit 1) and sequence = 3"
    ).fetchone()


TOUCHES: list[tuple[str, str, Fault]] = [
    ("one letter of a reason", "update access_opening set why = 'X' || substr(why, 2) where id = %(id)s", Fault.CHANGED),
    ("one microsecond", "update access_opening set at = at + interval '1 microsecond' where id = %(id)s", Fault.CHANGED),
    ("whose it was", "update access_opening set staff_id = staff_id + 1 where id = %(id)s", Fault.CHANGED),
    ("which dossier", "update access_opening set dossier_id = null where id = %(id)s", Fault.CHANGED),
    ("one byte of a hash", "update access.link set hash = set_byte(hash, 7, (get_byte(hash, 7) + 1) %% 256) where opening_id = %(id)s", Fault.CHANGED),
    ("when it was written", "update access.link set written_at = written_at - interval '1 day' where opening_id = %(id)s", Fault.CHANGED),
    ("a line removed", "delete from access_opening where id = %(id)s", Fault.REMOVED),
    ("a line and its link removed", "with gone as (delete from access_opening where id = %(id)s) delete from access.link where opening_id = %(id)s", Fault.REMOVED),
    ("a line removed and the rest moved up", "move", Fault.CHANGED),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "fault"), [t[1:] for t in TOUCHES], ids=[t[0] for t in TOUCHES])
def test_a_superuser_who_touches_a_line_is_told_which(owner, sql, fault):
    number, sequence, opening = pick(owner)
    owner.execute("set session_replication_role = replica")
    known = {"id": opening, "chain": number, "sequence": sequence}
    if sql == "move":
        # the links' numbers are unique, so they are moved one at a time
        owner.execute("delete from access_opening where id = %(id)s", known)
        owner.execute("delete from access.link where opening_id = %(id)s", known)
        for (later,) in owner.execute(
            "select sequence from access.link where chain = %s and sequence > %s order by 1",
            [number, sequence],
        ).fetchall():
            owner.execute(
                "update access.link set sequence = sequence - 1 where chain = %s and sequence = %s",
                [number, later],
            )
    else:
        owner.execute(sql, known)

    [first, *_] = broken(owner)

    assert (first.chain, first.sequence, first.fault) == (number, sequence, fault)
    assert str(first).startswith(f"Rad {sequence} i kedja {number}")


def test_a_line_changed_with_its_own_hash_made_again_is_still_the_one_named(owner):
    number, sequence, opening = pick(owner)
    owner.execute("set session_replication_role = replica")
    owner.execute("update access_opening set why = 'Förfalskat' where id = %s", [opening])
    row = owner.execute(chain.LINES.replace("order by", "where o.id = %s order by"), [opening]).fetchone()
    owner.execute(
        "update access.link set hash = %s where opening_id = %s",
        [hashlib.sha256(chain.said(chain.Line(*row))).digest(), opening],
    )

    [first] = broken(owner)

    assert (first.chain, first.sequence, first.fault) == (number, sequence, Fault.CHANGED)


def test_a_line_put_in_past_the_triggers_is_found(owner):
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why) "
        "select gen_random_uuid(), at, staff_id, action, dossier_id, compartment_id, page, why "
        "from access_opening limit 1"
    )
    [first] = broken(owner)
    assert first.fault is Fault.ADDED and first.chain is None


def test_a_tail_cut_off_is_found_and_one_cut_with_its_head_by_the_head_outside(town, owner):
    outside = chain.heads(owner)
    number = max(outside, key=lambda head: head.lines).chain
    last = max(head.lines for head in outside)
    owner.execute("set session_replication_role = replica")
    owner.execute(
        "with gone as (delete from access.link where chain = %s and sequence = %s returning opening_id) "
        "delete from access_opening where id in (select opening_id from gone)",
        [number, last],
    )
    [first] = broken(owner)
    assert (first.chain, first.sequence, first.fault) == (number, last, Fault.REMOVED)

    owner.execute(
        "update access.chain set length = %s, head = (select hash from access.link where chain = %s and sequence = %s) "
        "where number = %s",
        [last - 1, number, last - 1, number],
    )
    assert broken(owner) == [], "whoever owns the database can cut a chain's end and its head"
    [first] = chain.verify(owner, outside)[1]
    assert (first.chain, first.sequence, first.fault) == (number, last, Fault.REMOVED), (
        "but not what was sent out"
    )


def test_a_whole_chain_made_again_is_found_by_the_head_outside(owner):
    outside = chain.heads(owner)
    number, _sequence, opening = pick(owner)
    owner.execute("set session_replication_role = replica")
    owner.execute("update access_opening set why = 'Inget att se' where id = %s", [opening])
    make_again(owner, number)
    assert broken(owner) == []
    [first] = chain.verify(owner, outside)[1]
    assert (first.chain, first.fault) == (number, Fault.REWRITTEN)


def test_a_signed_head_can_be_read_again_and_not_changed(owner):
    told = chain.statement(chain.heads(owner), datetime(2026, 11, 21, tzinfo=UTC), KEY)
    sent = json.loads(json.dumps(told))
    assert chain.read_statement(sent, KEY) == chain.heads(owner)
    sent["chains"][0]["lines"] += 1
    with pytest.raises(ValueError, match="underskriften"):
        chain.read_statement(sent, KEY)
    with pytest.raises(ValueError, match="underskriften"):
        chain.read_statement(told, b"another key")
    with pytest.raises(ValueError, match="inget huvud"):
        chain.read_statement({"format": "x"}, KEY)


def test_many_at_once_break_nothing_and_nobody_waits_for_a_page_still_open(town, owner):
    before = chain.verify(owner)[0]

    def work() -> None:
        for _ in range(10):
            town.log_opening("maja")

    with town.acting("maja") as slow:  # a page that takes its time, its line already written
        slow.execute(
            "insert into access_opening (id, at, staff_id, action, page, why) "
            "values (gen_random_uuid(), access.at(), access.me(), 'view', 'desk:dossier', '')"
        )
        slow.execute("set constraints all immediate")
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert not any(thread.is_alive() for thread in threads)
    assert chain.verify(owner) == (before + 61, [])


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from access.link",
        "select * from access.chain",
        "update access.chain set length = 0",
        "insert into access.link values (0, 1, gen_random_uuid(), now(), '', '')",
        "truncate access_opening",
        "delete from access_opening",
        "update access_opening set why = ''",
        "alter table access_opening disable trigger all",
        "set session_replication_role = replica",
        "select access.link_opening()",
    ],
)
def test_the_webs_role_cannot_touch_the_chain(town, attempt):
    with pytest.raises(psycopg.Error), town.acting("maja") as web:
        web.execute(attempt)


def test_a_refused_line_leaves_no_hole(town, owner):
    counted = chain.verify(owner)[0]
    line = town.log_opening("maja")
    with town.acting("maja") as web:
        web.execute(
            "insert into access_opening (id, at, staff_id, action, page, why) "
            "values (%s, access.at(), access.me(), 'view', 'x', '') on conflict do nothing",
            [line],
        )
    with pytest.raises(psycopg.Error), town.acting("maja") as web:
        web.execute(
            "insert into access_opening (id, at, staff_id, action, page, why) "
            "values (gen_random_uuid(), access.at(), %s, 'view', 'x', '')",
            [town.staff["bo"]],
        )
    assert chain.verify(owner) == (counted + 1, [])


def test_the_command_says_whole_or_names_the_line(town, owner, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("SAMTID_ADMIN_URL", town.url)
    assert run_audit("head", "--sign")() == 0
    file = tmp_path / "head.json"
    file.write_text(capsys.readouterr().out)
    assert run_audit("verify", "--against", str(file))() == 0
    assert "Loggen är hel" in capsys.readouterr().out

    number, sequence, opening = pick(owner)
    owner.execute("set session_replication_role = replica")
    owner.execute("update access_opening set page = 'x' where id = %s", [opening])
    assert run_audit("verify")() == 1
    assert f"Rad {sequence} i kedja {number} (öppning {opening}) är ändrad" in capsys.readouterr().out

    file.write_text(file.read_text().replace('"lines": ', '"lines": 1'))
    assert run_audit("verify", "--against", str(file))() == 2
    assert "underskriften" in capsys.readouterr().err
