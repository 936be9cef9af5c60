"""Väggarna kring förslagen: a box that nobody reads, emptied and shaken every night; what comes out names nobody.

What is said lies in ``improvement_box``. No log-in reads it. When the day is over whoever asks (the worker, or
a command) has it emptied: every row gets a new key by chance, is put in by lot in one transaction, and keeps its day. So
neither the key, nor the order of the rows, nor PostgreSQL's own numbers of transactions say who wrote among those that
were at work that day. The columns are granted one by one, since a whole table's right brings those numbers along.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.access.walling.parts import columns_of
from samtid.base.organisation import roles
from samtid.ground.law.own import Own

from .models import Author, Idea, Line, Programme, Trial, Verdict
from .words import Turn

STEERS = f"(select access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}]))"
LOOKS_AFTER = f"(select access.has_role(array[{roles.in_sql(roles.LOOKS_AFTER_IDEAS)}]))"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
MINE = "(select access.my_ideas())::uuid[]"
OWNED = f"exists (select from improvement_idea i where i.id = idea_id and i.owner_id = {ME})"
SEEN = "exists (select from improvement_idea i where i.id = idea_id)"


def works_in(unit: str) -> str:
    """Whether the one who acts works in that unit today."""
    return (
        f"exists (select from organisation_membership m where m.staff_id = {ME} and m.unit_id = {unit} "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"
    )


MY_IDEAS = """
begin
  return array(select a.idea_id from improvement_author a where a.staff_id = access.me());
end
"""

SAY = """
declare who int := access.me();
begin
  perform access.require(array['web', 'command', 'portal']);
  insert into improvement_box (id, kind, said_on, step, page, text, better, gains, origin, may_name, receipt, named_id,
      apart_why)
    values (gen_random_uuid(), 'idea', (access.at() at time zone 'Europe/Stockholm')::date, said->>'step',
      case when said->>'page' ~ '^[a-z_]{1,30}:[a-z_]{1,40}$' then said->>'page' else '' end,
      said->>'text', coalesce(said->>'better', ''), said->>'gains', said->>'origin', (said->>'may_name')::boolean,
      coalesce(encode(sha256(convert_to(said->>'receipt', 'UTF8')), 'hex'), ''),
      case when (said->>'is_named')::boolean then who end, left(coalesce(said->>'apart_why', ''), 120));
end
"""

# By the one who has the receipt: more to say, or how it became. In the box too, and so without a moment.
SAY_MORE = """
declare held improvement_receipt; one improvement_idea;
begin
  perform access.require(array['web', 'command', 'portal']);
  select * into held from improvement_receipt r where r.code = encode(sha256(convert_to(wanted, 'UTF8')), 'hex');
  if not found or wanted_kind not in ('more', 'better', 'worse') then return false; end if;
  select * into one from improvement_idea i where i.id = access.main_idea(held.idea_id);
  if wanted_kind <> 'more' then
    if held.has_judged or one.state <> 'done' then return false; end if;
    update improvement_receipt set has_judged = true where id = held.id;
  end if;
  insert into improvement_box (id, kind, said_on, step, page, text, better, gains, origin, may_name, receipt, apart_why, about)
    values (gen_random_uuid(), wanted_kind, (access.at() at time zone 'Europe/Stockholm')::date, one.step, '', said, '',
      case when held.by_staff then 'staff' else 'citizens' end, one.origin, named, '', '', one.id);
  return true;
end
"""

MAIN = """
declare one uuid := wanted; next uuid;
begin
  for step in 1..50 loop
    select i.same_as_id into next from improvement_idea i where i.id = one;
    exit when next is null;
    one := next;
  end loop;
  return one;
