"""Protection belongs to a place: the columns and the table that say so."""

import django.db.models.deletion
from django.db import migrations, models

import samtid.ground.ids


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="is_guarded",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="någon nära har skyddade personuppgifter",
            ),
        ),
        migrations.CreateModel(
            name="Nearness",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=samtid.ground.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "other"), name="near_once"),
                ],
            },
        ),
    ]
