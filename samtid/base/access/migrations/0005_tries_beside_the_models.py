"""Tables that no model is for: how many tries of what kind, and the key that sought numbers are hashed with.

The web's role has no right to either (``tries.py``).
"""

from django.db import migrations

TABLES = """
    create table if not exists access.effort (staff_id int not null, kind text not null, at timestamptz not null);
    create index if not exists effort_of_staff on access.effort (staff_id, kind, at);
    create table if not exists access.seek_key (key bytea not null);
    insert into access.seek_key (key)
      select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
      where not exists (select from access.seek_key);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_protection_and_alarms")]

    operations = [migrations.RunSQL(TABLES, "drop table access.effort; drop table access.seek_key;")]
