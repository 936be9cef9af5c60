"""Väggarna kring frånvaron: why and where lie in the case; the units learn, by the database's own hand, that the person is away."""

from __future__ import annotations

from samtid.base.access.logins import OWNER
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

from .rules import WRITES
from .words import Event

# A step lies in the case of its stay, whatever was said.
FOLLOWS = """
begin
  select s.case_id into new.case_id from hospital_stay s where s.id = new.stay_id;
  return new;
end
"""
# Written by who holds cases, while it counts; a correction is of the same stay and the same kind.
WRITTEN = f"""
begin
  if not access.has_role(array[{roles.in_sql(WRITES.roles)}]) then
    raise exception 'samtid: hospital_staystep: written by who holds cases' using errcode = 'insufficient_privilege';
  end if;
  if not isfinite(new.happened_on) or not isfinite(coalesce(new.until, new.happened_on)) then
    raise exception 'samtid: hospital_staystep: no day that a page can show' using errcode = 'check_violation';
  end if;
  if exists (select from hospital_stay s where s.id = new.stay_id and s.annulled_at is not null) then
    raise exception 'samtid: hospital_staystep: the stay never was' using errcode = 'insufficient_privilege';
  end if;
  if new.corrects_id is not null and not exists (select from hospital_staystep s where s.id = new.corrects_id
      and s.stay_id = new.stay_id and s.kind = new.kind and not s.is_withdrawn) then
    raise exception 'samtid: hospital_staystep: what is corrected is another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""
# The stay is noted by who holds cases.
OPENS = f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if not access.has_role(array[{roles.in_sql(WRITES.roles)}]) then
    raise exception 'samtid: hospital_stay: written by who holds cases' using errcode = 'insufficient_privilege';
  end if;
  if not isfinite(new.first_at) or not isfinite(coalesce(new.back_at, new.first_at)) or not isfinite(coalesce(new.ended_on, current_date)) then
    raise exception 'samtid: hospital_stay: no day that a page can show' using errcode = 'check_violation';
  end if;
  return new;
end
"""
# Every service of the person that goes on, in the cases that the writer holds: that nobody is there, and until when. What was
# told once is kept in step whoever writes next, also where the case has been sealed or moved meanwhile.
TELLS = """
begin
  if tg_op = 'INSERT' then
    insert into services_away (id, case_id, compartment_id, is_sealed, provider_id, service_id, about, first_at, back_at,
        is_void, noted_at, changed_at)
      select gen_random_uuid(), s.case_id, s.compartment_id, s.is_sealed, s.provider_id, s.id, new.id, new.first_at, new.back_at,
        false, new.opened_at, new.opened_at
      from services_service s join dossier_case c on c.id = new.case_id join dossier_dossier d on d.id = c.dossier_id
      where s.person_id = d.person_id and s.ended_at is null and (s.case_id = new.case_id or access.may_see_case(s.case_id));
  else
    update services_away a set first_at = new.first_at, back_at = new.back_at, is_void = new.annulled_at is not null,
        changed_at = coalesce(access.at(), new.annulled_at, new.opened_at)
      where a.about = new.id and (a.first_at, a.back_at, a.is_void)
        is distinct from (new.first_at, new.back_at, new.annulled_at is not null);
  end if;
  return null;
end
"""

SAID = Told(
    "hospital",
    list(Event),
    done={
        Event.OPENED: done("hospital_stay", "opened_at", "opened_by_id"),
        **{
            event: done("hospital_staystep", "at", "by_id")
            for event in (Event.STEP, Event.CORRECTED, Event.WITHDRAWN)
        },
        Event.ANNULLED: done("hospital_stay", "annulled_at", "annulled_by_id"),
    },
)

WALLS = [
    SAID,
    Wall(
        "hospital_stay",
        IN_CASE,
        columns=["first_at", "back_at", "ended_on", "annulled_at", "annulled_by_id", "annulled_why"],
    ),
    Authored("hospital_stay", Did("opened_by_id", "opened_at"), [Did("annulled_by_id", "annulled_at")]),
    Sealed("hospital_stay"),
    AppendOnly("hospital_stay", unless="old.annulled_at is null"),
    Function("access.stay_opened()", "trigger", OPENS, to=NOBODY, is_owners=False),
    Trigger("hospital_stay_opened", "hospital_stay", "before insert or update", "access.stay_opened"),
    Function("access.stay_told()", "trigger", TELLS, to=NOBODY),
    Trigger(
        "hospital_stay_told",
        "hospital_stay",
        "after insert or update of first_at, back_at, annulled_at",
        "access.stay_told",
    ),
    Function("access.follow_stay()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "hospital_staystep_follows_stay",
        "hospital_staystep",
        "before insert or update of case_id, stay_id",
        "access.follow_stay",
    ),
    Sealed("hospital_staystep"),
    Wall("hospital_staystep", IN_CASE),
    Authored("hospital_staystep", Did("by_id", "at")),
    Function("access.stay_written()", "trigger", WRITTEN, to=NOBODY),
    Trigger("hospital_staystep_written", "hospital_staystep", "before insert", "access.stay_written"),
    AppendOnly("hospital_staystep"),
]
