"""The chain over the log of openings: each line carries the hash of the line before it.

Why there are several chains, and why the link is made at commit: docs/explanation/loggen.md. The web's
role has no right to either table here. ``base/access/chain.py`` says the same in Python, on its own.
"""

from django.db import migrations

from samtid.base.access import operations as ops
from samtid.base.access.chain import CHAINS, GENESIS

# Netstrings, so that no two different lines are said alike; moments in whole microseconds since 1970.
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
    new.dossier_id::text, new.compartment_id::text, new.page, new.why]), 'UTF8'));
  insert into access.link values (line.*);
  update access.chain set length = line.sequence, head = line.hash where number = line.chain;
  return null;
end
"""

STANDS = """
begin
  raise exception 'samtid: the log of openings is append-only';
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_walls")]

    operations = [
        migrations.RunSQL(
            f"""
            create table access.chain (
              number smallint primary key, length bigint not null default 0, head bytea not null
            ) with (fillfactor = 20);
            insert into access.chain (number, head)
              select n, sha256(convert_to('{GENESIS}' || n, 'UTF8')) from generate_series(0, {CHAINS - 1}) n;
            create table access.link (
              chain smallint not null, sequence bigint not null, opening_id uuid not null,
              written_at timestamptz not null, previous bytea not null, hash bytea not null,
              primary key (chain, sequence)
            );
            revoke all on access.chain, access.link from public, samtid_app;
            """,
            "drop table access.link; drop table access.chain;",
        ),
        ops.Function("access.say(words text[])", "text", SAY, volatility="immutable", open=False),
        ops.Function("access.link_opening()", "trigger", LINK, open=False),
        ops.Function("access.log_stands()", "trigger", STANDS, open=False),
        migrations.RunSQL(
            """
            -- at commit, so that a chain is held for the moment of the commit and not for a whole page
            create constraint trigger linked after insert on access_opening
              deferrable initially deferred for each row execute function access.link_opening();
            create trigger stands before update or delete or truncate on access.link
              execute function access.log_stands();
            create trigger never_emptied before truncate on access_opening
              execute function access.log_stands();
            """,
            """
            drop trigger linked on access_opening;
            drop trigger never_emptied on access_opening;
            drop trigger stands on access.link;
            """,
        ),
        # what was logged before there was a chain gets its links now, in the order it was written
        migrations.RunSQL(
            """
            create trigger linked_now after update on access_opening
              for each row execute function access.link_opening();
            alter table access_opening disable trigger access_opening_stands;
            do $$ declare line uuid; begin
              for line in select id from access_opening order by at, id loop
                update access_opening set id = id where id = line;
              end loop;
            end $$;
            alter table access_opening enable trigger access_opening_stands;
            drop trigger linked_now on access_opening;
            """,
            migrations.RunSQL.noop,
        ),
    ]
