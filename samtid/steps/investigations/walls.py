"""Väggarna kring utredningen, and the one thing that others may know across them."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Authored, Did, Function, Sealed, Told, Wall, done
from samtid.base.access.walling.conditions import IN_CASE
from samtid.ground.law import children

from .words import Event

# SoL 20:2: no decision is needed while an investigation is open, so whoever holds a case about a person may
# know that another unit is already investigating, and where; nothing else. Not when the person is protected.
ONGOING = """
begin
  if not access.has_stood(wanted) then return; end if;
  return query
    select i.id, i.compartment_id, c.caseworker_id, i.opened_at
    from investigations_investigation i
      join dossier_case c on c.id = i.case_id
      join dossier_case mine on mine.dossier_id = c.dossier_id
    where mine.id = wanted and i.closed_at is null
      and (not i.is_sealed or access.may_see_case(c.id))
    order by i.opened_at limit 1;
end
"""

# As ``ongoing_investigation``: that one ended lately, where and when; nothing of what was in it. Whoever opens anew
# must know that four months have just been used (SoL 20:3), and that a child may be followed for six (SoL 23:5); nothing from
# before that. Not when the person is protected.
LATELY = """
begin
  if not access.has_stood(wanted) then return; end if;
  return query
    select i.id, i.compartment_id, i.closed_at, i.concerns_child
    from investigations_investigation i
      join dossier_case c on c.id = i.case_id
      join dossier_case mine on mine.dossier_id = c.dossier_id
    where mine.id = wanted and i.closed_at >= greatest(since, access.at() - interval '7 months')
      and (not i.is_sealed or access.may_see_case(c.id))
    order by i.closed_at desc limit 1;
end
"""

# A child's situation is no longer followed when a new investigation begins (SoL 23:5), also where the one who opens
# it has no key to the former case. Does nothing unless such an investigation is open. Tells nothing, and says in those
# diaries what the database says.
END_MONITORING = f"""
declare file uuid := (select dossier_id from dossier_case where id = wanted); followed uuid[];
begin
  if access.me() is null or not access.may_see_case(wanted) or not exists (
      select 1 from investigations_investigation i join dossier_case c on c.id = i.case_id
      where c.dossier_id = file and i.closed_at is null) then
    return;
  end if;
  with ended as (
    update dossier_clock k set stopped_at = access.at() from dossier_case c
      where c.id = k.case_id and c.dossier_id = file and k.rule = 'CH-07' and k.stopped_at is null
      returning k.case_id)
  select array_agg(distinct case_id) into followed from ended;
  insert into dossier_event (id, case_id, verb, said, law, at, by_id)
    select gen_random_uuid(), one, '{Event.MONITORED.value}', '{Event.MONITORED.label}', '{children.MONITORING.citation}',
      access.at(), access.me() from unnest(followed) one;
  update dossier_case c set closed_at = access.at()
    where c.id = any (followed) and c.closed_at is null and c.closing_reason <> ''
      and not exists (select 1 from dossier_clock k where k.case_id = c.id and k.stopped_at is null and k.rule <> 'AD-03');
end
"""

WALLS = [
    Told(
        "investigations",
        list(Event),
        done={
            Event.OPENED: done("investigations_investigation", "opened_at", "opened_by_id"),
            Event.CLOSED: done("investigations_investigation", "closed_at", "closed_by_id"),
            Event.INFORMED_CORRECTED: done("investigations_informedcorrection", "at", "by_id"),
            Event.FINDING_ADDED: done("investigations_finding", "at", "by_id"),
            Event.FINDING_CORRECTED: done(
                "investigations_finding", "at", "by_id", "t.corrects_id is not null"
            ),
            Event.CHILD_HEARD: done("investigations_childvoice", "at", "by_id", "t.heard_at is not null"),
            Event.CHILD_NOT_HEARD: done("investigations_childvoice", "at", "by_id", "t.heard_at is null"),
            Event.PROPOSED: done("investigations_proposal", "at", "by_id"),
        },
    ),
    Wall(
        "investigations_investigation",
        IN_CASE,
        columns=[
            *("plan", "informed_at", "informed_how", "not_informed_reason"),
            *("closed_at", "closed_by_id", "outcome", "closing_reason"),
            *("version", "changed_at", "changed_by_id"),
        ],
    ),
    # why they wait is only added to; when they were told is written once, and a correction of this very moment says what
    # stood there and why
    AppendOnly(
        "investigations_investigation",
        unless="old.closed_at is null and starts_with(new.not_informed_reason, old.not_informed_reason) and (old.informed_at is null "
        "or (new.informed_at, new.informed_how) is not distinct from (old.informed_at, old.informed_how) "
        "or exists (select from investigations_informedcorrection c where c.investigation_id = old.id "
        "and (c.was, c.how_was) = (old.informed_at, old.informed_how) and c.became is not distinct from new.informed_at "
        "and c.how_became = new.informed_how and c.at = access.at() and c.by_id = access.me()))",
    ),
    Wall("investigations_informedcorrection", IN_CASE),
    AppendOnly("investigations_informedcorrection"),
    Authored(
        "investigations_informedcorrection",
        Did("by_id", "at", "by_title"),
        [Did(at="became", earlier=True)],
    ),
    Sealed("investigations_informedcorrection"),
    Wall("investigations_finding", IN_CASE),
    AppendOnly("investigations_finding"),
    Wall("investigations_childvoice", IN_CASE),
    AppendOnly("investigations_childvoice"),
    Wall(
        "investigations_proposal",
        IN_CASE,
        columns=[
            *("communicated_at", "communicated_how", "answer_by", "not_communicated_reason"),
            *("answered_at", "answer"),
        ],
    ),
    AppendOnly("investigations_proposal", unless="old.answered_at is null"),
    Authored(
        "investigations_investigation",
        Did("opened_by_id", "opened_at"),
        [
            Did("closed_by_id", "closed_at"),
            Did("changed_by_id", "changed_at"),
            Did(at="informed_at", earlier=True),
        ],
    ),
    Authored("investigations_finding", Did("by_id", "at", "by_title"), [Did(at="obtained_at", earlier=True)]),
    Authored("investigations_childvoice", Did("by_id", "at", "by_title"), [Did(at="heard_at", earlier=True)]),
    Authored(
        "investigations_proposal",
        Did("by_id", "at", "by_title"),
        [Did(at="communicated_at", earlier=True), Did(at="answered_at", earlier=True)],
    ),
    Sealed("investigations_investigation"),
    Sealed("investigations_finding"),
    Sealed("investigations_childvoice"),
    Sealed("investigations_proposal"),
    Function(
        "access.ongoing_investigation(wanted uuid)",
        "table (investigation uuid, compartment bigint, caseworker bigint, opened timestamptz)",
        ONGOING,
        volatility="stable",
    ),
    Function(
        "access.lately_investigated(wanted uuid, since timestamptz)",
        "table (investigation uuid, compartment bigint, ended timestamptz, childs boolean)",
        LATELY,
        volatility="stable",
    ),
    Function(
        "access.end_monitoring(wanted uuid)",
        "void",
        END_MONITORING,
    ),
]
