"""Whoever has taken over a session that lies open has not shown who they are: no door of authority opens in its stamp."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.attacker.foothold import STAMP_KEY, Town

# What each door is called with, as somebody who otherwise may: the refusal must come for want of proof alone.
DOORS = {
    "break_glass": ("pelle", "'201203142391', 'Akut: mamman på sjukhus', 1"),
    "name_staff": ("maja", "'{case}', {eva}, 'substitution', 'case', 'Vikarie', null"),
    "propose_protection": ("maja", "'{person}', 'none', 'Beslutet har upphört'"),
    "answer_protection": ("rut", "'{change}', {place}, true, ''"),
    "sign_decision": ("rut", "'{decision}', 'SN', '', '{letter}'"),
    "register_decision": ("rut", "'{decision}', 'board', '2026-11-01', 'SN § 1', '', 'x', '', '{letter}'"),
    "ask_home": ("maja", "'{person}', 'Besök hos barnet'"),
    "ask_place": ("maja", "'{person}', 'Besök hos personen'"),
    "print_services": ("maja", "array[]::uuid[], 'outage:pack', ''"),
    "transfer_case": ("maja", "'{case}', {place}, {eva}"),
    "answer_merger": ("rut", "'{change}', {place}, true, ''"),
    "decide_change": ("ola", "'{proposal}', 'approved', '', null"),
    "settle_reorganisation": ("ola", "'{plan}', 'approved', '', 1"),
}


def test_every_door_that_asks_is_tried_here(town: Town):
    with town.admin() as owner:
        found = owner.execute(
            "select p.proname from pg_proc p where p.prosrc like '%access.require_proof()%' and p.proname <> 'require_proof'"
        ).fetchall()
    assert {row[0] for row in found} == set(DOORS)


def a_proposal_and_a_plan(town: Town) -> tuple[UUID, UUID]:
    """A manager's role for the one who proposed nothing, and a plan, both waiting for ola's yes."""
    proposal, plan = uuid4(), uuid4()
    with town.admin() as owner:
        seat = {
            "staff_id": town.staff["maja"],
            "unit_id": owner.execute("select id from organisation_unit where name = 'Mottagning'").fetchone()[
                0
            ],  # type: ignore[index]
            "role": "manager",
        }
        owner.execute(
            "insert into office_proposal (id, subject, verb, name, after, from_on, reason, concerns_id, unit_id, "
            "proposed_by_id, proposed_at, outcome, note) values (%s, 'membership', 'begin', 'Maja', %s, current_date, "
            "'Ny chef', %s, %s, %s, now(), 'waiting', '')",
            [proposal, Jsonb(seat), seat["staff_id"], seat["unit_id"], town.staff["karin"]],
        )
        owner.execute(
            "insert into office_reorganisation (id, name, from_on, minute, reason, moves, version, outcome, changed_by_id, "
            "changed_at, proposed_by_id, proposed_at, note) values (%s, 'En väg in', current_date + 30, 'SN 1', 'Färre led', "
            "%s, 1, 'waiting', %s, now(), %s, now(), '')",
            [
                plan,
                Jsonb([{"do": "rename", "unit": f"u{seat['unit_id']}", "name": "En väg in"}]),
                town.staff["karin"],
                town.staff["karin"],
            ],
        )
    return proposal, plan


@pytest.fixture(scope="module")
def names(town: Town) -> dict[str, object]:
    """A protected Alva, a proposal to lower that, and a draft of a decision."""
    from tests.attacker.test_authored import a_draft

    decision, letter = a_draft(town, "care_order", "null")
    change = uuid4()
    with town.admin() as owner:
        owner.execute("update people_person set protection = 'marked' where id = %s", [town.person])
        owner.execute("update dossier_case set is_sealed = true where id = %s", [town.case])
        owner.execute(
            "insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_at) "
            "values (gen_random_uuid(), %s, %s, %s, 'case', 'named', '', now())",
            [town.staff["rut"], town.compartments["Mottagning"], town.case],
        )
        owner.execute(
            "insert into dossier_protectionchange (id, dossier_id, former, level, reason, proposed_by_id, proposed_at, "
            "outcome) values (%s, %s, 'marked', 'none', 'Beslutet har upphört', %s, now(), '')",
            [change, town.dossier, town.staff["maja"]],
        )
    proposal, plan = a_proposal_and_a_plan(town)
    return {
        "proposal": proposal,
        "plan": plan,
        "case": town.case,
        "person": town.person,
        "eva": town.staff["eva"],
        "change": change,
        "place": town.compartments["Mottagning"],
        "decision": decision,
        "letter": letter,
    }


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("stamp", ["stale", "old web"])
def test_it_does_not_open_without_proof(town: Town, names, door, stamp, record_property):
    record_property("attempt", ("Legitimering", f"{door} ur en session som ligger öppen ({stamp})"))
    who, values = DOORS[door]
    with (
        town.log_in() as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="showing who you are"),
    ):
        said = town.stamp(web, who, proved=False)
        if stamp == "old web":  # one that has not been started again since the upgrade signs without the word
            words = ".".join(said.split(".")[:6])
            signed = hmac.new(STAMP_KEY, words.encode(), hashlib.sha256).hexdigest()
            web.execute("select set_config('samtid.stamp', %s, true)", [f"{words}.{signed}"])
        web.execute(f"select access.{door}({values.format(**names)})")
    record_property("result", "nekad")


@pytest.mark.parametrize("door", ["answer_protection", "decide_change", "settle_reorganisation"])
def test_the_same_door_opens_with_it(town: Town, names, door):
    who, values = DOORS[door]
    with town.log_in() as web:
        town.stamp(web, who)
        assert web.execute(f"select access.{door}({values.format(**names)})").fetchone()
        web.rollback()


@pytest.mark.parametrize("said", ["approve", "APPROVED", "approved ", "waiting"])
def test_an_approval_by_another_word_is_none(town: Town, names, said, record_property):
    """What is not the word that asks for proof gives nothing either."""
    record_property(
        "attempt", ("Legitimering", f"godkänn med ett annat ord ({said!r}) ur en session som ligger öppen")
    )
    for door in ("decide_change", "settle_reorganisation"):
        who, values = DOORS[door]
        with town.log_in() as web, pytest.raises(psycopg.errors.Error):
            town.stamp(web, who, proved=False)
            web.execute(f"select access.{door}({values.format(**names).replace('approved', said)})")
            web.rollback()
    record_property("result", "nekad")


@pytest.mark.parametrize("said", ["true", "null"])
def test_a_merger_is_not_answered_without_it_by_anything_but_no(town: Town, names, said, record_property):
    record_property(
        "attempt", ("Legitimering", f"slå ihop två akter ({said}) ur en session som ligger öppen")
    )
    with (
        town.log_in() as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="showing who you are"),
    ):
        town.stamp(web, "rut", proved=False)
        web.execute(f"select access.answer_merger('{uuid4()}', 1, {said}, '')")
    with (
        town.log_in() as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="not yours to answer"),
    ):
        town.stamp(web, "rut", proved=False)
        web.execute(f"select access.answer_merger('{uuid4()}', 1, false, 'Det är två personer.')")
    record_property("result", "nekad")


@pytest.mark.parametrize(
    ("is_sealed", "place", "receiver", "asked"),
    [
        (True, "Mottagning", "maja", True),
        (True, "Utredning barn och unga", None, True),
        (False, "Utredning barn och unga", "bo", True),
        (False, "Mottagning", "rut", False),
        (False, "Utredning barn och unga", None, False),
    ],
)
def test_a_case_is_handed_to_one_who_had_no_key_with_proof_only(
    town: Town, names, is_sealed, place, receiver, asked, record_property
):
    record_property(
        "attempt", ("Legitimering", f"lämna över ett ärende till {receiver} på {place} ur en öppen session")
    )
    with town.admin() as owner:
        owner.execute("update dossier_case set is_sealed = %s where id = %s", [is_sealed, town.case])
    try:
        with town.log_in() as web:
            town.stamp(web, "maja", proved=False)
            said = [town.case, town.compartments[place], town.staff[receiver] if receiver else None]
            if asked:
                with pytest.raises(psycopg.errors.InsufficientPrivilege, match="showing who you are"):
                    web.execute("select access.transfer_case(%s, %s, %s)", said)
            else:
                web.execute("select access.transfer_case(%s, %s, %s)", said)
            web.rollback()
    finally:
        with town.admin() as owner:
            owner.execute("update dossier_case set is_sealed = true where id = %s", [town.case])
    record_property("result", "nekad" if asked else "öppnar inget för någon ny")


def test_no_is_never_held_up(town: Town, names):
    with town.log_in() as web:
        town.stamp(web, "ola", proved=False)
        web.execute("select access.decide_change(%s, 'refused', 'Inte hon', null)", [names["proposal"]])
        web.execute("select access.settle_reorganisation(%s, 'refused', 'Inte nu', 1)", [names["plan"]])
        web.rollback()


def test_a_longer_proof_cannot_be_said_without_the_key(town: Town, record_property):
    record_property("attempt", ("Legitimering", "skriva om tiden i stämpeln"))
    with town.log_in() as web:
        said = town.stamp(web, "pelle", proved=False).split(".")
        assert web.execute("select access.me()").fetchone() == (town.staff["pelle"],)
        for changed in (
            [*said[:6], "9999999999", said[7]],
            [*said[:6], said[7]],
            [*said[:7], "9999999999", said[7]],
        ):
            web.execute("select set_config('samtid.stamp', %s, true)", [".".join(changed)])
            assert web.execute("select access.me()").fetchone() == (None,)
    record_property("result", "nekad")
