from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="place_reason",
            field=models.TextField(blank=True, default="", verbose_name="därför får platsen stå i beslutet"),
        ),
        # who may write the column is said beside the others (0002_walls.WRITABLE)
        migrations.RunSQL(
            "grant update (place_reason) on decisions_decision to samtid_app;", migrations.RunSQL.noop
        ),
    ]
