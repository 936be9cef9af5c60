"""Who ended a stay, what a visit that was is noted with, and in which transaction the register or a stay was written.

No role that logs in has any right to ``access.home_written`` (``walls.WITH_PLACE``): one row for each process of the server.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WRITTEN = (
    "create table if not exists access.home_written (process int primary key, transaction xid8 not null)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_signed_in"),
        ("decisions", "0005_sent_back"),
        ("dossier", "0006_cases_of_now"),
        ("people", "0008_guarded_places"),
        ("placements", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="care", name="a_child_is_in_care_once"),
        migrations.AddField(
            model_name="placement",
            name="ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="left_noted_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="antecknades"),
        ),
        migrations.AddConstraint(
            model_name="care",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="care_that_ended_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="care",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("annulled_at", None), ("annulled_by", None)),
                    models.Q(("annulled_at__isnull", False), ("annulled_by__isnull", False)),
                    _connector="OR",
                ),
                name="annulled_care_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="childvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at", None), ("minutes", None), ("noted_at", None), ("noted_by", None)),
                    models.Q(
                        ("held_at__isnull", False),
                        ("minutes__isnull", False),
                        ("noted_at__isnull", False),
                        ("noted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_visit_that_was_is_noted",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by", None), ("left_noted_at", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ends_at__isnull", False),
                        ("left_noted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="who_ended_a_stay_is_of_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrected_at", None), ("corrected_by", None)),
                    models.Q(("corrected_at__isnull", False), ("corrected_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_corrected_stay_says_by_whom",
            ),
        ),
        migrations.RunSQL(WRITTEN, "drop table access.home_written"),
    ]
