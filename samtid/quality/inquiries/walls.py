"""Väggarna kring frågorna: those who follow the whole read, those who lead or follow up write, and what is written stands.

Nothing here is about a person. What a question says is kept from others all the same: it tells how a unit of few is doing.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles

from .words import Kind, Result

READS = f"{ME} is not null and (select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
WRITES = f"(select access.has_role(array[{roles.in_sql(roles.INQUIRES)}]))"
OPEN = "exists (select from inquiries_inquiry i where i.id = inquiry_id and i.closed_at is null)"

# A row answers one of the same question, and of the kind that it answers; a closed question is closed by whoever owns it.
ANSWERS = f"""
declare of_kind text;
begin
  if new.about_id is not null then
    select l.kind into of_kind from inquiries_line l where l.id = new.about_id and l.inquiry_id = new.inquiry_id;
  end if;
  if of_kind is distinct from (case new.kind when '{Kind.WEIGHED}' then '{Kind.HYPOTHESIS}'
      when '{Kind.DONE}' then '{Kind.ACTION}' when '{Kind.DROPPED}' then '{Kind.ACTION}' end) then
    raise exception 'samtid: a row answers a cause or an action of its own question' using errcode = 'check_violation';
  end if;
  return new;
end
"""
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
HAS = "exists (select from inquiries_line l where l.inquiry_id = new.id and l.kind"
UNANSWERED = f"""{HAS} in ('{Kind.HYPOTHESIS}', '{Kind.ACTION}')
        and not exists (select from inquiries_line a where a.about_id = l.id))"""
# What the rules ask (rules.py), asked once more of whoever comes by another way.
LOOKED = f"""{HAS} = '{Kind.LOOKED}'
        and (l.at at time zone 'Europe/Stockholm')::date >= new.look_again_on)"""
WHOLE = f"""new.result = '{Result.MISTAKE}' or {HAS} = '{Kind.HYPOTHESIS}') and {HAS} = '{Kind.FINDING}') and not {UNANSWERED}
      and (new.result = '{Result.EXPLAINED}' or {HAS} = '{Kind.DONE}') and {LOOKED})"""
LEFT = f"""not exists (select from organisation_membership m where m.staff_id = old.owner_id
        and m.role in ({roles.in_sql(roles.INQUIRES)}) and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"""
MOVES = f"""
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if tg_op = 'INSERT' then
    if new.closed_at is not null then
      raise exception 'samtid: a question begins open' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.closed_at is not null and old.closed_at is null and (old.owner_id is distinct from {ME} or not ({WHOLE})) then
    raise exception 'samtid: closed by its owner, with everything answered' using errcode = 'insufficient_privilege';
  end if;
  if (new.owner_id, new.look_again_on) is distinct from (old.owner_id, old.look_again_on)
      and not ({ME} in (old.owner_id, old.asked_by_id) or access.has_role(array[{roles.in_sql(roles.LOOKS_AFTER_IDEAS)}]) or {LEFT}) then
    raise exception 'samtid: moved by whose it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WALLS = [
    Wall(
        "inquiries_inquiry",
        READS,
        write=WRITES,
        verbs="select, insert",
        columns=["owner_id", "look_again_on", "result", "closed_at", "closed_by_id"],
    ),
    Authored("inquiries_inquiry", Did("asked_by_id", "asked_at"), then=[Did("closed_by_id", "closed_at")]),
    AppendOnly("inquiries_inquiry", unless="old.closed_at is null"),
    Function("access.inquiry_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Trigger(
        "inquiries_inquiry_moves", "inquiries_inquiry", "before insert or update", "access.inquiry_moves"
    ),
    Wall("inquiries_line", READS, write=f"{WRITES} and {OPEN}"),
    Authored("inquiries_line", Did("by_id", "at")),
    AppendOnly("inquiries_line"),
    Function("access.inquiry_answers()", "trigger", ANSWERS, to=NOBODY, is_owners=False),
    Trigger("inquiries_line_answers", "inquiries_line", "before insert", "access.inquiry_answers"),
]
