"""How far each receiver has come in the log, and which alarms it has been told."""

from django.db import migrations

TABLES = """
    create table if not exists worker.bookmark (
      receiver text not null, chain smallint not null, sequence bigint not null, primary key (receiver, chain)
    );
    create table if not exists worker.told (
      receiver text not null, alarm uuid not null, told_at timestamptz not null default clock_timestamp(),
      primary key (receiver, alarm)
    );
"""


class Migration(migrations.Migration):
    dependencies = [("worker", "0001_initial")]

    operations = [migrations.RunSQL(TABLES, "drop table worker.bookmark; drop table worker.told;")]
