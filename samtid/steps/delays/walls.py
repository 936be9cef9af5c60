"""Väggarna kring förseningen: who holds the case sees it and notes it; what is noted stands."""

from __future__ import annotations

from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
    done,
)
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.organisation import roles

from .rules import NOTES
from .words import Event

# A note is of the past, of an investigation of its own case; what is wrong is of the same one and kind, and said once.
NOTED = f"""
begin
  if access.me() is not null and (not access.has_role(array[{roles.in_sql(NOTES.roles)}]) or not access.may_see_case(new.case_id)) then
    raise exception 'samtid: written by who holds the case' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from investigations_investigation i where i.id = new.investigation_id and i.case_id = new.case_id) then
    raise exception 'samtid: delays_delaystep: another case' using errcode = 'insufficient_privilege';
  end if;
  if not isfinite(new.happened_on) or new.happened_on < date '2000-01-01' or not isfinite(coalesce(new.until, new.happened_on)) then
    raise exception 'samtid: delays_delaystep: no day that a page can show' using errcode = 'check_violation';
  end if;
  if new.happened_on > (new.at at time zone 'Europe/Stockholm')::date then
    raise exception 'samtid: delays_delaystep: it has not happened' using errcode = 'check_violation';
  end if;
  if new.corrects_id is not null and not exists (select from delays_delaystep s where s.id = new.corrects_id
      and s.investigation_id = new.investigation_id and s.kind = new.kind and s.corrects_id is null) then
    raise exception 'samtid: delays_delaystep: what is corrected is another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.delay_is_noted()", "trigger", NOTED, to=NOBODY),
    Trigger("delays_delaystep_noted", "delays_delaystep", "before insert", "access.delay_is_noted"),
    Wall("delays_delaystep", IN_CASE),
    Authored("delays_delaystep", Did("by_id", "at")),
    AppendOnly("delays_delaystep"),
    Sealed("delays_delaystep"),
    Told(
        "delays",
        list(Event),
        done={
            Event.NOTED: done("delays_delaystep", "at", "by_id", "t.corrects_id is null"),
            Event.WRONG: done("delays_delaystep", "at", "by_id", "t.corrects_id is not null"),
        },
    ),
]
