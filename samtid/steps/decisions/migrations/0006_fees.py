from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_signed_in"),
        ("decisions", "0005_sent_back"),
        ("dossier", "0006_cases_of_now"),
        ("investigations", "0005_fees"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="granted_is_followed_up",
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("open_investigation", "Inleda utredning"),
                    ("not_open_investigation", "Inte inleda utredning"),
                    ("extend_investigation", "Förlänga utredningstid"),
                    ("close_investigation", "Avsluta utredning utan insats"),
                    ("open_care", "Insats i öppenvård"),
                    ("family_home", "Vård i familjehem"),
                    ("residential_care", "Vård i HVB"),
                    ("assistance", "Ekonomiskt bistånd"),
                    ("home_care", "Hemtjänst"),
                    ("special_housing", "Särskilt boende"),
                    ("housing_support", "Boendestöd"),
                    ("protected_housing", "Skyddat boende"),
                    ("treatment", "Behandling vid skadligt bruk"),
                    ("other_service", "Annan insats"),
                    ("fee", "Avgift"),
                ],
                max_length=40,
                verbose_name="beslutstyp",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="legal_basis",
            field=models.CharField(
                choices=[
                    ("SoL 11:1", "SoL 11 kap. 1 §"),
                    ("SoL 11:4", "SoL 11 kap. 4 §"),
                    ("SoL 12:1", "SoL 12 kap. 1 §"),
                    ("SoL 12:2", "SoL 12 kap. 2 §"),
                    ("SoL 12:2 a", "SoL 12 kap. 2 a §"),
                    ("SoL 12:5", "SoL 12 kap. 5 §"),
                    ("SoL 32:1", "SoL 32 kap. 1 §"),
                    ("SoL 22:2", "SoL 22 kap. 2 §"),
                    ("SoL 22:4", "SoL 22 kap. 4 §"),
                    ("LVU 6", "LVU 6 §"),
                    ("LVU 11", "LVU 11 §"),
                    ("LVU 22", "LVU 22 §"),
                    ("LPBS 4:1", "LPBS 4 kap. 1 §"),
                    ("LSS 9", "LSS 9 §"),
                ],
                max_length=20,
                verbose_name="lagrum",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("granted", "Beviljas"),
                    ("partly", "Beviljas delvis"),
                    ("refused", "Avslås"),
                    ("set", "Fastställs"),
                ],
                max_length=20,
                verbose_name="utgång",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_at", None),
                    ("outcome__in", ["refused", "set"]),
                    models.Q(("follow_up_on", None), _negated=True),
                    _connector="OR",
                ),
                name="granted_is_followed_up",
            ),
        ),
    ]
