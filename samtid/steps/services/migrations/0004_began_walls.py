"""Whoever holds the case may note that help has begun."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0003_began")]

    operations = [
        migrations.RunSQL(
            "grant update (began_on) on services_service to samtid_app;",
            "revoke update (began_on) on services_service from samtid_app;",
        )
    ]
