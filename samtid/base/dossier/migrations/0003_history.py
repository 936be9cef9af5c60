"""Indexes that keep yesterday's cases out of today's way.

Keys and cases of eight years lie among those of today. What every page asks (my keys, the persons my keys lead
to, the clocks that run) is answered from these indexes alone. Measured at a million dossiers: see
docs/explanation/matningar.md.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossier", "0002_walls")]

    operations = [
        # a second index on case_id, beside the foreign key's own
        migrations.RemoveIndex("clock", "dossier_clo_case_id_06a765_idx"),
        migrations.AddIndex(
            "clock",
            models.Index(fields=["case"], name="clock_of_case", condition=models.Q(stopped_at=None)),
        ),
        migrations.RunSQL(
            """
            create index access_key_of_staff on access_key (staff_id)
              include (case_id, reach, given_at, valid_until, compartment_id);
            create index people_presence_of_case on people_presence (case_id) include (person_id, reach);
            """,
            "drop index access_key_of_staff; drop index people_presence_of_case;",
        ),
    ]
