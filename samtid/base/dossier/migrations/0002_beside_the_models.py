"""Numbers of drafts are drawn: a number that counts would tell how much everybody writes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossier", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            alter table dossier_draft alter column id drop identity if exists;
            alter table dossier_draft alter column id set default (random() * 9007199254740991)::bigint;
            """,
            migrations.RunSQL.noop,
        )
    ]
