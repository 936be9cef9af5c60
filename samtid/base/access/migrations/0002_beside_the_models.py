"""Tables that no model is for: the web's role has no right to any of them (``walls.py``).

``if not exists``: a demonstration from before the migrations were written anew has them already.
"""

from django.db import migrations

from samtid.base.access.chain import CHAINS, GENESIS

TABLES = f"""
    create schema if not exists access;

    -- the pads of HMAC, as which the database keeps the key that stamps are checked with
    create table if not exists access.stamp_key (
      inner_pad bytea not null, outer_pad bytea not null,
      id text generated always as (left(encode(sha256(inner_pad), 'hex'), 8)) stored,
      valid_until timestamptz
    );

    -- the chain over the log of openings
    create table if not exists access.chain (
      number smallint primary key, length bigint not null default 0, head bytea not null
    ) with (fillfactor = 20);
    insert into access.chain (number, head)
      select n, sha256(convert_to('{GENESIS}' || n, 'UTF8')) from generate_series(0, {CHAINS - 1}) n
      on conflict do nothing;
    create table if not exists access.link (
      chain smallint not null, sequence bigint not null, opening_id uuid not null,
      written_at timestamptz not null, previous bytea not null, hash bytea not null,
      primary key (chain, sequence)
    );

    -- what has been sent and done (once.py)
    create table if not exists access.pressing (
      name bytea primary key, answer text, at timestamptz not null default clock_timestamp()
    );
    create index if not exists pressing_at on access.pressing (at);

    -- which tables a disposal that is being done may delete from; empty but inside such a transaction
    create table if not exists access.disposal (
      transaction xid8 not null, relation regclass not null, primary key (transaction, relation)
    );
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("sessions", "0001_initial")]

    operations = [migrations.RunSQL(TABLES, "drop schema access cascade;")]
