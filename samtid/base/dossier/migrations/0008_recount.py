"""A clock counts anew when the day it began is corrected."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0007_glass_gives_no_key")]

    operations = [
        migrations.RunSQL(
            "grant update (started_at, legal_on, rolled_on) on dossier_clock to samtid_app;",
            "revoke update (started_at, legal_on, rolled_on) on dossier_clock from samtid_app;",
        )
    ]
