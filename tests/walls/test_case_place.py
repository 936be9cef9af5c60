"""A row of a case lies where the case lies, and is sealed when it is, whatever its writer said."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction

from samtid.base.dossier.models import InCase
from tests.log_in import step

TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, InCase))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_moved_to_another_case_lies_where_that_one_lies(lived_in, table):
    with transaction.atomic(), connection.cursor() as cursor:
        step("samtid_owner")
        cursor.execute(
            f"select r.id::text, c.id::text, c.compartment_id, c.is_sealed from {table} r, dossier_case c "
            "where r.case_id is not null and r.case_id <> c.id and c.compartment_id <> r.compartment_id limit 1"
        )
        found = cursor.fetchone()
        if found is None:
            pytest.skip(f"no row in {table}")
        row, case, compartment, sealed = found
        # what stands may not be moved, so its own guard is put aside while the place is asked for
        cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass and tgname like '%%_lies_in_its_case'",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'alter table {table} enable trigger "{name}"')
        cursor.execute(f"update {table} set case_id = %s where id = %s", [case, row])
        cursor.execute(f"select compartment_id, is_sealed from {table} where id = %s", [row])
        assert cursor.fetchone() == (compartment, sealed)
        transaction.set_rollback(True)
