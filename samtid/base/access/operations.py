"""Väggar: migration operations that put a table behind row-level security.

Every table with personal data gets one of these in its room's ``0002_walls``. The policy form is
measured in ``shared/design/stack.md`` §3 (P5): arrays fetched once per statement through
``(select f())``, compared with plain columns of the row itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

COMPARTMENTS = "(select access.my_compartments())::int[]"
VISITING = "(select access.my_visiting())::int[]"
LED = "(select access.led_compartments())::int[]"
CASES = "(select access.my_cases())::uuid[]"
SERVICE_CASES = "(select access.my_service_cases())::uuid[]"
ME = "(select access.me())"
PURPOSE = "(select access.purpose())"

# Counting what a wall hides is refused while the question is being planned, whatever the table holds.
UNMEASURED = "access.unmeasured()"

# A row of a case: its unit's people may see it, unless it is sealed; else only those with a key.
IN_CASE = f"((not is_sealed and compartment_id = any ({COMPARTMENTS})) or case_id = any ({CASES}))"
# A row that the unit carrying out the service must see as well.
IN_SERVICE = (
    f"({IN_CASE} or (not is_sealed and provider_id = any ({VISITING})) or case_id = any ({SERVICE_CASES}))"
)


class Wall(migrations.RunSQL):
    """Row-level security on ``table``: who may see, who may write, and with which verbs.

    ``see`` and ``write`` are SQL conditions; ``write`` defaults to ``see``. ``verbs`` are the
    rights of the application role; a verb that is not named is refused. ``columns`` limits
    ``update`` to named columns.
    """

    def __init__(
        self,
        table: str,
        see: str,
        *,
        write: str = "",
        verbs: str = "select, insert",
        columns: Sequence[str] = (),
    ) -> None:
        granted = verbs
        if columns:
            granted += f", update ({', '.join(columns)})"
        sql = f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy {table}_wall on {table} to samtid_app using ({UNMEASURED} and ({see})) with check ({write or see});
            revoke all on {table} from public;
            grant {granted} on {table} to samtid_app;
        """
        super().__init__(
            sql, f"drop policy {table}_wall on {table}; alter table {table} disable row level security;"
        )


class Open(migrations.RunSQL):
    """A table without personal data: the application may do ``verbs`` with it."""

    def __init__(self, tables: str, verbs: str = "select") -> None:
        super().__init__(f"grant {verbs} on {tables} to samtid_app;", migrations.RunSQL.noop)


class Function(migrations.RunSQL):
    """A function of the owner that the application may call: it checks who is acting by itself."""

    def __init__(
        self, signature: str, returns: str, body: str, *, volatility: str = "volatile", open: bool = True
    ) -> None:
        grant = f"grant execute on function {signature.split('(')[0]} to samtid_app;" if open else ""
        super().__init__(
            f"""
            create or replace function {signature} returns {returns} language plpgsql {volatility}
              security definer set search_path = pg_catalog, public, pg_temp as $body$ {body} $body$;
            revoke all on function {signature.split("(")[0]} from public;
            {grant}
            """,
            f"drop function if exists {signature.split('(')[0]};",
        )


class Sealed(migrations.RunSQL):
    """Keep ``compartment_id`` and ``is_sealed`` of a case's rows equal to the case's own."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"""
            create trigger {table}_lies_in_its_case before insert or update of case_id on {table}
              for each row execute function access.lie_in_case();
            insert into access.case_table (name) values ('{table}');
            """,
            f"drop trigger {table}_lies_in_its_case on {table}; delete from access.case_table where name = '{table}';",
        )


class AppendOnly(migrations.RunSQL):
    """What is written is written: no update, no delete, whoever asks.

    ``unless`` is a condition on ``old`` under which a row may still change (a note not yet signed).
    Moving the row with its case to another compartment is always allowed.
    """

    def __init__(self, table: str, *, unless: str = "false") -> None:
        super().__init__(
            f"""
            create function access.{table}_stands() returns trigger language plpgsql as $body$ begin
              if tg_op = 'DELETE' then raise exception 'samtid: {table} is append-only'; end if;
              if not ({unless})
                and (to_jsonb(new) - array['compartment_id', 'is_sealed', 'provider_id'])
                  is distinct from (to_jsonb(old) - array['compartment_id', 'is_sealed', 'provider_id'])
              then raise exception 'samtid: {table} is append-only'; end if;
              return new;
            end $body$;
            create trigger {table}_stands before update or delete on {table}
              for each row execute function access.{table}_stands();
            """,
            f"drop trigger {table}_stands on {table}; drop function access.{table}_stands();",
        )
