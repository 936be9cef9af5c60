"""Väggen kring strömmen: lines of the log by number, kind, unit and hash, and alarms by number, kind and unit. Nobody's name.

A receiver is told again until it has been said that it has received, so that nothing is lost between two tries.
"""

from __future__ import annotations

from samtid.base.access.walling import Function
from samtid.base.people.words import Protection

WORKER = ("worker",)
LEVELS = ", ".join(f"'{level.value}'" for level in Protection)

LINES = """
begin
  return query
    select l.chain, l.sequence, l.previous, l.hash, l.written_at, o.action::text, k.name::text
    from access.chain c
      cross join lateral (select n.* from access.link n where n.chain = c.number and n.sequence > coalesce(
          (select b.sequence from worker.bookmark b where b.receiver = wanted and b.chain = c.number), 0)
        order by n.sequence limit most) l
      left join access_opening o on o.id = l.opening_id left join access_compartment k on k.id = o.compartment_id
    order by l.chain, l.sequence;
end
"""

# Only forward: an older answer that comes late takes nothing back.
RECEIVED = """
begin
  insert into worker.bookmark (receiver, chain, sequence) values (wanted, which, reached)
    on conflict (receiver, chain) do update set sequence = greatest(worker.bookmark.sequence, excluded.sequence);
end
"""

# Broken glass, the brake, a case about somebody protected, and a protection that was lowered, of the last week.
ALARMS = f"""
begin
  return query
    select a.id, a.kind, a.at, a.unit from (
      select o.id, 'break_glass'::text as kind, o.at, k.name::text as unit from access_opening o
        left join access_compartment k on k.id = o.compartment_id
        where o.action = 'break_glass' and o.at > clock_timestamp() - interval '7 days'
      union all
      select m.id, m.kind::text, m.at, k.name::text from access_alarm m
        left join access_compartment k on k.id = m.compartment_id
        where m.at > clock_timestamp() - interval '7 days'
      union all
      select q.id, 'protection_lowered', q.decided_at, (select string_agg(distinct k.name, ', ')
          from dossier_protectionanswer w join access_compartment k on k.id = w.compartment_id where w.change_id = q.id)
        from dossier_protectionchange q where q.outcome = 'done'
          and array_position(array[{LEVELS}], q.level::text) < array_position(array[{LEVELS}], q.former::text)
          and q.decided_at > clock_timestamp() - interval '7 days'
    ) a where not exists (select from worker.told t where t.receiver = wanted and t.alarm = a.id)
    order by a.at, a.id limit 100;
end
"""

TOLD = """
begin
  insert into worker.told (receiver, alarm) values (wanted, which) on conflict do nothing;
  delete from worker.told where told_at < clock_timestamp() - interval '30 days';
end
"""

WALLS = [
    Function(
        "worker.lines_to_send(wanted text, most int)",
        "table (chain smallint, number bigint, previous bytea, hash bytea, written_at timestamptz, kind text, unit text)",
        LINES,
        volatility="stable",
        to=WORKER,
    ),
    Function(
        "worker.lines_received(wanted text, which smallint, reached bigint)", "void", RECEIVED, to=WORKER
    ),
    Function(
        "worker.alarms_to_tell(wanted text)",
        "table (id uuid, kind text, at timestamptz, unit text)",
        ALARMS,
        volatility="stable",
        to=WORKER,
    ),
    Function("worker.alarm_told(wanted text, which uuid)", "void", TOLD, to=WORKER),
]
