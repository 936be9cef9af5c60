"""Väggarna kring avvikelser: each track to those who take it on, and of the rest the reporter sees the own words and the answer.

A lex Sarah is read by whoever receives them and investigates it, not by the chief of the unit that it is about; what
happened to a colleague by their chief and not by the quality developer. The reporter's name stands in no list.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.ground.law import cyber
from samtid.ground.law.limits import Hours

from .rules import FEW
from .words import Done, Track

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"


def leads(unit: str) -> str:
    """Whether the one who acts leads that unit today."""
    return (
        f"exists (select from organisation_membership m where m.staff_id = {ME} and m.unit_id = {unit} "
        f"and m.role in ({roles.in_sql(roles.LEADS)}) "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"
    )


def handles(track: str) -> str:
    """Who takes a track on: whoever it was given to, and until then and beside them those who receive its kind."""
    quality = f"(select access.has_role(array[{roles.in_sql(roles.RECEIVES_LEX_SARAH)}]))"
    breaches = f"(select access.has_role(array[{roles.in_sql(roles.RECEIVES_BREACHES)}]))"
    return (
        f"({track}.owner_id = {ME} "
        f"or {track}.kind in ('{Track.DEVIATION}', '{Track.COMPLAINT}', '{Track.LEX_SARAH}') and {quality} "
        f"or {track}.kind in ('{Track.DEVIATION}', '{Track.COMPLAINT}', '{Track.ENVIRONMENT}') and {leads(f'{track}.unit_id')} "
        f"or {track}.kind = '{Track.BREACH}' and {breaches})"
    )


OF_TRACK = "select from deviations_track t where t.id = track_id"

# Who does what with a track: those who handle it. The reporter's words are the reporter's, and nobody changes them.
MOVES = f"""
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if not coalesce({handles("old")}, false) then
    raise exception 'samtid: a track is moved on by those who handle it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

HANDLES = f"""
begin
  return exists (select from deviations_track t where t.id = wanted and {handles("t")});
end
"""

# How often what happens where, for those who steer: small numbers never leave the database.
PATTERN = f"""
begin
  if not access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}]) then
    raise exception 'samtid: not for this role' using errcode = 'insufficient_privilege';
  end if;
  return query select r.step::text, t.kind::text, case when count(*) >= {FEW} then count(*)::int end
    from deviations_track t join deviations_report r on r.id = t.report_id
    where extract(year from t.at at time zone 'Europe/Stockholm') = wanted group by r.step, t.kind order by 1, 2;
end
"""

# When it is due to the minute is the law's to say and nobody's: so many hours from when it began, and the day is that moment's.
HOURS = cyber.DATA_BREACH.latest.limit
assert isinstance(HOURS, Hours)
MOMENT = f"""
begin
  if new.moment is distinct from (case new.rule when '{cyber.DATA_BREACH.id}' then new.started_at + interval '{HOURS.count} hours' end)
    or new.moment is not null and new.due_on <> (new.moment at time zone 'Europe/Stockholm')::date
    or new.due_on < (new.started_at at time zone 'Europe/Stockholm')::date then
    raise exception 'samtid: no such day' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# What everybody may know of the complaints: whole half years that are over, and never of one to four, nor how many were
# met by something where the others of those that came in are one to four.
CAME = "t.at >= (h - interval '6 months') at time zone 'Europe/Stockholm' and t.at < h at time zone 'Europe/Stockholm'"
OPEN_COMPLAINTS = f"""
declare this_half date := (date_trunc('year', access.at() at time zone 'Europe/Stockholm')
    + (extract(month from access.at() at time zone 'Europe/Stockholm')::int / 7) * interval '6 months')::date;
begin
  return query select c.first_on, c.last_on, access.few_or_none(c.came),
      case when c.came < {FEW} or access.few_or_none(c.came - c.met) is not null then access.few_or_none(c.met) end,
      access.few_or_none(c.ended)
    from (select (h - interval '6 months')::date as first_on, (h - interval '1 day')::date as last_on,
        count(*) filter (where {CAME}) as came,
        count(*) filter (where {CAME} and exists (select from deviations_step s
          where s.track_id = t.id and s.what = '{Done.MEASURE}' and s.at < h at time zone 'Europe/Stockholm')) as met,
        count(*) filter (where t.closed_at >= (h - interval '6 months') at time zone 'Europe/Stockholm'
          and t.closed_at < h at time zone 'Europe/Stockholm') as ended
      from generate_series(this_half - interval '18 months', this_half::timestamp, interval '6 months') h
        left join deviations_track t on t.kind = '{Track.COMPLAINT}'
      group by h) c
    order by c.first_on desc;
end
"""
FEW_OR_NONE = f"begin\n  return case when counted = 0 or counted >= {FEW} then counted::int end;\nend\n"

WALLS = [
    Function("access.track_due()", "trigger", MOMENT, to=NOBODY, is_owners=False),
    Trigger("deviations_clock_due", "deviations_clock", "before insert", "access.track_due"),
    Wall(
        "deviations_track",
        f"{ME} is not null and (by_id = {ME} or {handles('deviations_track')})",
        write=f"by_id = {ME} or {handles('deviations_track')}",
        verbs="select, insert",
        columns=["owner_id", "gravity", "closed_at"],
    ),
    Authored("deviations_track", Did("by_id", "at"), then=[Did(at="closed_at")]),
    AppendOnly("deviations_track", unless="old.closed_at is null"),
    Function("access.track_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Trigger("deviations_track_moves", "deviations_track", "before update", "access.track_moves"),
    Wall(
        "deviations_report",
        f"{ME} is not null and (by_id = {ME} or exists (select from deviations_track t where t.report_id = deviations_report.id))",
        write=f"by_id = {ME}",
    ),
    Authored("deviations_report", Did("by_id", "at"), then=[Did(at="informed_at", earlier=True)]),
    AppendOnly("deviations_report"),
    # the reporter reads that it came, and the answer; how it is investigated is read by those who do it
    Wall(
        "deviations_step",
        f"exists ({OF_TRACK} and ({handles('t')} or deviations_step.what in ('{Done.RECEIVED}', '{Done.FEEDBACK}')))",
        write=f"by_id = {ME} and exists ({OF_TRACK} and {handles('t')})",
    ),
    Authored("deviations_step", Did("by_id", "at")),
    AppendOnly("deviations_step"),
    Wall(
        "deviations_clock",
        f"exists ({OF_TRACK})",
        write=f"exists ({OF_TRACK} and ({handles('t')} or t.by_id = {ME} and stopped_at is null))",
        columns=["stopped_at"],
    ),
    Authored("deviations_clock", Did(at="started_at"), then=[Did(at="stopped_at")]),
    AppendOnly("deviations_clock", unless="old.stopped_at is null"),
    Function("access.handles_track(wanted uuid)", "boolean", HANDLES, volatility="stable"),
    Function(
        "access.deviation_pattern(wanted int)",
        "table (step text, kind text, count int)",
        PATTERN,
        volatility="stable",
    ),
    Function("access.few_or_none(counted bigint)", "int", FEW_OR_NONE, volatility="immutable", to=NOBODY),
    Function(
        "access.open_complaints()",
        "table (first_on date, last_on date, received int, measured int, closed int)",
        OPEN_COMPLAINTS,
        volatility="stable",
    ),
]
