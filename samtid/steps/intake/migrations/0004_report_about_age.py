"""An age that somebody says is kept as an age, and not as a number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_report_is_marked_report_turn")]

    operations = [
        migrations.AddField(
            "report",
            "about_age",
            models.CharField(
                "ålder eller födelsedag, som det sades", max_length=60, blank=True, db_default=""
            ),
        ),
    ]
