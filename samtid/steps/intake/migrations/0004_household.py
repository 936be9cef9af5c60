from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_glass_moves_no_report"), ("people", "0004_household_walls")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="is_guarded",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
    ]
