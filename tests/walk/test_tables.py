"""Every table as everyone on the staff, and what happens when a wall is taken away."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.town import STAFF

from . import tables

EVERYONE = list(STAFF)


def test_nobody_sees_a_row_without_a_key(town, acting, as_owner):
    for table in tables.about_persons():
        with as_owner():
            owners = tables.owners_of(table)
        assert not tables.leaks(table, acting, owners, EVERYONE)


def test_everybody_sees_what_they_work_with(town, acting, as_owner):
    # presences serve the walls only, and a former number belongs to nobody here
    for table in sorted({*tables.about_persons()} - {"people_presence"}):
        with as_owner():
            owners = tables.owners_of(table)
        assert not tables.missing(table, acting, owners, EVERYONE)


def test_the_residents_fill_the_tables(town, as_owner):
    """A walk through empty rooms proves nothing."""
    with as_owner():
        for table in tables.about_persons():
            if table not in ("people_formernumber", "intake_routing"):
                assert tables.owners_of(table), f"{table} is empty"


def test_nobody_in_particular_sees_nothing(town):
    for table in tables.walled():
        assert not tables.seen(table), table


@pytest.mark.parametrize("table", sorted(tables.OF_STAFF))
def test_what_the_staff_do_is_seen_by_themselves_and_their_manager(town, acting, as_owner, table, staff):
    with as_owner(), connection.cursor() as cursor:
        compartment = (
            "null"
            if table == "dossier_draft"
            else "(select name from access_compartment c where c.id = compartment_id)"
        )
        # who else may: whoever gave a key, and the log reviewer a line that lies in no dossier
        also = {
            "access_key": "(select g.username from organisation_staff g where g.id = r.given_by_id)",
            "access_opening": "case when r.dossier_id is null then 'liv' end",
        }.get(table, "null")
        cursor.execute(
            f"select r.id::text, s.username, {compartment}, {also} from {table} r "
            "join organisation_staff s on s.id = r.staff_id"
        )
        whose = {row: (username, place, other) for row, username, place, other in cursor.fetchall()}
    assert whose
    for username in EVERYONE:
        with acting(username):
            for row in tables.seen(table):
                owner, place, other = whose[row]
                assert username in (owner, other) or tables.LED.get(username) == place, (
                    f"{username} sees {owner}'s {table}"
                )


def policies() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename, policyname from pg_policies where schemaname = 'public' order by 1, 2"
        )
        return cursor.fetchall()


def test_taking_away_any_one_policy_is_noticed(town, acting, as_owner):
    """With a policy gone the table is shut; with a policy that lets all through, the walk finds a leak."""
    for table, policy in policies():
        if table not in tables.about_persons() or table in ("people_formernumber", "intake_routing"):
            continue
        with as_owner():
            owners = tables.owners_of(table)
        with transaction.atomic():
            with as_owner(), connection.cursor() as cursor:
                cursor.execute(f"drop policy {policy} on {table}")
            assert tables.missing(table, acting, owners, EVERYONE) or table == "people_presence", (
                f"{policy} does nothing"
            )
            with as_owner(), connection.cursor() as cursor:
                cursor.execute(f"create policy {policy} on {table} to samtid_app using (true)")
            assert tables.leaks(table, acting, owners, EVERYONE), f"the walk does not notice {policy}"
            transaction.set_rollback(True)
