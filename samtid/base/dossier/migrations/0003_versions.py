"""A version on the texts that a form can change again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0002_beside_the_models"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="one_draft_per_form",
        ),
        migrations.AddField(
            model_name="draft",
            name="page",
            field=models.CharField(blank=True, db_default="", max_length=32, verbose_name="sida"),
        ),
        migrations.AddField(
            model_name="draft",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="note",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="ändrad"),
        ),
        migrations.AddField(
            model_name="note",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ändrad av",
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="set_aside_at",
            field=models.DateTimeField(null=True, verbose_name="undanlagd"),
        ),
        migrations.AddField(
            model_name="note",
            name="version",
            field=models.PositiveIntegerField(
                db_default=1, default=1, editable=False, verbose_name="version"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("staff", "key", "page"), name="one_draft_per_form_and_page"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("set_aside_at", None), ("signed_at", None), _connector="OR"),
                name="what_is_signed_stays",
            ),
        ),
    ]
