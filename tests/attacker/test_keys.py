"""The key that stamps are checked with can change while people work; each purpose opens what it needs."""

from __future__ import annotations

import psycopg
import pytest

from samtid.base.access.identity import keep_key
from samtid.base.access.words import Purpose
from tests.attacker.foothold import STAMP_KEY, Town

NEW = b"another-key-for-tests"
TABLES = (
    "people_person", "people_relation", "people_presence", "dossier_case", "dossier_dossier", "dossier_note",
    "dossier_event", "dossier_document", "dossier_clock", "dossier_draft", "access_key", "access_opening",
)  # fmt: skip


def sees(town: Town, **changed: object) -> bool:
    with town.log_in() as web:
        town.stamp(web, "maja", **changed)  # type: ignore[arg-type]
        return bool(web.execute("select 1 from people_person").fetchall())


def test_two_keys_are_true_at_once_and_then_only_the_new(town):
    with town.admin() as owner:
        keep_key(owner, NEW, grace_seconds=300)
        assert sees(town) and sees(town, key=NEW)
        keep_key(owner, NEW, grace_seconds=300)
        assert sees(town) and sees(town, key=NEW), "said twice, it is the same key still"

        owner.execute(
            "update access.stamp_key set valid_until = now() - interval '1 second' where valid_until is not null"
        )
        assert sees(town, key=NEW) and not sees(town)

        keep_key(owner, STAMP_KEY, grace_seconds=0)
        assert sees(town) and not sees(town, key=NEW)


@pytest.mark.parametrize("purpose", [Purpose.PORTAL, Purpose.WORKER])
@pytest.mark.parametrize("who", ["", "maja"])
def test_the_open_way_in_and_the_background_work_open_nothing(town, purpose, who):
    with town.log_in() as program:
        town.stamp(program, who, purpose)
        for table in TABLES:
            assert program.execute(f"select 1 from {table}").fetchall() == [], table


def test_a_command_opens_what_the_one_it_names_may_open_and_nothing_unnamed(town):
    with town.log_in() as command:
        town.stamp(command, "", Purpose.COMMAND)
        assert command.execute("select 1 from people_person").fetchall() == []
        town.stamp(command, "maja", Purpose.COMMAND)
        assert command.execute("select 1 from people_person").fetchall()
        town.stamp(command, "pelle", Purpose.COMMAND)
        assert command.execute("select 1 from people_person").fetchall() == []


@pytest.mark.parametrize(
    ("purpose", "allowed"),
    [(Purpose.WORKER, True), (Purpose.WEB, False), (Purpose.PORTAL, False), (Purpose.COMMAND, False)],
)
def test_a_door_for_one_purpose_is_shut_to_the_others(town, purpose, allowed):
    with town.log_in() as program:
        town.stamp(program, "maja", purpose)
        if allowed:
            program.execute("select access.require(array['worker'])")
        else:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                program.execute("select access.require(array['worker'])")


def test_nobody_registers_or_opens_a_case_through_the_open_way_in(town):
    for purpose in (Purpose.PORTAL, Purpose.WORKER):
        with town.log_in() as program:
            town.stamp(program, "maja", purpose)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                program.execute("select access.look_up('{}')")
            program.rollback()
            town.stamp(program, "maja", purpose)
            with pytest.raises(psycopg.Error):
                program.execute("select access.break_glass('201203142391', 'ett skäl som är långt', 1)")
