"""The one door through append-only: the owner's own function, that has marked the table for its transaction."""

from __future__ import annotations

import psycopg
import pytest

from tests.attacker.foothold import Town

# What a disposal will look like: nothing in the house does this yet.
DISPOSE = """
    create function access.dispose_of_notes() returns int language plpgsql security definer
      set search_path = pg_catalog, public, pg_temp as $body$
    declare gone int;
    begin
      perform access.begin_disposal('dossier_note');
      delete from dossier_note;
      get diagnostics gone = row_count;
      perform access.end_disposal('dossier_note');
      return gone;
    end $body$;
    grant execute on function access.dispose_of_notes() to samtid_app;
"""
UNMARKED = "perform access.begin_disposal('dossier_note');"


def as_owner(town: Town) -> psycopg.Connection:
    connection = psycopg.connect(town.url)
    connection.execute("set role samtid_owner")
    return connection


def test_a_function_of_the_owner_that_marks_the_table_may_dispose(town):
    with as_owner(town) as owner:
        owner.execute(DISPOSE)
        owner.execute("set local session authorization samtid_app")
        town.stamp(owner, "pelle")
        assert owner.execute("select access.dispose_of_notes()").fetchone() == (1,)
        owner.rollback()


def test_a_function_of_the_owner_without_the_mark_may_not(town):
    with as_owner(town) as owner:
        owner.execute(DISPOSE.replace(UNMARKED, ""))
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("select access.dispose_of_notes()")


def test_a_mark_for_one_table_opens_no_other(town):
    with as_owner(town) as owner:
        owner.execute("select access.begin_disposal('dossier_note')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("delete from access_opening")


def test_a_mark_lets_nobody_else_through(town):
    """Not the superuser either, and not the web in the same transaction, were it given the right to delete."""
    for somebody in ("reset role", "set local role samtid_app"):
        with as_owner(town) as owner:
            owner.execute("select access.begin_disposal('dossier_note')")
            owner.execute("grant delete on dossier_note to samtid_app")
            owner.execute("alter table dossier_note disable row level security")
            owner.execute(somebody)
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                owner.execute("delete from dossier_note")


def test_a_mark_does_not_outlive_what_it_was_made_for(town):
    with as_owner(town) as owner:
        owner.execute("select access.begin_disposal('dossier_note')")
        with pytest.raises(psycopg.errors.RaiseException, match="was not ended"):
            owner.commit()
    with as_owner(town) as owner:
        owner.execute("select access.begin_disposal('dossier_note'), access.end_disposal('dossier_note')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("delete from dossier_note")
    with as_owner(town) as owner:  # one of another transaction, as a restored copy could have
        owner.execute("insert into access.disposal values ('3', 'dossier_note')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("delete from dossier_note")


def test_the_mark_does_not_let_a_row_be_rewritten(town):
    with as_owner(town) as owner:
        owner.execute("select access.begin_disposal('dossier_note')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("update dossier_note set text = 'x'")


def test_the_chain_of_the_log_has_no_such_door(town):
    with as_owner(town) as owner:
        owner.execute("select access.begin_disposal('access.link')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            owner.execute("delete from access.link")
