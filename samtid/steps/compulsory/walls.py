"""Väggarna kring spåret: a track lies in its child's case, and its steps stand as they were written."""

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

from . import rules
from .words import Event

# A step lies in the case of its track, whatever was said.
FOLLOWS = """
begin
  select t.case_id into new.case_id from compulsory_track t where t.id = new.track_id;
  return new;
end
"""
# A correction is of the same track and the same kind of step: else a row elsewhere would count no more. In a track that was
# of the wrong child nothing more is written.
CORRECTS = f"""
begin
  if not access.has_role(array[{roles.in_sql(rules.WRITES.roles)}]) then
    raise exception 'samtid: compulsory_trackstep: written by who holds cases' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from compulsory_track t where t.id = new.track_id and t.annulled_at is not null) then
    raise exception 'samtid: compulsory_trackstep: the track is annulled' using errcode = 'insufficient_privilege';
  end if;
  if new.happened_on > (new.at at time zone 'Europe/Stockholm')::date then
    raise exception 'samtid: compulsory_trackstep: it has not happened' using errcode = 'check_violation';
  end if;
  if new.corrects_id is not null and not exists (select from compulsory_trackstep s where s.id = new.corrects_id
      and s.track_id = new.track_id and s.kind = new.kind and not s.is_withdrawn) then
    raise exception 'samtid: compulsory_trackstep: what is corrected is another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

SAID = Told(
    "compulsory",
    list(Event),
    done={
        Event.OPENED: done("compulsory_track", "opened_at", "opened_by_id"),
        Event.STEP: done("compulsory_trackstep", "at", "by_id"),
        Event.CORRECTED: done("compulsory_trackstep", "at", "by_id"),
        Event.WITHDRAWN: done("compulsory_trackstep", "at", "by_id"),
        Event.ANNULLED: done("compulsory_track", "annulled_at", "annulled_by_id"),
    },
)

WALLS = [
    SAID,
    Wall("compulsory_track", IN_CASE, columns=["annulled_at", "annulled_by_id", "annulled_why"]),
    Authored("compulsory_track", Did("opened_by_id", "opened_at"), [Did("annulled_by_id", "annulled_at")]),
    Sealed("compulsory_track"),
    AppendOnly("compulsory_track", unless="old.annulled_at is null"),
    Function("access.follow_track()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "compulsory_trackstep_follows_track",
        "compulsory_trackstep",
        "before insert or update of case_id, track_id",
        "access.follow_track",
    ),
    Sealed("compulsory_trackstep"),
    Wall("compulsory_trackstep", IN_CASE),
    Authored("compulsory_trackstep", Did("by_id", "at")),
    Function("access.corrects_the_same()", "trigger", CORRECTS, to=NOBODY),
    Trigger(
        "compulsory_trackstep_corrects", "compulsory_trackstep", "before insert", "access.corrects_the_same"
    ),
    AppendOnly("compulsory_trackstep"),
]
