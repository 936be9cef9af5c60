"""Larmet: openings of the dossiers of people with protected identity are shown at once to the unit's manager."""

from django.db import migrations

from samtid.base.access import operations as ops

# One line for each reader, dossier and day, and whether the reader had a key of their own that day. Whose dossier
# it is stays unsaid: the manager learns that it is one of the unit's protected ones. Asked past the walls, since
# a protected case is open to named staff only.
PROTECTED_OPENINGS = """
begin
  return query
    select o.at, o.staff_id::int, o.action::text, o.page::text, upper(right(o.dossier_id::text, 6)),
      exists (select 1 from access_key k join dossier_case c on c.id = k.case_id
        where k.staff_id = o.staff_id and c.dossier_id = o.dossier_id and k.ground <> 'break_glass'
          and k.given_at <= o.at and (k.valid_until is null or k.valid_until > o.at))
    from (
      select distinct on (line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date) line.*
      from access_opening line
        join dossier_dossier d on d.id = line.dossier_id join people_person p on p.id = d.person_id
      where line.at >= since and p.protection <> 'none' and line.staff_id <> access.me()
        and (line.compartment_id = any (access.led_compartments()) or access.has_role(array['log_reviewer']))
      order by line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date, line.at, line.id
    ) o
    order by o.at desc, o.id;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0009_once")]

    operations = [
        ops.Function(
            "access.protected_openings(since timestamptz)",
            'table ("when" timestamptz, reader int, what text, place text, file text, own_key boolean)',
            PROTECTED_OPENINGS,
            volatility="stable",
        )
    ]