end
"""

# Only what was said on a day that is over, so that whoever asks for it, and how often, learns no more than the day.
EMPTY = f"""
declare today date := {TODAY}; days int; moved int;
begin
  perform access.require(array['web', 'command', 'worker']);
  select n.number into days from organisation_ownnumber n where n.key = '{Own.IDEA_ANSWER}' and n.valid_from <= today
    and (n.valid_to is null or n.valid_to >= today) order by n.valid_from desc limit 1;
  with taken as (delete from improvement_box where said_on < today returning *),
  shaken as materialized (select gen_random_uuid() as new_id, t.* from taken t order by random()),
  ideas as (
    insert into improvement_idea (id, step, page, text, better, gains, origin, may_name, said_on, state, answer_by, title,
        shown, is_public, is_apart, apart_why, turns)
      select s.new_id, s.step, s.page, s.text, s.better, s.gains, s.origin, s.may_name, s.said_on, 'waiting',
        s.said_on + days, '', '', false, s.apart_why <> '', s.apart_why, 0
      from shaken s where s.kind = 'idea' order by random()),
  authors as (
    insert into improvement_author (id, idea_id, staff_id, is_first)
      select gen_random_uuid(), s.new_id, s.named_id, true from shaken s where s.kind = 'idea' and s.named_id is not null
      order by random()),
  receipts as (
    insert into improvement_receipt (id, idea_id, code, has_judged, by_staff)
      select gen_random_uuid(), s.new_id, s.receipt, false, s.origin <> 'open' from shaken s
      where s.kind = 'idea' and s.receipt <> '' order by random()),
  more as (
    insert into improvement_line (id, idea_id, kind, state, said, day, turn, is_public)
      select gen_random_uuid(), s.about, 'more', '', s.text, s.said_on, i.turns, false
      from shaken s join improvement_idea i on i.id = s.about where s.kind = 'more' order by random()),
  verdicts as (
    insert into improvement_verdict (id, idea_id, whose, is_better, how, day)
      select gen_random_uuid(), s.about, s.gains, s.kind = 'better', '', s.said_on
      from shaken s where s.kind in ('better', 'worse') order by random())
  select count(*) into moved from shaken;
  return moved;
end
"""

# What the one with the receipt reads: what was answered, never what was written, since somebody else may hold the paper.
OF_RECEIPT = """
declare hashed text := encode(sha256(convert_to(wanted, 'UTF8')), 'hex'); held improvement_receipt; one improvement_idea;
begin
  perform access.require(array['web', 'command', 'portal']);
  select * into held from improvement_receipt r where r.code = hashed;
  if not found then
    return case when exists (select from improvement_box b where b.receipt = hashed and b.kind = 'idea')
      then jsonb_build_object('state', 'box') end;
  end if;
  select * into one from improvement_idea i where i.id = access.main_idea(held.idea_id);
  return jsonb_build_object('state', one.state, 'answer_by', one.answer_by, 'answered_on', one.answered_on,
    'title', one.title, 'public', case when one.is_public then one.id end, 'is_merged', one.id <> held.idea_id,
    'may_judge', one.state = 'done' and not held.has_judged,
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'said', l.said, 'day', l.day)
        order by l.day, l.turn, l.kind), '[]')
      from improvement_line l where l.idea_id = one.id and l.kind in ('answer', 'progress', 'trial', 'result')));
end
"""

# How the promise is kept and how many of the hundred are done: numbers, for everybody to read.
FIGURES = f"""
declare today date := {TODAY}; told jsonb;
begin
  select jsonb_build_object(
      'kept', count(*) filter (where i.answered_on <= i.answer_by),
      'late', count(*) filter (where coalesce(i.answered_on, today) > i.answer_by),
      'waiting', count(*) filter (where i.answered_on is null and i.answer_by >= today),
      'usual', percentile_disc(0.5) within group (order by i.answered_on - i.said_on))
    into told from improvement_idea i
    where i.answer_by is not null and i.state not in ('spam', 'merged') and extract(year from i.said_on) = wanted;
  told := told || coalesce((select jsonb_build_object('target_staff', p.staff, 'target_citizens', p.citizens, 'minute', p.minute)
    from improvement_programme p where p.year = wanted order by p.at desc limit 1), jsonb_build_object());
  return told || (select jsonb_build_object(
      'staff', count(*) filter (where d.gains = 'staff' and d.is_verified),
      'citizens', count(*) filter (where d.gains = 'citizens' and d.is_verified),
      'staff_done', count(*) filter (where d.gains = 'staff'), 'citizens_done', count(*) filter (where d.gains = 'citizens'))
    from (select i.gains, (select count(*) filter (where v.is_better) > count(*) filter (where not v.is_better)
        from improvement_verdict v where v.idea_id = i.id and v.whose = i.gains) as is_verified
      from improvement_idea i where i.state = 'done' and extract(year from i.done_on) = wanted) d);
