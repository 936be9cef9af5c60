"""Små grupper i text: the SQL by which a function of the owner tells of five persons or more, or of none.

What is too small is put together or left out before anything is written (``ground/kernel/stats/small`` is its plain
twin), so that there is no figure to hide and none to subtract. A compartment belongs to whom it belonged to when the
period ended; each person is counted in one unit only, the first.
"""

from __future__ import annotations

from samtid.ground.kernel.stats.small import SMALLEST

# How long a period is; ``step`` is a variable of the function.
LONG = "make_interval(months => case step when 'quarter' then 3 else 1 end)"


def tagged(facts: str, quiet: str = "select null::date as period, null::bigint as shown where false") -> str:
    """The rows with the unit they are told under: its own number, 0 where the small ones are told together.

    ``quiet`` gives the (period, shown) that are not told for a reason of the asker's own, and are in no sum: it may ask the
    table ``gathered`` (period, unit, persons, shown), ``placed`` (compartment, period, unit) and ``seen`` (the rows, shown).

    ``facts`` is what stands after ``from``: rows named ``f`` of (compartment, person, day, …). Ends with the tables
    ``kept`` (period, unit, shown) and ``tagged`` (the rows, period, unit, shown), for a ``select`` to go on from.
    """
    return f"""
  with fact as materialized (
    select f.*, date_trunc(step, f.day::timestamp)::date as period
    from {facts}
  ), placed as materialized (
    select p.compartment, p.period, h.unit_id as unit
    from (select distinct compartment, period from fact) p
      cross join lateral (
        select h.unit_id from access_holding h where h.compartment_id = p.compartment
        order by h.valid_from < p.period + {LONG}
            and (h.valid_to is null or h.valid_to >= p.period + {LONG} - interval '1 day') desc,
          h.valid_from desc, h.unit_id
        limit 1) h
  ), home as materialized (
    select distinct on (f.period, f.person) f.period, f.person, p.unit
    from fact f join placed p using (compartment, period)
    order by f.period, f.person, f.day, p.unit
  ), cell as (
    select p.period, p.unit, count(distinct h.person) as persons
    from fact f join placed p using (compartment, period)
      left join home h on h.period = p.period and h.person = f.person and h.unit = p.unit
    group by 1, 2
  ), small as (
    select period, sum(persons) - max(persons) >= {SMALLEST}
        and sum(persons) <= {SMALLEST - 1} * count(*) filter (where persons > 0) - 2 as together
    from cell where persons < {SMALLEST} group by 1
  ), gathered as materialized (
    select c.*, case when c.persons >= {SMALLEST} then c.unit else 0 end as shown
    from cell c left join small s using (period) where c.persons >= {SMALLEST} or s.together
  ), seen as materialized (
    select f.*, g.shown from fact f join placed p using (compartment, period) join gathered g using (period, unit)
  ), quiet as materialized (
    {quiet}
  ), kept as materialized (
    select g.* from gathered g
    where not exists (select from quiet q where q.period = g.period and q.shown = g.shown)
  ), lies as materialized (
    select p.compartment, p.period, k.unit, k.shown from placed p join kept k using (period, unit)
  ), tagged as materialized (
    select f.*, l.unit, l.shown from fact f join lies l using (compartment, period)
  )"""
