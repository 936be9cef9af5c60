"""The worker's own tables: seals of signed notes, rounds done and faults found. No words about a person."""

from django.db import migrations

TABLES = """
    create schema if not exists worker;
    create table if not exists worker.seal (note_id uuid primary key, checksum bytea not null);
    create table if not exists worker.round (
      duty text not null, due_at timestamptz not null, done_at timestamptz not null,
      told jsonb not null, primary key (duty, due_at)
    );
    create table if not exists worker.fault (
      kind text not null, row_id uuid not null, what text not null, found_at timestamptz not null,
      seen_at timestamptz not null, mended_at timestamptz, primary key (kind, row_id)
    );
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(TABLES, "drop schema worker cascade;")]
