"""Broken glass opens a case for its hours and hands out nothing: no key to it, and not the case itself."""

from importlib import import_module

from django.db import migrations

from samtid.base.access import operations as ops

walls = import_module("samtid.base.dossier.migrations.0002_walls")

# As may_see_case, but by a key that was given: the unit's own, or one's own to the case.
SEES_WITHOUT_GLASS = """
begin
  return exists (select 1 from dossier_case c where c.id = wanted
    and ((not c.is_sealed and c.compartment_id = any (access.my_compartments()))
      or exists (select 1 from access_key k where k.case_id = c.id and k.staff_id = access.me() and k.reach = 'case'
        and k.ground <> 'break_glass' and k.given_at <= access.at()
        and (k.valid_until is null or k.valid_until > access.at()))));
end
"""


def of_ones_own(body: str) -> str:
    """A door of 0002_walls that asks for more than to see the case."""
    return body.replace("access.may_see_case(wanted)", "access.sees_without_glass(wanted)")


class Migration(migrations.Migration):
    dependencies = [("dossier", "0006_protection_ends_glass")]

    operations = [
        ops.Function(
            "access.sees_without_glass(wanted uuid)", "boolean", SEES_WITHOUT_GLASS, volatility="stable"
        ),
        ops.Function(
            "access.transfer_case(wanted uuid, wanted_compartment int, receiver int, moment timestamptz)",
            "void",
            of_ones_own(walls.TRANSFER_CASE),
        ),
        ops.Function(
            "access.name_staff(wanted uuid, receiver int, wanted_ground text, wanted_reach text, why text, "
            "moment timestamptz, ends timestamptz)",
            "void",
            of_ones_own(walls.NAME_STAFF),
        ),
    ]
