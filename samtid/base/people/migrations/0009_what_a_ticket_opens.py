"""What a ticket to somebody's place opens: the address, or the home that a child lives in. One for the one opens not the other.

A ticket lasts five minutes: those that were given before are asked for again.
"""

from django.db import migrations

OPENS = """
    delete from access.place_ticket;
    alter table access.place_ticket add column if not exists page text not null default '';
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0008_guarded_places")]

    operations = [migrations.RunSQL(OPENS, "alter table access.place_ticket drop column if exists page;")]
