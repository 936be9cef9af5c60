"""Vart en rad pekar: what lies in a case points only at rows that whoever writes it sees.

Otherwise somebody who once saw the identity of another's decision could begin a service on it, or hang a finding on
another's investigation; and a foreign key would tell whether it is still there. Found by tests/attacker/generated.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey

from samtid.base.access.logins import OWNER

from .parts import NOBODY, Function, Trigger
from .pieces import Piece


def columns_of(table: str) -> dict[str, str]:
    """The columns that point at rows of a case, and their tables: as the models say, so that a new one is not forgotten."""
    found = {}
    for model in apps.get_models():
        if model._meta.db_table != table:
            continue
        for one in model._meta.concrete_fields:
            if isinstance(one, ForeignKey) and "case" in {f.name for f in one.related_model._meta.fields}:
                found[one.column] = one.related_model._meta.db_table
    return found


def pieces_of(table: str) -> Iterator[Piece]:
    """A trigger, and the function that it calls, which goes as the caller and so sees what the caller sees."""
    columns = columns_of(table)
    if not columns:
        return
    name = f"{table}_points"
    unseen = "\n    or ".join(
        f"new.{column} is distinct from old.{column} and new.{column} is not null "
        f"and not exists (select 1 from {target} t where t.id = new.{column})"
        for column, target in sorted(columns.items())
    )
    yield from Function(
        f"access.{name}()",
        "trigger",
        f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if {unseen} then
    raise exception 'samtid: {table}: points at what is not seen' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
""",
        to=NOBODY,
        is_owners=False,
    ).pieces()
    yield from Trigger(name, table, "before insert or update", f"access.{name}").pieces()
