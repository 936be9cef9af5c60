"""Tickets: whom somebody has asked about, and what was said of them (``walls/lookup.py``)."""

from django.db import migrations

TABLES = """
    drop table if exists access.handle;
    create table if not exists access.lookup (
      ticket uuid primary key, staff_id int, said jsonb not null, person_id uuid,
      made_in xid8 not null default pg_current_xact_id(), made_at timestamptz not null default clock_timestamp()
    );
    create index if not exists lookup_made_at on access.lookup (made_at);

    -- what hashes are keyed with, so that they cannot be guessed: read by the owner's functions only
    create table if not exists access.secret (name text primary key, key bytea not null);
    insert into access.secret (name, key) values
      ('sought', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
      on conflict do nothing;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_opens_in_the_next_transaction")]

    operations = [migrations.RunSQL(TABLES, "drop table access.lookup; drop table access.secret;")]
