"""Väggarna kring frågorna: those who follow the whole read, those who lead or follow up write, and what is written stands.

Nothing here is about a person. What a question says is kept from others all the same: it tells how a unit of few is doing.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles

from .words import Kind

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
MOVES = f"""
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if new.closed_at is not null and old.closed_at is null and (old.owner_id is distinct from {ME}
      or exists (select from inquiries_line l where l.inquiry_id = new.id and l.kind in ('{Kind.HYPOTHESIS}', '{Kind.ACTION}')
        and not exists (select from inquiries_line a where a.about_id = l.id))
      or not exists (select from inquiries_line l where l.inquiry_id = new.id and l.kind = '{Kind.FINDING}')) then
    raise exception 'samtid: closed by its owner, with everything answered' using errcode = 'insufficient_privilege';
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
    Trigger("inquiries_inquiry_moves", "inquiries_inquiry", "before update", "access.inquiry_moves"),
    Wall("inquiries_line", READS, write=f"{WRITES} and {OPEN}"),
    Authored("inquiries_line", Did("by_id", "at")),
    AppendOnly("inquiries_line"),
    Function("access.inquiry_answers()", "trigger", ANSWERS, to=NOBODY, is_owners=False),
    Trigger("inquiries_line_answers", "inquiries_line", "before insert", "access.inquiry_answers"),
]
