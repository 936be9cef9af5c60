"""Telefonens dörrar: what a slip opens, what it may write and vote, and what a receipt is answered with."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function

from ..words import Deed, Kept, StepKind

MOST_NOTES = 100  # of one seat in one step: a slip that somebody else has found drowns nobody
# Eighty phones behind one address make mistakes; a machine makes more. By address, and in all.
WRONG_HERE, WRONG_IN_ALL = 3000, 200_000
WRONG_BESIDES = (
    20  # when it is too much in all, only those who have been wrong so often themselves are shut out
)
HASH = "encode(sha256(convert_to({}, 'UTF8')), 'hex')"

# The workshop that a word opens now: begun, not ended, and not after its last day.
OPENED = f"""
declare today date := (access.at() at time zone 'Europe/Stockholm')::date; found uuid;
begin
  select w.id into found from workshops_seat s join workshops_workshop w on w.id = s.workshop_id
    where s.word = {HASH.format("held")} and w.begun_at is not null and w.ended_at is null
      and today <= (select max(p.day) from workshops_step p where p.workshop_id = w.id);
  return found;
end
"""

COUNT_TRY = """
begin
  delete from workshops_try t where t.hour < date_trunc('hour', access.at()) - interval '1 hour';
  insert into workshops_try (id, source, hour, count) values (gen_random_uuid(), left(place, 64), date_trunc('hour', access.at()), 1)
    on conflict (source, hour) do update set count = workshops_try.count + 1;
end
"""

IS_SHUT = f"""
declare here int := coalesce((select t.count from workshops_try t
  where t.source = place and t.hour = date_trunc('hour', access.at())), 0);
begin
  return here >= {WRONG_HERE} or here >= {WRONG_BESIDES} and coalesce((select sum(t.count) >= {WRONG_IN_ALL}
      from workshops_try t where t.hour = date_trunc('hour', access.at())), false);
end
"""

# Only what was wrong is counted: eighty who get it right are never too many, nor those who come before it has begun.
SIT = f"""
declare one workshops_workshop;
begin
  perform access.require(array['web', 'command', 'portal']);
  if access.workshop_is_shut(place) then return 'shut'; end if;
  if access.workshop_opened(held) is not null then return 'open'; end if;
  select w.* into one from workshops_seat s join workshops_workshop w on w.id = s.workshop_id
    where s.word = {HASH.format("held")};
  if one.id is not null then return case when one.begun_at is null then 'early' else 'over' end; end if;
  perform access.count_workshop_try(place);
  return 'wrong';
end
"""

# A theme's votes with those of what was merged into it, as the screen adds them.
WHOLE = "(select sum(o.votes) from workshops_theme o where t.id in (o.id, o.into_id))"

# What the phone shows: the step, its own votes left, its own group's notes. No name of anybody.
SEES = f"""
declare one workshops_workshop; seat workshops_seat; here workshops_step; wanted uuid := access.workshop_opened(held);
begin
  perform access.require(array['web', 'command', 'portal']);
  if wanted is null then return null; end if;
  select * into one from workshops_workshop w where w.id = wanted;
  select * into seat from workshops_seat s where s.word = {HASH.format("held")};
  select * into here from workshops_step p where p.id = one.now_id;
  return jsonb_build_object('name', one.name, 'since', one.since, 'step', here.id, 'kind', here.kind,
    'question', here.question, 'minutes', here.minutes, 'votes', here.votes, 'left', greatest(here.votes - seat.spent, 0),
    'group', (select g.number from workshops_group g where g.id = seat.group_id),
    'track', (select g.track from workshops_group g where g.id = seat.group_id),
    'themes', case when here.kind in ('{StepKind.VOTE}', '{StepKind.DISCUSS}') then
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'votes', {WHOLE}) order by
          case when here.kind = '{StepKind.DISCUSS}' then -{WHOLE} end, t.name, t.id), '[]')
        from workshops_theme t where t.workshop_id = wanted and t.into_id is null) else '[]' end,
    'notes', case when here.kind in ('{StepKind.READ}', '{StepKind.CLUSTER}', '{StepKind.DISCUSS}') then
      (select coalesce(jsonb_agg(n.text order by n.id), '[]') from workshops_note n
        where n.workshop_id = wanted and not n.is_hidden and n.group_id is not distinct from seat.group_id) else '[]' end);
end
"""

# One note, once: the key that the phone made is what it is called. A late one is taken, for a step that has been.
# The workshop's row is held first and the seat's after it, here as when the host moves on.
WRITES = f"""
declare one workshops_workshop; seat workshops_seat; asked workshops_step; now_on workshops_step; hashed text := {HASH.format("key")};
  open_one uuid := access.workshop_opened(held);
