from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_signed_in"),
        ("decisions", "0006_fees"),
        ("dossier", "0006_cases_of_now"),
        ("investigations", "0005_fees"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "fee"), ("outcome", "set")),
                    models.Q(
                        models.Q(("kind", "fee"), _negated=True), models.Q(("outcome", "set"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="only_a_fee_is_set",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "fee"), ("signed_at", None)),
                fields=("case",),
                name="one_draft_of_a_fee",
            ),
        ),
    ]
