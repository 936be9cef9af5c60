"""Kedjan över loggen: each opening is linked to the one before it at commit, and no line is ever taken out."""

from __future__ import annotations

from .chain import CHAINS
from .walling import NOBODY, Function, Trigger

# The chain over the log: why there are several, and why the link is made at commit, is in docs/explanation/loggen.md.
# ``base/access/chain.py`` says the same in Python, on its own. Netstrings, so that no two different lines are said
# alike; moments in whole microseconds since 1970.
SAY = """
begin
  return (select string_agg(coalesce(octet_length(convert_to(word, 'UTF8')) || ':' || word, '-'), ',' order by place)
    from unnest(words) with ordinality as said(word, place));
end
"""

LINK = f"""
declare
  mine smallint := pg_backend_pid() % {CHAINS};
  held access.chain; line access.link;
begin
  -- a chain that nobody else is writing in: first our own, then any; only when all are taken does one wait
  select * into held from access.chain where number = mine for no key update skip locked;
  if not found then
    select * into held from access.chain order by number for no key update skip locked limit 1;
  end if;
  if not found then
    select * into held from access.chain where number = mine for no key update;
  end if;
  line.chain := held.number;
  line.sequence := held.length + 1;
  line.opening_id := new.id;
  line.written_at := clock_timestamp();
  line.previous := held.head;
  line.hash := sha256(convert_to(access.say(array[
    line.chain::text, line.sequence::text, encode(line.previous, 'hex'),
    (extract(epoch from line.written_at) * 1000000)::bigint::text,
    new.id::text, (extract(epoch from new.at) * 1000000)::bigint::text, new.staff_id::text, new.action,
    new.dossier_id::text, new.compartment_id::text, new.page, new.why]
    || case when new.protection is null and new.sought is null then '{{}}'::text[]
      else array[new.protection, new.sought]::text[] end), 'UTF8'));
  insert into access.link values (line.*);
  update access.chain set length = line.sequence, head = line.hash where number = line.chain;
  return null;
end
"""

LOG_STANDS = """
begin
  raise exception 'samtid: the log of openings is append-only';
end
"""

WALLS = [
    Function("access.say(words text[])", "text", SAY, volatility="immutable", to=NOBODY),
    Function("access.link_opening()", "trigger", LINK, to=NOBODY),
    Function("access.log_stands()", "trigger", LOG_STANDS, to=NOBODY),
    # at commit, so that a chain is held for the moment of the commit and not for a whole page
    Trigger("linked", "access_opening", "after insert", "access.link_opening", deferred=True),
    Trigger(
        "stands", "access.link", "before update or delete or truncate", "access.log_stands", each="statement"
    ),
    Trigger("never_emptied", "access_opening", "before truncate", "access.log_stands", each="statement"),
]
