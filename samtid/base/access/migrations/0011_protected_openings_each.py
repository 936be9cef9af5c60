"""Larmet, once more: an opening with a key of one's own hides no later one without it."""

from django.db import migrations

from samtid.base.access import operations as ops

# 0010 took the day's first opening and asked about that one alone. Now every line is asked about, and a reader has
# two rows for a dossier and a day when there were openings of both kinds. A key to another unit's case of the
# same dossier is nobody's errand where the glass was broken.
PROTECTED_OPENINGS = """
begin
  return query
    select o.at, o.staff_id::int, o.action::text, o.page::text, upper(right(o.dossier_id::text, 6)), o.is_own
    from (
      select distinct on (line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date, own.is_own)
        line.*, own.is_own
      from access_opening line
        join dossier_dossier d on d.id = line.dossier_id join people_person p on p.id = d.person_id
        cross join lateral (
          select coalesce(bool_or(k.is_own and k.is_here) or (bool_or(k.is_own) and not bool_or(k.is_here)), false)
            as is_own
          from (
            select held.ground <> 'break_glass' as is_own,
              held.compartment_id is not distinct from line.compartment_id as is_here
            from access_key held join dossier_case c on c.id = held.case_id
            where held.staff_id = line.staff_id and c.dossier_id = line.dossier_id
              and held.given_at <= line.at and (held.valid_until is null or held.valid_until > line.at)
          ) k
        ) own
      where line.at >= since and p.protection <> 'none' and line.staff_id <> access.me()
        and (line.compartment_id = any (access.led_compartments()) or access.has_role(array['log_reviewer']))
      order by line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date, own.is_own,
        line.at, line.id
    ) o
    order by o.at desc, o.id;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0010_protected_openings")]

    operations = [
        ops.Function(
            "access.protected_openings(since timestamptz)",
            'table ("when" timestamptz, reader int, what text, place text, file text, own_key boolean)',
            PROTECTED_OPENINGS,
            volatility="stable",
        )
    ]
