"""Handles: what a person is called to one who may not know whether the person was known (``walls.py``)."""

from django.db import migrations

TABLES = """
    create table if not exists access.handle (
      handle uuid primary key, person_id uuid not null, staff_id int not null,
      made_at timestamptz not null default clock_timestamp()
    );
    create index if not exists handle_made_at_idx on access.handle (made_at);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("access", "0002_beside_the_models")]

    operations = [migrations.RunSQL(TABLES, "drop table access.handle;")]
