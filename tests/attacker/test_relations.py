"""Relationer: noted by those who work with the case, ended by the door, and by nothing else."""

from __future__ import annotations

import psycopg
import pytest

from tests.attacker.foothold import NUMBER, Town
from tests.attacker.tricks_secrets import look_up

INSERT = (
    "insert into people_relation (id, person_id, other_id, bond, case_id, compartment_id, is_sealed, why, noted_at, noted_by_id, "
    "ended_why, is_mistaken, valid_from, valid_to{more}) values (gen_random_uuid(), %(person)s, %(other)s, 'guardian', %(case)s, "
    "%(place)s, false, '', {at}, {by}, '', {mistaken}, current_date, null{value})"
)
HONEST = {"at": "access.at()", "by": "access.me()", "mistaken": "false", "more": "", "value": ""}
FORGED = {
    "av en annan": {"by": "access.me() + 1"},
    "i fjol": {"at": "access.at() - interval '1 year'"},
    "ett misstag från början": {"mistaken": "true"},
    "avslutad från början": {"more": ", ended_at", "value": ", access.at()"},
    "avslutad av mig": {"more": ", ended_by_id", "value": ", access.me()"},
}


@pytest.fixture
def note(town: Town):
    """Notes somebody new as Alva's guardian, as ``who``; the ticket's line is committed first."""

    def make(web: psycopg.Connection, who: str, **forged: str) -> None:
        values = {
            "person": town.person,
            "other": look_up(town, who, "", "Mona"),
            "case": town.case,
            "place": town.compartments["Mottagning"],
        }
        town.stamp(web, who)
        web.execute("select access.register_person(%s)", [values["other"]])
        web.execute(INSERT.format(**HONEST | forged), values)

    return make


@pytest.mark.parametrize("who", ["maja", "rut"])
def test_whoever_has_the_case_notes_a_relation(town: Town, note, who):
    with town.log_in() as web:
        note(web, who)
        assert web.execute("select count(*) from people_relation").fetchone() == (1,)
        web.rollback()


@pytest.mark.parametrize(
    "who", ["bo", "pelle", "omar", "tova", "nils", "kurt", "bengt", "liv", "ola", "vera", "karin"]
)
def test_nobody_without_a_key_does(town: Town, note, who, record_property):
    record_property("attempt", ("Relationer", f"{who} antecknar en närstående i ett ärende utan nyckel"))
    with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        note(web, who)
    record_property("result", "nekad")


def test_nor_does_broken_glass(town: Town, note, record_property):
    record_property("attempt", ("Relationer", "nödöppna, och anteckna en närstående som enheten sedan ser"))
    with town.acting("pelle") as web:
        web.execute("select access.break_glass(%s, 'Akut: mamman på sjukhus', 4)", [NUMBER])
    with town.log_in() as web:
        town.stamp(web, "pelle")
        assert web.execute("select count(*) from dossier_case where id = %s", [town.case]).fetchone() == (1,)
    with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege, match="of one's own"):
        note(web, "pelle")
    record_property("result", "nekad")


@pytest.mark.parametrize("how", FORGED)
def test_nothing_false_is_noted(town: Town, note, how, record_property):
    record_property("attempt", ("Relationer", f"antecknar en närstående {how}"))
    with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        note(web, "maja", **FORGED[how])
    record_property("result", "nekad")


@pytest.mark.parametrize("who", ["maja", "rut", "pelle", "bo", "ola"])
def test_it_ends_by_the_door_only(town: Town, note, who, record_property):
    record_property("attempt", ("Relationer", f"{who} avslutar eller tar bort en relation utan dörren"))
    with town.acting("maja") as web:
        note(web, "maja")
    for attempt in (
        "update people_relation set valid_to = current_date",
        "update people_relation set is_mistaken = true",
        "update people_relation set other_id = person_id",
        "delete from people_relation",
    ):
        with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.stamp(web, who)
            web.execute(attempt)
    end = "select access.end_relation(%s, access.at()::date, false, 'De har flyttat isär')"
    with town.admin() as owner:
        (one,) = owner.execute("select id from people_relation limit 1").fetchone()
    with town.log_in() as web:
        town.stamp(web, who)
        if who in ("maja", "rut"):
            web.execute(end, [one])
            with pytest.raises(psycopg.errors.CheckViolation):  # once
                web.execute(end, [one])
        else:  # Pelle sees it, through glass
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(end, [one])
        web.rollback()
    record_property("result", "nekad")