end
"""

# Who may change what of an idea, beside that the row is theirs to see.
MOVES = f"""
declare kept text[];
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if new.answered_on is distinct from old.answered_on and (old.answered_on is not null or new.answered_on <> {TODAY})
    or new.done_on is not null and new.done_on is distinct from old.done_on and new.done_on <> {TODAY}
    or new.turns <> old.turns + 1 then
    raise exception 'samtid: answered once, on the day it is' using errcode = 'insufficient_privilege';
  end if;
  if access.has_role(array[{roles.in_sql(roles.LOOKS_AFTER_IDEAS)}]) then return new; end if;
  if access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}])
    and (new.is_apart, new.apart_why, new.same_as_id) is not distinct from (old.is_apart, old.apart_why, old.same_as_id)
    and new.state not in ('spam', 'merged') and old.state not in ('spam', 'merged') then
    return new;
  end if;
  kept := array['state', 'next_on', 'done_on', 'turns'];
  if old.owner_id = access.me() and old.state in ('planned', 'trying', 'done', 'failed')
    and new.state in ('planned', 'trying', 'done', 'failed') and to_jsonb(new) - kept = to_jsonb(old) - kept then
    return new;
  end if;
  kept := array['state', 'next_on', 'unit_id', 'owner_id', 'turns'];
  if old.state in ('waiting', 'planned', 'trying') and new.state = 'trying' and {works_in("new.unit_id")}
    and (new.owner_id is not distinct from old.owner_id or old.owner_id is null and new.owner_id = access.me())
    and to_jsonb(new) - kept = to_jsonb(old) - kept then
    return new;
  end if;
  raise exception 'samtid: an idea is answered by those who steer, and moved on by its owner or a team that tries'
    using errcode = 'insufficient_privilege';
end
"""

IS_TODAY = f"""
begin
  if current_user <> pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid))
    and to_jsonb(new)->>tg_argv[0] <> ({TODAY})::text then
    raise exception 'samtid: on the day it is' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WALLS = [
    Wall("improvement_box", "false", verbs="select (id)"),
    Wall("improvement_receipt", "false", verbs="select (id)"),
    Wall(
        "improvement_idea",
        f"is_public or ({ME} is not null and ({STEERS} or owner_id = {ME} or id = any ({MINE})))",
        write=f"{ME} is not null",
        verbs=f"select ({columns_of(Idea)})",
        columns=[
            *(
                "state",
                "title",
                "shown",
                "is_public",
                "is_apart",
                "apart_why",
                "unit_id",
                "owner_id",
                "next_on",
            ),
            *("done_on", "same_as_id", "turns", "gains", "step", "answered_on", "may_name"),
        ],
    ),
    Function("access.idea_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Trigger("improvement_idea_moves", "improvement_idea", "before update", "access.idea_moves"),
    # by name, and by themselves: nobody signs for another, and only the box says who was first
    Wall(
        "improvement_author",
        f"{ME} is not null and {SEEN}",
        write=f"staff_id = {ME} and not is_first and {SEEN}",
        verbs=f"select ({columns_of(Author)}), insert",
    ),
    AppendOnly("improvement_author"),
    Wall(
        "improvement_line",
        f"({ME} is not null or is_public) and {SEEN}",
        # what everybody reads is said by those who answer, who have it in hand, or who try
        write=f"by_id = {ME} and {SEEN} and (not is_public or {STEERS} or {OWNED} "
        f"or kind in ('{Turn.TRIAL}', '{Turn.RESULT}'))",
        verbs=f"select ({columns_of(Line)}), insert",
    ),
    AppendOnly("improvement_line"),
    Authored("improvement_line", Did("by_id")),
    Wall(
        "improvement_trial",
        SEEN,
        write=f"{ME} is not null and {SEEN} and ({STEERS} or {works_in('improvement_trial.unit_id')})",
        verbs=f"select ({columns_of(Trial)}), insert",
        columns=["before", "after", "effect", "told", "ended_on", "ended_by_id"],
    ),
    AppendOnly("improvement_trial", unless="old.ended_on is null"),
    Authored("improvement_trial", Did("by_id"), then=[Did("ended_by_id")]),
    Wall(
        "improvement_verdict",
        f"{ME} is not null and {SEEN}",
        write=f"by_id = {ME} and {SEEN} and not {OWNED}",
        verbs=f"select ({columns_of(Verdict)}), insert",
    ),
    AppendOnly("improvement_verdict"),
    Authored("improvement_verdict", Did("by_id")),
    Wall(
        "improvement_programme", STEERS, write=LOOKS_AFTER, verbs=f"select ({columns_of(Programme)}), insert"
    ),
    AppendOnly("improvement_programme"),
    Authored("improvement_programme", Did("by_id", "at")),
    Function("access.my_ideas()", "uuid[]", MY_IDEAS, volatility="stable"),
    Function("access.main_idea(wanted uuid)", "uuid", MAIN, volatility="stable", to=NOBODY),
    Function("access.say_idea(said jsonb)", "void", SAY),
    Function(
        "access.say_more_of_idea(wanted text, wanted_kind text, said text, named bool)", "boolean", SAY_MORE
    ),
    Function("access.empty_idea_box()", "int", EMPTY, to=("app", "worker")),
    Function("access.idea_of_receipt(wanted text)", "jsonb", OF_RECEIPT, volatility="stable"),
    Function("access.idea_figures(wanted int)", "jsonb", FIGURES, volatility="stable"),
]