begin
  perform access.require(array['web', 'command', 'portal']);
  if open_one is null then return '{Kept.GONE}'; end if;
  select * into one from workshops_workshop w where w.id = open_one for share;
  select * into seat from workshops_seat s where s.word = {HASH.format("held")} for update;
  if exists (select from workshops_box b where b.code = hashed and b.text <> said) then return '{Kept.OTHER}'; end if;
  if exists (select from workshops_box b where b.code = hashed)
    or exists (select from workshops_receipt r where r.code = hashed) then return '{Kept.ALREADY}'; end if;
  if one.ended_at is not null then return '{Kept.GONE}'; end if;
  select * into asked from workshops_step p where p.id = wanted and p.workshop_id = one.id and p.kind = '{StepKind.WRITE}';
  select * into now_on from workshops_step p where p.id = one.now_id;
  if asked.id is null or (asked.day, asked.starts) > (now_on.day, now_on.starts) then return '{Kept.CLOSED}'; end if;
  if seat.written + seat.late >= {MOST_NOTES} then return '{Kept.MANY}'; end if;
  insert into workshops_box (id, workshop_id, step_id, group_id, text, may_name, code)
    values (gen_random_uuid(), one.id, asked.id, seat.group_id, said, named, hashed);
  update workshops_seat set written = written + (asked.id = one.now_id)::int, late = late + (asked.id <> one.now_id)::int
    where id = seat.id;
  return '{Kept.KEPT}';
end
"""

# One vote, once. How many are left is counted here, so that no page and no crowd can give one more.
VOTES = f"""
declare one workshops_workshop; seat workshops_seat; asked workshops_step; hashed text := {HASH.format("key")};
  open_one uuid := access.workshop_opened(held);
begin
  perform access.require(array['web', 'command', 'portal']);
  if open_one is null then return '{Kept.GONE}'; end if;
  select * into one from workshops_workshop w where w.id = open_one for share;
  select * into seat from workshops_seat s where s.word = {HASH.format("held")} for update;
  if exists (select from workshops_box b where b.code = hashed and b.theme_id is distinct from chosen) then return '{Kept.OTHER}'; end if;
  if exists (select from workshops_box b where b.code = hashed)
    or exists (select from workshops_receipt r where r.code = hashed) then return '{Kept.ALREADY}'; end if;
  select * into asked from workshops_step p where p.id = wanted and p.id = one.now_id and p.kind = '{StepKind.VOTE}';
  if asked.id is null or one.ended_at is not null or not exists (select from workshops_theme t
      where t.id = chosen and t.workshop_id = one.id and t.into_id is null) then return '{Kept.CLOSED}'; end if;
  if seat.spent >= asked.votes then return '{Kept.SPENT}'; end if;
  insert into workshops_box (id, workshop_id, step_id, theme_id, text, may_name, code)
    values (gen_random_uuid(), one.id, asked.id, chosen, '', false, hashed);
  update workshops_seat set spent = spent + 1 where id = seat.id;
  return '{Kept.KEPT}';
end
"""

# What became of one's own note, when it is over and nothing is sorted any more: else one who holds another's receipt could move
# notes about, ask again and so find hers. Never what was written.
OF_NOTE = f"""
declare held_one workshops_receipt; one workshops_note; under workshops_theme; hashed text := {HASH.format("key")};
begin
  perform access.require(array['web', 'command', 'portal']);
  if access.workshop_is_shut(place) then return jsonb_build_object('state', 'shut'); end if;
  select * into held_one from workshops_receipt r where r.code = hashed;
  if held_one.id is null then
    if exists (select from workshops_box b where b.code = hashed) then return jsonb_build_object('state', 'box'); end if;
    perform access.count_workshop_try(place);
    return null;
  end if;
  if held_one.note_id is null then return jsonb_build_object('state', 'vote'); end if;
  select * into one from workshops_note n where n.id = held_one.note_id;
  if not exists (select from workshops_workshop w where w.id = one.workshop_id and w.ended_at is not null) then
    return jsonb_build_object('state', 'out');
  end if;
  select * into under from workshops_theme t where t.id = one.theme_id;
  if under.into_id is not null then select * into under from workshops_theme t where t.id = under.into_id; end if;
  return jsonb_build_object('state', case when under.id is null then 'loose' else 'theme' end, 'theme', under.name,
    'workshop', (select w.name from workshops_workshop w where w.id = one.workshop_id),
    'votes', (select sum(t.votes) from workshops_theme t where t.id = under.id or t.into_id = under.id), 'proposal', (select p.title from workshops_proposal p where p.theme_id = under.id),
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('said', l.said,
        'day', (l.at at time zone 'Europe/Stockholm')::date) order by l.at, l.id), '[]')
      from workshops_line l join workshops_proposal p on p.id = l.proposal_id
      where p.theme_id = under.id and l.deed = '{Deed.TAKEN_UP}'));
end
"""

PHONE = [
    Function("access.workshop_opened(held text)", "uuid", OPENED, volatility="stable", to=NOBODY),
    Function("access.workshop_is_shut(place text)", "boolean", IS_SHUT, to=NOBODY),
    Function("access.count_workshop_try(place text)", "void", COUNT_TRY, to=NOBODY),
    Function("access.sit_down(held text, place text)", "text", SIT),
    Function("access.seat_sees(held text)", "jsonb", SEES, volatility="stable"),
    Function("access.seat_writes(held text, wanted uuid, key text, said text, named bool)", "text", WRITES),
    Function("access.seat_votes(held text, wanted uuid, chosen uuid, key text)", "text", VOTES),
    Function("access.note_of(key text, place text)", "jsonb", OF_NOTE),
]
